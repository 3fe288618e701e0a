package proof_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"plass/internal/auth"
	"plass/internal/route"
)

// surface returns everything that the person is sent: pages with their headers, papers, the calendar and letters.
func (b *browser) surface() string {
	var all strings.Builder
	papers := map[string]string{}
	for _, r := range b.walk(some) {
		fmt.Fprintf(&all, "%s\n%v\n%s\n", r.path, r.header, r.body)
		for _, to := range paper.FindAllString(r.body, -1) {
			papers[shapeOf(to)] = strings.ReplaceAll(to, "&amp;", "&")
		}
	}
	for _, to := range papers {
		if auth.Role(b.who.Role).Side() == auth.NavSide && b.who.Role != "nav_contact" {
			break // a paper is its page, printed; of Nav, those who may see the most are enough
		}
		fmt.Fprintf(&all, "%s\n%s\n", to, b.read(to))
	}
	if made := b.post(route.Calendar, nil); made.status == http.StatusOK {
		address, err := url.Parse(feedAddress.FindString(made.body))
		if err != nil || address.Path == "" {
			b.w.t.Fatalf("no address of a calendar: %v", err)
		}
		entries := b.w.anyone().get(address.Path)
		if entries.status != http.StatusOK || !strings.Contains(entries.body, "BEGIN:VCALENDAR") {
			b.w.t.Errorf("the calendar of %s answers %d", b.who.Name, entries.status)
		}
		fmt.Fprintf(&all, "%v\n%s\n", entries.header, unfold.Replace(entries.body))
	}
	for _, m := range b.w.outbox.To(b.who.Email) {
		fmt.Fprintf(&all, "%s\n%s\n%s\n%s\n", m.Raw, m.Subject, m.Text, m.HTML)
	}
	return all.String()
}

var (
	paper       = regexp.MustCompile(`/[^"\s]+format=pdf[^"\s]*`)
	feedAddress = regexp.MustCompile(`http://[^<\s]+/calendar/[^<\s]+`)
	unfold      = strings.NewReplacer("\r\n ", "")
)

// read returns the words of a paper.
func (b *browser) read(to string) string {
	b.w.t.Helper()
	r := b.get(to)
	if r.status != http.StatusOK || r.header.Get("Content-Type") != "application/pdf" {
		b.w.t.Errorf("%s (%s): the paper %s answers %d %s", b.who.Name, b.who.Role, to, r.status, r.header.Get("Content-Type"))
		return ""
	}
	file := filepath.Join(b.w.t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, []byte(r.body), 0o600); err != nil {
		b.w.t.Fatal(err)
	}
	words, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil || len(words) == 0 {
		b.w.t.Fatalf("%s cannot be read: %v", to, err)
	}
	return fmt.Sprintf("%v\n%s", r.header, words)
}
