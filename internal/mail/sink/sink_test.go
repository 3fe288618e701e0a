package sink

import (
	"fmt"
	"net/smtp"
	"testing"
)

func TestOnlyTheLastAreKept(t *testing.T) {
	t.Parallel()
	s := &Sink{arrived: make(chan struct{})}
	for i := range kept + 3 {
		s.keep(Mail{Subject: fmt.Sprint(i), To: []string{"kari@example.no"}})
	}
	got := s.To("kari@example.no")
	if len(got) != kept || got[0].Subject != fmt.Sprint(kept+2) || got[kept-1].Subject != "3" {
		t.Errorf("kept %d, from %s to %s", len(got), got[len(got)-1].Subject, got[0].Subject)
	}
}

func TestAnyMailProgramMaySend(t *testing.T) {
	t.Parallel()
	s, err := Start()
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	letter := "Subject: =?iso-8859-1?Q?Bl=E5b=E6r?=\r\nContent-Transfer-Encoding: base64\r\n\r\nYmzDpWLDpnI=\r\n"
	if err := smtp.SendMail(s.listener.Addr().String(), nil, "a@b.no", []string{"c@d.no", "e@f.no"}, []byte(letter)); err != nil {
		t.Fatal(err)
	}
	got := s.To("e@f.no")
	if len(got) != 1 || got[0].Subject != "Blåbær" || got[0].Text != "blåbær" || got[0].From != "a@b.no" || len(got[0].To) != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestNonsenseIsKeptAsItCame(t *testing.T) {
	t.Parallel()
	m := read([]byte("dette er ikke et brev"), "a@b.no", []string{"c@d.no"})
	if string(m.Raw) != "dette er ikke et brev" || m.To[0] != "c@d.no" {
		t.Errorf("got %+v", m)
	}
}
