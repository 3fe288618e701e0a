package server_test

import (
	"context"
	"time"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/candidate"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/meeting"
	"plass/internal/nomination"
	"plass/internal/request"
	"plass/internal/seat"
	"plass/internal/tenant"
)

// An introduction is somebody who is to meet an employer two days from now.
type introduction struct {
	Person    auth.Actor
	Candidate candidate.ID
	Meeting   meeting.ID
	At        time.Time
}

// introduced takes somebody all the way to the meeting at which they get to know the employer, in a room of their own.
func (w *world) introduced(of employer.ID, hr auth.Actor, first string) (i introduction) {
	w.t.Helper()
	i.Candidate, i.Person = w.candidate(first, "Prøve")
	var a agreement.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) (err error) {
		if a, err = agreement.Create(ctx, tx, of, agreement.Draft{Template: "glor", Title: "Fem plasser", StartsOn: tx.Today()}); err != nil {
			return err
		}
		made, err := agreement.Get(ctx, tx, a)
		if err != nil {
			return err
		}
		return agreement.Offer(ctx, tx, a, made.Version)
	})
	for _, signer := range []auth.Actor{hr, w.Contact} {
		w.do(signer, func(ctx context.Context, tx *db.Tx) error {
			offered, err := agreement.Get(ctx, tx, a)
			if err != nil {
				return err
			}
			return agreement.Sign(ctx, tx, a, offered.Version)
		})
	}
	var asked request.ID
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		lines, err := seat.OfAgreement(ctx, tx, a.UUID)
		if err != nil {
			return err
		}
		if asked, err = request.Create(ctx, tx, request.Draft{Line: lines[0].ID, Count: 1, WantedFrom: tx.Today()}); err != nil {
			return err
		}
		return request.Send(ctx, tx, asked, request.Sending{Offices: []tenant.OfficeID{{UUID: w.Liaison.Office}}, DueOn: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
	})
	var named nomination.ID
	w.do(w.Liaison, func(ctx context.Context, tx *db.Tx) (err error) {
		named, err = nomination.Nominate(ctx, tx, asked, nomination.Draft{Candidate: i.Candidate, AnswerBy: tx.Today().AddDate(0, 0, 7), Today: tx.Today()})
		return err
	})
	w.do(i.Person, func(ctx context.Context, tx *db.Tx) error { return nomination.SayYes(ctx, tx, named, nomination.Yes{}) })
	w.do(w.Contact, func(ctx context.Context, tx *db.Tx) error {
		shown, err := nomination.Present(ctx, tx, named)
		if err != nil {
			return err
		}
		if err := nomination.Answer(ctx, tx, shown, "meet"); err != nil {
			return err
		}
		i.At = tx.Now.Add(48 * time.Hour)
		i.Meeting, err = meeting.CallIntake(ctx, tx, shown, meeting.Calling{At: i.At, Place: "Møterom " + first, Kind: meeting.Intake, Parts: meeting.Parts, Nav: true, Now: tx.Now})
		return err
	})
	return i
}
