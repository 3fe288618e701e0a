package work

import (
	"context"
	"errors"

	"github.com/riverqueue/river"

	"plass/internal/job"
	"plass/internal/login"
	"plass/internal/mail"
	"plass/internal/seal"
	"plass/internal/text"
	"plass/templates/mailview"
)

// SendCodes has the codes that people ask for sent, with letters that lead to the site.
// A code that nobody is to have takes the same way, and ends here.
func (w *Work) SendCodes(keys *seal.Keyring, by *mail.Sender, site string) {
	Add(w, func(ctx context.Context, c job.LoginCode) error {
		letter, err := login.Write(ctx, w.pool, keys, c.Code)
		if errors.Is(err, login.ErrNoLetter) {
			return nil
		}
		if err != nil {
			return err
		}
		lang, ok := text.Parse(c.Lang)
		if !ok {
			lang = text.Bokmaal
		}
		err = by.Send(ctx, mailview.Code(lang, c.Code, letter, site))
		if errors.Is(err, mail.ErrMalformed) || errors.Is(err, mail.ErrRefused) {
			return river.JobCancel(err)
		}
		return err
	})
}
