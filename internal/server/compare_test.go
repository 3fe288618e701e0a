package server_test

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	heard    = regexp.MustCompile(`<span class="sr-only">[^<]*</span>`)
	parts    = regexp.MustCompile(`(?s)<dt>(.*?)</dt>\s*<dd>(.*?)</dd>`)
	changed  = regexp.MustCompile(`(?s)<p( class="subtle")?>(.*?)</p>`)
	eyeMarks = strings.NewReplacer("<del>", "[-", "</del>", "-]", "<ins>", "{+", "</ins>", "+}")
)

// compared returns what the comparison with the caption marks, a sentence each after its part: what is gone in [-…-], what is new in {+…+}.
func compared(t *testing.T, p reply, caption string) (all []string) {
	t.Helper()
	_, rest, found := strings.Cut(p.Body, `aria-label="`+caption+`"`)
	if !found {
		return nil
	}
	_, rest, _ = strings.Cut(rest, "<dl>")
	list, _, _ := strings.Cut(rest, "</dl>")
	for _, part := range parts.FindAllStringSubmatch(list, -1) {
		for _, sentence := range changed.FindAllStringSubmatch(part[2], -1) {
			if sentence[1] != "" {
				continue // the heading it stands under
			}
			marked := tag.ReplaceAllString(eyeMarks.Replace(heard.ReplaceAllString(sentence[2], "")), "")
			all = append(all, html.UnescapeString(part[1])+": "+strings.Join(strings.Fields(html.UnescapeString(marked)), " "))
		}
	}
	return all
}

var gone = regexp.MustCompile(`\[-[^]]*-\] ?`)

// after returns what the comparison with the caption leads to, its marks apart.
func after(t *testing.T, p reply, caption string) string {
	t.Helper()
	return strings.NewReplacer("{+", "", "+}", "").Replace(gone.ReplaceAllString(strings.Join(compared(t, p, caption), " "), ""))
}

// says demands that the comparison with the caption marks this, and nothing else.
func says(t *testing.T, p reply, caption string, want ...string) {
	t.Helper()
	if got := compared(t, p, caption); !slices.Equal(got, want) {
		t.Errorf("%s compares under %q\n%q, want\n%q", p.Path, caption, got, want)
	}
}

func TestAChangeOfAFrameworkIsToldSentenceBySentence(t *testing.T) {
	t.Parallel()
	for _, d := range []struct{ days, own, next, places int }{{3, 9, 5, 8}, {4, 2, 12, 20}} {
		w := newWorld(t)
		frame := w.drafted(w.Employer, "iss", "title", "Ramme")
		w.as(w.Contact).get(frame.Path+"/edit/intake").submit(frame.Path+"/edit/intake", "trigger", "employer_asks", "answer_days", strconv.Itoa(d.days), "how", "Kontoret ringer.")
		frame = w.concluded(frame.at(w.Contact), w.HR).at(w.Contact)
		id := strings.TrimPrefix(frame.Path, "/agreements/")
		local := func(title, part string, fields ...string) reply {
			a := w.drafted(w.Employer, "iss", "title", title, "framework", id)
			w.as(w.Contact).get(a.Path+"/edit/places").submit(a.Path+"/edit/places", "kind.0", "work_training", "count.0", "6", "rule.0", "on_request")
			if part != "" {
				want(t, w.as(w.Contact).get(a.Path+"/edit/"+part).submit(a.Path+"/edit/"+part, fields...), 200, "Avtalen er lagret")
			}
			return w.concluded(a.at(w.Contact), w.HR).at(w.Contact)
		}
		heir, own := local("Lokal arving", ""), local("Lokal egen", "intake", "trigger", "employer_asks", "answer_days", strconv.Itoa(d.own))
		days := func(n int) string { return "Nav-kontorene svarer innen " + strconv.Itoa(n) + " dager." }
		want(t, heir, 200, days(d.days))
		want(t, own, 200, days(d.own))
		look := func(part string, fields ...string) reply {
			at := frame.Path + "/changes/" + part
			return w.as(w.Contact).get(at).submit(at, append(fields, "reason", "Felles for alle")...)
		}
		number := "Slik finner vi kandidater: Nav-kontorene svarer innen [-" + strconv.Itoa(d.days) + "-] {+" + strconv.Itoa(d.next) + "+} dager."

		// One number: it changes where it is inherited, and only there.
		looked := look("intake", "answer_days", strconv.Itoa(d.next))
		says(t, looked, "Dette blir endret", number)
		says(t, looked, "Lokal arving", number)
		says(t, looked, "Lokal egen")
		want(t, looked, 200, "Lokal egen Ingenting endres i denne avtalen. Slik finner vi kandidater Beholder sitt eget: "+days(d.own))
		if got := strings.Count(looked.Body, "Beholder sitt eget"); got != 1 {
			t.Errorf("%d local agreements keep their own, want 1", got)
		}

		// Two things of the same part: the local agreement that has its own number follows in the other.
		looked = look("intake", "answer_days", strconv.Itoa(d.next), "how", "Kontoret skriver.")
		how := "Slik finner vi kandidater: Kontoret [-ringer-] {+skriver+}."
		says(t, looked, "Lokal arving", how, number)
		says(t, looked, "Lokal egen", how)
		want(t, looked, 200, "Beholder sitt eget: "+days(d.own))

		// No framework hands down its places.
		looked = look("places", "kind.0", "durable", "count.0", strconv.Itoa(d.places), "rule.0", "on_request")
		says(t, looked, "Lokal arving")
		says(t, looked, "Lokal egen")
		if got := strings.Count(looked.text(), "Plassene Beholder sitt eget: 6 arbeidstreningsplasser når arbeidsgiveren spør."); got != 2 {
			t.Errorf("%d local agreements keep their places, want 2:\n%s", got, looked.text())
		}

		// What was looked at is what comes to be, and what the two versions of the heir are compared by.
		look("intake", "answer_days", strconv.Itoa(d.next)).submit(frame.Path+"/changes/intake", "sure", "yes")
		says(t, frame.at(w.HR), "Dette blir endret", number)
		frame.at(w.HR).submit("/partner" + frame.Path + "/signature")
		frame.at(w.Contact).submit(frame.Path + "/signature")
		for _, at := range []reply{heir.at(w.Contact, "/versions/2"), heir.at(w.HR, "/versions/2")} {
			says(t, at, "Dette er forskjellen", number)
		}
		want(t, own.at(w.Contact), 200, days(d.own))
	}
}

func TestOwnTextIsComparedWithTheTemplateSentenceBySentence(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, c := range []struct{ part, field, value, want string }{
		{"places", "count.0", "5", "Plassene: [-3-] {+5+} varige plasser til enhver tid, uten sluttdato. Plass sier fra når en plass har stått ledig i mer enn 30 dager."},
		{"intake", "answer_days", "8", "Slik finner vi kandidater: Nav-kontorene svarer innen [-7-] {+8+} dager."},
		{"aim", "end", "hire", "Målet: [-En periode er avsluttet med et resultat-] {+Noen er ansatt+}"}, // which the text itself does not say
	} {
		draft := w.drafted(w.Employer, "glor")
		edit := draft.Path + "/edit/" + c.part
		saved := w.as(w.Contact).get(edit).submit(edit, c.field, c.value)
		says(t, saved, "Se forskjellen fra malen", c.want)
		says(t, w.as(w.Contact).get(edit), "Se forskjellen fra malen", c.want)
		says(t, draft.at(w.HR), "Se forskjellen fra malen")
	}
}
