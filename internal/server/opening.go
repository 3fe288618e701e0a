package server

import (
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"

	"plass/internal/access"
	"plass/internal/db"
	"plass/internal/form"
	"plass/internal/route"
	"plass/templates/openingview"
)

// listOpenings shows a leader who at the office has looked at whom, and why.
func (s *Server) listOpenings(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Asked(r)
	filter := access.Filter{By: askedID(f, "by")}
	if at, err := time.Parse(time.RFC3339Nano, f.Text("at")); err == nil {
		filter.After.At, filter.After.ID = at, askedID(f, "after")
	}
	b := db.NewBatch(tx)
	looks := access.AskLooks(b, filter)
	lookers := access.AskLookers(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	p := openingview.Looks{Rows: *looks, Lookers: *lookers, Form: f, First: filter.After.At.IsZero()}
	if len(p.Rows) > access.PageSize {
		p.Rows = p.Rows[:access.PageSize]
		last := p.Rows[len(p.Rows)-1]
		p.Older = route.Openings + "?" + url.Values{"by": {f.Value("by")}, "at": {last.At.Format(time.RFC3339Nano)}, "after": {last.ID.String()}}.Encode()
	}
	return page(openingview.List(p)), nil
}

// askedID returns the id in the address; what is none asks for nothing.
func askedID(f *form.Form, name string) uuid.UUID {
	id, err := uuid.Parse(f.Value(name))
	if err != nil {
		return uuid.Nil
	}
	return id
}
