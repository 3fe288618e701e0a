// Package terms is what an agreement says, in thirteen optional parts that cover every partnership model.
//
// A template is a whole document; an agreement keeps only what it says itself, as a sparse document on top.
// Where a term comes from is computed from that, never stored.
package terms

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Schema is the number of the shape below.
const Schema = 1

// Terms is everything an agreement says. A part that is nil says nothing.
type Terms struct {
	Schema      int          `json:"schema,omitempty"`
	Parties     *Parties     `json:"parties,omitempty"`
	Scope       *Scope       `json:"scope,omitempty"`
	Places      *Places      `json:"places,omitempty"`
	Need        *Need        `json:"need,omitempty"`
	Intake      *Intake      `json:"intake,omitempty"`
	Track       *Track       `json:"track,omitempty"`
	Support     *Support     `json:"support,omitempty"`
	Rhythm      *Rhythm      `json:"rhythm,omitempty"`
	Documents   *Documents   `json:"documents,omitempty"`
	Funding     *Funding     `json:"funding,omitempty"`
	Commitments *Commitments `json:"commitments,omitempty"`
	Outcomes    *Outcomes    `json:"outcomes,omitempty"`
	Information *Information `json:"information,omitempty"`
}

// Decode reads a whole document strictly: a name it does not know is an error.
func Decode(data []byte) (Terms, error) {
	var t Terms
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return t, fmt.Errorf("terms: %w", err)
	}
	if t.Schema != Schema {
		return t, fmt.Errorf("terms: schema %d, want %d", t.Schema, Schema)
	}
	return t, nil
}

// Encode writes the whole document.
func (t Terms) Encode() []byte {
	t.Schema = Schema
	data, err := json.Marshal(t)
	if err != nil {
		panic(err) // nothing in it can fail
	}
	return data
}

// Lines returns the promised lines; none when places are not promised.
func (t Terms) Lines() []Line {
	if t.Places == nil {
		return nil
	}
	return t.Places.Lines
}

// Buddy returns what is asked of buddies; nothing when the agreement does not say.
func (t Terms) Buddy() BuddyRule {
	if t.Support == nil || t.Support.Buddy == nil {
		return BuddyRule{}
	}
	return *t.Support.Buddy
}

// Series returns how often people meet.
func (t Terms) Series() []Series {
	if t.Rhythm == nil {
		return nil
	}
	return t.Rhythm.Series
}

// Promises returns what the sides have promised.
func (t Terms) Promises() []Promise {
	if t.Commitments == nil {
		return nil
	}
	return t.Commitments.Promises
}

// End returns what the partnership runs to; a placement when the agreement does not say.
func (t Terms) End() string {
	if t.Outcomes == nil || t.Outcomes.End == "" {
		return PlacementEnd
	}
	return t.Outcomes.End
}

// Signing returns the kinds of party that sign, in their order: Nav last.
func (t Terms) Signing() []string {
	if t.Parties == nil || len(t.Parties.Signing) == 0 {
		return []string{"employer", "nav_office"}
	}
	return t.Parties.Signing
}
