package server_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/db/dbtest"
	"plass/internal/employer"
)

// inOrder are names as the Norwegian alphabet has them, AA as Å, and capitals beside small letters.
func inOrder() (names []string) {
	for _, begin := range []string{"Aker", "bakken", "byen", "Bø", "Zoo", "Ærlig", "Østre", "øvre", "ås", "Aasen", "Åsgård"} {
		for n := range 12 {
			names = append(names, fmt.Sprintf("%s %02d", begin, n))
		}
	}
	return names
}

func TestListsOfNamesGoByTheNorwegianAlphabet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	want := inOrder()
	for i, name := range slices.Sorted(slices.Values(want)) { // made by their bytes
		w.change(`INSERT INTO employers (tenant_id, id, org_number, name, search_name) VALUES ($1, gen_random_uuid(), $2, $3, '')`,
			w.Contact.Tenant, fmt.Sprint(900000000+i), name)
		w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) error {
			_, err := candidate.Create(ctx, tx, candidate.Draft{FirstName: name, LastName: "Prøve", Phone: "90000001"})
			return err
		})
	}
	w.change(`UPDATE employers SET search_name = lower(name) || ' ' || id`) // as searchName does
	var employers, people []string
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) error {
		for after, more := "", true; more; {
			rows, err := employer.List(ctx, tx, employer.Filter{After: after})
			if err != nil {
				return err
			}
			if more = len(rows) > employer.PageSize; more {
				rows = rows[:employer.PageSize]
			}
			for _, r := range rows {
				if r.Name != "Fjord Gjenvinning" {
					employers = append(employers, r.Name)
				}
			}
			after = rows[len(rows)-1].Key()
		}
		for after, more := (*candidate.ID)(nil), true; more; {
			rows, err := candidate.List(ctx, tx, after)
			if err != nil {
				return err
			}
			if more = len(rows) > candidate.PageSize; more {
				rows = rows[:candidate.PageSize]
			}
			for _, r := range rows {
				people = append(people, r.FirstName)
			}
			after = &rows[len(rows)-1].ID
		}
		return nil
	})
	for of, got := range map[string][]string{"employers": employers, "people": people} {
		if !slices.Equal(got, want) {
			t.Errorf("%s are\n%s\nwant\n%s", of, strings.Join(got, ", "), strings.Join(want, ", "))
		}
	}
	for table, index := range map[string]string{"employers": "employers_name", "candidates": "candidates_name"} {
		var plan strings.Builder
		tx, err := dbtest.Admin(t, w.pool).Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), `SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off`); err != nil {
			t.Fatal(err)
		}
		rows, err := tx.Query(t.Context(), `EXPLAIN SELECT id FROM `+table+` WHERE tenant_id = $1 AND search_name COLLATE "nb-NO-x-icu" > 'b' ORDER BY search_name COLLATE "nb-NO-x-icu" LIMIT 51`, w.Contact.Tenant)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var line string
			if err := rows.Scan(&line); err != nil {
				t.Fatal(err)
			}
			plan.WriteString(line + "\n")
		}
		_ = tx.Rollback(t.Context())
		if !strings.Contains(plan.String(), "Index") || !strings.Contains(plan.String(), index) || strings.Contains(plan.String(), "Sort") {
			t.Errorf("a page of %s does not walk its index:\n%s", table, &plan)
		}
	}
}
