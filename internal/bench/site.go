package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"plass/internal/db"
	"plass/internal/register"
	"plass/internal/seal"
	"plass/internal/server"
)

// site returns the program's pages in this process, in demo mode so that anybody can be logged in.
func site(pool *db.Pool) (http.Handler, error) {
	keys, err := seal.From("the key of the bench, which seals nothing")
	if err != nil {
		return nil, err
	}
	return server.New(server.Config{Pool: pool, Log: slog.New(slog.DiscardHandler), Keys: keys, URL: "http://127.0.0.1",
		Register: register.NewClient("http://127.0.0.1:1"), Demo: &server.DemoMode{}}).Handler(), nil
}

// logIn returns the cookie of somebody logged in.
func logIn(pages http.Handler, email string) (string, error) {
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/demo/login", strings.NewReader(url.Values{"email": {email}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "http://127.0.0.1")
	answer := httptest.NewRecorder()
	pages.ServeHTTP(answer, r)
	for _, c := range answer.Result().Cookies() {
		if c.Name == "plass" {
			return c.Name + "=" + c.Value, nil
		}
	}
	return "", fmt.Errorf("%s cannot log in: %d", email, answer.Code)
}

// A program is plass itself, running.
type program struct {
	cmd   *exec.Cmd
	base  string
	log   *os.File // a line for each request
	ended chan error
}

// build builds the program into the folder, and returns where it is.
func build(ctx context.Context, folder string, env ...string) (string, error) {
	binary := filepath.Join(folder, "plass")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", binary, "plass/cmd/plass")
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0"), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return binary, nil
}

// start starts the program on a free port, and waits until it serves the page.
func start(ctx context.Context, binary, mode, page, cookie string, env ...string) (p program, took time.Duration, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return p, 0, err
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		return p, 0, err
	}
	p = program{cmd: exec.CommandContext(ctx, binary, mode), base: "http://" + addr, ended: make(chan error, 1)}
	if p.log, err = os.CreateTemp(filepath.Dir(binary), "log"); err != nil {
		return p, 0, err
	}
	p.cmd.Env = append([]string{"PLASS_ADDR=" + addr, "PATH=" + os.Getenv("PATH")}, env...)
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.Stderr = p.log
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		return p, 0, err
	}
	go func() { p.ended <- p.cmd.Wait() }()
	for time.Since(began) < 2*time.Minute {
		if _, status, _ := fetch(ctx, p.base+page, cookie); status == http.StatusOK {
			return p, time.Since(began), nil
		}
		select {
		case err := <-p.ended:
			said, _ := os.ReadFile(p.log.Name())
			return p, 0, fmt.Errorf("plass %s: %w\n%s", mode, err, said)
		case <-time.After(5 * time.Millisecond):
		}
	}
	return p, 0, errors.Join(fmt.Errorf("plass %s does not serve %s", mode, page), p.stop())
}

// stop ends the program, if it runs.
func (p *program) stop() error {
	if p.cmd == nil {
		return nil
	}
	err := p.cmd.Process.Signal(syscall.SIGTERM)
	p.cmd = nil
	if err != nil {
		return err
	}
	return errors.Join(<-p.ended, p.log.Close())
}

// served returns how many requests the program has logged.
func (p program) served() (int, error) {
	data, err := os.ReadFile(p.log.Name())
	return bytes.Count(data, []byte("msg=request method=")), err
}

func fetch(ctx context.Context, address, cookie string) (body []byte, status int, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, 0, err
	}
	r.Header.Set("Cookie", cookie)
	r.Header.Set("Accept-Language", "nb")
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err = io.ReadAll(answer.Body)
	return body, answer.StatusCode, err
}
