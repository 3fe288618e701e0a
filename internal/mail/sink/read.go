package sink

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// read turns what was sent into what is shown. A letter that makes no sense is kept as its bytes.
func read(raw []byte, from string, to []string) Mail {
	m := Mail{At: time.Now(), From: from, To: to, Raw: raw}
	letter, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return m
	}
	m.ID = strings.Trim(letter.Header.Get("Message-ID"), "<>")
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(letter.Header.Get("Subject")); err != nil {
		m.Subject = letter.Header.Get("Subject")
	}
	m.part(letter.Header.Get("Content-Type"), letter.Header.Get("Content-Transfer-Encoding"), letter.Body)
	return m
}

// part reads one part of the letter, and those inside it.
func (m *Mail) part(contentType, encoding string, body io.Reader) {
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") {
		inside := multipart.NewReader(body, parameters["boundary"])
		for {
			p, err := inside.NextRawPart()
			if err != nil {
				return
			}
			m.part(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)
		}
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	content, _ := io.ReadAll(body) // what came before a fault is worth showing
	switch kind {
	case "text/plain":
		m.Text += strings.ReplaceAll(string(content), "\r\n", "\n")
	case "text/html":
		m.HTML += strings.ReplaceAll(string(content), "\r\n", "\n")
	}
}
