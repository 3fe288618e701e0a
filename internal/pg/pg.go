// Package pg runs a private PostgreSQL server for the demo, development and tests.
//
// It listens on a Unix socket in a folder only its own user may enter: no port and no password.
// It never deletes data: a folder made by another version of PostgreSQL is refused, not replaced.
package pg

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A Server is one private PostgreSQL server.
type Server struct {
	bin    string
	data   string
	socket string
	as     *syscall.Credential // nil: run as the caller
	ours   bool                // started by us, so stopped by us
}

// An Option changes how a server runs.
type Option func() []string

// ForTests makes the server quick and forgetful: what it holds is lost if the machine stops.
func ForTests() []string {
	return []string{"fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=500"}
}

// Start starts the server that lives under dir, and makes it the first time.
// A server that already runs there is used as it is, and Stop leaves it running.
func Start(dir string, options ...Option) (*Server, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	s := &Server{socket: filepath.Join(dir, "s")}
	if len(s.socket) > 85 { // a Unix socket's path is at most some 100 bytes
		return nil, fmt.Errorf("postgres: %s is too long a path for a socket; set PLASS_DATA to a shorter one", dir)
	}
	if s.as, err = servant(); err != nil {
		return nil, err
	}
	if err := s.makeFolders(dir); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600) // several test binaries start at once
	if err != nil {
		return nil, err
	}
	defer lock.Close() // releases the lock
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	if s.answers() {
		return s, nil
	}
	if err := s.choose(dir); err != nil {
		return nil, err
	}
	if err := s.initialise(); err != nil {
		return nil, err
	}
	return s, s.start(options)
}

// URL returns the address of a database for a role.
func (s *Server) URL(role, database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(role), Path: "/" + database}
	u.RawQuery = url.Values{"host": {s.socket}, "sslmode": {"disable"}}.Encode()
	return u.String()
}

// Stop stops the server if Start started it.
func (s *Server) Stop() error {
	if !s.ours {
		return nil
	}
	return s.run("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", s.data)
}

// answers reports whether a server already listens.
func (s *Server) answers() bool {
	c, err := net.Dial("unix", filepath.Join(s.socket, ".s.PGSQL.5432"))
	if err != nil {
		return false
	}
	return c.Close() == nil
}

// initialise makes the data folder, once. A half-made one never looks like a finished one.
func (s *Server) initialise() error {
	_, err := os.Stat(filepath.Join(s.data, "PG_VERSION"))
	if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	draft := s.data + ".new"
	if err := os.RemoveAll(draft); err != nil {
		return err
	}
	// With the C locale alone, lower('Å') stays 'Å'.
	if err := s.run("initdb", "-D", draft, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--data-checksums",
		"--locale=C", "--locale-provider=icu", "--icu-locale=nb-NO"); err != nil {
		return err
	}
	return os.Rename(draft, s.data)
}

func (s *Server) start(options []Option) error {
	settings := []string{"listen_addresses=", "unix_socket_directories=" + s.socket, "timezone=UTC"}
	for _, more := range options {
		settings = append(settings, more()...)
	}
	var flags strings.Builder
	for _, setting := range settings {
		fmt.Fprintf(&flags, " -c '%s'", setting) // pg_ctl hands them to a shell
	}
	start := func() error {
		return s.run("pg_ctl", "start", "-w", "-s", "-D", s.data, "-l", filepath.Join(s.data, "server.log"), "-o", flags.String())
	}
	err := start()
	if err != nil { // the remains of a killed server stand in the way for a moment
		time.Sleep(time.Second)
		err = start()
	}
	s.ours = err == nil
	return err
}

func (s *Server) run(program string, args ...string) error {
	cmd := exec.Command(filepath.Join(s.bin, program), args...)
	cmd.Dir = filepath.Dir(s.socket)
	cmd.Env = []string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")} // nothing of PGDATA, PGPORT and the like
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.as}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("postgres: %s: %w\n%s", program, err, out)
	}
	return nil
}
