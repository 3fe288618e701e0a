package agreementview

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/handover"
	"plass/internal/text"
	"plass/templates/ui"
)

// An Entry is something that happened to a signed agreement: a version of it was made, or it got a new contact person.
type Entry struct {
	Version *agreement.Version
	Shift   *handover.Shift
}

// entries are the versions and the new contact persons, the newest first.
func (p Reading) entries() []Entry {
	var all []Entry
	shifts := p.Shifts
	for i := range p.Versions {
		for len(shifts) > 0 && shifts[0].At.After(since(p.Versions[i])) {
			all = append(all, Entry{Shift: &shifts[0]})
			shifts = shifts[1:]
		}
		all = append(all, Entry{Version: &p.Versions[i]})
	}
	for i := range shifts {
		all = append(all, Entry{Shift: &shifts[i]})
	}
	return all
}

// since is when the version came into force, or was made when it has not.
func since(v agreement.Version) time.Time {
	if v.SignedAt != nil {
		return *v.SignedAt
	}
	return v.MadeAt
}

// shiftReason is why there was a new contact person, for those who are told.
func shiftReason(ctx context.Context, s handover.Shift) string {
	if s.Reason == "" {
		return ""
	}
	return text.T(ctx, "handover.reason."+s.Reason)
}

// shifted tells who was contact person, and who is.
func shifted(ctx context.Context, s handover.Shift) string {
	return text.T(ctx, "change.contact_was", "from", s.From, "to", s.To, "day", ui.Date(ctx, s.At))
}
