// Package feed gives people a secret address, at which their calendar program finds their own meetings.
package feed

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
)

// A Feed is an address in use. The address itself is kept nowhere.
type Feed struct {
	ID     uuid.UUID
	MadeAt time.Time
}

// Mine returns the address in use of the one acting; none if there is none.
func Mine(ctx context.Context, tx *db.Tx) ([]Feed, error) {
	return db.All[Feed](ctx, tx, `SELECT id, made_at FROM feeds WHERE revoked_at IS NULL ORDER BY made_at DESC`, nil)
}

// Make returns the token of a new address of the one acting. It is told once; an address made before stops working.
func Make(ctx context.Context, tx *db.Tx) (token string, err error) {
	if err := Revoke(ctx, tx); err != nil {
		return "", err
	}
	token = rand.Text()
	return token, db.Exec(ctx, tx, `INSERT INTO feeds (id, token_hash, made_at) VALUES (@id, @hash, @now)`,
		db.Args{"id": db.NewSecretID(), "hash": hash(token), "now": tx.Now})
}

// Revoke stops the address of the one acting.
func Revoke(ctx context.Context, tx *db.Tx) error {
	_, err := db.Touch(ctx, tx, `UPDATE feeds SET revoked_at = @now WHERE revoked_at IS NULL`, db.Args{"now": tx.Now})
	return err
}

// Owner returns whose address has the token, for a transaction that asks whether they are still there.
func Owner(ctx context.Context, tx *db.DoorTx, token string) (auth.Actor, error) {
	type row struct {
		TenantID, AccountID, MembershipID uuid.UUID
		Role                              auth.Role
	}
	r, err := db.One[row](ctx, tx, `
		SELECT tenant_id, account_id, membership_id, role FROM feeds WHERE token_hash = @hash AND revoked_at IS NULL`, db.Args{"hash": hash(token)})
	if err != nil {
		return auth.Actor{}, err
	}
	who := auth.Actor{Tenant: r.TenantID, Account: r.AccountID, Membership: r.MembershipID, Role: r.Role}
	if !who.Role.May(auth.Cell{Resource: "calendar", Op: auth.Read}) {
		return auth.Actor{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return who, nil
}

func hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
