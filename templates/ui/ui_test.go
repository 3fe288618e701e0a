package ui_test

import (
	"bytes"
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"plass/internal/auth"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/text"
	"plass/templates/galleryview"
	"plass/templates/ui"
)

// failed is a form of the gallery in which something is wrong with every field that may be.
func failed() *form.Form {
	f := form.Filled(map[string]string{"name": "<b>Nordlys</b>", form.VersionField: "3"})
	f.Require("phone", "email", "clock", "about", "places", "street")
	for _, field := range []string{"kind", "kind2", "scale", "days", "sure", "photo", "day"} {
		f.Add(fault.Of(field, "form.choose"))
	}
	return f
}

// gallery returns the page with every part, as a tree.
func gallery(t *testing.T, role auth.Role, lang text.Lang, f *form.Form) *html.Node {
	t.Helper()
	ctx := text.With(auth.With(t.Context(), auth.Actor{Role: role, Name: "Kari Nordmann"}), lang)
	var out bytes.Buffer
	if err := galleryview.Page(f).Render(ctx, &out); err != nil {
		t.Fatalf("rendering: %v", err)
	}
	page, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// all returns the elements with one of the names; every element when there are none.
func all(page *html.Node, names ...string) []*html.Node {
	var list []*html.Node
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.Data)) {
			list = append(list, n)
		}
	}
	return list
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func ids(t *testing.T, page *html.Node) map[string]*html.Node {
	t.Helper()
	seen := map[string]*html.Node{}
	for _, n := range all(page) {
		if id := attr(n, "id"); id != "" {
			if seen[id] != nil {
				t.Errorf("id %q stands twice", id)
			}
			seen[id] = n
		}
	}
	return seen
}

func TestEveryFieldHasItsLabel(t *testing.T) {
	page := gallery(t, auth.NavContact, text.Bokmaal, failed())
	labelled := map[string]bool{}
	for _, l := range all(page, "label") {
		labelled[attr(l, "for")] = words(l) != ""
	}
	for _, n := range all(page, "input", "select", "textarea") {
		if attr(n, "type") != "hidden" && !labelled[attr(n, "id")] {
			t.Errorf("%s %q has no label", n.Data, attr(n, "name"))
		}
	}
	for _, n := range all(page, "fieldset") {
		if legend := n.FirstChild; legend == nil || legend.Data != "legend" || words(legend) == "" {
			t.Error("a fieldset does not begin with its legend")
		}
	}
}

func TestProblemsAreToldTwiceAndLinked(t *testing.T) {
	f := failed()
	page := gallery(t, auth.NavContact, text.Bokmaal, f)
	known := ids(t, page)

	var linked []string
	for _, n := range all(page, "a") {
		if strings.Contains(attr(n, "class"), "aksel-error-summary__item") {
			target := known[strings.TrimPrefix(attr(n, "href"), "#")]
			if target == nil {
				t.Errorf("the summary links to %s, which is not there", attr(n, "href"))
				continue
			}
			linked = append(linked, attr(target, "name"))
		}
	}
	slices.Sort(linked)
	if want := f.Problems(); !slices.Equal(linked, want) {
		t.Errorf("the summary links to %v, want %v", linked, want)
	}
	for _, n := range all(page) {
		for _, key := range []string{"aria-describedby", "aria-labelledby"} {
			for _, id := range strings.Fields(attr(n, key)) {
				if known[id] == nil {
					t.Errorf("%s=%q of %s names nothing", key, id, n.Data)
				}
			}
		}
	}
	if name := known["phone"]; attr(name, "aria-invalid") != "true" || !strings.Contains(attr(name, "aria-describedby"), "phone-error") {
		t.Errorf("the telephone field does not tell what is wrong with it: %v", name.Attr)
	}
	if title := words(all(page, "title")[0]); title != "Feil: Nordlys bakeri – Plass" {
		t.Errorf("title %q", title)
	}
}

func TestShowsWhatWasTyped(t *testing.T) {
	page := gallery(t, auth.NavContact, text.Bokmaal, failed())
	known := ids(t, page)
	if got := attr(known["name"], "value"); got != "<b>Nordlys</b>" {
		t.Errorf("name shows %q", got)
	}
	var key, version, enctype string
	for _, n := range all(page, "form") {
		if strings.Contains(attr(n, "class"), "form--page") {
			enctype = attr(n, "enctype")
			for _, in := range all(n, "input") {
				switch attr(in, "name") {
				case form.KeyField:
					key = attr(in, "value")
				case form.VersionField:
					version = attr(in, "value")
				}
			}
		}
	}
	if key == "" || version != "3" || enctype != "multipart/form-data" {
		t.Errorf("the form carries key %q, version %q and is sent as %q", key, version, enctype)
	}
}

