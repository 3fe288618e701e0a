// Package compare tells how two texts differ: which sentences are gone, new or said in another way, and with which words.
package compare

import (
	"cmp"
	"slices"
	"strings"
)

// A Sentence says one thing. Of names what it is about, the same in both texts; the points of a list are about the same.
type Sentence struct {
	Of    string
	Under string // the heading it stands under; empty: none
	Words string
}

// A Change is what has become of a sentence.
type Change struct {
	Sentence // as it is now, or was when it is gone
	Pieces   []Piece
	Moved    bool // it says the same in another place
}

// A Piece is a run of words with the same fate.
type Piece struct {
	Fate   Fate
	Words  string
	Joined bool // to the piece before: no space stands between
}

// A Fate is what has become of words.
type Fate int

// The fates.
const (
	Same Fate = iota
	Gone
	New
)

// Sentences returns what became of the sentences that are not the same in both, as they stand in the text.
func Sentences(before, after []Sentence) []Change {
	was, is := match(before, after)
	var changes []Change
	told := 0
	gone := func(until int) {
		for ; told < until; told++ {
			if was[told] < 0 {
				changes = append(changes, Change{Sentence: before[told], Pieces: []Piece{{Fate: Gone, Words: before[told].Words}}})
			}
		}
	}
	for j, s := range after {
		i := is[j].of
		gone(i)
		switch {
		case i < 0:
			changes = append(changes, Change{Sentence: s, Pieces: []Piece{{Fate: New, Words: s.Words}}})
		case !slices.Equal(strings.Fields(before[i].Words), strings.Fields(s.Words)): // a line break is no change
			changes = append(changes, Change{Sentence: s, Pieces: Words(before[i].Words, s.Words)})
		case is[j].moved:
			changes = append(changes, Change{Sentence: s, Pieces: []Piece{{Fate: Same, Words: s.Words}}, Moved: true})
		}
	}
	gone(len(before))
	return changes
}

// A twin is which sentence of the other text says the same, or said it before.
type twin struct {
	of    int // -1: none
	moved bool
}

// match finds for each sentence the one in the other text that it became, or was.
func match(before, after []Sentence) (was []int, is []twin) {
	was, is = make([]int, len(before)), make([]twin, len(after))
	for i := range was {
		was[i] = -1
	}
	for j := range is {
		is[j].of = -1
	}
	pair := func(i, j int, moved bool) { was[i], is[j] = j, twin{i, moved} }
	for _, p := range longest(keys(before), keys(after)) {
		pair(p[0], p[1], false)
	}
	for i := range before {
		for j := range after {
			if was[i] < 0 && is[j].of < 0 && before[i].Of == after[j].Of && before[i].Words == after[j].Words {
				pair(i, j, true)
			}
		}
	}
	for _, c := range candidates(before, after, was, is) {
		if was[c.i] < 0 && is[c.j].of < 0 {
			pair(c.i, c.j, false)
		}
	}
	return was, is
}

// A candidate is a sentence that another may have become.
type candidate struct {
	i, j int
	like float64
}

// enough is how alike two sentences are to be the same one in other words, where several are about the same.
const enough = 0.5

// candidates returns what the sentences that are left may have become, the most alike first.
func candidates(before, after []Sentence, was []int, is []twin) []candidate {
	var all []candidate
	left, open := map[string]int{}, map[string]int{}
	for i, b := range before {
		if was[i] < 0 {
			left[b.Of]++
		}
	}
	for j, a := range after {
		if is[j].of < 0 {
			open[a.Of]++
		}
	}
	for i, b := range before {
		for j, a := range after {
			if was[i] >= 0 || is[j].of >= 0 || a.Of != b.Of {
				continue
			}
			if like := alike(b.Words, a.Words); like >= enough || left[b.Of] == 1 && open[b.Of] == 1 {
				all = append(all, candidate{i, j, like})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int { return cmp.Compare(y.like, x.like) })
	return all
}

// key is what makes two sentences the same, wherever they stand.
type key struct{ of, words string }

func keys(list []Sentence) []key {
	all := make([]key, len(list))
	for i, s := range list {
		all[i] = key{s.Of, s.Words}
	}
	return all
}
