// Package db opens transactions that know who is acting, and when.
//
// A query needs a [Tx], and a Tx needs an [auth.Actor]: there is no other way to
// the data, so row-level security always knows the tenant and the side.
package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"plass/internal/auth"
	"plass/internal/fault"
)

// A Pool hands out transactions. Each side works as a database role of its own.
type Pool struct {
	sides map[auth.Side]*pgxpool.Pool
	door  *pgxpool.Pool
	at    time.Time // the moment everything happens; zero: the database's own clock
}

// New returns a Pool that takes its connections from those of each side, and from door's.
func New(sides map[auth.Side]*pgxpool.Pool, door *pgxpool.Pool) *Pool {
	return &Pool{sides: sides, door: door}
}

// At returns a Pool on the same connections whose transactions happen at the moment.
// It is how tests own the clock and how the demo world gets its past; the program itself never calls it.
func (p *Pool) At(moment time.Time) *Pool { return &Pool{p.sides, p.door, moment} }

// A Tx is a transaction on behalf of an actor, at a moment.
type Tx struct {
	pgx.Tx
	Actor auth.Actor
	Now   time.Time
}

// Today returns the day it is in Oslo, at midnight UTC as days are kept.
func (tx *Tx) Today() time.Time { return Day(tx.Now) }

// Day returns the day the moment falls on in Oslo, at midnight UTC as days are kept.
func Day(moment time.Time) time.Time {
	local := moment.In(oslo)
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
}

var oslo = func() *time.Location {
	l, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err) // the program embeds the zones
	}
	return l
}()

// As does the work as who, and commits it unless it fails.
func (p *Pool) As(ctx context.Context, who auth.Actor, work func(*Tx) error) error {
	return p.begin(ctx, pgx.ReadWrite, who, work)
}

// ReadAs is like [Pool.As], but the work cannot write.
func (p *Pool) ReadAs(ctx context.Context, who auth.Actor, work func(*Tx) error) error {
	return p.begin(ctx, pgx.ReadOnly, who, work)
}

func (p *Pool) begin(ctx context.Context, mode pgx.TxAccessMode, who auth.Actor, work func(*Tx) error) error {
	if who.Tenant == uuid.Nil {
		return fault.New(fault.Unknown, "fault.unknown")
	}
	pool, ok := p.sides[who.Side()]
	if !ok {
		return fmt.Errorf("begin: no connections for side %q", who.Side())
	}
	open := &Tx{Actor: who}
	err := pgx.BeginTxFunc(ctx, opener{p, pool, open}, pgx.TxOptions{AccessMode: mode}, func(tx pgx.Tx) error {
		open.Tx = tx
		return work(open)
	})
	return refine(err)
}

// An opener begins a transaction and opens it in one round trip.
type opener struct {
	*Pool
	side *pgxpool.Pool
	tx   *Tx
}

// BeginTx tells the database who is acting and when, and learns from the membership the rest of who that is.
// A membership that has ended is nobody: fault.Unknown.
func (o opener) BeginTx(ctx context.Context, options pgx.TxOptions) (pgx.Tx, error) {
	who := &o.tx.Actor
	batch := &pgx.Batch{}
	batch.BeginTx(options)
	batch.Queue(`SELECT set_config('app.tenant_id', $1, true), set_config('app.account_id', $2, true),
			set_config('app.membership_id', $3, true), set_config('app.now', $4, true)`,
		who.Tenant.String(), idOrNothing(who.Account), idOrNothing(who.Membership), o.moment())
	if who.Side() == auth.System {
		batch.Queue(`SELECT business_now()`).QueryRow(func(row pgx.Row) error { return row.Scan(&o.tx.Now) })
	} else {
		batch.Queue(identity[who.Side() == auth.NavSide], who.Membership, who.Account, who.Role).QueryRow(func(row pgx.Row) error {
			return row.Scan(&o.tx.Now, &who.Name, &who.TenantName, &who.Office, &who.OfficeName, &who.Employer, &who.Candidate, &who.Unread, &who.Wording, nil)
		})
	}
	if who.Side() == auth.PartnerSide { // its policy asks what the statement before has set
		batch.Queue(`SELECT name, setting('access.weeks')::int FROM employers WHERE id = current_employer()`).QueryRow(func(row pgx.Row) error { return row.Scan(&who.OrganisationName, &who.KeepsWeeks) })
	}
	opened := o.side.SendBatch(ctx, batch)
	err := opened.Close()
	if err == nil {
		return opened.Tx(), nil
	}
	_ = opened.Tx().Rollback(ctx) // what went wrong is what to tell
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fault.New(fault.Unknown, "fault.unknown")
	}
	return nil, fmt.Errorf("act as membership %s: %w", who.Membership, err)
}

// identity reads the membership that acts, by whether it is on the Nav side: only that side knows offices.
// The settings it makes are what the policies of the later statements ask.
var identity = map[bool]string{
	true:  identityOf(`m.office_id`, `o.name`, `LEFT JOIN offices o ON o.id = m.office_id`),
	false: identityOf(`NULL::uuid`, `NULL::text`, ``),
}

// wording is how many times the tenant has said something of its own words: whoever has read them knows whether they are the same.
const wording = `coalesce((SELECT number FROM wording_numbers), 0)`

