package compare

import "strings"

// A word is what is compared: letters up to a space, or the sign that ends them.
type word struct {
	letters string
	joined  bool // to the word before: no space stands between
}

// split takes a text apart. A sign at the end of a word stands for itself, so that a full stop does not make another word of it.
func split(text string) []word {
	var all []word
	for _, w := range strings.Fields(text) {
		if bare := strings.TrimRight(w, ".,:;?!"); bare != "" && bare != w {
			all = append(all, word{bare, false}, word{w[len(bare):], true})
		} else {
			all = append(all, word{w, false})
		}
	}
	return all
}

// A run is words with the same fate.
type run struct {
	fate  Fate
	words []word
}

// length is how many letters the run has.
func (r run) length() (n int) {
	for _, w := range r.words {
		n += len(w.letters)
	}
	return n
}

// Words tells how the one text becomes the other, word by word.
func Words(before, after string) []Piece {
	a, b := split(before), split(after)
	var runs []run
	i, j := 0, 0
	for _, p := range append(longest(a, b), [2]int{len(a), len(b)}) {
		runs = add(runs, Gone, a[i:p[0]])
		runs = add(runs, New, b[j:p[1]])
		if i, j = p[0]+1, p[1]+1; p[0] < len(a) {
			runs = add(runs, Same, a[p[0]:p[0]+1])
		}
	}
	var pieces []Piece
	for _, r := range whole(runs) {
		pieces = append(pieces, piece(r))
	}
	return pieces
}

func piece(r run) Piece {
	var said strings.Builder
	for i, w := range r.words {
		if i > 0 && !w.joined {
			said.WriteByte(' ')
		}
		said.WriteString(w.letters)
	}
	return Piece{r.fate, said.String(), r.words[0].joined}
}

func add(runs []run, fate Fate, words []word) []run {
	if len(words) == 0 {
		return runs
	}
	if last := len(runs) - 1; last >= 0 && runs[last].fate == fate {
		runs[last].words = append(runs[last].words, words...)
		return runs
	}
	return append(runs, run{fate, append([]word(nil), words...)})
}

// whole has the words between two changes change along when they are fewer than those around them: a sentence that is cut into
// crumbs cannot be read.
func whole(runs []run) []run {
	for i := 1; i < len(runs)-1; i++ {
		if runs[i].fate != Same {
			continue
		}
		from, to := i, i
		for from > 0 && runs[from-1].fate != Same {
			from--
		}
		for to < len(runs)-1 && runs[to+1].fate != Same {
			to++
		}
		if runs[i].length() > min(largest(runs[from:i]), largest(runs[i+1:to+1])) {
			continue
		}
		joined := append([]run(nil), runs[:from]...)
		for _, fate := range []Fate{Gone, New} {
			for _, r := range runs[from : to+1] {
				if r.fate == fate || r.fate == Same {
					joined = add(joined, fate, r.words)
				}
			}
		}
		return whole(append(joined, runs[to+1:]...))
	}
	return runs
}

func largest(runs []run) (n int) {
	for _, r := range runs {
		n = max(n, r.length())
	}
	return n
}

// alike returns how much of two texts is the same, from 0 to 1.
func alike(one, other string) float64 {
	a, b := split(one), split(other)
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(len(longest(a, b))) / float64(len(a)+len(b))
}

// longest returns the places of the longest run of things that stand in both, in the same order.
func longest[T comparable](a, b []T) [][2]int {
	rest := make([][]int, len(a)+1) // how long it is from here to the end
	for i := range rest {
		rest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if rest[i][j] = max(rest[i+1][j], rest[i][j+1]); a[i] == b[j] {
				rest[i][j] = rest[i+1][j+1] + 1
			}
		}
	}
	var common [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			common = append(common, [2]int{i, j})
			i, j = i+1, j+1
		case rest[i+1][j] >= rest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return common
}
