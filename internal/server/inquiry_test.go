package server_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
	"plass/internal/notice"
	"plass/internal/register/local"
	"plass/internal/route"
)

// asks has who ask about the employer through the form, and returns the page of the inquiry.
func (w *world) asks(who auth.Actor, of employer.ID, subject string) reply {
	w.t.Helper()
	p := w.as(who).get(route.Employer(of, "inquiries", "new")).submit(route.Employer(of, "inquiries"), "subject", subject, "body", "En på kontoret vil bli snekker.")
	want(w.t, p, 200, "Henvendelsen er sendt", subject, "En på kontoret vil bli snekker.")
	return p
}

func TestAnInquiryLandsWithTheContactPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.colleague("Kari Kollega")
	for i, who := range []auth.Actor{w.Liaison, w.Leader, other} {
		subject := "Spørsmål nummer " + string(rune('1'+i))
		want(t, w.as(who).get(route.Employer(w.Employer)), 200, "Spør om arbeidsgiveren")
		want(t, w.as(who).get(route.Employer(w.Employer, "inquiries", "new")), 200, "Nora Kontakt er kontaktperson og får henvendelsen med en gang.",
			"Du får svar senest onsdag 4. mars 2026.", "Arbeidsgiveren får ikke se henvendelsen.")
		asked := w.asks(who, w.Employer, subject)
		want(t, asked, 200, "Henvendelsen ligger hos Nora Kontakt, som svarer senest onsdag 4. mars 2026.", "Venter på svar")
		lacks(t, asked, `name="next_step"`)
		want(t, w.as(who).get(route.Inquiries), 200, "Du har spurt", subject, "Nora Kontakt", "04.03.2026")
		if p := w.as(who).post(asked.Path+"/answer", "next_step", "Jeg svarer selv."); p.Status != 403 {
			t.Errorf("a %s who does not own the employer answers: %d", who.Role, p.Status)
		}
	}
	if got := w.told(notice.InquiryCame); len(got) != 1 || len(got[w.Contact.Membership]) != 3 {
		t.Errorf("told %v, want the contact person three times", got)
	}
	nora := w.as(w.Contact)
	list := nora.get(route.Inquiries)
	want(t, list, 200, "Til deg", "Spørsmål nummer 1", "Spørsmål nummer 2", "Spørsmål nummer 3", "Lisa Kontor", "Lars Leder", "Kari Kollega")
	page := nora.get(route.Employer(w.Employer))
	want(t, page, 200, "Åpne henvendelser", "Spørsmål nummer 2", "Lars Leder spurte om arbeidsgiveren: «Spørsmål nummer 2»")
	lacks(t, page, "Spør om arbeidsgiveren")
	want(t, nora.get(route.Today), 200, "Fjord Gjenvinning: «Spørsmål nummer 1». Svar innen 4. mars.")

	// The employer and the auditor never see it.
	for _, who := range []auth.Actor{w.HR, w.Union, w.Buddy} {
		if p := w.as(who).get(route.Inquiries); p.Status != 404 {
			t.Errorf("a %s gets %d", who.Role, p.Status)
		}
	}
	for _, who := range []auth.Actor{w.Auditor, w.Administrator} {
		if p := w.as(who).get(route.Inquiries); p.Status != 403 {
			t.Errorf("a %s gets %d", who.Role, p.Status)
		}
	}
}

