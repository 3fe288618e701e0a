package server

import (
	"slices"
	"strconv"

	"plass/internal/form"
	"plass/internal/terms"
	"plass/templates/agreementview"
)

// agreementForms are the forms of the parts that can be changed.
var agreementForms = map[terms.Part]agreementForm{
	terms.AimPart:         {fillAim, readAim},
	terms.PartiesPart:     {fillParties, readParties},
	terms.PlacesPart:      {fillPlaces, readPlaces},
	terms.IntakePart:      {fillIntake, readIntake},
	terms.BuddiesPart:     {fillBuddies, readBuddies},
	terms.RhythmPart:      {fillRhythm, readRhythm},
	terms.DocumentsPart:   {fillDocuments, readDocuments},
	terms.FundingPart:     {fillFunding, readFunding},
	terms.FollowUpPart:    {fillFollowUp, readFollowUp},
	terms.PromisesPart:    {fillPromises, readPromises},
	terms.BranchesPart:    {fillBranches, readBranches},
	terms.AnchoringPart:   {fillAnchoring, readAnchoring},
	terms.NeedPart:        {fillNeed, readNeed},
	terms.TrackPart:       {fillTrack, readTrack},
	terms.InformationPart: {fillInformation, readInformation},
}

// nth is the name of a field in a row.
var nth = agreementview.Nth

// or returns a copy of what the pointer points to, or a zero value.
func or[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}

func setNumber(f *form.Form, field string, n *int) {
	if n != nil {
		f.Set(field, strconv.Itoa(*n))
	}
}

// codes are the program's own values as a form has them.
func codes[T ~string](values []T) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = string(v)
	}
	return all
}

func setBool(f *form.Form, field string, on bool) {
	if on {
		f.Set(field, "on")
	}
}

// untouched reports whether nothing is typed in the row.
func untouched(f *form.Form, row int, fields ...string) bool {
	return !slices.ContainsFunc(fields, func(field string) bool { return f.Text(nth(field, row)) != "" })
}
