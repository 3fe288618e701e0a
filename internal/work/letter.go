package work

import (
	"context"
	"errors"

	"github.com/riverqueue/river"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/job"
	"plass/internal/mail"
	"plass/internal/notice"
	"plass/internal/route"
	"plass/templates/mailview"
)

// SendLetters sends word of every notice to whom it is for, by mail, with letters that lead to the site.
func (w *Work) SendLetters(by *mail.Sender, site string) {
	Add(w, func(ctx context.Context, n job.Notice) error {
		as := func(do func(*db.Tx) error) error { return w.pool.As(ctx, auth.SystemOf(n.Tenant), do) }
		var letters []notice.Letter
		err := as(func(tx *db.Tx) (err error) {
			letters, err = notice.LetterAbout(ctx, tx, n.Notice)
			return err
		})
		if err != nil || len(letters) == 0 {
			return err
		}
		// Sent between two transactions, for a mail server may be slow. What is tried again is the same letter.
		err = by.Send(ctx, mailview.Notice(letters[0].Lang, n.Notice.String(), letters[0].Email, site+route.Notices))
		if errors.Is(err, mail.ErrRefused) || errors.Is(err, mail.ErrMalformed) {
			return river.JobCancel(err)
		}
		if err != nil {
			return err
		}
		return as(func(tx *db.Tx) error { return notice.Mailed(ctx, tx, n.Notice) })
	})
}
