package setup_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"plass/internal/db/dbtest"
	"plass/internal/db/setup"
)

// TestAudit is the standing check of the schema: the walls have no hole.
func TestAudit(t *testing.T) {
	t.Parallel()
	if err := dbtest.New(t).Check(context.Background()); err != nil {
		t.Error(err)
	}
}

// holes breaks each wall in turn.
var holes = map[string][]string{
	"table of a tenant without forced row-level security": {
		`ALTER TABLE employers NO FORCE ROW LEVEL SECURITY`,
		`ALTER TABLE employers DISABLE ROW LEVEL SECURITY`,
	},
	"table of a tenant without a policy":                                     {`CREATE TABLE bare (tenant_id uuid NOT NULL, id uuid PRIMARY KEY)`},
	"table without tenant_id":                                                {`CREATE TABLE bare (id uuid PRIMARY KEY)`},
	"tenant_id that may be null":                                             {`CREATE TABLE bare (tenant_id uuid, id uuid PRIMARY KEY)`},
	"permissive policy that does not ask for the tenant":                     {`DROP POLICY tenant ON employers; CREATE POLICY all_of_it ON employers FOR SELECT TO plass_broker USING (true)`},
	"several permissive policies of everything for one role":                 {`CREATE POLICY a ON employers TO plass_door USING (false); CREATE POLICY b ON employers TO plass_door USING (false)`},
	"table that plass_owner does not own":                                    {`ALTER TABLE employers OWNER TO postgres`},
	"view that is not security_invoker, or materialised":                     {`CREATE VIEW names AS SELECT name FROM employers`, `CREATE MATERIALIZED VIEW names AS SELECT name FROM employers`},
	"SECURITY DEFINER function":                                              {`ALTER FUNCTION current_tenant() SECURITY DEFINER`},
	"rule other than a view's":                                               {`CREATE RULE quiet AS ON DELETE TO employers DO INSTEAD NOTHING`},
	"runtime role that is missing":                                           {`ALTER ROLE plass_broker RENAME TO plass_gone`},
	"runtime role that is above the walls":                                   {`ALTER ROLE plass_nav BYPASSRLS`, `ALTER ROLE plass_nav SUPERUSER`, `ALTER ROLE plass_nav CREATEROLE`},
	"runtime role that inherits":                                             {`ALTER ROLE plass_nav INHERIT`},
	"runtime role that may become another":                                   {`GRANT plass_owner TO plass_nav`, `GRANT plass_nav TO plass_partner`},
	"plass_jobs has rights it should not have":                               {`GRANT SELECT ON employers TO plass_jobs`, `GRANT SELECT (name) ON employers TO plass_jobs`},
	"something that a runtime role owns":                                     {`CREATE SCHEMA own AUTHORIZATION plass_nav; CREATE TABLE own.thing (); ALTER TABLE own.thing OWNER TO plass_nav`},
	"runtime role that may make things":                                      {`GRANT CREATE ON SCHEMA public TO plass_nav`, `GRANT CREATE ON SCHEMA river TO PUBLIC`},
	"runtime role that may truncate, refer or trigger":                       {`GRANT TRUNCATE ON employers TO plass_nav`, `GRANT REFERENCES ON employers TO plass_partner`},
	"table that everybody may touch":                                         {`GRANT SELECT ON employers TO PUBLIC`},
	"table about a person that the partner side may touch":                   {`GRANT SELECT (first_name) ON candidates TO plass_partner`, `ALTER TABLE nav_notes RENAME TO remarks`},
	"tenantless table that others than the door may write to":                {`GRANT UPDATE ON sessions TO plass_partner`},
	"runtime role that comes to the queue without becoming plass_jobs":       {`GRANT SELECT ON river.river_job TO plass_partner`},
	"foreign key between tables of a tenant without tenant_id on both sides": {`ALTER TABLE employers ADD UNIQUE (id), ADD twin uuid REFERENCES employers (id)`},
	"unique index that does not begin with tenant_id":                        {`CREATE UNIQUE INDEX ON employers (name)`},
	"exclusion constraint that does not begin with tenant_id":                {`ALTER TABLE employers ADD EXCLUDE USING gist (name WITH =)`},
	"partition or child without row-level security":                          {`CREATE TABLE child () INHERITS (employers)`},
	"sequence, whose numbers tell how many there are":                        {`CREATE SEQUENCE numbers`},
	"setting of the program's own that a role or a database makes":           {`ALTER ROLE plass_nav SET app.now = '2020-01-01'`, `ALTER ROLE ALL SET app.now = '2020-01-01'`},
}

func TestAuditFindsEveryKindOfHole(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	admin := dbtest.Admin(t, dbtest.NewPool(t))
	for what, ways := range holes {
		for _, sql := range ways {
			err := pgx.BeginFunc(ctx, admin, func(tx pgx.Tx) error {
				if _, err := tx.Exec(ctx, sql); err != nil {
					return err
				}
				found, err := setup.Audit(ctx, tx)
				if err != nil {
					return err
				}
				if !slices.ContainsFunc(found, func(f setup.Finding) bool { return f.What == what }) {
					t.Errorf("%s: found %v, want %q", sql, found, what)
				}
				return pgx.ErrTxCommitRollback // leave no trace
			})
			if !errors.Is(err, pgx.ErrTxCommitRollback) {
				t.Errorf("%s: %v", sql, err)
			}
		}
	}
	tried := slices.Sorted(maps.Keys(holes))
	if known := setup.Kinds(); !slices.Equal(tried, known) {
		t.Errorf("tried\n%s\nthe audit knows\n%s", strings.Join(tried, "\n"), strings.Join(known, "\n"))
	}
}
