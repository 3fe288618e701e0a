package server

import (
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/importing"
	"plass/internal/route"
	"plass/internal/sheet"
	"plass/templates/importview"
)

// listImports shows what has come in from spreadsheets.
func (s *Server) listImports(r *http.Request, tx *db.Tx) (http.Handler, error) {
	all, err := importing.List(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	return page(importview.List(all, tx.Now)), nil
}

// newImport asks for a spreadsheet, and offers one to fill in.
func (s *Server) newImport(*http.Request, *db.Tx) (http.Handler, error) {
	return page(importview.New(form.Blank())), nil
}

// importTemplate serves the file to fill in, in the reader's language.
func (s *Server) importTemplate(r *http.Request, _ *db.Tx) (http.Handler, error) {
	make, kind := importing.TemplateWorkbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	if strings.HasSuffix(r.URL.Path, ".csv") {
		make, kind = importing.TemplateText, "text/csv; charset=utf-8"
	}
	data, err := make(r.Context())
	if err != nil {
		return nil, err
	}
	name := filepath.Base(r.URL.Path)
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", `attachment; filename="plass-`+name+`"`)
		_, _ = w.Write(data) // whoever went away is not told
	}), nil
}

// readImport reads an uploaded spreadsheet and keeps what it says, for a look before anything is done.
func (s *Server) readImport(r *http.Request, tx *db.Tx) (http.Handler, error) {
	f := form.Posted(r)
	again := page(importview.New(f))
	name, data, err := spreadsheet(r)
	if wrong, ok := problems(err); ok {
		f.Add(wrong)
		return again, f.Check()
	}
	if err != nil {
		return nil, err
	}
	content, err := importing.Open(data)
	if wrong, ok := problems(err); ok {
		f.Add(wrong)
		return again, f.Check()
	}
	if err != nil {
		return nil, err
	}
	id, err := importing.Keep(r.Context(), tx, s.keys, name, content)
	return seeOther(route.Import(id)), err
}

// spreadsheet returns the file of the form.
func spreadsheet(r *http.Request) (name string, data []byte, err error) {
	file, head, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, fault.Of("file", "import.file.choose")
	}
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if head.Size > sheet.MaxBytes {
		return "", nil, fault.Of("file", "import.file.too_large", "mb", sheet.MaxBytes>>20)
	}
	data, err = io.ReadAll(file)
	return fileName(head.Filename), data, err
}

// fileName is what a file is called, as a page can show it.
func fileName(typed string) string {
	typed = strings.Map(func(c rune) rune {
		if c < ' ' {
			return -1
		}
		return c
	}, strings.ToValidUTF8(typed, ""))
	if name := []rune(strings.TrimSpace(typed)); len(name) > 0 {
		return string(name[:min(len(name), 120)])
	}
	return "regneark"
}

// showImport shows what an import will do, how far it has come, or how it went.
func (s *Server) showImport(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[importing.ID](r, "import")
	if err != nil {
		return nil, err
	}
	i, err := importing.Get(r.Context(), tx, id)
	if err != nil {
		return nil, err
	}
	switch {
	case i.Working(tx.Now):
		return shortly(page(importview.Progress(i))), nil
	case !i.Waiting(tx.Now) || !i.MayDo(tx.Actor):
		return page(importview.Show(i, tx.Now)), nil
	}
	content, err := importing.Content(r.Context(), tx, s.keys, id)
	if err != nil {
		return nil, err
	}
	plan, err := importing.Look(r.Context(), tx, content)
	if err != nil {
		return nil, err
	}
	asked := form.Asked(r)
	return page(importview.Preview(i, plan, form.Blank(), pageNumber(asked, "problems"), pageNumber(asked, "rows"))), nil
}

// pageNumber is which page of a list is asked for, from 0.
func pageNumber(f *form.Form, field string) int {
	n, err := strconv.Atoi(f.Text(field))
	if err != nil || n < 0 || n > 1000 {
		return 0
	}
	return n
}

// shortly has the browser ask for the page again in a moment, without any script.
func shortly(shown http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Refresh", "2")
		shown.ServeHTTP(w, r)
	})
}

// startImport has the program bring it in.
func (s *Server) startImport(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[importing.ID](r, "import")
	if err != nil {
		return nil, err
	}
	return seeOther(route.Import(id)), importing.Start(r.Context(), tx, id)
}

// discardImport throws the file away.
func (s *Server) discardImport(r *http.Request, tx *db.Tx) (http.Handler, error) {
	id, err := pathID[importing.ID](r, "import")
	if err != nil {
		return nil, err
	}
	return done(route.Imports, "said.import.discarded"), importing.Discard(r.Context(), tx, id)
}
