package importing

import (
	"slices"
	"strings"

	"plass/internal/agreement"
	"plass/internal/model"
	"plass/internal/terms"
)

// agreement reads what the row says of an agreement, if it does.
func (r *reader) agreement(d *row) {
	said := slices.ContainsFunc(Columns[slices.Index(Columns, Title):], func(c Column) bool { return r.cell(c) != "" })
	if !said {
		return
	}
	p := paper{Draft: agreement.Draft{Title: r.words(Title, 200), EndsOn: r.day(EndsOn), ReviewOn: r.day(ReviewOn)}}
	if day := r.day(StartsOn); day != nil {
		p.StartsOn = *day
	}
	t, ok := r.models[fold(r.cell(Template))]
	p.model = t
	if p.Template = t.Key; !ok {
		r.unless(r.cell(Template) != "", Template, "import.problem.no_template")
		r.unless(false, Template, "import.problem.template", "cell", r.cell(Template))
	}
	r.note(p.Problems(), nil) // its fields are called as the columns are
	status := running
	if typed := r.cell(Status); typed != "" {
		status, ok = statuses[fold(typed)]
		r.unless(ok, Status, "import.problem.status", "cell", typed)
	}
	durable, training, months := r.number(Durable, 0, 999), r.number(WorkTraining, 0, 999), r.number(Months, 1, 120)
	signed := r.day(SignedOn)
	if p.Template != "" {
		p.terms = r.terms(t, durable, training, months)
		if status == running {
			r.signatures(&p)
		}
	}
	if status == running {
		r.unless(signed != nil, SignedOn, "import.problem.not_signed")
		if signed != nil {
			p.signedOn = *signed
			r.unless(!signed.After(r.today), SignedOn, "form.in_the_future")
		}
	}
	d.Agreement = &p
}

// terms are the template's with the numbers of the row.
func (r *reader) terms(t model.Template, durable, training, months *int) terms.Terms {
	whole := t.Whole()
	if durable != nil || training != nil || months != nil {
		lines := promise(whole.Lines(), terms.Durable, durable)
		lines = promise(lines, terms.WorkTraining, training)
		for i := range lines {
			if months != nil && (lines[i].Kind == terms.WorkTraining || lines[i].Months != nil) {
				lines[i].Months = months
			}
		}
		whole.Places = &terms.Places{Lines: lines}
	}
	for field, wrong := range whole.Problems() {
		c := Template
		if of, i, numbered := strings.Cut(field, "."); numbered && of == "count" {
			c = columnOf(whole.Lines(), i)
		}
		if c == Template {
			r.unless(false, c, "import.problem.template_needs_more", "template", r.cell(Template))
			continue
		}
		r.unless(false, c, wrong.Key, wrong.Args...)
	}
	return whole
}

// columnOf is the column that says how many places the line has.
func columnOf(lines []terms.Line, i string) Column {
	if len(i) != 1 || int(i[0]-'0') >= len(lines) {
		return Template
	}
	switch lines[i[0]-'0'].Kind {
	case terms.Durable:
		return Durable
	case terms.WorkTraining:
		return WorkTraining
	}
	return Template
}

// promise returns the lines with so many places of the kind; nil leaves them as they are.
func promise(lines []terms.Line, kind terms.Kind, count *int) []terms.Line {
	if count == nil {
		return lines
	}
	var kept []terms.Line
	said := *count == 0
	for _, l := range lines {
		if l.Kind == kind && said {
			continue
		}
		if l.Kind == kind {
			l.Count, l.Least, l.Quotas, said = *count, min(l.Least, *count), nil, true
		}
		kept = append(kept, l)
	}
	if !said {
		added := terms.Line{Kind: kind, Count: *count, Rule: terms.OnRequest}
		for _, l := range kept {
			if l.Rule == terms.Standing { // a place that calls out as its neighbours do
				added.Rule, added.AlarmDays = l.Rule, l.AlarmDays
			}
		}
		kept = append(kept, added)
	}
	return kept
}

// signatures are those of everybody who signs, on paper.
func (r *reader) signatures(p *paper) {
	others := strings.FieldsFunc(r.words(SignedOthers, 800), func(s rune) bool { return s == ';' })
	var missing []agreement.Party
	for _, party := range agreement.Signers(p.terms) {
		s := agreement.Signature{Party: party}
		switch party {
		case agreement.EmployerParty:
			s.Name = r.words(SignedEmployer, 200)
			r.unless(s.Name != "", SignedEmployer, "import.problem.signer")
		case agreement.NavParty:
			s.Name = r.words(SignedNav, 200)
			r.unless(s.Name != "", SignedNav, "import.problem.signer")
		default:
			if len(others) == 0 {
				missing = append(missing, party)
				continue
			}
			s.Name, others = strings.TrimSpace(others[0]), others[1:]
		}
		p.signatures = append(p.signatures, s)
	}
	r.unless(len(missing) == 0, SignedOthers, "import.problem.other_signers", "n", len(missing))
}
