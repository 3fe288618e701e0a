package proof_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"plass/internal/auth"
	"plass/internal/db/dbtest"
)

// TestEveryPageIsAccessible walks the whole site in a real browser as every role, in a world that is full and in one
// that is empty: one page of each shape that the role reaches, at the width of a desk and of a phone, and its form sent
// empty. Zero violations, and nothing is wider than the window.
func TestEveryPageIsAccessible(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := w.open(t, nil)
	states, opened, seen := 0, []string{}, map[string]bool{}
	for _, p := range append(w.oneOfEach(), w.newcomers(t)...) {
		b := w.as(p)
		v.become(b)
		for _, path := range append(b.shapes(), "/there/is/no/such/page") {
			if once := p.Tenant + p.Role + p.Role + shapeOf(path); seen[once] {
				continue // looked at as another with the same role
			} else {
				seen[once] = true
			}
			opened = append(opened, path)
			states += 2
			v.size(1280, 800)
			v.do(chromedp.Navigate(w.http.URL + path))
			for _, width := range []int{1280, 360} {
				v.size(width, 800)
				for _, found := range v.faults() {
					t.Errorf("%s, %s at %d px: %s", p.Role, path, width, found)
				}
			}
			if v.sendEmpty(path) {
				states++
				for _, found := range v.faults() {
					t.Errorf("%s, %s sent empty: %s", p.Role, path, found)
				}
			}
		}
	}
	for _, route := range w.server.Routes() {
		if route.Method == http.MethodGet && !fitsAny(route.Pattern, opened) {
			t.Errorf("%s was never looked at", route.Pattern)
		}
	}
	t.Logf("%d states of pages", states)
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

// shapes returns one address of each shape that the walk opens as a page.
func (b *browser) shapes() (paths []string) {
	b.w.t.Helper()
	seen := map[string]bool{}
	for _, r := range b.walk(some) {
		if shape := shapeOf(r.path); r.status == http.StatusOK && strings.Contains(r.header.Get("Content-Type"), "html") && !seen[shape] {
			seen[shape] = true
			paths = append(paths, r.path)
		}
	}
	return paths
}

// faults returns what axe finds on the page, and whether it is too wide.
func (v *window) faults() []string {
	v.t.Helper()
	found := v.violations()
	if n := v.overflow(); n > 0 {
		found = append(found, fmt.Sprintf("%d px too wide", n))
	}
	return found
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
