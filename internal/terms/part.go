package terms

import (
	"encoding/json"
	"slices"
	"strings"
)

// A Part is a stretch of the text under one heading: it is read, changed and taken back to the template as one.
// Its heading has the text key "terms.part." and the part.
type Part string

// The parts, in the order they are read.
const (
	PartiesPart     Part = "parties"
	AimPart         Part = "aim"
	PlacesPart      Part = "places"
	NeedPart        Part = "need"
	IntakePart      Part = "intake"
	TrackPart       Part = "track"
	BuddiesPart     Part = "buddies"
	FollowUpPart    Part = "follow_up"
	RhythmPart      Part = "rhythm"
	DocumentsPart   Part = "documents"
	PromisesPart    Part = "promises"
	BranchesPart    Part = "branches"
	AnchoringPart   Part = "anchoring"
	FundingPart     Part = "funding"
	InformationPart Part = "information"
)

// Parts lists the parts in the order they are read.
var Parts = []Part{PartiesPart, AimPart, PlacesPart, NeedPart, IntakePart, TrackPart, BuddiesPart, FollowUpPart, RhythmPart,
	DocumentsPart, PromisesPart, BranchesPart, AnchoringPart, FundingPart, InformationPart}

// paths are where in the document a part stands: names joined by dots, at most two.
var paths = map[Part][]string{
	PartiesPart:     {"parties", "scope"},
	AimPart:         {"outcomes"},
	PlacesPart:      {"places"},
	NeedPart:        {"need"},
	IntakePart:      {"intake"},
	TrackPart:       {"track"},
	BuddiesPart:     {"support"},
	FollowUpPart:    {"commitments.follow_up"},
	RhythmPart:      {"rhythm"},
	DocumentsPart:   {"documents"},
	PromisesPart:    {"commitments.promises"},
	BranchesPart:    {"commitments.branches"},
	AnchoringPart:   {"commitments.anchoring", "commitments.anchoring_first"},
	FundingPart:     {"funding"},
	InformationPart: {"information"},
}

// Origin returns where the part comes from, given what the agreement says itself.
func (p Part) Origin(own []byte) Origin {
	for _, path := range paths[p] {
		if OriginOf(own, path) == OwnTerm {
			return OwnTerm
		}
	}
	return FromTemplate
}

// Forget returns own without what it says in the part, so that the template speaks there again.
func (p Part) Forget(own []byte) ([]byte, error) {
	var said map[string]json.RawMessage
	if err := json.Unmarshal(own, &said); err != nil {
		return nil, err
	}
	for _, path := range paths[p] {
		outer, name, nested := strings.Cut(path, ".")
		if !nested || said[outer] == nil {
			delete(said, outer)
			continue
		}
		var inner map[string]json.RawMessage
		if err := json.Unmarshal(said[outer], &inner); err != nil {
			return nil, err
		}
		delete(inner, name)
		data, err := json.Marshal(inner)
		if err != nil {
			return nil, err
		}
		if said[outer] = data; len(inner) == 0 {
			delete(said, outer)
		}
	}
	return json.Marshal(said)
}

// HandedDown reports whether a framework says the part for its local agreements.
func (p Part) HandedDown() bool {
	return !slices.ContainsFunc(paths[p], func(path string) bool { return slices.Contains(ownOnly, path) }) || p == PartiesPart
}
