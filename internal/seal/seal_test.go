package seal_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"plass/internal/seal"
)

func newKey() string {
	key := make([]byte, 32)
	rand.Read(key)
	return base64.StdEncoding.EncodeToString(key)
}

func ring(t *testing.T, setting string) *seal.Keyring {
	t.Helper()
	k, err := seal.Parse(setting)
	if err != nil {
		t.Fatalf("reading the keys: %v", err)
	}
	return k
}

func TestSealedOpensAgain(t *testing.T) {
	t.Parallel()
	k := ring(t, newKey())
	for _, plain := range []string{"", "x", "Bakgrunn: čálli æøå", strings.Repeat("langt ", 10000)} {
		sealed := k.Seal([]byte(plain), "candidate_background.text 42")
		if len(plain) > 1 && bytes.Contains(sealed, []byte(plain)) {
			t.Error("what is sealed can be read")
		}
		got, err := k.Open(sealed, "candidate_background.text 42")
		if err != nil || string(got) != plain {
			t.Errorf("got %.20q, %v", got, err)
		}
	}
	if bytes.Equal(k.Seal([]byte("likt"), "a"), k.Seal([]byte("likt"), "a")) {
		t.Error("the same text sealed twice looks the same")
	}
}

func TestNothingElseOpens(t *testing.T) {
	t.Parallel()
	k := ring(t, "ny:"+newKey())
	sealed := k.Seal([]byte("hemmelig"), "rad 1")
	if _, err := k.Open(sealed, "rad 2"); !errors.Is(err, seal.ErrTampered) {
		t.Errorf("moved to another row: %v", err)
	}
	for i := range sealed {
		for _, bit := range []byte{1, 0x80} {
			changed := bytes.Clone(sealed)
			changed[i] ^= bit
			if plain, err := k.Open(changed, "rad 1"); err == nil {
				t.Errorf("byte %d changed, still opens as %q", i, plain)
			}
		}
	}
	for n := range sealed {
		if _, err := k.Open(sealed[:n], "rad 1"); err == nil {
			t.Errorf("the first %d bytes open", n)
		}
	}
	if _, err := k.Open(append(bytes.Clone(sealed), 0), "rad 1"); !errors.Is(err, seal.ErrTampered) {
		t.Errorf("with a byte more: %v", err)
	}
	if _, err := ring(t, "ny:"+newKey()).Open(sealed, "rad 1"); !errors.Is(err, seal.ErrTampered) {
		t.Errorf("another key of the same name: %v", err)
	}
	if _, err := ring(t, "annen:"+newKey()).Open(sealed, "rad 1"); !errors.Is(err, seal.ErrNoKey) {
		t.Errorf("a key of another name: %v", err)
	}
}

func TestKeysChange(t *testing.T) {
	t.Parallel()
	alone, next := newKey(), "2027:"+newKey()
	before, after := ring(t, alone), ring(t, next+","+alone)
	old := before.Seal([]byte("gammelt"), "rad")
	if got, err := after.Open(old, "rad"); err != nil || string(got) != "gammelt" {
		t.Errorf("sealed before the change: %q, %v", got, err)
	}
	fresh := after.Seal([]byte("nytt"), "rad")
	if !bytes.Contains(fresh, []byte("2027")) {
		t.Error("the first key does not seal, or its name is not in what it sealed")
	}
	if _, err := before.Open(fresh, "rad"); !errors.Is(err, seal.ErrNoKey) {
		t.Errorf("the old ring opened what the new key sealed: %v", err)
	}
	if !after.Stale(old) || after.Stale(fresh) || before.Stale(old) {
		t.Error("Stale does not tell the old key's work from the new one's")
	}
	code := before.MAC("login", "123456")
	if !after.Matches(code, "login", "123456") {
		t.Error("a code from before the change no longer matches")
	}
	if got := after.MACs("login", "123456"); len(got) != 2 || !bytes.Equal(got[1], code) || bytes.Equal(got[0], code) {
		t.Error("MACs does not give a code for each key, the first key's first")
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	k := ring(t, newKey())
	code := k.MAC("login", "123456")
	if len(code) != 32 || !bytes.Equal(code, k.MAC("login", "123456")) || !k.Matches(code, "login", "123456") {
		t.Error("a code does not match itself")
	}
	if k.Matches(code, "login", "123457") || k.Matches(code, "calendar", "123456") || k.Matches(nil, "login", "123456") || k.Matches(code[:31], "login", "123456") {
		t.Error("a code matches what it was not made for")
	}
	if ring(t, newKey()).Matches(code, "login", "123456") {
		t.Error("a code matches under another key")
	}
}

func TestKeysAsGiven(t *testing.T) {
	t.Parallel()
	good := newKey()
	for setting, ok := range map[string]bool{
		good:                                 true,
		" " + good + " ":                     true,
		"a:" + good:                          true,
		"a:" + good + ", b:" + good:          true,
		"":                                   false,
		"  ":                                 false,
		"kort":                               false,
		"a:" + good[:40]:                     false,
		good + good:                          false,
		":" + good:                           false,
		"a b:" + good:                        false,
		good + "," + good:                    false,
		"a:" + good + ",a:" + good:           false,
		"a:" + good + ",":                    false,
		strings.Repeat("x", 33) + ":" + good: false,
	} {
		_, err := seal.Parse(setting)
		if (err == nil) != ok {
			t.Errorf("Parse(%q): %v", setting, err)
		}
		if err != nil && strings.Contains(err.Error(), good[:20]) {
			t.Errorf("the error tells the key: %v", err)
		}
	}
}

func TestKeyFromRandomText(t *testing.T) {
	t.Parallel()
	random := rand.Text()
	one, err := seal.From(random)
	if err != nil {
		t.Fatal(err)
	}
	again, err := seal.From(random)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Open(one.Seal([]byte("hemmelig"), "rad"), "rad"); err != nil || string(got) != "hemmelig" {
		t.Errorf("the same text gives another key: %q, %v", got, err)
	}
	other, err := seal.From(rand.Text())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Open(one.Seal([]byte("hemmelig"), "rad"), "rad"); err == nil {
		t.Error("another text gives the same key")
	}
	if _, err := seal.From("passord123"); err == nil {
		t.Error("a key was made of a password")
	}
}
