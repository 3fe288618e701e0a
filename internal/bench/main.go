// Command bench fills databases with placements, drives the logged-in pages of the program with wrk, and prints what each
// step from a constant page to the page itself costs, with the bars they are to stay under. It ends with an error when a
// bar is missed. It compares within one run: the ratios count, the times do not.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"syscall"
	_ "time/tzdata" // as the program has them

	"plass/internal/pg"
)

func main() {
	debug.SetGCPercent(140) // as the program does: the floor tidies its memory no more often than the pages
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// errMissed says that the program is slower or larger than it is to be.
var errMissed = errors.New("a bar is missed")

func run(ctx context.Context, args []string, out io.Writer) error {
	sizes, err := sizesOf(args)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("wrk"); err != nil {
		return fmt.Errorf("%w: .ci/setup bench installs it", err)
	}
	folder, err := pg.Folder(os.Getenv)
	if err != nil {
		return err
	}
	server, err := pg.Start(filepath.Join(folder+"-bench", "postgres"), settings)
	if err != nil {
		return err
	}
	defer func() { _ = server.Stop() }()
	r, err := measure(ctx, out, server, sizes)
	if err != nil {
		return err
	}
	if !r.print(out) {
		return errMissed
	}
	return nil
}

// sizesOf returns how many placements the databases are to hold.
func sizesOf(args []string) ([]int, error) {
	if len(args) == 0 {
		return []int{10_000, 1_000_000}, nil
	}
	var sizes []int
	for _, arg := range args {
		n, err := strconv.Atoi(arg)
		if err != nil || n < least {
			return nil, fmt.Errorf("%q is not a number of placements, %d or more", arg, least)
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// settings make filling quick and keep the server's own housekeeping out of the figures.
// A commit is as safe, and as slow, as it is in earnest.
func settings() []string {
	return []string{"wal_level=minimal", "max_wal_senders=0", "max_wal_size=32GB", "checkpoint_timeout=1h", "maintenance_work_mem=512MB",
		"autovacuum=off", "max_connections=200"}
}
