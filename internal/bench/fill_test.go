package main

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"plass/internal/db/dbtest"
)

func TestThePagesOfTheBenchAreServed(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	w := &world{database: dbtest.New(t)}
	conn, err := pgx.Connect(ctx, w.database.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(ctx) })
	ask := func(sql string) (n int) {
		t.Helper()
		if err := conn.QueryRow(ctx, sql).Scan(&n); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		return n
	}
	const indexes = `SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'`
	before := ask(indexes)
	for range 2 { // the second time it is full
		if err := fill(ctx, conn, 600); err != nil {
			t.Fatal(err)
		}
		if err := quiet(ctx, conn); err != nil {
			t.Fatal(err)
		}
	}
	if n := ask(`SELECT count(*) FROM placements`); n != 600 {
		t.Errorf("%d placements, want 600", n)
	}
	if n := ask(indexes); n != before {
		t.Errorf("%d indexes are left of %d", n, before)
	}
	if err := w.look(ctx, conn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.close)
	if err := w.count(ctx); err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		// The session, one to open, one to commit, and two with data.
		if w.trips[name] > 5 || w.trips[name] < 4 || w.packed[name] < 1000 || w.weight[name] < w.packed[name] {
			t.Errorf("%s: %d round trips, %d bytes, %d compressed", name, w.trips[name], w.weight[name], w.packed[name])
		}
	}
}
