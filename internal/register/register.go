// Package register looks up organisations in Enhetsregisteret, so that nobody has to type what the country already knows.
package register

import (
	"context"

	"plass/internal/fault"
)

// A Kind is what sort of organisation a number belongs to.
type Kind string

// The kinds. A main unit is the legal person; a sub-unit is one of the places where its people work.
const (
	MainUnit Kind = "main_unit"
	SubUnit  Kind = "sub_unit"
)

// An Entry is what the register knows about an organisation.
type Entry struct {
	Number       Number
	Kind         Kind
	Name         string
	Address      string // street or box; several lines are joined by comma
	PostalCode   string
	Place        string
	Municipality string
	Industry     string
	Employees    int
	Parent       Number  // of a sub-unit: the main unit it belongs to
	Units        []Entry // of a main unit: its active sub-units
}

// A Register knows organisations by their number.
//
// When the number belongs to the other kind than the one wanted, the entry
// comes beside the error, so that a page can offer the right number.
type Register interface {
	Lookup(ctx context.Context, number Number, wanted Kind) (Entry, error)
	// MunicipalityOf returns the number of the municipality that most organisations at the postcode lie in.
	MunicipalityOf(ctx context.Context, postcode string) (string, error)
}

// Why a lookup gave nothing. After ErrUnavailable people type by hand.
var (
	ErrUnknown     = fault.New(fault.NotFound, "register.unknown")
	ErrDeleted     = fault.New(fault.Conflict, "register.deleted")
	ErrSubUnit     = fault.New(fault.Conflict, "register.sub_unit")
	ErrMainUnit    = fault.New(fault.Conflict, "register.main_unit")
	ErrUnavailable = fault.New(fault.Unavailable, "register.unavailable")
)