func TestAnInquiryIsNotClosedWithoutWhatHappensNext(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := w.asks(w.Liaison, w.Employer, "Har de plass til en lærling?")
	address := asked.Path + "/answer"
	nora := w.as(w.Contact)
	open := nora.get(asked.Path)
	want(t, open, 200, "Lisa Kontor får beskjed og kan lese svaret.", "Svar og avslutt")
	for _, blank := range []string{"", "   ", "\n"} {
		refused := open.submit(address, "answer", "Ja, de har en plass på lageret.", "next_step", blank)
		want(t, refused, 422, "Skriv hva som skjer videre.", "Ja, de har en plass på lageret.", "Feil: Henvendelse")
	}
	want(t, open.submit(address, "answer", strings.Repeat("å", 4001), "next_step", "Jeg ringer."), 422, "Teksten er for lang", "Jeg ringer.")
	want(t, open.submit(address, "answer", "\xff", "next_step", "Jeg ringer."), 422, "Feltet har tegn vi ikke kan lese")
	if got := w.told(notice.InquiryClosed); len(got) != 0 {
		t.Errorf("a refused answer told %v", got)
	}
	want(t, nora.get(route.Inquiries), 200, "Har de plass til en lærling?")

	fields, _ := open.form(address)
	fields.Set("answer", "Ja, de har en plass på lageret.")
	fields.Set("next_step", "Jeg ringer dem på torsdag og sier fra.")
	first, second := nora.send("POST", address, fields), nora.send("POST", address, fields)
	if first.Status != 303 || second.Status != 303 {
		t.Errorf("sent twice: %d and %d", first.Status, second.Status)
	}
	closed := first.follow()
	want(t, closed, 200, "Svaret er sendt", "Ja, de har en plass på lageret.", "Jeg ringer dem på torsdag og sier fra.", "Nora Kontakt svarte 2. mars 2026.", "Besvart")
	lacks(t, closed, `name="next_step"`, "Besvart etter fristen")
	lisa := w.as(w.Liaison)
	want(t, lisa.get(asked.Path), 200, "Jeg ringer dem på torsdag og sier fra.")
	want(t, lisa.get(route.Inquiries), 200, "Besvart")
	got := w.told(notice.InquiryClosed)
	if len(got) != 1 || len(got[w.Liaison.Membership]) != 1 || got[w.Liaison.Membership][0] != "inquiry_closed "+asked.Path {
		t.Errorf("told %v, want whoever asked, once", got)
	}
	lacks(t, nora.get(route.Inquiries), "Har de plass til en lærling?")

	// Whoever had the page open is shown both texts.
	stale := open.submit(address, "_key", uuid.NewString(), "answer", "Nei.", "next_step", "Ingenting.")
	want(t, stale, 409, "Nora Kontakt har svart mens du skrev.", "Nei.", "Ingenting.", "Jeg ringer dem på torsdag og sier fra.")
}

func TestAnInquiryIsDueAfterTwoWorkingDays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, c := range []struct{ asked, due, last string }{
		{"2026-03-06", "2026-03-10", "tirsdag 10. mars 2026"},    // a Friday
		{"2026-04-01", "2026-04-08", "onsdag 8. april 2026"},     // the day before Maundy Thursday
		{"2026-04-04", "2026-04-08", "onsdag 8. april 2026"},     // Easter Saturday
		{"2026-05-13", "2026-05-18", "mandag 18. mai 2026"},      // the day before Ascension Day; the 17th is a Sunday
		{"2027-05-14", "2027-05-19", "onsdag 19. mai 2027"},      // the 17th is Whit Monday too
		{"2028-05-16", "2028-05-19", "fredag 19. mai 2028"},      // the 17th is a Wednesday
		{"2026-12-23", "2026-12-28", "mandag 28. desember 2026"}, // Christmas
	} {
		asked, err := time.Parse(time.DateOnly, c.asked)
		if err != nil {
			t.Fatal(err)
		}
		w.clock(asked.Add(10 * time.Hour))
		want(t, w.as(w.Liaison).get(route.Employer(w.Employer, "inquiries", "new")), 200, "Du får svar senest "+c.last+".")
		p := w.asks(w.Liaison, w.Employer, "Spurt "+c.asked)
		want(t, p, 200, c.last)
		var due time.Time
		if err := dbtest.Admin(t, w.pool).QueryRow(context.Background(), `SELECT due_on FROM inquiries WHERE subject = $1`, "Spurt "+c.asked).Scan(&due); err != nil {
			t.Fatal(err)
		}
		if got := due.Format(time.DateOnly); got != c.due {
			t.Errorf("asked on %s, due on %s, want %s", c.asked, got, c.due)
		}
		// The last day is in time, the day after is late.
		w.clock(due.Add(12 * time.Hour))
		want(t, w.as(w.Contact).get(p.Path), 200, "Svar i dag")
		w.clock(due.AddDate(0, 0, 1).Add(12 * time.Hour))
		late := w.as(w.Contact).get(p.Path)
		want(t, late, 200, "Over fristen")
		want(t, late.submit(p.Path+"/answer", "next_step", "Jeg ringer."), 200, "Besvart etter fristen")
	}
}

