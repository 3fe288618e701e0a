package register_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"plass/internal/fault"
	"plass/internal/register"
	"plass/internal/register/local"
)

const papirsortering register.Number = "359083017"

func client(t *testing.T) *register.Client {
	t.Helper()
	base, err := local.Serve(t.Context())
	if err != nil {
		t.Fatalf("starting the local register: %v", err)
	}
	return register.NewClient(base)
}

func TestLookupFillsInEverything(t *testing.T) {
	t.Parallel()
	e, err := client(t).Lookup(t.Context(), local.Glor, register.MainUnit)
	if err != nil {
		t.Fatal(err)
	}
	units := e.Units
	e.Units = nil
	want := register.Entry{
		Number: local.Glor, Kind: register.MainUnit, Name: "GLØR IKS", Address: "Sorteringsvegen 1", PostalCode: "2609",
		Place: "Lillehammer", Municipality: "Lillehammer", Industry: "Innsamling av ikke-farlig avfall", Employees: 56,
	}
	if got := e; !equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	var names []string
	for _, u := range units {
		names = append(names, u.Name)
		if u.Kind != register.SubUnit || u.Parent != local.Glor || u.Address == "" || u.Industry == "" || u.Employees == 0 {
			t.Errorf("half a unit: %+v", u)
		}
		if _, err := register.ParseNumber(string(u.Number)); err != nil {
			t.Errorf("%s: %v", u.Name, err)
		}
	}
	if got := strings.Join(names, ", "); got != "Papirsortering, Gjenvinningsstasjon, Verksted" {
		t.Errorf("units: %s", got)
	}
}

func equal(a, b register.Entry) bool {
	return a.Number == b.Number && a.Kind == b.Kind && a.Name == b.Name && a.Address == b.Address && a.PostalCode == b.PostalCode &&
		a.Place == b.Place && a.Municipality == b.Municipality && a.Industry == b.Industry && a.Employees == b.Employees && a.Parent == b.Parent
}

func TestEachRefusalIsItsOwn(t *testing.T) {
	t.Parallel()
	c := client(t)
	for _, test := range []struct {
		about  string
		number register.Number
		wanted register.Kind
		want   error
		parent register.Number
	}{
		{"deleted", local.Deleted, register.MainUnit, register.ErrDeleted, ""},
		{"deleted, sub-unit wanted", local.Deleted, register.SubUnit, register.ErrDeleted, ""},
		{"deleted unit", local.DeletedUnit, register.SubUnit, register.ErrDeleted, ""},
		{"sub-unit where main is wanted", papirsortering, register.MainUnit, register.ErrSubUnit, local.Glor},
		{"main unit where sub-unit is wanted", local.Glor, register.SubUnit, register.ErrMainUnit, ""},
		{"unknown", "310000003", register.MainUnit, register.ErrUnknown, ""},
		{"unknown, sub-unit wanted", "310000003", register.SubUnit, register.ErrUnknown, ""},
		{"failing", local.Failing, register.MainUnit, register.ErrUnavailable, ""},
		{"sub-unit", papirsortering, register.SubUnit, nil, local.Glor},
	} {
		e, err := c.Lookup(t.Context(), test.number, test.wanted)
		if !errors.Is(err, test.want) || e.Parent != test.parent {
			t.Errorf("%s: got %v, parent %q; want %v, parent %q", test.about, err, e.Parent, test.want, test.parent)
		}
	}
}

func TestSlowRegisterIsGivenUp(t *testing.T) {
	t.Parallel()
	began := time.Now()
	_, err := client(t).Lookup(t.Context(), local.Slow, register.MainUnit)
	if !errors.Is(err, register.ErrUnavailable) || !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v, want ErrUnavailable", err)
	}
	if took := time.Since(began); took < time.Second || took > 4*time.Second {
		t.Errorf("gave up after %v, want about two seconds", took)
	}
}

func TestBrokenRegister(t *testing.T) {
	t.Parallel()
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	for about, h := range map[string]http.HandlerFunc{
		"not JSON": func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>vedlikehold</html>")) },
		"endless":  func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(strings.Repeat(" ", 5<<20))) },
		"elsewhere": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
		},
		"cut off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "99")
			w.Write([]byte("{"))
		},
		"not allowed": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
		"down":        nil,
	} {
		base := down.URL
		if h != nil {
			s := httptest.NewServer(h)
			defer s.Close()
			base = s.URL
		}
		_, err := register.NewClient(base).Lookup(t.Context(), local.Glor, register.MainUnit)
		if !errors.Is(err, register.ErrUnavailable) {
			t.Errorf("%s: got %v, want ErrUnavailable", about, err)
			continue
		}
		if strings.Contains(err.Error(), string(local.Glor)) {
			t.Errorf("%s: the error names the number: %v", about, err)
		}
	}
}

func TestRemovedForLegalReasons(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }))
	defer s.Close()
	if _, err := register.NewClient(s.URL).Lookup(context.Background(), local.Glor, register.MainUnit); !errors.Is(err, register.ErrDeleted) {
		t.Errorf("got %v, want ErrDeleted", err)
	}
}

func TestAPostcodeLiesWhereMostDo(t *testing.T) {
	t.Parallel()
	c := client(t)
	for postcode, want := range map[string]string{"2609": "3405", "1400": "3207"} {
		if got, err := c.MunicipalityOf(t.Context(), postcode); got != want || err != nil {
			t.Errorf("%s lies in %q (%v), want %s", postcode, got, err, want)
		}
	}
	if got, err := c.MunicipalityOf(t.Context(), "9999"); !errors.Is(err, register.ErrUnknown) {
		t.Errorf("where nobody is: got %q, %v", got, err)
	}
	border := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := r.URL.Query().Get("forretningsadresse.postnummer"); got != "2850" {
			t.Errorf("asked for %q", got)
		}
		w.Write([]byte(`{"_embedded": {"enheter": [{"forretningsadresse": {"postnummer": "2850", "kommunenummer": "3442"}},
			{"forretningsadresse": {"postnummer": "2850", "kommunenummer": "3443"}}, {"postadresse": {"postnummer": "2850"}},
			{"forretningsadresse": {"postnummer": "2850", "kommunenummer": "3443"}}]}}`))
	}))
	defer border.Close()
	if got, err := register.NewClient(border.URL).MunicipalityOf(t.Context(), "2850"); got != "3443" || err != nil {
		t.Errorf("on a border: got %q, %v; want 3443", got, err)
	}
}
