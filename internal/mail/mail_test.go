package mail_test

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"plass/internal/mail"
	"plass/internal/mail/sink"
)

const from = "Plass <ikke-svar@plass.example>"

func start(t *testing.T) (*mail.Sender, *sink.Sink) {
	t.Helper()
	s, err := sink.Start()
	if err != nil {
		t.Fatalf("starting the sink: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	sender, err := mail.Open(s.URL(), from)
	if err != nil {
		t.Fatalf("opening the sender: %v", err)
	}
	return sender, s
}

func TestLetterArrivesAsWritten(t *testing.T) {
	t.Parallel()
	sender, s := start(t)
	sent := mail.Mail{
		ID: "0198-abc", To: "kari@example.no", Subject: "Noe nytt ventar på deg i Plass – čálli, ŋ, đ, æøå og 漢",
		Text: "Hei!\n\n.En linje som begynner med punktum.\nLogg inn på Plass.\n" + strings.Repeat("Æ", 300) + "\n",
		HTML: "<p>Logg inn på Plass – «nå»</p>\n",
	}
	if err := sender.Send(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	got := s.Await("kari@example.no", 1, 5*time.Second)
	if len(got) != 1 {
		t.Fatalf("%d letters, want 1", len(got))
	}
	m := got[0]
	if m.Subject != sent.Subject || m.Text != sent.Text || m.HTML != sent.HTML {
		t.Errorf("got subject %q\ntext %q\nhtml %q", m.Subject, m.Text, m.HTML)
	}
	if m.ID != "0198-abc@plass.example" || m.From != "ikke-svar@plass.example" {
		t.Errorf("id %q from %q", m.ID, m.From)
	}
	raw := strings.ToLower(string(m.Raw))
	for _, unwanted := range []string{"user-agent", "x-mailer", "go-mail"} {
		if strings.Contains(raw, unwanted) {
			t.Errorf("the letter tells what made it: %s", unwanted)
		}
	}
	if !strings.Contains(raw, "auto-submitted: auto-generated") {
		t.Error("the letter does not say that a program sent it")
	}
}

func TestHeaderLinesCannotBeSmuggledIn(t *testing.T) {
	t.Parallel()
	sender, s := start(t)
	for _, m := range []mail.Mail{
		{To: "kari@example.no\r\nBcc: ola@example.no"},
		{To: "kari@example.no>\r\nRCPT TO:<ola@example.no"},
		{To: "kari@example.no, ola@example.no"},
		{To: "Kari <kari@example.no>"},
		{To: "kari"},
		{To: ""},
		{To: "kari@example.no", Subject: "Hei\r\nBcc: ola@example.no"},
		{To: "kari@example.no", Subject: "Hei\nBcc: ola@example.no"},
		{To: "kari@example.no", ID: "x>\r\nBcc: ola@example.no"},
		{To: "kari@example.no", ID: "x@y"},
	} {
		if err := sender.Send(t.Context(), m); !errors.Is(err, mail.ErrMalformed) {
			t.Errorf("%+v: got %v, want ErrMalformed", m, err)
		}
	}
	if n := len(s.Mails()); n != 0 {
		t.Errorf("%d letters were sent", n)
	}
	body := mail.Mail{To: "kari@example.no", Subject: "Hei", Text: "a\r\n.\r\nMAIL FROM:<x@y>\r\nRCPT TO:<ola@example.no>\r\n"}
	if err := sender.Send(t.Context(), body); err != nil {
		t.Fatal(err)
	}
	if got := s.Mails(); len(got) != 1 || len(got[0].To) != 1 || !strings.Contains(got[0].Text, "RCPT TO") {
		t.Errorf("the body was read as commands: %+v", got)
	}
}

func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	sender, s := start(t)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			m := mail.Mail{To: fmt.Sprintf("nr%d@example.no", i), Subject: "Hei", Text: fmt.Sprint(i)}
			if err := sender.Send(t.Context(), m); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range 20 {
		got := s.To(fmt.Sprintf("nr%d@example.no", i))
		if len(got) != 1 || strings.TrimSpace(got[0].Text) != fmt.Sprint(i) {
			t.Errorf("nr %d: %+v", i, got)
		}
	}
}

func TestLettersAreNotSentInClear(t *testing.T) {
	t.Parallel()
	_, s := start(t)
	sender, err := mail.Open(strings.TrimSuffix(s.URL(), "?tls=none"), from)
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), mail.Mail{To: "kari@example.no", Subject: "Hei"}); err == nil {
		t.Error("a server without TLS was given the letter")
	}
	if n := len(s.Mails()); n != 0 {
		t.Errorf("%d letters arrived", n)
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	for server, ok := range map[string]bool{
		"smtp://bruker:p%40ss@smtp.example.no:587": true,
		"smtps://smtp.example.no":                  true,
		"smtp://smtp.example.no?tls=starttls":      true,
		"smtp://127.0.0.1:1025?tls=none":           true,
		"smtp://[::1]:1025?tls=none":               true,
		"smtp://smtp.example.no:25?tls=none":       false,
		"smtp://localhost.example.no?tls=none":     false,
		"smtp://smtp.example.no?tls=perhaps":       false,
		"http://smtp.example.no":                   false,
		"smtp://":                                  false,
		"smtp://bruker:hemmelig@smtp:port":         false,
		"":                                         false,
	} {
		_, err := mail.Open(server, from)
		if (err == nil) != ok {
			t.Errorf("Open(%q): %v", server, err)
		}
		if err != nil && strings.Contains(err.Error(), "hemmelig") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
	if _, err := mail.Open("smtp://127.0.0.1?tls=none", "ikke en adresse"); err == nil {
		t.Error("a sender that is no address was accepted")
	}
}

func TestErrorsNameNoAddress(t *testing.T) {
	t.Parallel()
	for answer, forGood := range map[string]bool{"550 no such user": true, "451 try later": false} {
		sender, err := mail.Open("smtp://"+refusing(t, answer)+"?tls=none", from)
		if err != nil {
			t.Fatal(err)
		}
		err = sender.Send(t.Context(), mail.Mail{To: "kari@example.no", Subject: "Hei"})
		if err == nil || errors.Is(err, mail.ErrRefused) != forGood {
			t.Errorf("%s: got %v", answer, err)
		}
		if err != nil && strings.Contains(err.Error(), "kari") {
			t.Errorf("the error names the recipient: %v", err)
		}
	}
}

// refusing is a server that answers every recipient so, and repeats the address as real ones do.
func refusing(t *testing.T, answer string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "220 x\r\n")
		line := make([]byte, 1000)
		for {
			n, err := conn.Read(line)
			if err != nil {
				return
			}
			if said := string(line[:n]); strings.HasPrefix(said, "RCPT") {
				fmt.Fprintf(conn, "%s %s\r\n", answer, strings.TrimSpace(said[8:]))
				continue
			}
			fmt.Fprint(conn, "250 OK\r\n")
		}
	}()
	return l.Addr().String()
}
