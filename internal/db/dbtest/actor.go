package dbtest

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"plass/internal/auth"
	"plass/internal/db"
)

// since is when those whom [Actor] makes came: long before [Now].
var since = Now.Add(-365 * 24 * time.Hour)

// Actor lets somebody new into a tenant, with the role that like has. What the role needs and like
// does not name is made: the tenant, the office, the employer, the candidate.
func Actor(t testing.TB, pool *db.Pool, like auth.Actor) auth.Actor {
	t.Helper()
	ctx := context.Background()
	if like.Name == "" {
		like.Name = "Kari Prøve"
	}
	like.Account, like.Membership = uuid.New(), uuid.New()
	args := pgx.NamedArgs{"since": since}
	err := pgx.BeginFunc(ctx, Admin(t, pool), func(tx pgx.Tx) error {
		need := func(id *uuid.UUID, sql string) (err error) {
			if *id == uuid.Nil {
				*id = uuid.New()
				args["id"], args["tenant"], args["office"] = *id, like.Tenant, like.Office
				_, err = tx.Exec(ctx, sql, args)
			}
			return err
		}
		if err := need(&like.Tenant, `INSERT INTO tenants (id, name, created_at) VALUES (@id, 'Nav Prøve', @since)`); err != nil {
			return err
		}
		if like.Is(auth.OfficeLeader, auth.NavContact, auth.OfficeLiaison, auth.Candidate) {
			if err := need(&like.Office, `INSERT INTO offices (tenant_id, id, name) VALUES (@tenant, @id, 'Kontor ' || (@id::uuid)::text)`); err != nil {
				return err
			}
		}
		if like.Side() == auth.PartnerSide {
			if err := need(&like.Employer, `
				INSERT INTO employers (tenant_id, id, org_number, name, search_name)
				VALUES (@tenant, @id, 100000000 + abs(hashtext((@id::uuid)::text)::bigint) % 900000000, 'Prøvebedriften', 'prøvebedriften')`); err != nil {
				return err
			}
		}
		if like.Side() == auth.CandidateSide {
			if err := need(&like.Candidate, `
				INSERT INTO candidates (tenant_id, id, first_name, last_name, office_id, search_name)
				VALUES (@tenant, @id, 'Kari', 'Prøve', @office, 'prøve kari')`); err != nil {
				return err
			}
			like.Office = uuid.Nil // a candidate's membership is of no office
		}
		_, err := tx.Exec(ctx, `
			WITH account AS (INSERT INTO accounts (id, email, created_at) VALUES (@account, @email, @since))
			INSERT INTO memberships (tenant_id, id, account_id, email, role, name, office_id, employer_id, candidate_id, from_at)
			VALUES (@tenant, @membership, @account, @email, @role, @name, @office, @employer, @candidate, @since)`,
			pgx.NamedArgs{"tenant": like.Tenant, "membership": like.Membership, "account": like.Account, "role": like.Role, "name": like.Name,
				"email": like.Account.String() + "@plass.example", "since": since,
				"office": orNull(like.Office), "employer": orNull(like.Employer), "candidate": orNull(like.Candidate)})
		return err
	})
	if err != nil {
		t.Fatalf("let in a %s: %v", like.Role, err)
	}
	return like
}

func orNull(id uuid.UUID) any {
	if id == uuid.Nil {
		return nil
	}
	return id
}
