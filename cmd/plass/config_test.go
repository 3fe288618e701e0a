package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const someKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

func env(pairs map[string]string) func(string) string {
	return func(name string) string { return pairs[name] }
}

func TestConfigReportsEveryProblemAtOnce(t *testing.T) {
	t.Parallel()
	_, err := readConfig(env(map[string]string{
		"PLASS_DATA": t.TempDir(), "PLASS_ADDR": "8080", "PLASS_URL": "http://plass.example", "DATABASE_URL": "postgres://kari:hemmelig@db:port/x",
		"PLASS_KEY": "short", "PLASS_SMTP": "http://mail", "PLASS_PROXIES": "10.0.0.0/8;mail",
	}), serving)
	if err == nil {
		t.Fatal("six problems, and no error")
	}
	for _, name := range []string{"PLASS_ADDR", "PLASS_URL", "DATABASE_URL", "PLASS_KEY", "PLASS_SMTP", "PLASS_PROXIES"} {
		if strings.Count(err.Error(), name+":") != 1 {
			t.Errorf("%s is not told once in\n%v", name, err)
		}
	}
	if strings.Contains(err.Error(), "hemmelig") {
		t.Errorf("the password is told in\n%v", err)
	}
}

func TestConfigURL(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		addr, url string
		mode      mode
		want      string // empty: refused
	}{
		{"", "", serving, "http://127.0.0.1:8080"},
		{"[::1]:9000", "", serving, "http://[::1]:9000"},
		{"0.0.0.0:8080", "", serving, ""},
		{"0.0.0.0:8080", "", demonstrating, "http://127.0.0.1:8080"},
		{":80", "https://plass.example/", serving, "https://plass.example"},
		{":80", "http://plass.example", serving, ""},
		{":80", "http://plass.example", demonstrating, ""},
		{":80", "http://127.0.0.1.example", serving, ""},
		{"", "http://localhost:3000", serving, "http://localhost:3000"},
		{"", "https://plass.example/app", serving, ""},
		{"", "https://kari@plass.example", serving, ""},
		{"", "plass.example", serving, ""},
		{"", "ftp://plass.example", serving, ""},
	} {
		cfg, err := readConfig(env(map[string]string{
			"PLASS_ADDR": c.addr, "PLASS_URL": c.url, "PLASS_DATA": t.TempDir(), "PLASS_KEY": someKey, "PLASS_SMTP": "smtps://mail.example",
		}), c.mode)
		switch {
		case c.want == "" && (err == nil || !strings.Contains(err.Error(), "PLASS_URL")):
			t.Errorf("PLASS_ADDR %q, PLASS_URL %q: %v, want a problem with PLASS_URL", c.addr, c.url, err)
		case c.want != "" && (err != nil || cfg.url.String() != c.want):
			t.Errorf("PLASS_ADDR %q, PLASS_URL %q: %v, %v; want %s", c.addr, c.url, cfg.url, err, c.want)
		}
	}
}

func TestConfigKey(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if _, err := readConfig(env(map[string]string{"PLASS_DATA": data, "PLASS_SMTP": "smtps://mail.example"}), serving); err == nil || !strings.Contains(err.Error(), "PLASS_KEY") {
		t.Errorf("serving without a key: %v, want a refusal", err)
	}
	if _, err := os.Stat(filepath.Join(data, "secrets")); !os.IsNotExist(err) {
		t.Errorf("a refused start left secrets behind: %v", err)
	}
	first, err := readConfig(env(map[string]string{"PLASS_DATA": data}), demonstrating)
	if err != nil {
		t.Fatal(err)
	}
	second, err := readConfig(env(map[string]string{"PLASS_DATA": data}), demonstrating)
	if err != nil {
		t.Fatal(err)
	}
	sealed := first.keys.Seal([]byte("hei"), "test")
	if plain, err := second.keys.Open(sealed, "test"); err != nil || string(plain) != "hei" {
		t.Errorf("the next start opens %q, %v; want what the first sealed", plain, err)
	}
}

func TestConfigProxies(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "10.0.0.0/8": "10.0.0.0/8", " 10.1.2.3/8 , 192.0.2.7": "10.0.0.0/8 192.0.2.7/32", "2001:db8::/32,2001:db8::1": "2001:db8::/32 2001:db8::1/128",
		"proxy": "refused", "10.0.0.0/33": "refused", "10.0.0.0/8,": "refused", ",": "refused", "0.0.0.0/0": "refused", "::/0": "refused", "10.0.0.0/8 192.0.2.7": "refused",
	} {
		c, err := readConfig(env(map[string]string{"PLASS_DATA": t.TempDir(), "PLASS_PROXIES": text}), demonstrating)
		got := strings.Join(c.proxies, " ")
		if err != nil {
			got = "refused"
			if !strings.Contains(err.Error(), "PLASS_PROXIES") {
				t.Errorf("%q: %v", text, err)
			}
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}
