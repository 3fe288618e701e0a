package demo

import (
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/employer"
	"plass/internal/register/local"
	"plass/internal/tenant"
	"plass/internal/terms"
)

// Who works at Nav Innlandet (demo), as the demo world calls them.
const (
	marte   = "nav_contact marte.bakkehaug@nav.example"
	jonas   = "nav_contact jonas.fjellvik@nav.example"
	amir    = "office_liaison amir.haddadi@nav.example"
	tone    = "office_liaison tone.ringlund@nav.example"
	kjersti = "office_liaison kjersti.moseby@nav.example"
)

// innlandet is GLØR: three lasting places and two for work training, with a story behind each seat.
func innlandet(w *world) {
	offices := w.found("Nav Innlandet (demo)", tenant.Administrator{Name: "Gro Lunderbye", Email: "gro.lunderbye@nav.example"},
		tenant.Administrator{Name: "Arvid Stenseth", Email: "arvid.stenseth@nav.example"}, []string{"Lillehammer", "Gausdal", "Øyer"}, []person{
			{auth.NavContact, "Marte Bakkehaug", "marte.bakkehaug@nav.example", "900 10 001", "Lillehammer"},
			{auth.NavContact, "Jonas Fjellvik", "jonas.fjellvik@nav.example", "900 10 002", "Gausdal"},
			{auth.OfficeLeader, "Solveig Åsmoen", "solveig.aasmoen@nav.example", "900 10 003", "Lillehammer"},
			{auth.OfficeLiaison, "Amir Haddadi", "amir.haddadi@nav.example", "900 10 004", "Lillehammer"},
			{auth.OfficeLiaison, "Tone Ringlund", "tone.ringlund@nav.example", "900 10 005", "Gausdal"},
			{auth.OfficeLiaison, "Kjersti Moseby", "kjersti.moseby@nav.example", "900 10 006", "Øyer"},
			{auth.Auditor, "Leif Ormåsen", "leif.ormaasen@nav.example", "900 10 007", ""},
		})
	glor := w.register(marte, employer.Draft{OrgNumber: string(local.Glor), Name: "GLØR", RegisterName: "GLØR IKS", Industry: "Innsamling av avfall",
		Address: "Roverudmyra 20", PostalCode: "2619", Place: "Lillehammer", Employees: pointer(56),
		OwnWords: "Hos oss sier alle hei, og det er kort vei fra sorteringshallen til direktøren. Vi ser ut over bedriften, og vi gir oss ikke før folk er en del av laget."},
		[]string{"Papirsortering", "Gjenvinningsstasjon", "Verksted"},
		[]employer.ContactDraft{
			{Name: "Hanne Vestrum", Phone: "900 20 001", Email: "hanne.vestrum@glor.example", Roles: []string{"hr"}, Login: true},
			{Name: "Oddvar Klevmo", Phone: "900 20 002", Email: "oddvar.klevmo@glor.example", Roles: []string{"leader", "site_contact"}, Login: true},
			{Name: "Siri Bjørkhaug", Phone: "900 20 003", Email: "siri.bjorkhaug@glor.example", Roles: []string{"union_representative", "safety_delegate"}, Login: true},
		}, []helper{
			{"Bjarne Tangerud", "900 20 011", "bjarne.tangerud@glor.example", "Papirsortering"},
			{"Liv Storhaugen", "900 20 012", "liv.storhaugen@glor.example", "Gjenvinningsstasjon"},
			{"Rune Ekeli", "900 20 013", "", "Verksted"},
		})
	w.train(glor, -420, "Å være fadder hos oss", "Bjarne Tangerud", "Liv Storhaugen", "Rune Ekeli")
	w.agree(&glor, "glor", "Inkluderingsavtale med GLØR", -440)
	lasting, training := 0, 1
	near := all(offices, "Lillehammer", "Gausdal")

	w.travel(glor, journey{line: lasting, unit: "Papirsortering", offices: near, asked: -425, until: begun, buddy: "Bjarne Tangerud", starts: -405, open: true,
		guest:   w.welcome(amir, "Emil", "Sandvoll", "", candidate.Draft{Strengths: "Nøyaktig, rolig og alltid presis.", Wishes: "Faste oppgaver og de samme kollegene.", NeedsAtWork: "Vil gjerne få beskjed dagen før hvis planen endrer seg."}),
		minutes: curve(13)})
	w.travel(glor, journey{line: lasting, unit: "Verksted", offices: near, asked: -210, until: begun, buddy: "Rune Ekeli", starts: -190, open: true,
		guest:   w.welcome(tone, "Fatima", "Noori", "fatima.noori@kandidat.example", candidate.Draft{Strengths: "Flink med hendene, og ser fort hva som må gjøres.", Wishes: "Vil lære mer om sveising.", Languages: "Norsk, dari, engelsk", NeedsAtWork: "Skriftlige oppgaver med bilder de første ukene."}),
		minutes: curve(6), learned: log(12)})
	kristian := w.welcome(amir, "Kristian", "Myhrene", "kristian.myhrene@kandidat.example", candidate.Draft{Strengths: "Blid og god med kunder.", Wishes: "Fast jobb ute."})
	w.travel(glor, journey{line: training, unit: "Gjenvinningsstasjon", offices: near, asked: -436, until: over, buddy: "Liv Storhaugen", starts: -418, ended: -332, outcome: "completed", signed: true,
		guest: kristian, minutes: curve(3), learned: log(8)})
	w.travel(glor, journey{line: lasting, unit: "Gjenvinningsstasjon", offices: near, asked: -330, until: over, buddy: "Liv Storhaugen", starts: -310, open: true, ended: -40, outcome: "job_here", signed: true,
		guest:   kristian,
		minutes: curve(9), learned: log(9)})
	ida := w.travel(glor, journey{line: training, unit: "Papirsortering", offices: near, asked: -52, until: begun, buddy: "Bjarne Tangerud", starts: -34,
		guest:   w.welcome(amir, "Ida", "Brenden", "ida.brenden@kandidat.example", candidate.Draft{Strengths: "Lærer fort, og spør når hun lurer.", Wishes: "Vil prøve truck.", Languages: "Norsk, polsk", NeedsAtWork: "Pause hver annen time."}),
		minutes: curve(2), learned: log(6)})
	w.share(glor, ida, -20, -15, "Ida har begynt på kurs i regnskap.", terms.Days{Kind: "practice", Count: 3}, terms.Days{Kind: "study", Count: 2})
	w.share(glor, ida, -2, 14, "Kurset er snart over.", terms.Days{Kind: "practice", Count: 4}, terms.Days{Kind: "study", Count: 1})
	w.travel(glor, journey{line: training, unit: "Papirsortering", offices: near, asked: -118, until: over, buddy: "Liv Storhaugen", starts: -98, ended: -10, outcome: "completed",
		guest:   w.welcome(tone, "Yusuf", "Barre", "yusuf.barre@kandidat.example", candidate.Draft{Strengths: "Sterk, tålmodig og hjelpsom.", Wishes: "Jobb på lager.", Languages: "Norsk, somali, engelsk"}),
		minutes: curve(3), learned: log(11)})
	w.travel(glor, journey{line: training, unit: "Gjenvinningsstasjon", offices: near, asked: -6, others: []string{tone}, until: saidYes,
		guest: w.welcome(amir, "Camilla", "Løvås", "camilla.lovaas@kandidat.example", candidate.Draft{Strengths: "God til å holde orden, og liker å jobbe i team.", Wishes: "Vil ut i frisk luft.", NeedsAtWork: "Begynner helst klokka ni."})})
	w.travel(glor, journey{line: lasting, unit: "Gjenvinningsstasjon", offices: near, asked: -3, until: asked,
		guest: w.welcome(tone, "Ole-Martin", "Haugset", "ole-martin.haugset@kandidat.example", candidate.Draft{Strengths: "Kan mye om motorer.", Wishes: "Varig plass i et lite lag."})})
	w.welcome(kjersti, "Ragnhild", "Øveråsen", "", candidate.Draft{Strengths: "Tegner, maler og ser detaljer.", Wishes: "Rolige omgivelser."})
	w.worded("administrator arvid.stenseth@nav.example")
	w.small(offices)
	w.promised(offices)
	w.framed()
	w.sheets()
	w.ends(offices)
	w.reckon(marte)
	w.read(marte, jonas, amir, tone, kjersti, glor.hr)
}

