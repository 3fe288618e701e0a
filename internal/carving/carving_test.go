package carving_test

import (
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"plass/internal/carving"
)

// TestSumsAddUp: whatever the tasks are, a role takes what its tasks take, and what is freed of the posts, in the units and by the
// roles is the same.
func TestSumsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ids := make([]carving.RoleID, rapid.IntRange(0, 4).Draw(t, "roles"))
		roles := make(carving.Roles, len(ids))
		for i := range ids {
			ids[i] = carving.RoleID{UUID: uuid.New()}
			roles[i] = carving.Role{ID: ids[i], FullTime: 2250}
		}
		var tasks carving.Tasks
		free, of := 0, map[carving.RoleID]int{}
		for range rapid.IntRange(0, 30).Draw(t, "tasks") {
			task := carving.Task{Minutes: 15 * rapid.IntRange(1, 60).Draw(t, "quarters"), Post: rapid.SampledFrom([]string{"Vaktmester", "vaktmester ", "Aktivitør", "Kokk"}).Draw(t, "post"),
				Unit: rapid.SampledFrom([]string{"", "Nord", "Sør"}).Draw(t, "unit")}
			if i := rapid.IntRange(-1, len(ids)-1).Draw(t, "role"); i >= 0 {
				task.RoleID = &ids[i]
				of[ids[i]] += task.Minutes
			} else {
				free += task.Minutes
			}
			tasks = append(tasks, task)
		}
		freed := 0
		for _, r := range roles.With(tasks) {
			if r.Tasks.Minutes() != of[r.ID] {
				t.Fatalf("a role takes %d minutes, want %d", r.Tasks.Minutes(), of[r.ID])
			}
			traced := 0
			for _, s := range r.Tasks.ByPost() {
				traced += s.Freed + s.Free
			}
			if traced != of[r.ID] {
				t.Fatalf("a role is traced to %d minutes, want %d", traced, of[r.ID])
			}
			freed += r.Tasks.Minutes()
		}
		for name, list := range map[string][]carving.Source{"post": tasks.ByPost(), "unit": tasks.ByUnit()} {
			sum := carving.Source{}
			for _, s := range list {
				sum.Freed += s.Freed
				sum.Free += s.Free
				for bundled, figure := range map[bool]int{true: s.Freed, false: s.Free} {
					f := carving.Filter{Bundled: &bundled, Post: s.Name}
					if name == "unit" {
						f.Post, f.Unit = "", s.Name
					}
					if s.Name != "" && tasks.In(f).Minutes() != figure {
						t.Fatalf("%s %q says %d minutes and opens %d", name, s.Name, figure, tasks.In(f).Minutes())
					}
				}
			}
			if sum.Freed != freed || sum.Free != free {
				t.Fatalf("by %s %d freed and %d free, want %d and %d", name, sum.Freed, sum.Free, freed, free)
			}
		}
	})
}

// TestPercent rounds to the nearest whole, and says what is too small or too large.
func TestPercent(t *testing.T) {
	t.Parallel()
	for minutes, want := range map[int]int{1350: 60, 2250: 100, 2265: 101, 60: 3, 570: 25} {
		if got := carving.Percent(minutes, 2250); got != want {
			t.Errorf("%d minutes are %d %%, want %d", minutes, got, want)
		}
	}
	for minutes, ok := range map[int]bool{45: false, 60: true, 2250: true, 2265: false} {
		if wrong := carving.Sized(minutes, 2250).Problem(); (wrong == nil) != ok {
			t.Errorf("%d minutes: %v", minutes, wrong)
		}
	}
}
