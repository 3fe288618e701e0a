package secret

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestMakeOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "secrets")
	if _, err := Read(dir, "key"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Read before Make = %v, want that it does not exist", err)
	}
	made := make([]string, 20)
	var wait sync.WaitGroup
	for i := range made {
		wait.Go(func() {
			s, err := Make(dir, "key")
			if err != nil {
				t.Error(err)
			}
			made[i] = s
		})
	}
	wait.Wait()
	for _, s := range made {
		if s != made[0] || len(s) < 26 {
			t.Fatalf("twenty callers got %q", made)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v; want the key alone", files, err)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, "key"): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v; want %v", path, info.Mode(), err, want)
		}
	}
	other, err := Make(dir, "other")
	if err != nil || other == made[0] {
		t.Errorf("another name has the secret %q, %v", other, err)
	}
}
