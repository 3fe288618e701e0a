// Package login lets people in: by a code to their address, and to what they are in one tenant at a time.
package login

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/job"
	"plass/internal/seal"
)

// The limits of a code, and of asking for one.
const (
	life       = 10 * time.Minute
	tries      = 5
	perAddress = 5  // codes an hour
	perNetwork = 20 // codes an hour
)

// An Asking is somebody who wants a code.
type Asking struct {
	Email   string // normalised
	Network string // where the request comes from
	Browser string // what the session of the browser that asks knows, and no other
	Lang    string // of the mail
}

// Ask makes a code and has it sent, if anybody is known by the address. Who asks cannot tell:
// an unknown address takes the same rows, the same work in the queue and the same time.
func Ask(ctx context.Context, tx *db.DoorTx, keys *seal.Keyring, a Asking) error {
	network := fmt.Sprintf("%x", keys.MAC("login network", a.Network))
	// Those who ask for the same address, or from the same network, are counted one at a time.
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(1, hashtext($1)), pg_advisory_xact_lock(2, hashtext($2))`, a.Email, network); err != nil {
		return err
	}
	type asked struct{ Address, Network int }
	before, err := db.One[asked](ctx, tx, `
		SELECT count(*) FILTER (WHERE email = @email) AS address, count(*) FILTER (WHERE network = @network) AS network
		FROM login_codes WHERE (email = @email OR network = @network) AND asked_at > @now::timestamptz - interval '1 hour'`,
		db.Args{"email": a.Email, "network": network, "now": tx.Now})
	if err != nil {
		return err
	}
	if before.Address >= perAddress || before.Network >= perNetwork {
		return fault.New(fault.TooMany, "login.too_many_codes")
	}
	if err := Tidy(ctx, tx); err != nil {
		return err
	}
	id := db.NewID()
	err = db.Exec(ctx, tx, `
		INSERT INTO login_codes (id, email, network, browser, code, asked_at, expires_at)
		VALUES (@id, @email, @network, @browser, @code, @now, @expires)`,
		db.Args{"id": id, "email": a.Email, "network": network, "browser": browser(keys, a.Browser), "code": proof(keys, id, code(keys, id)),
			"now": tx.Now, "expires": tx.Now.Add(life)})
	if err != nil {
		return err
	}
	return job.Insert(ctx, tx, job.LoginCode{Code: id, Lang: a.Lang})
}

// Tidy throws away what no limit counts and nobody can use any more.
func Tidy(ctx context.Context, tx *db.DoorTx) error {
	b := db.NewBatch(tx)
	b.Do(`DELETE FROM login_codes WHERE asked_at < @now::timestamptz - interval '1 day'`, db.Args{"now": tx.Now})
	b.Do(`DELETE FROM sessions WHERE expiry < @now::timestamptz - interval '1 day'`, db.Args{"now": tx.Now})
	return b.Send(ctx)
}

// code returns the six digits. They follow from the id and the key, so they are kept nowhere.
func code(keys *seal.Keyring, id uuid.UUID) string {
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(keys.MAC("login code", id.String()))%1_000_000)
}

func proof(keys *seal.Keyring, id uuid.UUID, digits string) []byte {
	return keys.MAC("login proof", id.String()+digits)
}

func browser(keys *seal.Keyring, known string) []byte { return keys.MAC("login browser", known) }

// A Proof tells whose account somebody has proven to be, and when.
type Proof struct {
	Account uuid.UUID
	At      time.Time
}

// Prove lets in whoever types the newest code that this browser has asked for. The memberships waiting
// for the address are the account's from then on. A wrong code counts, whatever becomes of the request.
func Prove(ctx context.Context, pool *db.Pool, keys *seal.Keyring, known, digits string) (p Proof, err error) {
	var refusal error
	err = pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		email, err := try(ctx, tx, keys, known, digits)
		if err == nil {
			p, err = enter(ctx, tx, email)
			return err
		}
		if _, wrong := errors.AsType[fault.Invalid](err); wrong || fault.Is(err, fault.TooMany) {
			refusal, err = err, nil // so that the try is counted
		}
		return err
	})
	if err == nil {
		err = refusal
	}
	return p, err
}

// try returns the address that the code was sent to.
func try(ctx context.Context, tx *db.DoorTx, keys *seal.Keyring, known, digits string) (email string, err error) {
	wrong := fault.Of("code", "login.code_wrong")
	type asked struct {
		ID    uuid.UUID
		Email string
		Code  []byte
		Tries int
		Over  bool
	}
	a, err := db.One[asked](ctx, tx, `
		SELECT id, email, code, tries, used_at IS NOT NULL OR expires_at <= @now AS over
		FROM login_codes WHERE browser = @browser ORDER BY asked_at DESC, id DESC LIMIT 1 FOR UPDATE`,
		db.Args{"browser": browser(keys, known), "now": tx.Now})
	if fault.Is(err, fault.NotFound) {
		return "", wrong
	}
	if err != nil {
		return "", err
	}
	if a.Tries >= tries {
		return "", fault.New(fault.TooMany, "login.no_tries_left")
	}
	if !keys.Matches(a.Code, "login proof", a.ID.String()+digits) || a.Over {
		if err := db.Exec(ctx, tx, `UPDATE login_codes SET tries = tries + 1 WHERE id = @id`, db.Args{"id": a.ID}); err != nil {
			return "", err
		}
		return "", wrong
	}
	return a.Email, db.Exec(ctx, tx, `UPDATE login_codes SET used_at = @now WHERE id = @id`, db.Args{"id": a.ID, "now": tx.Now})
}

// enter returns the account of whoever has proven to have the address, which the first time makes it.
func enter(ctx context.Context, tx *db.DoorTx, email string) (Proof, error) {
	p := Proof{At: tx.Now}
	if _, err := db.Touch(ctx, tx, `INSERT INTO accounts (id, email, created_at) VALUES (@id, @email, @now) ON CONFLICT (email) DO NOTHING`,
		db.Args{"id": db.NewSecretID(), "email": email, "now": tx.Now}); err != nil {
		return p, err
	}
	var err error
	if p.Account, err = db.Value[uuid.UUID](ctx, tx, `SELECT id FROM accounts WHERE email = @email`, db.Args{"email": email}); err != nil {
		return p, err
	}
	if err := tx.Becomes(ctx, db.Caller{Account: p.Account, Email: email}); err != nil {
		return p, err
	}
	_, err = db.Touch(ctx, tx, `UPDATE memberships SET account_id = @account WHERE account_id IS NULL AND email = @email`,
		db.Args{"account": p.Account, "email": email})
	return p, err
}

// A Letter is what the mail with a code needs to say, and to whom.
type Letter struct{ Email, Code string }

// ErrNoLetter says that a code goes to nobody: the address is unknown, or the code is of no use any more.
var ErrNoLetter = errors.New("login: nobody to send the code to")

// Write returns the letter with the code.
func Write(ctx context.Context, pool *db.Pool, keys *seal.Keyring, id uuid.UUID) (l Letter, err error) {
	err = pool.AtTheDoor(ctx, db.Caller{}, func(tx *db.DoorTx) error {
		l.Email, err = db.Value[string](ctx, tx, `SELECT email FROM login_codes WHERE id = @id AND used_at IS NULL AND expires_at > @now`,
			db.Args{"id": id, "now": tx.Now})
		if fault.Is(err, fault.NotFound) {
			return ErrNoLetter
		}
		if err != nil {
			return err
		}
		l.Code = code(keys, id)
		known, err := isKnown(ctx, tx, l.Email)
		if err == nil && !known {
			err = ErrNoLetter
		}
		return err
	})
	return l, err
}

// isKnown reports whether somebody with the address is anything in any tenant.
func isKnown(ctx context.Context, tx *db.DoorTx, email string) (bool, error) {
	account, err := db.Value[uuid.UUID](ctx, tx, `SELECT id FROM accounts WHERE email = @email`, db.Args{"email": email})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, err
	}
	if err := tx.Becomes(ctx, db.Caller{Account: account, Email: email}); err != nil {
		return false, err
	}
	return db.Value[bool](ctx, tx, `SELECT EXISTS (SELECT FROM memberships WHERE to_at > @now)`, db.Args{"now": tx.Now})
}

// A Membership is what an account can act as.
type Membership struct {
	ID       uuid.UUID
	TenantID uuid.UUID
	Role     auth.Role
}

// Actor returns who acts when the account acts as m.
func (m Membership) Actor(account uuid.UUID) auth.Actor {
	return auth.Actor{Tenant: m.TenantID, Account: account, Membership: m.ID, Role: m.Role}
}

// Memberships returns what the account can act as now.
func Memberships(ctx context.Context, pool *db.Pool, account uuid.UUID) (all []Membership, err error) {
	err = pool.AtTheDoor(ctx, db.Caller{Account: account}, func(tx *db.DoorTx) error {
		all, err = db.All[Membership](ctx, tx, `
			SELECT m.id, m.tenant_id, m.role FROM memberships m JOIN tenants t ON t.id = m.tenant_id
			WHERE m.account_id = @account AND m.from_at <= @now AND m.to_at > @now ORDER BY t.name, m.role, m.id`,
			db.Args{"account": account, "now": tx.Now})
		return err
	})
	return all, err
}