func identityOf(office, name, join string) string {
	return `
		SELECT business_now(), m.name, t.name, coalesce(` + office + `, '00000000-0000-0000-0000-000000000000'), coalesce(` + name + `, ''),
			coalesce(m.employer_id, '00000000-0000-0000-0000-000000000000'), coalesce(m.candidate_id, '00000000-0000-0000-0000-000000000000'),
			(SELECT count(*) FROM (SELECT FROM notices n WHERE n.membership_id = m.id AND n.read_at IS NULL AND n.at > business_now() - interval '84 days' LIMIT 100) news), ` + wording + `,
			set_config('app.role', m.role, true) || set_config('app.office_id', coalesce(` + office + `::text, ''), true)
			|| set_config('app.employer_id', coalesce(m.employer_id::text, ''), true) || set_config('app.candidate_id', coalesce(m.candidate_id::text, ''), true)
		FROM memberships m JOIN tenants t ON t.id = m.tenant_id ` + join + `
		WHERE m.id = $1 AND m.account_id = $2 AND m.role = $3
		AND m.from_at <= business_now() AND m.to_at > business_now()`
}

// AsShownTo does the work as those at the employer read, and cannot write: with their database role, behind their walls,
// on nobody's membership. It is for Nav's page "Dette ser arbeidsgiveren"; what it may show is asked first, in Nav's own transaction.
func (p *Pool) AsShownTo(ctx context.Context, nav *Tx, employer uuid.UUID, work func(*Tx) error) error {
	if nav.Actor.Side() != auth.NavSide {
		return fault.New(fault.Forbidden, "fault.forbidden")
	}
	who := auth.Actor{Tenant: nav.Actor.Tenant, Employer: employer, Role: auth.EmployerContact}
	err := pgx.BeginTxFunc(ctx, p.sides[auth.PartnerSide], pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `SELECT set_config('app.tenant_id', $1, true), set_config('app.employer_id', $2, true),
			set_config('app.role', $3, true), set_config('app.now', $4, true)`, who.Tenant.String(), employer.String(), string(who.Role), p.moment())
		if err != nil {
			return fmt.Errorf("read as shown to employer %s: %w", employer, err)
		}
		return work(&Tx{tx, who, nav.Now})
	})
	return refine(err)
}

func (p *Pool) moment() string {
	if p.at.IsZero() {
		return ""
	}
	return p.at.Format(time.RFC3339Nano)
}

func idOrNothing(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}

// A DoorTx is a transaction before a tenant is known.
type DoorTx struct {
	pgx.Tx
	Now time.Time
}

// A Caller is what is known of somebody at the door: the account once it is proven, else only an address.
type Caller struct {
	Account uuid.UUID
	Email   string // normalised
}

// AtTheDoor does the work of logging in, of sessions and of the switch between memberships, and of nobody else.
func (p *Pool) AtTheDoor(ctx context.Context, who Caller, work func(*DoorTx) error) error {
	err := pgx.BeginFunc(ctx, p.door, func(tx pgx.Tx) error {
		open := &DoorTx{Tx: tx}
		err := tx.QueryRow(ctx, `
			WITH set AS MATERIALIZED (SELECT set_config('app.account_id', $1, true), set_config('app.email', $2, true), set_config('app.now', $3, true))
			SELECT business_now() FROM set`,
			idOrNothing(who.Account), who.Email, p.moment()).Scan(&open.Now)
		if err != nil {
			return fmt.Errorf("open the door: %w", err)
		}
		if !p.at.IsZero() { // the setting made in the same statement is not yet seen by it
			open.Now = p.at
		}
		return work(open)
	})
	return refine(err)
}

// Becomes tells the database who has been proven to be there, for the rest of the transaction.
func (tx *DoorTx) Becomes(ctx context.Context, who Caller) error {
	_, err := tx.Exec(ctx, `SELECT set_config('app.account_id', $1, true), set_config('app.email', $2, true)`, idOrNothing(who.Account), who.Email)
	return err
}

// Ping reports whether every side's connections work.
func (p *Pool) Ping(ctx context.Context) error {
	for side, pool := range p.sides {
		if err := pool.Ping(ctx); err != nil {
			return fmt.Errorf("side %s: %w", side, err)
		}
	}
	return p.door.Ping(ctx)
}

// Close ends every connection.
func (p *Pool) Close() {
	for _, pool := range p.sides {
		pool.Close()
	}
	p.door.Close()
}

// Session returns the data of a session that is neither ended nor expired nor forgotten, in one round trip; nil if there is none.
// A session is forgotten when nobody has used it for half an hour.
func (p *Pool) Session(ctx context.Context, token string) ([]byte, error) {
	var data []byte
	var unmarked bool
	err := p.door.QueryRow(ctx, `
		WITH clock AS (SELECT coalesce(nullif($2, '')::timestamptz, business_now()) AS now)
		SELECT data, seen_at < now - interval '1 minute' FROM sessions, clock
		WHERE token = $1 AND ended_at IS NULL AND expiry > now AND seen_at > now - interval '30 minutes'`, token, p.moment()).Scan(&data, &unmarked)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err == nil && unmarked {
		_, err = p.door.Exec(ctx, `UPDATE sessions SET seen_at = coalesce(nullif($2, '')::timestamptz, business_now()) WHERE token = $1 AND ended_at IS NULL`,
			token, p.moment())
	}
	return data, err
}
