package server_test

import (
	"testing"

	"plass/internal/auth"
)

func TestAWorld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, ada := w.candidate("Ada", "Prøve")
	for _, who := range []auth.Actor{w.Administrator, w.Leader, w.Contact, w.Liaison, w.Auditor, w.HR, w.Union, w.Buddy, ada} {
		want(t, w.as(who).get("/there/is/no/such/page"), 404, "Siden finnes ikke")
	}
}
