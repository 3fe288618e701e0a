// Package mailview writes the letters that are sent by e-mail. They name nobody.
package mailview

import (
	"github.com/google/uuid"

	"plass/internal/login"
	"plass/internal/mail"
	"plass/internal/text"
)

// Code is the letter with the code to log in with. The same code is the same letter, however often it is tried.
func Code(lang text.Lang, id uuid.UUID, l login.Letter, site string) mail.Mail {
	return mail.Mail{
		ID:      "code-" + id.String(),
		To:      l.Email,
		Subject: text.In(lang, "login.mail_subject"),
		Text:    text.In(lang, "login.mail", "code", l.Code[:3]+" "+l.Code[3:], "url", site),
	}
}
