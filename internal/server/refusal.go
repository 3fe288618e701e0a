package server

import (
	"errors"

	"plass/internal/fault"
	"plass/internal/form"
)

// noteRefusal shows on the form why something was refused.
func noteRefusal(f *form.Form, err error) {
	if refusal, ok := errors.AsType[*fault.Error](err); ok {
		f.Add(fault.Of("", refusal.Text.Key, refusal.Text.Args...))
	}
}

// isStale reports whether somebody else has saved since the form was opened.
func isStale(err error) bool {
	refusal, ok := errors.AsType[*fault.Error](err)
	return ok && refusal.Text.Key == "fault.conflict"
}
