package importing

import (
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
)

// An ID identifies an import.
type ID struct{ uuid.UUID }

// An Import is a spreadsheet that somebody has uploaded, and how it went.
type Import struct {
	ID           ID
	MembershipID uuid.UUID
	By           string
	File         string
	Lines        int
	State        State
	Progress     int    // rows done, while it is running
	Failure      string // a text key: why it was given up
	Employers    int
	Units        int
	Contacts     int
	Agreements   int
	ReadAt       time.Time
	BeatAt       *time.Time // when it last said that it is running
	DoneAt       *time.Time
}

// A State is how far an import has come. It has the text key "import.state." and the state.
type State string

// The states.
const (
	Read    State = "read" // looked at, and not yet done
	Queued  State = "queued"
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed" // given up; nothing of it was written
	Gone    State = "gone"   // thrown away, or too old
)

// kept is how long what was read of a file is kept.
const kept = 24 * time.Hour

// silence is how long a running import may say nothing before it counts as stopped.
const silence = 2 * time.Minute

// Late reports whether what was read is older than it is kept.
func (i Import) Late(now time.Time) bool { return !now.Before(i.ReadAt.Add(kept)) }

// Working reports whether it waits to be done, or is being done.
func (i Import) Working(now time.Time) bool {
	return (i.State == Queued || i.State == Running) && i.BeatAt != nil && now.Before(i.BeatAt.Add(silence))
}

// Waiting reports whether it can be looked through and done.
func (i Import) Waiting(now time.Time) bool {
	return i.State != Done && i.State != Gone && !i.Late(now) && !i.Working(now)
}

// MayDo reports whether the import is the one acting's own to look through, do and throw away.
func (i Import) MayDo(who auth.Actor) bool { return i.MembershipID == who.Membership }

// Totals are how many of each came in.
func (i Import) Totals() Totals {
	return Totals{Employers: i.Employers, Units: i.Units, Contacts: i.Contacts, Agreements: i.Agreements}
}
