package proof_test

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// skeletons returns what the page's frame and its contents are built of: elements and what is said of them, but neither
// words, addresses nor values, and things of a kind that follow each other once. Pages with the same skeletons are the
// same to who reads them by their markup.
func skeletons(body string) (frame, contents uint64) {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return 0, 0
	}
	main := ""
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "main" {
			main = skeleton(n)
			n.Parent.RemoveChild(n)
			break
		}
	}
	return sum(skeleton(root)), sum(main)
}

// telling are the attributes whose value tells what an element is; of the others only that they are there.
var telling = []string{"class", "type", "role", "lang", "tabindex", "scope", "autocomplete", "data-color", "open", "disabled", "aria-hidden", "aria-expanded"}

func skeleton(n *html.Node) string {
	switch n.Type {
	case html.TextNode:
		if strings.TrimSpace(n.Data) == "" {
			return ""
		}
		return "t"
	case html.ElementNode, html.DocumentNode:
	default:
		return ""
	}
	var attributes, children []string
	for _, a := range n.Attr {
		switch {
		case a.Key == "aria-current", a.Key == "selected", a.Key == "checked":
		case slices.Contains(telling, a.Key):
			attributes = append(attributes, a.Key+"="+a.Val)
		default:
			attributes = append(attributes, fmt.Sprintf("%s=%t", a.Key, a.Val != ""))
		}
	}
	for c := range n.ChildNodes() {
		if s := skeleton(c); s != "" && !slices.Contains(children, s) {
			children = append(children, s)
		}
	}
	return fmt.Sprintf("<%s %s>%s</>", n.Data, strings.Join(attributes, " "), strings.Join(children, ""))
}

func sum(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum64()
}

// TestSkeletonsTellPagesApart shows that the walk looks twice where the markup differs, and only there.
func TestSkeletonsTellPagesApart(t *testing.T) {
	t.Parallel()
	one := `<nav><a href="/a" aria-current="page">A</a></nav><main><ul><li><a href="/1">Siri</a></li></ul></main>`
	for body, want := range map[string][2]bool{
		`<nav><a href="/b">B</a></nav><main><ul><li><a href="/2">Per</a></li><li><a href="/3">Ola</a></li></ul></main>`: {true, true},
		`<nav><a href="/a">A</a><button>B</button></nav><main><ul><li><a href="/1">Siri</a></li></ul></main>`:           {false, true},
		`<nav><a href="/a">A</a></nav><main><ul><li><a href="/1"></a></li></ul></main>`:                                 {true, false},
		`<nav><a href="/a">A</a></nav><main><ul><li><a class="new" href="/1">Siri</a></li></ul></main>`:                 {true, false},
	} {
		frame, contents := skeletons(one)
		otherFrame, otherContents := skeletons(body)
		if got := [2]bool{frame == otherFrame, contents == otherContents}; got != want {
			t.Errorf("%s: the same frame and contents: %v, want %v", body, got, want)
		}
	}
}
