// Command bench fills a database, drives the logged-in pages with wrk, and prints what each step from a constant page
// to the page itself costs, with the bars they are to stay under. It compares within one run: the ratios count, the times do not.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/db/setup"
	"plass/internal/login"
	"plass/internal/model"
	"plass/internal/pg"
	"plass/internal/register"
	"plass/internal/seal"
	"plass/internal/server"
	"plass/migrations"
)

// model is what every agreement of the bench is made from.
var template = model.Library()[0]

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	folder, err := pg.Folder(os.Getenv)
	if err != nil {
		return err
	}
	database, err := pg.Start(filepath.Join(folder+"-bench", "postgres"), pg.ForTests)
	if err != nil {
		return err
	}
	sizes := []int{10_000, 1_000_000}
	if len(os.Args) > 1 {
		sizes = nil
		for _, arg := range os.Args[1:] {
			n, err := strconv.Atoi(arg)
			if err != nil {
				return err
			}
			sizes = append(sizes, n)
		}
	}
	var all []measured
	for _, size := range sizes {
		m, err := measure(ctx, out, database, size)
		if err != nil {
			return err
		}
		all = append(all, m)
	}
	report(out, all)
	return nil
}

// A bench is one database with the program on top of it.
type bench struct {
	pool   *db.Pool
	who    auth.Actor // the one who drives the pages
	bytes  []byte     // of the list, for the constant page
	wire   *wire
	cookie string
	base   string
	admin  *pgx.Conn
	master int // the process of the database
}

func open(ctx context.Context, out io.Writer, database *pg.Server, size int) (*bench, error) {
	name := "bench_" + strconv.Itoa(size)
	root, err := pgx.Connect(ctx, database.URL("postgres", "postgres"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close(ctx) }()
	var there bool
	if err := root.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&there); err != nil {
		return nil, err
	}
	if !there {
		if _, err := root.Exec(ctx, "CREATE DATABASE "+name); err != nil {
			return nil, err
		}
	}
	b := &bench{}
	d := setup.Database{URL: database.URL("postgres", name), Migrations: migrations.Files}
	if err := d.Prepare(ctx); err != nil {
		return nil, err
	}
	if err := d.Migrate(ctx); err != nil {
		return nil, err
	}
	if b.admin, err = pgx.Connect(ctx, d.URL); err != nil {
		return nil, err
	}
	began := time.Now()
	if err := fill(ctx, b.admin, size); err != nil {
		return nil, err
	}
	if _, err := b.admin.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "%d placements, %d tenants: filled or found in %s\n", size, tenants, time.Since(began).Round(time.Second))
	var socket string
	if err := b.admin.QueryRow(ctx, `SELECT split_part(current_setting('unix_socket_directories'), ',', 1)`).Scan(&socket); err != nil {
		return nil, err
	}
	if b.master, err = postmaster(ctx, b.admin); err != nil {
		return nil, err
	}
	if b.wire, err = listen(socket); err != nil {
		return nil, err
	}
	d.URL = strings.ReplaceAll(d.URL, socket, b.wire.folder) // from here on everything goes over the wire
	if b.pool, err = d.Connect(ctx); err != nil {
		return nil, err
	}
	floor, err := pgxpool.New(ctx, d.URL)
	if err != nil {
		return nil, err
	}
	return b, b.serve(ctx, floor)
}

func postmaster(ctx context.Context, admin *pgx.Conn) (pid int, err error) {
	var folder string
	if err := admin.QueryRow(ctx, `SHOW data_directory`).Scan(&folder); err != nil {
		return 0, err
	}
	f, err := os.Open(filepath.Join(folder, "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	first, err := bufio.NewReader(f).ReadString('\n')
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(first))
}

// driver is the address of the one who drives the pages.
const driver = "nav0.t1@plass.example"

// serve starts the program on the database, in demo mode so that somebody can be logged in, and logs in.
func (b *bench) serve(ctx context.Context, floor *pgxpool.Pool) error {
	keys, err := seal.From("the key of the bench, which seals nothing")
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	b.base = "http://" + l.Addr().String()
	s := server.New(server.Config{Pool: b.pool, Log: slog.New(slog.DiscardHandler), Keys: keys, URL: b.base,
		Register: register.NewClient("http://127.0.0.1:1"), Demo: &server.DemoMode{}})
	go func() {
		_ = (&http.Server{Handler: b.routes(s.Handler(), floor), ReadHeaderTimeout: time.Minute}).Serve(l)
	}()
	if err := b.logIn(); err != nil {
		return err
	}
	proof, err := login.InDemo(ctx, b.pool, driver)
	if err != nil {
		return err
	}
	memberships, err := login.Memberships(ctx, b.pool, proof.Account)
	if err != nil || len(memberships) == 0 {
		return fmt.Errorf("the one who drives the pages has %d memberships: %w", len(memberships), err)
	}
	b.who = memberships[0].Actor(proof.Account)
	return nil
}

func (b *bench) logIn() error {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	r, err := http.NewRequest(http.MethodPost, b.base+"/demo/login", strings.NewReader(url.Values{"email": {driver}}.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", b.base)
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	for _, c := range answer.Cookies() {
		if c.Name == "plass" {
			b.cookie = c.Name + "=" + c.Value
		}
	}
	if b.cookie == "" {
		return fmt.Errorf("the one who drives the pages cannot log in: %s", answer.Status)
	}
	return nil
}
