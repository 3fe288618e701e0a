package server_test

import (
	"regexp"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
	"plass/internal/register/local"
	"plass/internal/route"
)

// title returns what the browser calls the page.
func (p reply) title() string {
	root, err := nethtml.Parse(strings.NewReader(p.Body))
	if err != nil {
		p.t.Fatalf("read %s: %v", p.Path, err)
	}
	for n := range root.Descendants() {
		if n.Type == nethtml.ElementNode && n.Data == "title" && n.Parent.Data == "head" {
			return content(n)
		}
	}
	return ""
}

// links returns the addresses on the site that the page leads to.
func (p reply) links() (to []string) {
	root, err := nethtml.Parse(strings.NewReader(p.Body))
	if err != nil {
		p.t.Fatalf("read %s: %v", p.Path, err)
	}
	for n := range root.Descendants() {
		if n.Type == nethtml.ElementNode && n.Data == "a" && strings.HasPrefix(attribute(n, "href"), "/") {
			to = append(to, strings.Split(attribute(n, "href"), "#")[0])
		}
	}
	return to
}

var ids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// TestTitlesNameNobody walks the site as those who meet people on it: the h1 may name them, the title,
// which the browser keeps and others see over the shoulder, may not.
func TestTitlesNameNobody(t *testing.T) {
	t.Parallel()
	m := newMatch(t)
	const first, last = "Ylvaquist", "Ørnestjerne"
	asked, askedAs := m.candidate(first, last)
	m.nominated(asked)
	agreed, agreedAs := m.candidate(first, last)
	m.yes(agreed, agreedAs, "strengths")
	met, metAs := m.candidate(first, last)
	m.met(met, metAs)

	second := m.employer("Alliansen", string(local.Alliance))
	hr := m.partner(second, auth.EmployerContact, "Siri Personal")
	a := m.arrange(second, hr, "glor", "Lager", nil)
	id, self := m.helper(a, "Frida "+last, 4)
	chosen, _ := m.candidate(first, last)
	m.chosen(a, chosen)
	running := m.place(a, first, last, id, self)
	over := m.place(a, first, last, id, self)
	m.learned(running, "Sorterte papp", 1, 2, 2)
	m.ends(over, "completed")
	m.clock(dbtest.Now.AddDate(0, 0, 14))

	attest := m.attestOf(over)
	from := []string{attest + "/signature", attest + "/paper", route.Home, route.Today, route.Candidates, route.Requests, route.Placements, route.Now, route.OurPeople, route.MyPlan, route.MyMeetings, route.MyPapers, route.MyLearning, route.MyYes}
	seen := map[string]bool{} // addresses, without their ids, of pages that name somebody
	for _, who := range []auth.Actor{m.Contact, m.Liaison, m.HR, hr, self, askedAs, metAs, running.Self, over.Self} {
		c := m.as(who)
		been, alike, queue := map[string]bool{}, map[string]int{}, from
		for len(queue) > 0 {
			to := queue[0]
			queue = queue[1:]
			kind := ids.ReplaceAllString(to, "…")
			if been[to] || strings.Contains(to, "?") || alike[kind] == 4 { // four of each kind hold what there is
				continue
			}
			been[to] = true
			alike[kind]++
			p := c.get(to)
			if p.Status != 200 || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
				continue
			}
			if strings.Contains(p.text(), first) {
				seen[kind] = true
			}
			for _, name := range []string{first, last} {
				if strings.Contains(p.title(), name) {
					t.Errorf("%s calls %s %q", who.Role, to, p.title())
				}
			}
			queue = append(queue, p.links()...)
		}
	}
	for _, to := range []string{
		"/candidates/…", "/candidates/…/edit", "/nominations/…/preview", "/nominations/…/answer", "/presentations/…", "/presentations/…/preview", "/presentations/…/placement",
		"/placements/…", "/placements/…/edit", "/placements/…/plan", "/placements/…/plan/print", "/placements/…/learning", "/placements/…/ending", "/placements/…/attest",
		"/meetings/…", "/meetings/…/time", "/meetings/…/cancellation",
		"/partner/presentations/…", "/partner/placements/…", "/partner/placements/…/plan", "/partner/placements/…/learning", "/partner/placements/…/ending", "/partner/meetings/…",
		"/partner/attests/…", "/partner/attests/…/signature", "/partner/attests/…/paper",
		"/my/plan", "/my/plan/print", "/my/meetings/…", "/my/papers/…/learning-record",
	} {
		if !seen[to] {
			t.Errorf("nobody came to a page %s that names the person: the walk proves nothing of it", to)
		}
	}
}
