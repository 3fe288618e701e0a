// Package mail sends letters by e-mail to one person at a time.
package mail

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// A Mail is a letter to one person. Nothing in it names anybody: it says that something waits.
type Mail struct {
	ID      string // the same each time the same letter is tried, so that a letter sent twice is seen once
	To      string // an address without a name
	Subject string
	Text    string
	HTML    string // may be empty
}

// Why a letter was not sent, and never will be. Every other error is worth another try.
var (
	ErrMalformed = errors.New("mail: an address or a header line cannot be used")
	ErrRefused   = errors.New("mail: the server refuses the letter for good")
)

// A Sender hands letters to one SMTP server.
type Sender struct {
	from   *netmail.Address
	client *gomail.Client
}

// Send hands the letter to the server. What it returns names no address, since errors are logged.
func (s *Sender) Send(ctx context.Context, m Mail) error {
	letter, err := s.letter(m)
	if err != nil {
		return err
	}
	return withoutAddress(s.client.DialAndSendWithContext(ctx, letter))
}

func (s *Sender) letter(m Mail) (*gomail.Msg, error) {
	to, err := netmail.ParseAddress(m.To)
	if err != nil || to.Name != "" || strings.ContainsAny(m.To+m.Subject+m.ID, "\r\n\x00") || strings.ContainsAny(m.ID, " <>@") {
		return nil, ErrMalformed
	}
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	letter.FromMailAddress(s.from)
	letter.ToMailAddress(to)
	letter.Subject(m.Subject)
	letter.SetDate()
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // so that nobody's holiday notice answers
	if m.ID != "" {
		_, domain, _ := strings.Cut(s.from.Address, "@")
		letter.SetMessageIDWithValue(m.ID + "@" + domain)
	}
	letter.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		letter.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return letter, nil
}

// withoutAddress keeps what the server answered, but not its words: servers repeat the address in them.
func withoutAddress(err error) error {
	var answer *gomail.SendError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &answer):
		return fmt.Errorf("mail: %w", err)
	case answer.ErrorCode() >= 500:
		return fmt.Errorf("%w: %v, code %d", ErrRefused, answer.Reason, answer.ErrorCode())
	}
	return fmt.Errorf("mail: %v, code %d", answer.Reason, answer.ErrorCode())
}

// patience is how long the server may take for one letter.
const patience = 20 * time.Second
