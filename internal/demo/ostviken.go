package demo

import (
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/employer"
	"plass/internal/register/local"
	"plass/internal/tenant"
)

// Who works at Nav Øst-Viken (demo), as the demo world calls them.
const (
	henrik = "nav_contact henrik.nordby@nav.example"
	silje  = "office_liaison silje.granmo@nav.example"
	thomas = "office_liaison thomas.ekra@nav.example"
)

// ostViken is IA-vikar: three months at a time, eight buddies, two offices.
func ostViken(w *world) {
	offices := w.found("Nav Øst-Viken (demo)", tenant.Administrator{Name: "Petter Sagbråten", Email: "petter.sagbraaten@nav.example"},
		tenant.Administrator{Name: "Wenche Opsahl", Email: "wenche.opsahl@nav.example"}, []string{"Ski", "Oppegård"}, []person{
			{auth.NavContact, "Henrik Nordby", "henrik.nordby@nav.example", "900 30 001", "Ski"},
			{auth.NavContact, "Elin Tårnby", "elin.taarnby@nav.example", "900 30 002", "Oppegård"},
			{auth.OfficeLeader, "Vidar Kolstø", "vidar.kolsto@nav.example", "900 30 003", "Ski"},
			{auth.OfficeLiaison, "Silje Granmo", "silje.granmo@nav.example", "900 30 004", "Ski"},
			{auth.OfficeLiaison, "Thomas Ekra", "thomas.ekra@nav.example", "900 30 005", "Oppegård"},
			// The same person works in both partnerships, as different things.
			{auth.OfficeLeader, "Gro Lunderbye", "gro.lunderbye@nav.example", "900 30 006", "Oppegård"},
		})
	helpers := []helper{
		{"Arne Brattvoll", "900 40 011", "arne.brattvoll@alliance.example", "Lager"}, {"Mona Skjelvik", "900 40 012", "mona.skjelvik@alliance.example", "Lager"},
		{"Kjetil Råholt", "900 40 013", "", "Pakkeri"}, {"Zahra Amini", "900 40 014", "zahra.amini@alliance.example", "Pakkeri"},
		{"Geir Lysaker", "900 40 015", "", "Retur"}, {"Trine Hovland", "900 40 016", "", "Retur"},
		{"Pål Eikrem", "900 40 017", "", "Lager"}, {"Anita Furuly", "900 40 018", "", "Kontor"},
	}
	alliance := w.register(henrik, employer.Draft{OrgNumber: string(local.Alliance), Name: "Alliance Healthcare", RegisterName: "Alliance Healthcare Norge AS",
		Industry: "Engroshandel med sykepleie- og apotekvarer", Address: "Snipetjernveien 10", PostalCode: "1405", Place: "Langhus", Employees: pointer(240),
		OwnWords: "Hos oss starter man med blanke ark. Vi leter etter det folk er gode på, og vi finner alltid noe."},
		[]string{"Lager", "Pakkeri", "Retur", "Kontor"},
		[]employer.ContactDraft{
			{Name: "Berit Holmsen", Phone: "900 40 001", Email: "berit.holmsen@alliance.example", Roles: []string{"hr"}, Login: true},
			{Name: "Stig Aarvik", Phone: "900 40 002", Email: "stig.aarvik@alliance.example", Roles: []string{"leader"}, Login: true},
			{Name: "Merete Dalsbø", Phone: "900 40 003", Email: "merete.dalsbo@alliance.example", Roles: []string{"safety_delegate"}, Login: true},
		}, helpers)
	w.train(alliance, -300, "Fadderkurs, første del", "Arne Brattvoll", "Mona Skjelvik", "Kjetil Råholt", "Zahra Amini")
	w.train(alliance, -130, "Fadderkurs, første del", "Geir Lysaker", "Trine Hovland", "Pål Eikrem")
	w.agree(&alliance, "ia_vikar", "IA-vikar hos Alliance Healthcare", -290)
	both := all(offices, "Ski", "Oppegård")

	w.travel(alliance, journey{employer: true, unit: "Lager", offices: both, asked: -240, until: over, buddy: "Arne Brattvoll", starts: -220, ended: -129, outcome: "job_here", signed: true,
		guest:   w.welcome(silje, "Nadia", "Rahimi", "nadia.rahimi@kandidat.example", candidate.Draft{Strengths: "Rask og nøyaktig med små ting.", Wishes: "Fast jobb på lager.", Languages: "Norsk, urdu"}),
		minutes: curve(6), learned: log(12)})
	w.travel(alliance, journey{employer: true, unit: "Pakkeri", offices: both, asked: -70, until: begun, buddy: "Zahra Amini", starts: -50,
		guest:   w.welcome(thomas, "Sander", "Kvisla", "sander.kvisla@kandidat.example", candidate.Draft{Strengths: "Har godt humør, og jobber jevnt.", Wishes: "Vil bruke kroppen.", NeedsAtWork: "Faste vakter på dagtid."}),
		minutes: curve(2), learned: log(7)})
	w.travel(alliance, journey{employer: true, unit: "Retur", offices: both, asked: -16, until: planned, buddy: "Trine Hovland", starts: 3,
		guest: w.welcome(silje, "Aster", "Tesfay", "aster.tesfay@kandidat.example", candidate.Draft{Strengths: "Systematisk, og god til å holde oversikt.", Wishes: "Vil lære om kvalitet.", Languages: "Norsk, tigrinja, engelsk", NeedsAtWork: "Rolig plass de første dagene."})})
	w.travel(alliance, journey{employer: true, unit: "Kontor", offices: both, asked: -13, until: chosen,
		guest: w.welcome(silje, "Helle", "Marum", "helle.marum@kandidat.example", candidate.Draft{Strengths: "Skriver godt, og er nøye med tall.", Wishes: "Et sted der det går an å spørre.", NeedsAtWork: "Fast pult."})})
	w.travel(alliance, journey{employer: true, unit: "Lager", offices: both, asked: -5, until: presented,
		guest: w.welcome(thomas, "Markus", "Lien", "markus.lien@kandidat.example", candidate.Draft{Strengths: "Kan kjøre truck, og er trygg i trafikken.", Wishes: "Skift passer fint.", NeedsAtWork: "Trenger å hente i barnehagen klokka fire."})})
	w.read(henrik, silje, thomas, alliance.hr)
}
