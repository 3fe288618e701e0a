package server

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"plass/internal/fault"
	"plass/internal/pdf"
	"plass/templates/layout"
	"plass/web"
)

// A paper is a page meant for print. Asked for as one, it comes as a PDF, where there is a browser to make it;
// that happens here, when the transaction is over.
type paper struct {
	s     *Server
	sheet templ.Component
	file  string
}

// paper serves a sheet, which downloads as a file of that name. The name says what it is, and never whose.
func (s *Server) paper(sheet templ.Component, file string) http.Handler { return paper{s, sheet, file} }

// forPDF is how long somebody waits for their turn, and for the document. It is less than the server waits for an answer.
const forPDF = 45 * time.Second

func (p paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case !pdf.Available():
		page(p.sheet).ServeHTTP(w, r)
	case r.URL.Query().Get("format") == "pdf":
		p.print(w, r)
	default:
		to := *r.URL
		query := to.Query()
		query.Set("format", "pdf")
		to.RawQuery = query.Encode()
		page(p.sheet).ServeHTTP(w, r.WithContext(layout.WithPDF(r.Context(), to.RequestURI())))
	}
}

func (p paper) print(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), forPDF)
	defer cancel()
	var html bytes.Buffer
	err := p.sheet.Render(ctx, &html)
	var document []byte
	if err == nil {
		document, err = pdf.Print(ctx, string(web.Inline(html.Bytes())))
	}
	if err != nil {
		p.s.log.ErrorContext(r.Context(), "a paper was not printed", "route", pattern(r), "error", err)
		failure := page(layout.Failure(http.StatusServiceUnavailable, fault.Text{Key: "fault.pdf"}, ""))
		failure.Status = http.StatusServiceUnavailable
		failure.ServeHTTP(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `attachment; filename="`+p.file+`.pdf"`)
	h.Set("Content-Length", strconv.Itoa(len(document)))
	_, _ = w.Write(document) // whoever has gone does not want it
}
