package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"plass/internal/pg"
	"plass/web"
)

// How long an address is driven at a time, and how often: what else the machine does comes and goes, and the middle one counts.
const (
	stint  = 2 * time.Second
	rounds = 3
)

// A bench is all that one run measures.
type bench struct {
	out    io.Writer
	folder string // what is made for this run alone
	binary string // the program
	master int    // the process of the database server
	worlds []*world
	first  time.Duration // from nothing to the demo's first page
	files  int           // bytes of what a first visit fetches beside the page
}

func measure(ctx context.Context, out io.Writer, server *pg.Server, sizes []int) (*bench, error) {
	b := &bench{out: out}
	var err error
	if b.folder, err = os.MkdirTemp("", "plass-bench"); err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(b.folder) }()
	if err := os.Chmod(b.folder, 0o755); err != nil { // the server of the demo may be another user's
		return nil, err
	}
	for _, size := range sizes {
		w := &world{size: size, rungs: map[string]figure{}, driven: map[string]figure{}}
		if err := b.open(ctx, server, w); err != nil {
			return nil, fmt.Errorf("%d placements: %w", size, err)
		}
		defer w.close()
		b.worlds = append(b.worlds, w)
	}
	for _, step := range []func(context.Context) error{b.build, b.start, b.drive, b.crowd, b.saves, b.fromNothing} {
		if err := errors.Join(step(ctx), ctx.Err()); err != nil {
			return nil, err
		}
	}
	return b, b.weigh()
}

// open makes the world ready to be measured.
func (b *bench) open(ctx context.Context, server *pg.Server, w *world) (err error) {
	if w.database, err = ready(ctx, b.out, server, w.size, filepath.Join(b.folder, "data", "secrets")); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, w.database.URL)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	if b.master, err = master(ctx, conn); err != nil {
		return err
	}
	if err := w.look(ctx, conn); err != nil {
		return err
	}
	return w.count(ctx)
}

// build builds the program.
func (b *bench) build(ctx context.Context) (err error) {
	b.binary, err = build(ctx, b.folder)
	return err
}

// fromNothing measures what "make run" does the first time: build the program, and a private server with the demo world.
func (b *bench) fromNothing(ctx context.Context) error {
	fmt.Fprintln(b.out, "from nothing: building the program without what was built before, and making the demo world")
	began := time.Now()
	binary, err := build(ctx, b.folder, "GOCACHE="+filepath.Join(b.folder, "cache"))
	if err != nil {
		return err
	}
	built := time.Since(began)
	p, _, err := start(ctx, binary, "demo", "/demo", "", "PLASS_DATA="+filepath.Join(b.folder, "demo"))
	if err != nil {
		return err
	}
	b.first = time.Since(began)
	fmt.Fprintf(b.out, "built in %s\n", built.Round(time.Second))
	return p.stop()
}

// start starts the program in every world, a few times.
func (b *bench) start(ctx context.Context) error {
	for _, w := range b.worlds {
		var took []time.Duration
		for i := range rounds {
			if i > 0 {
				if err := w.program.stop(); err != nil {
					return err
				}
			}
			p, t, err := start(ctx, b.binary, "serve", w.addresses["today"], w.cookie, "DATABASE_URL="+w.database.URL, "PLASS_DATA="+filepath.Join(b.folder, "data"),
				"PLASS_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "PLASS_SMTP=smtp://127.0.0.1:1")
			if err != nil {
				return err
			}
			w.program, took = p, append(took, t)
		}
		slices.Sort(took)
		w.cold = took[rounds/2]
	}
	return nil
}

// drive drives every rung and every page, the sizes by turns, so that what slows the machine slows them alike.
func (b *bench) drive(ctx context.Context) error {
	type key struct {
		w    *world
		name string
	}
	rungFigures, pageFigures := map[key][]figure{}, map[key][]figure{}
	for round := range rounds {
		fmt.Fprintf(b.out, "driving, round %d of %d\n", round+1, rounds)
		for _, name := range append(slices.Clone(rungs), "detail") {
			for _, w := range b.worlds {
				f, err := b.inHere(w, "/rung/"+name).drive(ctx, 16)
				if err != nil {
					return err
				}
				rungFigures[key{w, name}] = append(rungFigures[key{w, name}], f)
			}
		}
		for _, name := range pages {
			for _, w := range b.worlds {
				f, err := b.page(w, name).drive(ctx, 16)
				if err != nil {
					return err
				}
				pageFigures[key{w, name}] = append(pageFigures[key{w, name}], f)
			}
		}
	}
	for k, all := range rungFigures {
		k.w.rungs[k.name] = middleOf(all)
	}
	for k, all := range pageFigures {
		k.w.driven[k.name] = middleOf(all)
	}
	return nil
}

func (b *bench) page(w *world, name string) target {
	return target{address: w.program.base + w.addresses[name], cookie: w.cookie, program: w.program.cmd.Process.Pid, master: b.master, served: w.program.served}
}

// inHere is what is served in this process.
func (b *bench) inHere(w *world, path string) target {
	return target{address: w.here + path, program: os.Getpid(), master: b.master, served: func() (int, error) { return int(w.answered.Load()), nil }}
}

// middleOf returns the figure in the middle.
func middleOf(all []figure) figure {
	slices.SortFunc(all, func(a, b figure) int { return int(a.cpu - b.cpu) })
	return all[len(all)/2]
}

// crowd has 64 clients come at once, to pages of every kind, and ends the programs.
func (b *bench) crowd(ctx context.Context) error {
	for _, w := range b.worlds {
		for _, name := range pages {
			if _, err := b.page(w, name).drive(ctx, 64); err != nil {
				return err
			}
		}
		var err error
		if w.memory, err = most(w.program.cmd.Process.Pid); err != nil {
			return err
		}
		if err := w.program.stop(); err != nil {
			return err
		}
	}
	return nil
}

// weigh adds up the styles, the script and the fonts that a first visit fetches.
func (b *bench) weigh() error {
	for _, name := range []string{"app.css", "app.js", "source-sans-3-latin.woff2", "favicon.svg"} {
		r := httptest.NewRequest(http.MethodGet, web.Path(name), nil)
		r.Header.Set("Accept-Encoding", "gzip")
		answer := httptest.NewRecorder()
		web.Handler().ServeHTTP(answer, r)
		if answer.Code != http.StatusOK {
			return fmt.Errorf("%s answers %d", name, answer.Code)
		}
		b.files += answer.Body.Len()
	}
	return nil
}
