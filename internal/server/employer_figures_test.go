package server_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/placement"
	"plass/internal/register/local"
	"plass/internal/route"
	"plass/internal/start"
)

// begun takes a presentation to a placement that begins today.
func (m *match) begun(presentation string, unit employer.UnitID) (id placement.ID) {
	m.t.Helper()
	p := nomination.PresentationID{UUID: uuid.MustParse(presentation)}
	m.do(m.HR, func(ctx context.Context, tx *db.Tx) error { return nomination.Answer(ctx, tx, p, "meet") })
	m.do(m.Contact, func(ctx context.Context, tx *db.Tx) error {
		intake, err := meeting.CallIntake(ctx, tx, p, meeting.Calling{At: tx.Now.Add(time.Hour), Place: "Porten", Kind: meeting.Intake, Nav: true, Now: tx.Now})
		if err != nil {
			return err
		}
		if err := meeting.Hold(ctx, tx, intake, 1, meeting.Minutes{Attended: []string{"participant", "employer"}, Agreed: "Det passer.", Share: true}); err != nil {
			return err
		}
		if err := nomination.Choose(ctx, tx, p, &unit); err != nil {
			return err
		}
		help, err := buddy.Add(ctx, tx, m.Employer, buddy.Draft{Name: "Frida Fadder", Phone: "90000010", Most: 2})
		if err != nil {
			return err
		}
		id, err = start.Placement(ctx, tx, p, start.Draft{StartsOn: tx.Today(), Buddy: &help, Today: tx.Today()})
		return err
	})
	return id
}

func TestTheFiguresOfAnEmployerFollowItsRows(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	nora, address := m.as(m.Contact), route.Employer(m.Employer)
	want(t, nora.get(address), 200, "Inkluderingsavtale", "Gjelder", "Varig plass 3 0 0 3", "Arbeidstreningsplass 2 0 0 2",
		"Ingen er her nå", "Det er bedt om 2 kandidater til varig plass. Kontorene svarer innen", "Ingen møter er avtalt.")

	// Another employer, from the other template, has figures of its own.
	other := m.employer("Naboen", string(local.Alliance))
	m.agreed(other, m.partner(other, auth.EmployerContact, "Hilde Nabo"), "ia_vikar")
	page := nora.get(route.Employer(other))
	want(t, page, 200, "Arbeidstreningsplass 4 0 0 4", "Ingen forespørsler er åpne, og ingen er presentert.")
	lacks(t, page, "Varig plass", "Fjord Gjenvinning")
	want(t, nora.get(route.Employers), 200, "Fjord Gjenvinning Du 1", "Naboen Du 1")

	unit := m.unit(m.Employer, "Verksted")
	ada, self := m.candidate("Ada", "Prøve")
	presentation := m.presented(m.yes(ada, self, "strengths"))
	want(t, nora.get(address), 200, "En kandidat ble presentert 2. mars 2026. Arbeidsgiveren har ikke svart ennå.", "Åpne presentasjonen")
	id := m.begun(presentation, unit)
	page = nora.get(address)
	want(t, page, 200, "Varig plass 3 1 0 2", "Ada Prøve Verksted Varig plass Fra 2. mars 2026 Planlagt", route.Placement(id), "Statusmøte Ada Prøve")
	lacks(t, page, "En kandidat ble presentert")
	want(t, nora.get(route.Employer(other)), 200, "Arbeidstreningsplass 4 0 0 4")

	// Who may not know the person sees that there is one, and no name; who sees no people at all sees the places.
	blind := m.as(m.OtherLiaison).get(address)
	want(t, blind, 200, "Varig plass 3 1 0 2", "Deltaker Verksted")
	lacks(t, blind, "Ada", ada.String())
	places := m.as(m.Administrator).get(address)
	want(t, places, 200, "Varig plass 3 1 0 2")
	lacks(t, places, "Folk her nå", "På vei inn", "Neste møter", "Ada")
	noCandidateID(t, ada, nora.get(address), m.as(m.Auditor).get(address))
}

// noCandidateID demands that no page holds the id of the candidate.
func noCandidateID(t *testing.T, id candidate.ID, pages ...reply) {
	t.Helper()
	for _, p := range pages {
		lacks(t, p, id.String())
	}
}
