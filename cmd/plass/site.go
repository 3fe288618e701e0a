package main

import (
	"context"
	"net/http"

	"plass/internal/demo"
	"plass/internal/register"
	"plass/internal/register/local"
	"plass/internal/server"
)

// site returns what answers people's requests, with work for the queue where it needs some.
func site(ctx context.Context, p *program) (http.Handler, error) {
	c := server.Config{Pool: p.pool, Log: p.log, Keys: p.keys, URL: p.url.String(), Proxies: p.proxies}
	base := register.National
	if p.mode == demonstrating {
		var err error
		if base, err = local.Serve(ctx); err != nil {
			return nil, err
		}
		c.Demo = &server.DemoMode{Outbox: p.outbox}
		if err = demo.Fill(ctx, p.pool, p.keys); err != nil {
			return nil, err
		}
	}
	c.Register = register.NewClient(base)
	p.work.SendCodes(p.keys, p.mail, c.URL)
	p.work.SendLetters(p.mail, p.url.String())
	p.work.ReachParties()
	p.work.BringIn(p.keys)
	p.work.LookAfter()
	return server.New(c).Handler(), nil
}
