package mailview

import (
	"plass/internal/mail"
	"plass/internal/text"
)

// Notice is the letter about something new for the reader. It says neither what nor about whom,
// and leads to the page that does, behind the login. The same id makes it the same letter when it is tried again.
func Notice(lang text.Lang, id, to, page string) mail.Mail {
	return mail.Mail{ID: id, To: to, Subject: text.In(lang, "notice.mail.subject"), Text: text.In(lang, "notice.mail.text", "page", page)}
}
