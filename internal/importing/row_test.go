package importing

import (
	"testing"
	"time"

	"plass/internal/employer"
	"plass/internal/sheet"
)

// one returns a reader of a row with one cell in the column.
func one(c Column, cell string) *reader {
	return &reader{table: table{at: map[Column]int{c: 0}}, row: sheet.Row{No: 2, Cells: []string{cell}}, today: time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)}
}

func TestDaysAsPeopleWriteThemAndAsExcelKeepsThem(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"2026-03-01", "01.03.2026", "1.3.2026", "1.3.26", "01/03/2026", "2026-03-01T00:00:00", "2026-03-01 00:00:00", "46082", "46082.5"} {
		r := one(StartsOn, typed)
		if day := r.day(StartsOn); day == nil || day.Format(time.DateOnly) != "2026-03-01" || len(r.problems) > 0 {
			t.Errorf("%s is read as %v, %v", typed, day, r.problems)
		}
	}
	old := one(StartsOn, "44620")
	old.sheet.From1904 = true
	if day := old.day(StartsOn); day == nil || day.Format(time.DateOnly) != "2026-03-01" {
		t.Errorf("44620 days from 1904 are %v", day)
	}
	for _, typed := range []string{"31.02.2026", "snart", "12", "1.3.1203", "-5", "2026"} {
		r := one(StartsOn, typed)
		if day := r.day(StartsOn); day != nil || len(r.problems) != 1 || r.problems[0].Text.Key != "import.problem.day" {
			t.Errorf("%s is read as %v, %v", typed, day, r.problems)
		}
	}
}

func TestNumbersWithSpaceAndAsExcelKeepsThem(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int{"1 200": 1200, "1\u00a0200": 1200, "1\u202f200": 1200, "12.0": 12, "1.2E3": 1200, "0": 0} {
		r := one(Employees, typed)
		if n := r.number(Employees, 0, 1_000_000); n == nil || *n != want || len(r.problems) > 0 {
			t.Errorf("%q is read as %v, %v", typed, n, r.problems)
		}
	}
	for _, typed := range []string{"tolv", "-1", "1,5", "2.5", "1000001", "99999999999999999999"} {
		r := one(Employees, typed)
		if r.number(Employees, 0, 1_000_000); len(r.problems) != 1 {
			t.Errorf("%q has %d problems, want 1", typed, len(r.problems))
		}
	}
	for typed, want := range map[string]string{"9.23609016E8": "923609016", "923 609 016": "923609016", "923609016.0": "923609016"} {
		if got := one(OrgNumber, typed).orgNumber(OrgNumber); got != want {
			t.Errorf("the number %q is read as %q", typed, got)
		}
	}
	if got := one(PostalCode, "301").postalCode(); got != "0301" {
		t.Errorf("the postal code 301 is read as %q", got)
	}
}

func TestWhoIsKnownAlready(t *testing.T) {
	t.Parallel()
	p := &place{contacts: []employer.Contact{{Name: "Kari Ås", Phone: "+47 22 00 00 00", Email: "kari@firma.example"}, {Name: "Ola Li", Phone: "47 12 34 56"}}}
	for _, c := range []struct {
		d    employer.ContactDraft
		want bool
	}{
		{employer.ContactDraft{Name: "K. Ås", Email: "kari@firma.example"}, true},
		{employer.ContactDraft{Name: "kari  ås", Phone: "40000000"}, true},
		{employer.ContactDraft{Name: "Kari Ås", Email: "en.annen@firma.example"}, false},
		{employer.ContactDraft{Name: "Kari Ås-Lund", Phone: "22000000"}, true},
		{employer.ContactDraft{Name: "Per Dal", Phone: "22 00 00 00"}, false}, // the switchboard's
		{employer.ContactDraft{Name: "Ola L.", Phone: "0047 47123456"}, true},
	} {
		if got := p.has(c.d); got != c.want {
			t.Errorf("%+v is known: %v, want %v", c.d, got, c.want)
		}
	}
}
