// Command plass serves Plass, where Nav and employers keep their agreements and look after those who start at work.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // days are counted in Oslo, also where no zones are installed
)

const usage = `plass does one of these:

  plass serve           serves the site
  plass demo            serves a demo world, with a private Postgres unless DATABASE_URL is set
  plass migrate         brings the database up to date
  plass migrate down    takes back the last migration
  plass version         tells which version this is

and reads its settings from the environment:

  PLASS_ADDR     where to listen (127.0.0.1:8080)
  PLASS_URL      the address people use, https unless it is this machine
  DATABASE_URL   a Postgres, as whoever may migrate; without it, a private one is started
  PLASS_DATA     the folder for secrets and the private Postgres
  PLASS_KEY      32 random bytes in base64, which seal what the database must not read
  PLASS_SMTP     the mail server: smtp://user:password@host:587
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if os.Getenv("GOGC") == "" { // a page leaves much behind, and the program keeps little: it may tidy less often
		debug.SetGCPercent(140)
	}
	if err := run(ctx, os.Args[1:], os.Getenv, os.Stdout); err != nil {
		fmt.Fprintf(os.Stderr, "plass: %v\n", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, getenv func(string) string, out io.Writer) error {
	var what, more string
	if len(args) > 0 {
		what = args[0]
	}
	if len(args) > 1 {
		more = args[1]
	}
	switch {
	case len(args) > 2:
	case what == "migrate" && (more == "" || more == "down"):
		return migrate(ctx, getenv, out, more == "down")
	case more != "":
	case what == "serve":
		return serve(ctx, getenv, out, serving, site)
	case what == "demo":
		return serve(ctx, getenv, out, demonstrating, site)
	case what == "version":
		fmt.Fprintln(out, version())
		return nil
	case what == "help" || what == "-h" || what == "--help":
		fmt.Fprint(out, usage)
		return nil
	}
	return fmt.Errorf("what is to be done?\n\n%s", strings.TrimSpace(usage))
}

// version returns which source the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, changed := "without a revision", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed since"
		}
	}
	return fmt.Sprintf("plass %s (%s%s) %s", info.Main.Version, revision, changed, info.GoVersion)
}
