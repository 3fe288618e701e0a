package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"plass/internal/mail"
	"plass/internal/pg"
	"plass/internal/seal"
	"plass/internal/secret"
)

// A mode is what the settings are read for. Each needs more than the one before.
type mode int

const (
	migrating mode = iota
	demonstrating
	serving
)

// A config is what the environment says. It is read once.
type config struct {
	mode     mode
	addr     string
	url      *url.URL
	database string // empty: the private server
	data     string
	keys     *seal.Keyring
	mail     *mail.Sender // nil: the demo's own
	proxies  []string     // the networks of our own proxies
}

// readConfig reads the settings, and reports every problem with them at once.
func readConfig(getenv func(string) string, m mode) (config, error) {
	c := config{mode: m}
	var problems []error
	note := func(name string, err error) {
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", name, err))
		}
	}
	var err error
	c.data, err = pg.Folder(getenv)
	note("PLASS_DATA", err)
	c.database, err = readDatabase(getenv("DATABASE_URL"))
	note("DATABASE_URL", err)
	if m != migrating {
		c.addr, err = readAddr(getenv("PLASS_ADDR"))
		note("PLASS_ADDR", err)
		c.url, err = c.readURL(getenv("PLASS_URL"))
		note("PLASS_URL", err)
		c.mail, err = c.readMail(getenv("PLASS_SMTP"))
		note("PLASS_SMTP", err)
		c.proxies, err = readProxies(getenv("PLASS_PROXIES"))
		note("PLASS_PROXIES", err)
		if len(problems) == 0 || getenv("PLASS_KEY") != "" || m == serving {
			c.keys, err = c.readKeys(getenv("PLASS_KEY"))
			note("PLASS_KEY", err)
		}
	}
	return c, errors.Join(problems...)
}

func (c config) secrets() string { return filepath.Join(c.data, "secrets") }

func readDatabase(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if _, err := pgx.ParseConfig(text); err != nil {
		return "", errors.New("is not the address of a database; write postgres://user:password@host/database") // the error may repeat the password
	}
	return text, nil
}

// readProxies reads networks, or single addresses, with commas between.
func readProxies(text string) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	var networks []string
	for one := range strings.SplitSeq(text, ",") {
		one = strings.TrimSpace(one)
		network, err := netip.ParsePrefix(one)
		if address, single := netip.ParseAddr(one); single == nil && address.Zone() == "" {
			network, err = address.Prefix(address.BitLen())
		}
		switch {
		case err != nil:
			return nil, fmt.Errorf("%q is not a network; write 10.0.0.0/8, with commas between", one)
		case network.Bits() == 0:
			return nil, fmt.Errorf("%q is the whole internet; name the proxies alone", one)
		}
		networks = append(networks, network.Masked().String())
	}
	return networks, nil
}

func readAddr(text string) (string, error) {
	if text == "" {
		return "127.0.0.1:8080", nil
	}
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return "", fmt.Errorf("%q is not host:port", text)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return "", fmt.Errorf("%q is not a port", port)
	}
	return text, nil
}

// readURL reads the address people use. Other machines than this one may only be reached by https.
func (c config) readURL(text string) (*url.URL, error) {
	if text == "" {
		return c.ownURL()
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, fmt.Errorf("%q is not an address like https://plass.example", text)
	}
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, fmt.Errorf("%q has more than a scheme and a host", text)
	}
	if u.Scheme != "https" && !loopback(u.Hostname()) {
		return nil, fmt.Errorf("%q is not this machine, so it has to be https", text)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// ownURL returns the address of a program that only this machine reaches.
func (c config) ownURL() (*url.URL, error) {
	if c.addr == "" { // which is told of already
		return nil, nil
	}
	host, port, err := net.SplitHostPort(c.addr)
	if err != nil {
		return nil, err
	}
	if !loopback(host) {
		if c.mode == serving {
			return nil, fmt.Errorf("has to be set when PLASS_ADDR is %s: by which address do people come here?", c.addr)
		}
		host = "127.0.0.1"
	}
	return &url.URL{Scheme: "http", Host: net.JoinHostPort(host, port)}, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (c config) readMail(text string) (*mail.Sender, error) {
	if c.mode != serving { // the people of the demo world get no mail
		return nil, nil
	}
	if text == "" {
		return nil, errors.New("has to be set: people log in with a code by mail")
	}
	host := "localhost"
	if c.url != nil && net.ParseIP(c.url.Hostname()) == nil {
		host = c.url.Hostname()
	}
	return mail.Open(text, "Plass <ikke-svar@"+host+">")
}

// readKeys reads the keys that seal what the database must not read. Only the demo makes one of its own:
// a key that came to be unnoticed would be lost unnoticed, and what it seals with it.
func (c config) readKeys(text string) (*seal.Keyring, error) {
	if text != "" {
		return seal.Parse(text)
	}
	if c.mode == serving {
		return nil, errors.New("has to be set: make one with openssl rand -base64 32, and keep it apart from the database")
	}
	random, err := secret.Make(c.secrets(), "key")
	if err != nil {
		return nil, err
	}
	return seal.From(random)
}