func TestAnInquiryNobodyOwnsIsSeenByTheLeaders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	second := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.OfficeLeader, Tenant: w.Contact.Tenant, Name: "Lena Nestleder"})
	var free employer.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		free, err = employer.Create(ctx, tx, employer.Draft{OrgNumber: string(local.Alliance), Name: "Ingens Lager"})
		return err
	})
	want(t, w.as(w.Liaison).get(route.Employer(free, "inquiries", "new")), 200, "Henvendelsen blir ufordelt")
	asked := w.asks(w.Liaison, free, "Kan vi komme på besøk?")
	want(t, asked, 200, "Ufordelt")
	got := w.told(notice.InquiryCame)
	if len(got) != 2 || len(got[w.Leader.Membership]) != 1 || len(got[second.Membership]) != 1 {
		t.Errorf("told %v, want both leaders", got)
	}
	lars := w.as(w.Leader)
	want(t, lars.get(route.Today), 200, "Ingens Lager har ingen kontaktperson, og noen spør: «Kan vi komme på besøk?». Svar innen 4. mars.")
	want(t, lars.get(route.Inquiries), 200, "Ufordelte", "Kan vi komme på besøk?")
	lacks(t, w.as(w.Contact).get(route.Today), "Kan vi komme på besøk?")

	// It follows the employer to whoever becomes contact person.
	nora := w.as(w.Contact)
	want(t, nora.get(route.Employer(free)).submit(route.Employer(free, "contact-person")), 200)
	want(t, nora.get(route.Today), 200, "Ingens Lager: «Kan vi komme på besøk?»")
	want(t, nora.get(route.Inquiries), 200, "Til deg", "Kan vi komme på besøk?")
	lacks(t, lars.get(route.Inquiries), "Kan vi komme på besøk?")
	lacks(t, lars.get(route.Today), "Kan vi komme på besøk?")
}

func TestAnInquiryReachesTheStandIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	berit := w.colleague("Berit Vikar")
	want(t, w.as(w.Contact).get(route.StandIns).submit(route.StandIns, "by", berit.Membership.String(), "from", "2026-03-02", "to", "2026-03-06"), 200)
	asked := w.asks(w.Liaison, w.Employer, "Har de plass?")
	if got := w.told(notice.InquiryCame); len(got) != 2 || len(got[berit.Membership]) != 1 || len(got[w.Contact.Membership]) != 1 {
		t.Errorf("told %v, want the contact person and the stand-in", got)
	}
	want(t, w.as(berit).get(asked.Path).submit(asked.Path+"/answer", "next_step", "Jeg spør dem i morgen."), 200, "Berit Vikar svarte 2. mars 2026.")
}

func TestInquiriesRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	lisa := w.as(w.Liaison)
	address := route.Employer(w.Employer, "inquiries")
	form := lisa.get(route.Employer(w.Employer, "inquiries", "new"))
	want(t, form.submit(address, "body", "Vi har en god kandidat."), 422, "Må fylles ut.", "Vi har en god kandidat.")
	want(t, form.submit(address, "subject", strings.Repeat("x", 201), "body", "Vi har."), 422, "Skriv høyst 200 tegn", "Vi har.")
	want(t, form.submit(address, "subject", "Bra\xff", "body", "Vi har."), 422, "Feltet har tegn vi ikke kan lese")
	if p := lisa.post(address, "subject", "Hei", "body", strings.Repeat("x", 2<<20)); p.Status != 413 {
		t.Errorf("two megabytes: %d", p.Status)
	}
	if n := w.rows(w.Liaison, "inquiries"); n != 0 {
		t.Errorf("%d inquiries from refused forms", n)
	}
	asked := w.asks(w.Liaison, w.Employer, "Har de plass?")
	stranger := w.as(dbtest.Actor(t, w.pool, auth.Actor{Role: auth.NavContact}))
	for _, below := range []string{"", "/answer"} {
		for _, method := range []string{"GET", "POST"} {
			if (method == "POST") != (below != "") {
				continue
			}
			theirs := stranger.send(method, asked.Path+below, values([]string{"next_step", "Hei"}))
			never := stranger.send(method, route.Inquiries+"/"+uuid.NewString()+below, values([]string{"next_step", "Hei"}))
			if theirs.Status != 404 || withoutReference(theirs) != withoutReference(never) {
				t.Errorf("%s %s: another tenant's answers %d, not as one that never was", method, below, theirs.Status)
			}
		}
	}
	want(t, lisa.get(route.Inquiries+"/xx"), 404)
}
