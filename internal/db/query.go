package db

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"plass/internal/fault"
)

// Args are the named arguments of a query. A name that is missing or left over is an error.
type Args = pgx.StrictNamedArgs

// A Querier is a transaction, at the door or past it.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// One returns the only row of the query, or a [fault.NotFound].
func One[T any](ctx context.Context, tx Querier, sql string, args Args) (T, error) {
	rows, _ := tx.Query(ctx, sql, args) // Collect returns the error
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	return v, refine(err)
}

// All returns the rows of the query.
func All[T any](ctx context.Context, tx Querier, sql string, args Args) ([]T, error) {
	rows, _ := tx.Query(ctx, sql, args) // Collect returns the error
	vs, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	return vs, refine(err)
}

// Value returns the only column of the only row of the query, or a [fault.NotFound].
func Value[T any](ctx context.Context, tx Querier, sql string, args Args) (T, error) {
	rows, _ := tx.Query(ctx, sql, args) // Collect returns the error
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	return v, refine(err)
}

// Exec runs a statement that must touch at least one row, or it is a [fault.NotFound].
func Exec(ctx context.Context, tx Querier, sql string, args Args) error {
	n, err := Touch(ctx, tx, sql, args)
	if err == nil && n == 0 {
		err = refine(pgx.ErrNoRows)
	}
	return err
}

// Touch runs a statement and returns how many rows it touched, none among them.
func Touch(ctx context.Context, tx Querier, sql string, args Args) (int, error) {
	tag, err := tx.Exec(ctx, sql, args)
	return int(tag.RowsAffected()), refine(err)
}

// A Batch gathers queries that go to the database in one round trip.
// What its queries return is there once [Batch.Send] has returned.
type Batch struct {
	tx    Querier
	batch pgx.Batch
}

// NewBatch returns an empty Batch.
func NewBatch(tx Querier) *Batch { return &Batch{tx: tx} }

// AskOne adds a query for exactly one row. None makes Send return a [fault.NotFound].
func AskOne[T any](b *Batch, sql string, args Args) *T {
	v := new(T)
	b.batch.Queue(sql, args).Query(func(rows pgx.Rows) (err error) {
		*v, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
		return err
	})
	return v
}

// AskAll adds a query for any number of rows.
func AskAll[T any](b *Batch, sql string, args Args) *[]T {
	v := new([]T)
	b.batch.Queue(sql, args).Query(func(rows pgx.Rows) (err error) {
		*v, err = pgx.CollectRows(rows, pgx.RowToStructByName[T])
		return err
	})
	return v
}

// Do adds a statement that returns nothing.
func (b *Batch) Do(sql string, args Args) { b.batch.Queue(sql, args) }

// Send sends the queries and waits for all they return.
func (b *Batch) Send(ctx context.Context) error {
	if b.batch.Len() == 0 {
		return nil
	}
	return refine(b.tx.SendBatch(ctx, &b.batch).Close())
}

// Codes of what the database refuses for reasons a user may be told.
const (
	uniqueViolation    = "23505"
	exclusionViolation = "23P01"
	foreignKey         = "23503"
	checkViolation     = "23514"
)

// refine turns what the database says into what the user can be told.
// Every constraint that may be met has a text of its own, "constraint." and its name.
func refine(err error) error {
	if errors.Is(err, pgx.ErrNoRows) || errors.Is(err, pgx.ErrTooManyRows) {
		return fault.New(fault.NotFound, "fault.not_found")
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pg.Code {
		case uniqueViolation, exclusionViolation, foreignKey, checkViolation:
			if pg.ConstraintName != "" {
				return fault.New(fault.Conflict, "constraint."+pg.ConstraintName)
			}
		}
	}
	return err
}
