package server

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"plass/internal/db"
	"plass/internal/effect"
	"plass/internal/text"
	"plass/templates/effectview"
)

// showPayerSheet shows what a payer is told, with no number that is small enough to tell somebody apart.
func (s *Server) showPayerSheet(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theEffect(r, tx)
	if err != nil {
		return nil, err
	}
	return s.paper(effectview.Payer(e), "effekt"), nil
}

// listEffects shows the contracts beside each other, those that pay for the same together.
func (s *Server) listEffects(r *http.Request, tx *db.Tx) (http.Handler, error) {
	rows, err := effect.Compared(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	return page(effectview.List(rows)), nil
}

// exportEvidence sends what the payments stand on as a file: who said what, and when. It names nobody on the list.
func (s *Server) exportEvidence(r *http.Request, tx *db.Tx) (http.Handler, error) {
	e, err := theEffect(r, tx)
	if err != nil {
		return nil, err
	}
	return csvFile(effectview.Evidence(r.Context(), e.Contract), text.T(r.Context(), "effect.file")+"-"+e.Contract.Agreement.Number+".csv")
}

// csvFile returns rows as a file that spreadsheets open: semicolons, and no cell that one would take for a formula.
func csvFile(rows [][]string, name string) (http.Handler, error) {
	var file bytes.Buffer
	file.WriteString("\uFEFF")
	w := csv.NewWriter(&file)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = plainCell(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/csv; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
		w.Header().Set("Content-Length", strconv.Itoa(file.Len()))
		_, _ = w.Write(file.Bytes())
	}), nil
}

// plainCell keeps a spreadsheet from reading words as a formula.
func plainCell(cell string) string {
	if strings.TrimLeft(cell, " \t\r\n") != "" && strings.ContainsAny(strings.TrimLeft(cell, " ")[:1], "=+-@\t\r\n") {
		return "'" + cell
	}
	return cell
}