func TestNothingInline(t *testing.T) {
	for _, n := range all(gallery(t, auth.NavContact, text.Bokmaal, failed())) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s has %s=%q, which the content security policy refuses", n.Data, a.Key, a.Val)
			}
		}
		if n.Data == "style" || n.Data == "script" && attr(n, "src") == "" {
			t.Errorf("an inline %s", n.Data)
		}
	}
}

func TestHeadingsLeaveNoLevelOut(t *testing.T) {
	last, ones := 0, 0
	for _, n := range all(gallery(t, auth.Candidate, text.Bokmaal, form.Blank()), "h1", "h2", "h3", "h4", "h5", "h6") {
		level := int(n.Data[1] - '0')
		if level > last+1 {
			t.Errorf("%s %q follows h%d", n.Data, words(n), last)
		}
		if level == 1 {
			ones++
		}
		last = level
	}
	if ones != 1 {
		t.Errorf("%d h1, want 1", ones)
	}
}

// A key that no language has is shown as it is: a word with a full stop inside.
func TestEveryLanguageHasTheWords(t *testing.T) {
	bare := regexp.MustCompile(`\b(ui|layout|form|fault)\.[a-z_]+`)
	for _, lang := range text.Langs {
		for _, role := range append(auth.Roles, "") {
			page := gallery(t, role, lang, failed())
			if found := bare.FindString(words(page)); found != "" {
				t.Errorf("%s, %s: the page shows the key %s", lang, role, found)
			}
			if got := attr(all(page, "html")[0], "lang"); got != string(lang) {
				t.Errorf("lang=%q, want %q", got, lang)
			}
		}
	}
}

func TestCellsKnowTheirColumns(t *testing.T) {
	table := all(gallery(t, auth.NavContact, text.Bokmaal, form.Blank()), "table")[0]
	var got []string
	for _, n := range all(all(table, "tbody")[0], "th", "td")[:5] {
		got = append(got, attr(n, "data-label"))
	}
	if want := []string{"Avtale", "Gjelder", "Tilstand", "Plasser", ""}; !slices.Equal(got, want) {
		t.Errorf("the cells are labelled %q, want %q", got, want)
	}
}

func TestDates(t *testing.T) {
	at := time.Date(2023, time.September, 1, 12, 0, 0, 0, time.UTC)
	later := at.AddDate(0, 3, 0)
	for _, c := range []struct {
		lang      text.Lang
		got, want string
	}{
		{text.Bokmaal, ui.DateTime(in(text.Bokmaal), at), "1. september 2023 kl. 14.00"},
		{text.English, ui.DateTime(in(text.English), at), "1 September 2023 at 14:00"},
		{text.Nynorsk, ui.WeekdayDate(in(text.Nynorsk), at.AddDate(0, 0, 1)), "laurdag 2. september 2023"},
		{text.Bokmaal, ui.ShortDate(at), "01.09.2023"},
		{text.Bokmaal, ui.Period(in(text.Bokmaal), at, &later), "1. september til 1. desember 2023"},
		{text.Nynorsk, ui.Period(in(text.Nynorsk), at, nil), "frå 1. september 2023"},
		{text.Bokmaal, ui.Relative(in(text.Bokmaal), at, at.Add(11*time.Hour)), "i morgen kl. 01.00"},
		{text.Bokmaal, ui.Days(in(text.Bokmaal), 1) + ", " + ui.Days(in(text.Bokmaal), 9), "1 dag, 9 dager"},
		{text.Bokmaal, ui.Phone("+47 22222222"), "22 22 22 22"},
		{text.Bokmaal, ui.Phone("+46 8 123 456"), "+46 8 123 456"},
		{text.Bokmaal, ui.Kroner(in(text.Bokmaal), 500000), "500\u00a0000 kroner"},
		{text.Bokmaal, ui.Grouped("456123911"), "456\u00a0123\u00a0911"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.lang, c.got, c.want)
		}
	}
}

func in(lang text.Lang) context.Context { return text.With(context.Background(), lang) }

// Addresses are made from ids and typed words; none may become a script.
func TestLinksAreHarmless(t *testing.T) {
	for _, n := range all(gallery(t, auth.NavContact, text.Bokmaal, form.Blank()), "a") {
		u, err := url.Parse(attr(n, "href"))
		if err != nil || !slices.Contains([]string{"", "tel", "mailto"}, u.Scheme) {
			t.Errorf("a link leads to %q", attr(n, "href"))
		}
	}
}
