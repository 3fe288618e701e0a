package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"

	"plass/internal/db"
	"plass/internal/mail"
	"plass/internal/mail/sink"
	"plass/internal/work"
)

// A program is what the site is built on.
type program struct {
	config
	pool   *db.Pool
	work   *work.Work
	mail   *mail.Sender
	outbox *sink.Sink // where the demo's mails end; nil otherwise
	log    *slog.Logger
}

// serve serves the site that build makes until ctx ends. It refuses to where the walls have a hole.
func serve(ctx context.Context, getenv func(string) string, out io.Writer, m mode, build func(context.Context, *program) (http.Handler, error)) error {
	cfg, err := readConfig(getenv, m)
	if err != nil {
		return err
	}
	database, closeIt, err := cfg.open(ctx)
	if err != nil {
		return err
	}
	defer closeIt()
	if m == demonstrating {
		if err := prepare(ctx, database); err != nil {
			return err
		}
	}
	if err := database.Check(ctx); err != nil {
		return fmt.Errorf("cannot serve from this database:\n%w", err)
	}
	p := &program{config: cfg, mail: cfg.mail, log: slog.New(slog.NewTextHandler(os.Stderr, nil))}
	if m == demonstrating {
		if err := p.openOutbox(); err != nil {
			return err
		}
		defer p.outbox.Close()
	}
	if p.pool, err = database.Connect(ctx); err != nil {
		return err
	}
	defer p.pool.Close()
	p.work = work.New(p.pool, p.log)
	site, err := build(ctx, p)
	if err != nil {
		return err
	}
	queue, err := database.ConnectJobs(ctx)
	if err != nil {
		return err
	}
	defer queue.Close()
	if err := p.work.Start(ctx, queue); err != nil {
		return err
	}
	served := listen(ctx, cfg.addr, site, func(net.Addr) {
		fmt.Fprintf(out, "Plass is at %s\n", cfg.url)
		if m == demonstrating {
			fmt.Fprintf(out, "the people of the demo world are at %s/demo\n", cfg.url)
		}
	})
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	return errors.Join(served, p.work.Stop(last))
}

// openOutbox has the mails end where the demo shows them.
func (p *program) openOutbox() (err error) {
	if p.outbox, err = sink.Start(); err != nil {
		return err
	}
	p.mail, err = mail.Open(p.outbox.URL(), "Plass <ikke-svar@plass.example>")
	return err
}
