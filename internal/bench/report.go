package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// A bar is what something is to be at most, and what it is.
type bar struct {
	what      string
	want, got float64
	unit      string
}

func (b bar) missed() bool { return b.got > b.want }

// print prints the ladder, the pages and the bars, and reports whether none is missed.
func (b *bench) print(out io.Writer) bool {
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	for _, w := range b.worlds {
		fmt.Fprintf(t, "\nLadder: list of 50 employers, %d placements\t16 clients, a second\tmedian\tCPU a request\tof it Postgres\n", w.size)
		for _, name := range rungs {
			cost(t, said[name], w.rungs[name])
		}
		cost(t, "the page itself", w.driven["list"])
		cost(t, "floor's own detail", w.rungs["detail"])
		fmt.Fprintf(t, "\nPage, %d placements\t16 clients, a second\tmedian\tCPU a request\tof it Postgres\tround trips\tbytes\tcompressed\n", w.size)
		for _, name := range pages {
			f := w.driven[name]
			fmt.Fprintf(t, "%s\t%.0f\t%s\t%s\t%s\t%d\t%d\t%d\n", name, f.perSecond, ms(f.median), ms(f.cpu), ms(f.database), w.trips[name], w.weight[name], w.packed[name])
		}
		fmt.Fprintf(t, "\nSave, %d placements\t1 client, a second\tmedian\tCPU a request\tof it Postgres\n", w.size)
		cost(t, "question, event, notice, job", w.save)
		cost(t, "two bare rows", w.bare)
	}
	fmt.Fprint(t, "\nBar\twant\tgot\t\n")
	ok := true
	for _, bar := range b.bars() {
		verdict := "ok"
		if bar.missed() {
			verdict, ok = "MISSED", false
		}
		fmt.Fprintf(t, "%s\t<= %.4g %s\t%.3g\t%s\n", bar.what, bar.want, bar.unit, bar.got, verdict)
	}
	_ = t.Flush()
	return ok
}

// said says what is on each rung.
var said = map[string]string{
	"constant":  "a constant page",
	"sql":       "+ the rows, from the pool",
	"render":    "+ a lean render of them",
	"walls":     "+ walls, in one batch",
	"session":   "+ session: the floor's own list",
	"templates": "+ the page's own templates",
}

func cost(out io.Writer, what string, f figure) {
	fmt.Fprintf(out, "%s\t%.0f\t%s\t%s\t%s\n", what, f.perSecond, ms(f.median), ms(f.cpu), ms(f.database))
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond)) }

// bars returns every bar the program is to stay under.
func (b *bench) bars() []bar {
	var all []bar
	add := func(want, got float64, unit, what string, args ...any) {
		all = append(all, bar{fmt.Sprintf(what, args...), want, got, unit})
	}
	for _, w := range b.worlds {
		for _, name := range []string{"list", "today", "seats", "board"} {
			add(2, ratio(w.driven[name].cpu, w.rungs["session"].cpu), "x", "%s, %d: CPU, to the floor's own list", name, w.size)
		}
		for _, name := range []string{"placement", "agreement"} {
			add(3, ratio(w.driven[name].cpu, w.rungs["detail"].cpu), "x", "%s, %d: CPU, to the floor's own detail", name, w.size)
		}
	}
	small, large := b.worlds[0], b.worlds[len(b.worlds)-1]
	// Measured on another day and another machine, so this one says less than the others.
	add(46.0/15, float64(small.driven["list"].cpu)/float64(time.Millisecond), "ms", "list: CPU, a fifteenth of Django admin's")
	for _, name := range pages {
		// The session, one to open, one to commit, and two with data.
		add(5, float64(max(small.trips[name], large.trips[name])), "", "%s: round trips", name)
	}
	if small != large {
		for _, name := range pages {
			add(1.3, ratio(large.driven[name].cpu, small.driven[name].cpu), "x", "%s: CPU, %d placements to %d", name, large.size, small.size)
		}
	}
	for _, name := range pages {
		add(40, float64(max(small.weight[name], large.weight[name]))/1000, "kB", "%s: weight", name)
		add(12, float64(max(small.packed[name], large.packed[name]))/1000, "kB", "%s: weight, compressed", name)
	}
	add(90, float64(b.files)/1000, "kB", "styles, script and font, compressed")
	for _, w := range b.worlds {
		add(80, float64(w.memory), "MB", "memory of the program with 64 clients, %d", w.size)
		add(3, w.cold.Seconds(), "s", "cold start to the first page, %d", w.size)
		add(4, ratio(w.save.cpu, w.bare.cpu), "x", "save, %d: CPU, to two bare rows", w.size)
		add(4, ratio(w.save.median, w.bare.median), "x", "save, %d: time, to two bare rows", w.size)
	}
	add(60, b.first.Seconds(), "s", "from nothing to the demo's first page")
	return all
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }
