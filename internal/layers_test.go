package internal_test

import (
	"errors"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// order is how the nouns stand: a package imports only to its left. The README shows the same order.
var order = []string{"tenant", "wording", "user", "employer", "terms", "rule", "model", "agreement", "seat", "carving", "candidate", "request", "nomination", "hire", "advice", "effect", "buddy",
	"placement", "week", "meeting", "plan", "learning", "promise", "attest", "inquiry", "desk"}

// verbs span nouns; only server, work and demo import them.
var verbs = []string{"change", "expiry", "settle", "standing", "start", "ending", "handover", "today", "find", "importing", "insight"}

// TestLayers keeps the arrows of the README pointing one way.
func TestLayers(t *testing.T) {
	t.Parallel()
	imports := imports(t)
	feature := func(name string) bool { return slices.Contains(order, name) || slices.Contains(verbs, name) }
	for pkg, used := range imports {
		name := path.Base(pkg)
		for _, dep := range used {
			on := path.Base(dep)
			inside := strings.HasPrefix(dep, "plass/internal/")
			switch {
			case strings.HasPrefix(pkg, "plass/internal/") && feature(name) && (strings.HasPrefix(dep, "plass/templates/") || dep == "plass/internal/server" || dep == "net/http"):
				t.Errorf("%s knows of %s: a feature knows no page", pkg, dep)
			case strings.HasPrefix(pkg, "plass/templates/") && (dep == "plass/internal/server" || dep == "plass/internal/work" || dep == "plass/internal/db"):
				t.Errorf("%s knows of %s: a view gets finished values", pkg, dep)
			case inside && slices.Contains(order, name) && slices.Contains(order, on) && slices.Index(order, on) > slices.Index(order, name):
				t.Errorf("%s imports %s, which stands to its right", pkg, dep)
			case inside && slices.Contains(verbs, on) && feature(name) && !strings.HasPrefix(pkg, "plass/templates/"):
				t.Errorf("%s imports the verb %s", pkg, dep)
			case slices.Contains([]string{"plass/internal/auth", "plass/internal/fault", "plass/internal/route"}, pkg) && strings.HasPrefix(dep, "plass/"):
				t.Errorf("the leaf %s imports %s", pkg, dep)
			case dep == "github.com/jackc/pgx/v5/pgxpool" && !slices.Contains([]string{"plass/cmd/plass", "plass/internal/db", "plass/internal/db/setup", "plass/internal/db/dbtest", "plass/internal/work", "plass/internal/bench"}, pkg):
				t.Errorf("%s goes to the connections itself", pkg)
			}
		}
	}
}

// imports returns what each package of the module imports, tests apart.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "plass/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		all[fields[0]] = fields[1:]
	}
	if len(all["plass/internal/agreement"]) == 0 {
		t.Fatal("the list of imports is empty")
	}
	return all
}

// called are words that models of the library are known by beside their keys. A key that is an everyday word stands with its place.
var called = []string{"gl[øo]r", "ia[-_ ]?vikar", "nordic[ _]choice", "olav[ _]thon", "stella", "bærum", "bodø", "nærøy", "groruddalen", "landskrona", "ta askersjansen"}

// TestModelsHaveNoCode looks for the name of a model outside the library, its tests, the demo world and the register's own data.
func TestModelsHaveNoCode(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("model/library/*.json")
	if err != nil || len(files) < 32 {
		t.Fatalf("%d models: %v", len(files), err)
	}
	names := called
	for _, f := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(f), ".json"))
	}
	pattern := `(^|[^[:alpha:]])(` + strings.Join(names, "|") + `)([^[:alpha:]]|$)`
	out, err := exec.Command("git", "grep", "-niE", pattern, "--", "../*.go", "../*.sql", "../*.templ", ":!../*_test.go", ":!../internal/demo", ":!../internal/register/local").CombinedOutput()
	if refusal, ok := errors.AsType[*exec.ExitError](err); !ok || refusal.ExitCode() != 1 { // 1: looked, and found none
		t.Errorf("these lines name a model: %v\n%s", err, out)
	}
}
