// Package ui holds the parts that pages are made of, in Aksel's markup.
//
// A label is a text key; words that are no key stay as they are. Headings find their own level.
//
//	@layout.Page(layout.Head{Title: text.T(ctx, "employer.list"), Place: route.Employers}) { … }
//	layout.Head: Title, Lead, Crumbs []layout.Crumb{{To, Label}}, Place, Form, Beside, Aside, Status
//	@layout.Document(layout.Paper{Title, From, About, Foot, Back}) { … }
//	@layout.Failure(status, fault.Text, reference)        layout.WithStatus(ctx, fault.Text)
//
//	@ui.Form(action, f) { … }                     one-time key, version, summary of problems, the draft that is kept; ui.Bare, ui.Asking, ui.Again
//	@ui.Field(f, "name", "employer.name")         ui.Tel Email Digits Tiny Short Optional; ui.Hint(label) Autocomplete(x) ID(x) Suggest(words...)
//	@ui.TextArea(f, …, ui.Rows(6), ui.Most(500))  @ui.DateField @ui.TimeField @ui.FileField
//	@ui.Select(f, "kind", "x.kind", choices)      @ui.Radios(…, ui.Taps) @ui.Checks @ui.Checkbox(f, name, label)
//	ui.Choices(ctx, "x.kind", values...)          or []ui.Choice{{Value, Label, Hint}}
//	@ui.LookAgain(f)  @ui.Hidden(name, value)  @ui.Fields() { … }   @ui.Group(legend) { … }  @ui.Filter(action, button) { … }
//
//	@ui.Buttons() { @ui.Submit("x.save") @ui.ButtonLink(to, "x.keep", ui.Secondary) }
//	@ui.PostButton(to, "x.sign", ui.Primary, ui.With("answer", "yes"), ui.About(name))   its own one-time key
//	options: ui.Primary Secondary Tertiary Destructive Small With(name, value) About(words) Beside(ui.PlusGlyph)
//
//	@ui.Section("x.people") { … }  @ui.SectionBeside(label, ui.Tag(…)) { … }
//	@ui.Card("x.people") { … }  @ui.Card("") { … }  @ui.Heading(label)
//	@ui.InfoCard(ui.Info, label) { … }  @ui.Alert(ui.Warning) { … }  @ui.Tag(ui.Success, label)  @ui.OnlyNav() { … }
//	@ui.Facts() { @ui.FactText(label, value) @ui.Fact(label) { … @ui.From("x.from_template") } }
//	@ui.Table(caption, "x.name", ">x.count", "") { @ui.Row() { @ui.RowHead() { … } @ui.CellText("3") @ui.Cell() { … } } }
//	@ui.Differences(caption, "x.yours", "x.theirs", []ui.Difference{{Label, Before, After}})   two texts side by side
//	@ui.Comparison(caption, "x.before", "x.after", []ui.Compared{{Label, Changes}})              two texts in one, marked
//	@ui.Todo() { @ui.TodoItem(sentence, ui.ButtonLink(…)) }  @ui.Events() { @ui.Event(at) { … } }
//	@ui.Path(at, ui.Step{label, day}…)  @ui.Numbers() { @ui.Number(to, "12", label) }
//	@ui.Empty(label)  @ui.ReadMore(label) { … }  @ui.Consequences(label, what…)  @ui.PrintButton(label)
//	@ui.Views(label, ui.View{to, label, current}…)  @ui.Pages(first, next)
//	@ui.PersonCard(label, ui.Person{Name, Does, Phone, Email})  @ui.PersonLines(p)  @ui.PhoneLink(n)  @ui.OrgNumber(n)
//	@ui.Seat(ui.SeatLook{Kind, State, Text, Label, Href, Late, Named})  in <ul class="seats"><li>
//
//	ui.Date(ctx, t) DayMonth WeekdayDate DateTime Appointment Clock Relative(ctx, now, t) Period(ctx, from, to) Days(ctx, n)
//	ui.Capital(words)  ui.ShortDate(t) (in tables)  ShortDateOr(ctx, t, label)  Weekday Month  Phone(n) Grouped(digits) Kroner(ctx, n) Percent(n)
//
//	classes: stack row row--apart cluster grid grid--halves both measure subtle nowrap sr-only no-print plain-list people signatures
package ui
