package terms

// ToRead reports whether the participant says before the start that the promise, or that there is none, is understood:
// what is not promised them, and what hangs on a condition, and all else that the agreement says so of.
func (p Promise) ToRead() bool {
	return p.Acknowledge || p.To == "participant" && (p.Strength == "no_promise" || p.Strength == "conditional")
}

// OfEach reports whether the promise is given anew with each placement; else it is the agreement's own.
func (t Terms) OfEach(p Promise) bool {
	switch p.When.Kind {
	case "start", "end", "excellent", "in_period":
		return p.ToRead() || t.End() == PlacementEnd
	}
	return p.ToRead()
}
