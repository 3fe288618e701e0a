// Package local is a register of invented organisations that answers like the national one, for the demo and the tests.
package local

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"plass/internal/register"
)

// Numbers that the demo and the tests know by heart.
const (
	Glor        register.Number = "352601810" // with papirsortering, gjenvinningsstasjon and verksted
	Alliance    register.Number = "396030829" // with lager, pakkeri, retur and kontor
	Deleted     register.Number = "390751168"
	DeletedUnit register.Number = "329729974"
	Slow        register.Number = "337265162" // answers after everybody has stopped waiting
	Failing     register.Number = "376122204" // answers that something is wrong inside
)

// slowness is how long the slow organisation takes.
const slowness = 10 * time.Second

//go:embed organisations.json
var data []byte

// An organisation is kept as it is written; the other fields are for finding it.
type organisation struct {
	raw      json.RawMessage
	number   register.Number
	parent   register.Number
	deleted  bool
	postcode string // where a main unit has its office
}

func (o *organisation) UnmarshalJSON(b []byte) error {
	var keys struct {
		Number  register.Number `json:"organisasjonsnummer"`
		Parent  register.Number `json:"overordnetEnhet"`
		Deleted string          `json:"slettedato"`
		Office  struct {
			Postcode string `json:"postnummer"`
		} `json:"forretningsadresse"`
	}
	err := json.Unmarshal(b, &keys)
	*o = organisation{append(json.RawMessage(nil), b...), keys.Number, keys.Parent, keys.Deleted != "", keys.Office.Postcode}
	return err
}

// Handler answers as the national register does below /enhetsregisteret/api.
func Handler() http.Handler {
	var all struct {
		Main []organisation `json:"enheter"`
		Sub  []organisation `json:"underenheter"`
	}
	if err := json.Unmarshal(data, &all); err != nil {
		panic(err) // the data are part of the program
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /enhetsregisteret/api/enheter/{number}", one(all.Main))
	mux.HandleFunc("GET /enhetsregisteret/api/underenheter/{number}", one(all.Sub))
	mux.HandleFunc("GET /enhetsregisteret/api/enheter", at(all.Main))
	mux.HandleFunc("GET /enhetsregisteret/api/underenheter", subUnits(all.Sub))
	return mux
}

func one(all []organisation) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		number := register.Number(r.PathValue("number"))
		switch number {
		case Failing:
			http.Error(w, `{"status":500}`, http.StatusInternalServerError)
			return
		case Slow:
			select {
			case <-time.After(slowness):
			case <-r.Context().Done():
				return
			}
		}
		for _, o := range all {
			if o.number == number {
				reply(w, o.raw)
				return
			}
		}
		http.Error(w, `{"status":404}`, http.StatusNotFound)
	}
}

func subUnits(all []organisation) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		parent := register.Number(r.URL.Query().Get("overordnetEnhet"))
		list(w, "underenheter", all, func(o organisation) bool { return o.parent == parent })
	}
}

// at finds the main units with an office at the postcode.
func at(all []organisation) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		postcode := r.URL.Query().Get("forretningsadresse.postnummer")
		list(w, "enheter", all, func(o organisation) bool { return o.postcode == postcode })
	}
}

func list(w http.ResponseWriter, name string, all []organisation, fits func(organisation) bool) {
	found := []json.RawMessage{}
	for _, o := range all {
		if !o.deleted && fits(o) {
			found = append(found, o.raw)
		}
	}
	page := map[string]any{"size": len(found), "totalElements": len(found), "totalPages": 1, "number": 0}
	if len(found) == 0 { // the national register leaves the list out when it is empty
		reply(w, map[string]any{"page": page})
		return
	}
	reply(w, map[string]any{"_embedded": map[string]any{name: found}, "page": page})
}

func reply(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value) // a reader that has gone away needs no answer
}

// Serve answers on a free loopback port until ctx is done, and returns the base address for [register.NewClient].
func Serve(ctx context.Context) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	s := &http.Server{Handler: Handler(), ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { s.Close() })
	go func() {
		if err := s.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			panic(err) // the listener is ours alone; nothing else can close it
		}
	}()
	return "http://" + l.Addr().String(), nil
}
