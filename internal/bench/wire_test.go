package main

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"plass/internal/db/dbtest"
)

func TestTheWireCountsRoundTrips(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	d := dbtest.Empty(t)
	u, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	socket := u.Query().Get("host")
	w, err := listen(socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	conn, err := pgx.Connect(ctx, strings.ReplaceAll(d.URL, url.QueryEscape(socket), url.QueryEscape(w.folder)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(ctx) })
	one := func() error { _, err := conn.Exec(ctx, `SELECT $1::int`, 1); return err }
	many := func() error {
		var b pgx.Batch
		for range 20 {
			b.Queue(`SELECT g, repeat('x', 1000) FROM generate_series(1, 100) g WHERE g > $1::int`, 0)
		}
		return conn.SendBatch(ctx, &b).Close()
	}
	for _, c := range []struct {
		what string
		do   func() error
		want int64
	}{
		{"a statement that is new is prepared first", one, 2},
		{"a statement that is known", one, 1},
		{"a batch that is new", many, 2},
		{"a batch that is known, with two megabytes of answers", many, 1},
		{"a transaction", func() error { return pgx.BeginFunc(ctx, conn, func(pgx.Tx) error { return one() }) }, 3},
		{"nothing", func() error { return nil }, 0},
	} {
		before := w.trips.Load()
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if got := w.trips.Load() - before; got != c.want {
			t.Errorf("%s: %d round trips, want %d", c.what, got, c.want)
		}
	}
}
