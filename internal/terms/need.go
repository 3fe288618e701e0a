package terms

// Asked returns what people can be wanted for without a promised place: a job, when the agreement runs to hires;
// any kind of place, when it promises no number of them. Nothing when people are wanted for the promised places alone.
func (t Terms) Asked() []Kind {
	switch t.End() {
	case HireEnd:
		return []Kind{Job}
	case ResultEnd:
		return append([]Kind{Job}, Kinds...)
	case PlacementEnd:
		if len(t.Lines()) == 0 {
			return Kinds
		}
	}
	return nil
}

// Binds reports whether the agreement puts a duty on anybody: a place, a promise, something to pay for or to follow.
func (t Terms) Binds() bool {
	for _, p := range t.Promises() {
		if p.Strength != "no_promise" {
			return true
		}
	}
	return len(t.Lines()) > 0 || t.Funding != nil && (len(t.Funding.Lines) > 0 || t.Funding.Payable != nil) ||
		t.Commitments != nil && len(t.Commitments.FollowUp) > 0
}

// AccessWeeks returns how long the employer sees a person after the end.
func (t Terms) AccessWeeks() int {
	if t.Information == nil || t.Information.AccessWeeks <= 0 {
		return 12
	}
	return t.Information.AccessWeeks
}