// curve is what was agreed at so many meetings, one after another: a line that rises.
func curve(n int) []string {
	said := []string{
		"Det går fint å komme i gang. Vi øver på å møte til rett tid.",
		"Mer trygg i oppgavene. Lunsjen sammen med avdelingen er viktig.",
		"Tar imot beskjeder godt, og spør når noe er uklart.",
		"Vil prøve en ny oppgave. Fadderen viser hvordan.",
		"Jobber selvstendig store deler av dagen.",
		"Hjelper andre som er nye. Det setter vi pris på.",
	}
	all := make([]string, n)
	for i := range all {
		all[i] = said[min(i, len(said)-1)]
	}
	return all
}

// log is a learning log over so many weeks: one entry a week, most of them ticked.
func log(weeks int) []learned {
	did := []learned{
		{goal: 0, what: "Kom ti minutter før alle dager denne uka", level: 2, tick: 2},
		{goal: 1, what: "Sorterte papir og papp sammen med fadderen", level: 1, tick: 1},
		{goal: 2, what: "Spiste lunsj med avdelingen og lærte navnene", level: 2, tick: 3},
		{goal: 1, what: "Sorterte en hel palle alene", level: 3, tick: 2},
		{goal: 2, what: "Viste en ny kollega hvordan vi gjør det", level: 3, tick: 3},
		{goal: 0, what: "Ringte selv da bussen var sen", level: 3},
	}
	var entries []learned
	for week := range weeks {
		e := did[week%len(did)]
		e.after = 7*week + 3
		entries = append(entries, e)
	}
	return entries
}
