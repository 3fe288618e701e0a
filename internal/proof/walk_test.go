package proof_test

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// How many pages of one pattern a walk opens, since lists lead to many things of a kind: some, and so many that every kind of agreement is among them.
const (
	some = 6
	many = 12
)

// walk opens every page that can be reached by links from where the person arrives, at most so many of a pattern, and returns them.
func (b *browser) walk(most int) []reply {
	b.w.t.Helper()
	var pages []reply
	seen, opened := map[string]bool{}, map[string]int{}
	type link struct{ to, on string }
	queue := []link{{to: "/"}}
	for len(queue) > 0 {
		path, on := queue[0].to, queue[0].on
		queue = queue[1:]
		shape := shapeOf(path)
		if seen[path] || opened[shape] >= most {
			continue
		}
		seen[path] = true
		opened[shape]++
		r := b.get(path)
		r.on = on
		pages = append(pages, r)
		if to := r.header.Get("Location"); to != "" {
			queue = append(queue, link{to, on})
		}
		for _, to := range slices.Concat(links(r.body), byForm(path, r.body)) {
			queue = append(queue, link{to, path})
		}
	}
	return pages
}

var id = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// shapeOf returns the path without what tells one thing of a kind from another.
func shapeOf(path string) string {
	p, query, _ := strings.Cut(path, "?")
	name, _, _ := strings.Cut(query, "=")
	return id.ReplaceAllString(p, "*") + "?" + name
}

// links returns the addresses of the site that the page leads to.
func links(body string) []string {
	var found []string
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "href" && strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//") && !strings.Contains(a.Val, "format=pdf") { // a paper is the page printed
				address, _, _ := strings.Cut(a.Val, "#")
				found = append(found, address)
			}
		}
	}
	return found
}

// TestEveryPageIsReached walks the site as everybody. Nothing fails, and no page of the router is missed:
// what nobody can reach by links is not finished.
func TestEveryPageIsReached(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	reached := map[string]bool{}
	for _, p := range w.people {
		for _, r := range w.as(p).walk(many) {
			// What a notice told of may have left the reader's need to know since.
			if r.status >= 400 && (r.status != http.StatusNotFound || r.on != "/notices") {
				t.Errorf("%s (%s): %s on %s answers %d", p.Name, p.Role, r.path, r.on, r.status)
			}
			reached[r.path] = true
		}
	}
	for _, route := range w.server.Routes() {
		if route.Method == http.MethodGet && !fitsAny(route.Pattern, slices.Collect(maps.Keys(reached))) {
			t.Errorf("nobody reaches %s", route.Pattern)
		}
	}
}

// byForm returns the page that a form on the page leads to and no link does.
func byForm(path, body string) []string {
	switch {
	case path == "/today" && strings.Contains(body, `action="/search"`):
		return []string{"/search"}
	case fits("/partner/attests/{attest}", path):
		return []string{path + "/signature"}
	}
	return nil
}

// fitsAny reports whether the router's pattern takes one of the paths.
func fitsAny(pattern string, paths []string) bool {
	return slices.ContainsFunc(paths, func(path string) bool { return fits(pattern, path) })
}

// fits reports whether the router's pattern takes the path.
func fits(pattern, path string) bool {
	u, err := url.Parse(path)
	if err != nil {
		return false
	}
	want, got := strings.Split(pattern, "/"), strings.Split(u.Path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}
