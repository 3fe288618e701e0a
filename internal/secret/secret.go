// Package secret keeps random secrets in files that only their owner may read.
package secret

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// Make returns the secret of that name in dir, and makes it the first time.
func Make(dir, name string) (string, error) {
	secret, err := Read(dir, name)
	if !errors.Is(err, os.ErrNotExist) {
		return secret, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil { // where others' folders are too, PostgreSQL's among them
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	draft, err := os.CreateTemp(dir, "."+name) // 0600
	if err != nil {
		return "", err
	}
	defer os.Remove(draft.Name())
	_, err = draft.WriteString(rand.Text() + "\n")
	if err = errors.Join(err, draft.Close()); err != nil {
		return "", err
	}
	// A link appears whole or not at all, and never in place of another's.
	if err := os.Link(draft.Name(), filepath.Join(dir, name)); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	return Read(dir, name)
}

// Read returns the secret of that name in dir.
func Read(dir, name string) (string, error) {
	content, err := os.ReadFile(filepath.Join(dir, name))
	return strings.TrimSpace(string(content)), err
}
