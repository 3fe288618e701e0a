package server

import (
	"plass/internal/auth"
	"plass/internal/fault"
)

// A Route is one address of a site, what it asks the authorisation matrix for, and what answers it.
type Route struct {
	Method  string
	Pattern string
	Side    auth.Side
	Cell    auth.Cell
	Writes  bool  // a page that leaves a trace of who looked writes too
	Drafts  bool  // takes forms that are not yet sent for good
	Most    int64 // bytes of its form; 0: as any form
	Do      act
}

// allows refuses whoever is not logged in, is on another side, or has a role without the cell.
// Another side's address is one that never was.
func (r Route) allows(who auth.Actor) error {
	switch {
	case who.Role == "":
		return fault.New(fault.Unknown, "fault.unknown")
	case r.Side != "" && who.Side() != r.Side:
		return fault.New(fault.NotFound, "fault.not_found")
	case !who.Role.May(r.Cell):
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	return nil
}

// A group is the routes of one side.
type group struct {
	side   auth.Side
	routes []Route
}

func (g *group) add(method, pattern string, may auth.Cell, writes bool, do act) {
	g.routes = append(g.routes, Route{Method: method, Pattern: pattern, Side: g.side, Cell: may, Writes: writes, Do: do})
}

// get shows a page that cannot write.
func (g *group) get(pattern string, may auth.Cell, do act) { g.add("GET", pattern, may, false, do) }

// look shows a page that leaves a trace of who looked.
func (g *group) look(pattern string, may auth.Cell, do act) { g.add("GET", pattern, may, true, do) }

// post does something.
func (g *group) post(pattern string, may auth.Cell, do act) { g.add("POST", pattern, may, true, do) }

// draft is like post, for forms that are not yet sent for good.
func (g *group) draft(pattern string, may auth.Cell, do act) {
	g.post(pattern, may, do)
	g.routes[len(g.routes)-1].Drafts = true
}

// upload is like post, for a form that carries a file of at most so many bytes.
func (g *group) upload(pattern string, may auth.Cell, most int64, do act) {
	g.post(pattern, may, do)
	g.routes[len(g.routes)-1].Most = most
}

// Short names for the cells of the matrix.
func may(resource string, op auth.Op) auth.Cell { return auth.Cell{Resource: resource, Op: op} }

const (
	list   = auth.List
	read   = auth.Read
	export = auth.Export
	create = auth.Create
	update = auth.Update
	remove = auth.Delete
)
