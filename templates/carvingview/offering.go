package carvingview

import (
	"time"

	"plass/internal/agreement"
	"plass/internal/carving"
	"plass/internal/change"
	"plass/internal/form"
)

// An Offering is what the page that makes a role a place shows.
type Offering struct {
	Market     Market
	Role       carving.Role
	Agreements []agreement.Row
	In         *agreement.Row // the one that is chosen
	Form       *form.Form
	Asked      bool // whether the one acting is sure
	Ahead      []change.Consequence
	Today      time.Time
}

// Find returns the agreement with the id, among those the role can be offered in.
func (o Offering) Find(id agreement.ID) *agreement.Row {
	for i := range o.Agreements {
		if o.Agreements[i].ID == id {
			return &o.Agreements[i]
		}
	}
	return nil
}
