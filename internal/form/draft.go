package form

import (
	"net/url"
	"time"
)

// Kept is a draft of the form that was found.
type Kept struct {
	At    time.Time
	Shown bool // the form shows it, and not what is saved
}

// KeepOn has what is typed be kept as a draft, for the page the form stands on.
func (f *Form) KeepOn(page string) { f.values.Set(DraftField, page) }

// KeptOn returns the page for which what is typed is kept; empty if it is not.
func (f *Form) KeptOn() string { return f.Value(DraftField) }

// Offer says that there is a draft from a moment.
func (f *Form) Offer(at time.Time) { f.kept = &Kept{At: at} }

// Resume has the form show the draft from a moment. Its one-time key is its own.
func (f *Form) Resume(at time.Time, typed url.Values) {
	page := f.KeptOn()
	f.values, f.kept = typed, &Kept{At: at, Shown: true}
	f.values.Del(KeyField)
	f.KeepOn(page)
}

// Kept returns the draft that was found; nil if there is none.
func (f *Form) Kept() *Kept { return f.kept }
