package sink

import (
	"io"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
)

const (
	largest  = 5 << 20         // bytes of one letter
	patience = 2 * time.Minute // for a whole session
)

func (s *Sink) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return // closed
		}
		go func() {
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(patience))
			s.serve(textproto.NewConn(conn))
		}()
	}
}

// serve speaks SMTP until the client is done or does something a mail server need not understand.
func (s *Sink) serve(c *textproto.Conn) {
	var from string
	var to []string
	say := func(line string) { _ = c.PrintfLine("%s", line) }
	say("220 localhost")
	for {
		line, err := c.ReadLine()
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			say("250-localhost")
			say("250-8BITMIME")
			say("250 SMTPUTF8")
		case "HELO", "NOOP":
			say("250 OK")
		case "RSET":
			from, to = "", nil
			say("250 OK")
		case "MAIL":
			from, to = path(rest), nil
			say("250 OK")
		case "RCPT":
			to = append(to, path(rest))
			say("250 OK")
		case "DATA":
			if len(to) == 0 {
				say("503 no recipient")
				continue
			}
			say("354 go on")
			raw, err := io.ReadAll(io.LimitReader(c.DotReader(), largest+1))
			if err != nil {
				return
			}
			if len(raw) > largest {
				say("552 too large")
				return
			}
			s.keep(read(raw, from, to))
			say("250 OK")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("502 not understood")
		}
	}
}

// path returns the address in FROM:<a@b> SIZE=…
func path(rest string) string {
	_, rest, _ = strings.Cut(rest, "<")
	address, _, _ := strings.Cut(rest, ">")
	if a, err := mail.ParseAddress(address); err == nil {
		return a.Address
	}
	return address
}
