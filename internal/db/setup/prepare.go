package setup

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"plass/internal/secret"
)

// A need is something the server must have, and how to get it.
type need struct {
	met string // an SQL condition
	sql string
}

// Prepare makes what is missing of roles, rights, extension and passwords.
// Somebody who may not is told, in a [*ForAdministrator], what an administrator has to run.
func (d Database) Prepare(ctx context.Context) error {
	err := d.prepare(ctx)
	for range 5 { // the lock is of one database, and the roles are of the server
		if !interfered(err) {
			break
		}
		err = d.prepare(ctx)
	}
	return err
}

// interfered reports whether somebody made the same roles or rights in the same moment.
func interfered(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == "23505" || pg.Code == "42710" || pg.Message == "tuple concurrently updated")
}

func (d Database) prepare(ctx context.Context) error {
	return d.alone(ctx, func(conn *pgx.Conn) error {
		missing, err := d.missing(ctx, conn)
		if err != nil || len(missing) == 0 {
			return err
		}
		err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, strings.Join(missing, ";\n"))
			return err
		})
		if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == "42501" { // insufficient privilege
			return &ForAdministrator{User: conn.Config().User, Database: conn.Config().Database, SQL: missing}
		}
		if err != nil {
			return fmt.Errorf("prepare the database: %w", err)
		}
		return nil
	})
}

// ForAdministrator says what somebody with more rights has to run first.
type ForAdministrator struct {
	User, Database string
	SQL            []string
}

func (e *ForAdministrator) Error() string {
	return fmt.Sprintf("%s may not prepare the database %s; ask an administrator to run this in it, then try again:\n\n%s;\n",
		e.User, e.Database, strings.Join(e.SQL, ";\n"))
}

// missing returns the statements that make what is not there.
func (d Database) missing(ctx context.Context, conn *pgx.Conn) ([]string, error) {
	all := needs(conn.Config().User, conn.Config().Database)
	conditions := make([]string, len(all))
	for i, n := range all {
		conditions[i] = "(" + n.met + ")"
	}
	var met []bool
	err := conn.QueryRow(ctx, `SELECT ARRAY[`+strings.Join(conditions, ",\n")+`]`).Scan(&met)
	if err != nil {
		return nil, fmt.Errorf("see what the database has: %w", err)
	}
	var sql []string
	for i, n := range all {
		if !met[i] {
			sql = append(sql, n.sql)
		}
	}
	passwords, err := d.missingPasswords(ctx)
	return append(sql, passwords...), err
}

func needs(user, database string) []need {
	user, database = quote(user), quote(database)
	all := []need{
		role(owner, "NOLOGIN"),
		role(jobs, "NOLOGIN"),
	}
	for _, r := range runtime {
		all = append(all, role(r, "LOGIN NOINHERIT"))
	}
	for _, r := range runtime {
		all = append(all, need{
			fmt.Sprintf(`EXISTS (SELECT FROM pg_auth_members WHERE roleid = to_regrole('%s') AND member = to_regrole('%s'))`, jobs, r),
			fmt.Sprintf(`GRANT %s TO %s`, jobs, r),
		})
	}
	return append(all,
		need{`CASE WHEN to_regrole('plass_owner') IS NULL THEN (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
				ELSE pg_has_role(to_regrole('plass_owner'), CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) END`,
			`GRANT plass_owner TO ` + user},
		need{ownerMay(`has_database_privilege(oid, current_database(), 'CREATE')`), `GRANT CREATE ON DATABASE ` + database + ` TO plass_owner`},
		need{`NOT has_database_privilege('public', current_database(), 'TEMPORARY')`, `REVOKE TEMPORARY ON DATABASE ` + database + ` FROM PUBLIC`},
		need{`NOT has_schema_privilege('public', 'public', 'CREATE')`, `REVOKE CREATE ON SCHEMA public FROM PUBLIC`},
		need{ownerMay(`has_schema_privilege(oid, 'public', 'CREATE')`), `GRANT CREATE, USAGE ON SCHEMA public TO plass_owner`},
		need{`EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist')`, `CREATE EXTENSION btree_gist SCHEMA public`},
		need{`to_regnamespace('river') IS NOT NULL`, `CREATE SCHEMA river AUTHORIZATION plass_owner; GRANT USAGE ON SCHEMA river TO plass_jobs`},
	)
}

func role(name, kind string) need {
	return need{`to_regrole('` + name + `') IS NOT NULL`, `CREATE ROLE ` + name + ` ` + kind}
}

func ownerMay(what string) string {
	return `coalesce((SELECT ` + what + ` FROM pg_roles WHERE rolname = 'plass_owner'), false)`
}

func quote(identifier string) string { return pgx.Identifier{identifier}.Sanitize() }

// missingPasswords returns the statements that give the runtime roles the passwords that are kept in d.Secrets.
func (d Database) missingPasswords(ctx context.Context) ([]string, error) {
	if d.Secrets == "" {
		return nil, nil
	}
	var sql []string
	for _, r := range slices.Sorted(slices.Values(runtime)) {
		password, err := secret.Make(d.Secrets, r)
		if err != nil {
			return nil, err
		}
		cfg, err := d.config(r)
		if err != nil {
			return nil, err
		}
		if conn, err := pgx.ConnectConfig(ctx, cfg); err == nil {
			conn.Close(ctx)
			continue
		}
		sql = append(sql, fmt.Sprintf(`ALTER ROLE %s PASSWORD '%s'`, r, verifier(password)))
	}
	return sql, nil
}
