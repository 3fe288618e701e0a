// Package demo makes the demo world: two tenants with invented people, laid out around today, so that
// something is due, something is late, one place has stood empty for nine days and one attest waits.
//
// It is made by the same functions as the forms. Everybody in it is invented, and every number is synthetic.
package demo

import (
	"context"
	"fmt"
	"time"

	"plass/internal/auth"
	"plass/internal/calendar"
	"plass/internal/db"
	"plass/internal/login"
	"plass/internal/notice"
	"plass/internal/seal"
)

// Fill makes the demo world in an empty database. Where there is a tenant already it does nothing.
func Fill(ctx context.Context, pool *db.Pool, keys *seal.Keyring) error {
	w := &world{ctx: ctx, pool: pool, keys: keys, actors: map[string]auth.Actor{}}
	empty, err := w.empty()
	if err != nil || !empty {
		return err
	}
	for _, make := range []func(*world){innlandet, ostViken, otherPartnerships} {
		make(w)
		if w.err != nil {
			return fmt.Errorf("demo: %w", w.err)
		}
	}
	return nil
}

// A world is the demo world in the making. After the first error nothing more is made.
type world struct {
	ctx    context.Context
	pool   *db.Pool
	keys   *seal.Keyring
	now    time.Time
	actors map[string]auth.Actor // by e-mail and role
	err    error
}

func (w *world) empty() (empty bool, err error) {
	err = w.pool.AtTheDoor(w.ctx, db.Caller{}, func(tx *db.DoorTx) error {
		w.now = tx.Now
		empty, err = db.Value[bool](w.ctx, tx, `SELECT NOT EXISTS (SELECT FROM tenants)`, nil)
		return err
	})
	return empty, err
}

// day returns the day so many days from today, as days are kept; before today is negative.
func (w *world) day(days int) time.Time { return calendar.Day(w.now).AddDate(0, 0, days) }

// at returns a time of day so many days from today, in Oslo.
func (w *world) at(days, hour int) time.Time { return calendar.At(w.day(days), hour, 0) }

// workday returns the first day from so many days from today on that people work.
func (w *world) workday(days int) time.Time {
	day := w.day(days)
	for !calendar.Works(day) {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// do does something as somebody at a moment that is past, or now.
func (w *world) do(who string, at time.Time, work func(tx *db.Tx) error) {
	if w.err != nil {
		return
	}
	if at.After(w.now) {
		at = w.now
	}
	actor, err := w.actor(who)
	if err == nil {
		err = w.pool.At(at).As(w.ctx, actor, work)
	}
	if err != nil {
		w.err = fmt.Errorf("%s, %s: %w", who, at.Format(time.DateOnly), err)
	}
}

// actor returns who acts as "role email" once they have come in by the door.
func (w *world) actor(who string) (auth.Actor, error) {
	if a, ok := w.actors[who]; ok {
		return a, nil
	}
	var role auth.Role
	var email string
	if _, err := fmt.Sscan(who, &role, &email); err != nil {
		return auth.Actor{}, err
	}
	proof, err := login.InDemo(w.ctx, w.pool, email)
	if err != nil {
		return auth.Actor{}, err
	}
	memberships, err := login.Memberships(w.ctx, w.pool, proof.Account)
	if err != nil {
		return auth.Actor{}, err
	}
	for _, m := range memberships {
		if m.Role == role {
			w.actors[who] = m.Actor(proof.Account)
			return w.actors[who], nil
		}
	}
	return auth.Actor{}, fmt.Errorf("%s is not a %s", email, role)
}

// get is do for what makes something: it returns the id of what was made.
func get[T any](w *world, who string, at time.Time, work func(tx *db.Tx) (T, error)) (made T) {
	w.do(who, at, func(tx *db.Tx) (err error) {
		made, err = work(tx)
		return err
	})
	return made
}

func pointer[T any](v T) *T { return &v }

// read has people read what they have been told up to a few days ago.
func (w *world) read(who ...string) {
	for _, someone := range who {
		w.do(someone, w.at(-4, 12), func(tx *db.Tx) error { return notice.ReadBefore(w.ctx, tx, w.at(-4, 12)) })
	}
}
