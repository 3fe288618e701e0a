package agreement

import (
	"time"

	"plass/internal/db"
	"plass/internal/terms"
)

// Promise writes what the agreement itself promises to the book of promises; position is where it stands among the
// promises of the version. Those that each placement has of its own are written when somebody is placed.
func Promise(b *db.Batch, a Agreement, position int, p terms.Promise) {
	var asks any
	if len(p.Evidence) > 0 {
		asks = p.Evidence
	}
	b.Do(`
		INSERT INTO promises (id, employer_id, agreement_id, version_id, position, by_side, to_side, what, strength, due_when, days, percent, asks, due_on)
		VALUES (@id, @employer, @agreement, @version, @position, @by, @to, @what, @strength, @when, @days, @percent, @asks, @due_on)`,
		db.Args{"id": db.NewID(), "employer": a.EmployerID, "agreement": a.ID, "version": a.VersionID, "position": position, "by": p.By, "to": p.To,
			"what": p.What, "strength": p.Strength, "when": p.When.Kind, "days": p.When.Days, "percent": p.When.Percent, "asks": asks, "due_on": a.PromiseDue(p)})
}

// PromiseDue returns the day on which what the agreement itself promises is due; nil for what holds all the time.
func (a Agreement) PromiseDue(p terms.Promise) *time.Time {
	day := a.EndsOn
	switch p.When.Kind {
	case "start":
		day = &a.StartsOn
	case "always", "when_needed", "excellent":
		return nil
	}
	if day == nil || p.Strength == "no_promise" {
		return nil
	}
	due := day.AddDate(0, 0, p.When.Days)
	return &due
}
