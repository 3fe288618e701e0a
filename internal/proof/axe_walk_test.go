package proof_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
)

// TestEveryPageIsAccessible walks the whole site in a real browser as every role, in a world that is full and in one
// that is empty: one page of each shape that the role reaches, at the width of a desk and of a phone, and its form sent
// empty. Zero violations, and nothing is wider than the window. What is built like something that was looked at is not
// looked at again. Then as everybody else, until no page of the router is left.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := look{t: t, v: w.open(t, nil), built: map[uint64]bool{}, opened: map[string]bool{}}
	seen := map[string]bool{}
	for _, p := range append(w.oneOfEach(), w.newcomers(t)...) {
		for _, r := range l.as(p, some) {
			if shape := p.Tenant + p.Role + shapeOf(r.path); !seen[shape] {
				seen[shape] = true
				l.at(r)
			}
		}
	}
	for _, p := range w.people {
		if len(l.unopened()) == 0 {
			break
		}
		for _, r := range l.as(p, many) {
			if !l.opened[shapeOf(r.path)] {
				l.at(r)
			}
		}
	}
	for _, pattern := range l.unopened() {
		t.Errorf("%s was never looked at", pattern)
	}
	t.Logf("%d states of pages", l.states)
}

// A look is what a browser has looked at so far.
type look struct {
	t      *testing.T
	v      *window
	states int
	built  map[uint64]bool // the skeletons of frames and contents that were judged
	opened map[string]bool // the shapes of addresses
	who    person
}

// as lets the browser be the person's, and returns the pages they reach, and one that is not there. Of a file it is enough that it came.
func (l *look) as(p person, most int) (pages []reply) {
	l.t.Helper()
	b := l.v.w.as(p)
	l.who = p
	l.v.become(b)
	for _, r := range append(b.walk(most), b.get("/there/is/no/such/page")) {
		switch kind := r.header.Get("Content-Type"); {
		case r.status == http.StatusOK && !strings.Contains(kind, "html"):
			l.opened[shapeOf(r.path)] = true
		case r.status == http.StatusOK, r.status == http.StatusNotFound && r.on == "":
			pages = append(pages, r)
		}
	}
	return pages
}

// at looks at a page, if nothing was built like it.
func (l *look) at(r reply) {
	l.t.Helper()
	l.opened[shapeOf(r.path)] = true
	frame, contents := skeletons(r.body)
	if l.built[frame] && l.built[contents] {
		return
	}
	l.built[frame], l.built[contents] = true, true
	l.v.size(1280, 800)
	l.v.do(chromedp.Navigate(l.v.w.http.URL + r.path))
	for _, width := range []int{1280, 360} {
		l.v.size(width, 800)
		l.judge(fmt.Sprintf("%s at %d px", r.path, width))
	}
	if l.v.sendEmpty(r.path) {
		l.judge(r.path + " sent empty")
	}
}

// judge reports what axe finds on the page, and whether it is too wide.
func (l *look) judge(state string) {
	l.t.Helper()
	l.states++
	for _, found := range l.v.violations() {
		l.t.Errorf("%s, %s: %s", l.who.Role, state, found)
	}
	if n := l.v.overflow(); n > 0 {
		l.t.Errorf("%s, %s: %d px too wide", l.who.Role, state, n)
	}
}

// unopened returns the pages of the router that nobody looked at.
func (l *look) unopened() (patterns []string) {
	for _, route := range l.v.w.server.Routes() {
		if route.Method == http.MethodGet && !fitsAny(route.Pattern, slices.Collect(maps.Keys(l.opened))) {
			patterns = append(patterns, route.Pattern)
		}
	}
	return patterns
}

// oneOfEach returns people of the demo world who together are every role, at every stage of a partnership.
func (w *world) oneOfEach() []person {
	return []person{
		w.person("nav_contact", "Lillehammer"), w.person("office_liaison", "Lillehammer"), w.person("office_leader", "Lillehammer"),
		w.person("administrator", ""), w.person("auditor", ""),
		w.person("employer_contact", "GLØR"), w.person("employer_contact", "Alliance Healthcare"),
		w.person("buddy", "Alliance Healthcare"), w.person("union_representative", "GLØR"),
		w.named("Henrik Nordby"), w.named("Tone Ringlund"),
		w.named("Yusuf Barre"), w.named("Kristian Myhrene"), w.named("Camilla Løvås"), w.named("Aster Tesfay"),
	}
}

// newcomers returns one of each role in a tenant where nothing has happened yet.
func (w *world) newcomers(t *testing.T) (people []person) {
	t.Helper()
	first := dbtest.Actor(t, w.pool, auth.Actor{Role: auth.Administrator})
	for _, role := range []auth.Role{auth.Administrator, auth.OfficeLeader, auth.NavContact, auth.OfficeLiaison, auth.Auditor, auth.EmployerContact, auth.Buddy, auth.UnionRepresentative, auth.Candidate} {
		who := dbtest.Actor(t, w.pool, auth.Actor{Role: role, Tenant: first.Tenant})
		p := person{Name: who.Name, Role: string(role), Tenant: "Nav Prøve"}
		if err := dbtest.Admin(t, w.pool).QueryRow(t.Context(), `SELECT email FROM memberships WHERE id = $1`, who.Membership).Scan(&p.Email); err != nil {
			t.Fatal(err)
		}
		people = append(people, p)
	}
	return people
}

// own is the page's own form: the first that is sent and has something to fill in.
const own = `document.querySelector('main form[method=post]:has(input:not([type=hidden]), textarea, select)')`

// sendEmpty sends the page's own form with everything in it emptied, and reports whether there was one.
func (v *window) sendEmpty(path string) bool {
	v.t.Helper()
	has, err := chromedp.Run(v.ctx, chromedp.Evaluate[bool](`(() => {
		const form = `+own+`;
		if (!form) return false;
		for (const e of form.elements) {
			if (e.type === 'checkbox' || e.type === 'radio') e.checked = false;
			else if (e.type !== 'hidden' && e.tagName !== 'BUTTON' && 'value' in e) e.value = '';
		}
		return true; })()`))
	if err != nil {
		v.t.Fatal(err)
	}
	if !has {
		return false
	}
	r, err := chromedp.RunResponse(v.ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Evaluate[bool](own+`.submit(), true`)(ctx, target)
		return chromedp.Void{}, err
	})
	if err != nil {
		v.t.Fatalf("%s sent empty: %v", path, err)
	}
	if r.Status >= 500 {
		v.t.Errorf("%s sent empty answers %d", path, r.Status)
	}
	return true
}
