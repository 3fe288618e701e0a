package terms

// Parties says who takes part beside the employer and Nav, and who signs.
type Parties struct {
	Roles       []Party  `json:"roles"`
	Coordinator string   `json:"coordinator,omitempty"` // the kind of party that coordinates, when it is not the contact person
	Signing     []string `json:"signing,omitempty"`     // kinds of party in the order they sign; employer and Nav when it is silent
}

// A Party takes part in a role.
type Party struct {
	Kind   string `json:"kind"`
	Name   string `json:"name,omitempty"` // who it is, when it is one of many of the kind
	Does   Words  `json:"does"`
	Most   int    `json:"most,omitempty"`    // how many of the kind take part; 0: as many as there are
	FromOn string `json:"from_on,omitempty"` // the day it joins, as 2027-01-01; empty: the first
	ToOn   string `json:"to_on,omitempty"`   // its last day; empty: as long as the agreement lasts
}

// PartyKinds are the kinds of party; text keys "terms.party." and the kind.
var PartyKinds = []string{"employer", "nav_office", "adviser", "union", "unit", "municipality", "county", "school", "broker", "funder",
	"provider", "investor", "evaluator", "network", "mentor_partner"}

// Actors are who can act in an intake and decide in it: a kind of party, or the person it is about.
var Actors = append([]string{"participant"}, PartyKinds...)

// Scope says how far the agreement reaches.
type Scope struct {
	Reach     string `json:"reach"`             // one of Reaches
	Offices   int    `json:"offices,omitempty"` // how many Nav offices take part; 0: it does not say
	Units     int    `json:"units,omitempty"`   // how many units of the employer; 0: it does not say
	Where     Words  `json:"where,omitempty"`   // places and districts
	Framework bool   `json:"framework,omitempty"`
}

// Reaches are how far an agreement can reach; text keys "terms.reach." and the reach.
var Reaches = []string{"local", "regional", "national"}
