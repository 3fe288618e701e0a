package server

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"plass/internal/agreement"
	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/model"
	"plass/internal/route"
	"plass/internal/tenant"
	"plass/internal/terms"
	"plass/templates/modelview"
)

// listTemplates shows the tenant's own templates, and the library of partnership models.
func (s *Server) listTemplates(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	own := model.AskOwn(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	return page(modelview.List(model.Library(), *own)), nil
}

// showTemplate shows one template as the agreement would read, and the employers that the reader can start one with.
func (s *Server) showTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theTemplate(r, tx)
	if err != nil {
		return nil, err
	}
	return page(modelview.Show(v)), nil
}

// theTemplate reads what the page of a template shows.
func theTemplate(r *http.Request, tx *db.Tx) (modelview.Shown, error) {
	key := chi.URLParam(r, "template")
	v := modelview.Shown{Form: form.Blank(), Today: tx.Today()}
	var library bool
	if v.Template, library = model.Find(key); !library {
		own, err := model.GetOwn(r.Context(), tx, key)
		if err != nil {
			return v, err
		}
		v.Template, v.Own = own.Template(), &own
	}
	b := db.NewBatch(tx)
	offices := tenant.AskOffices(b)
	if err := b.Send(r.Context()); err != nil {
		return v, err
	}
	v.Offices = *offices
	if tx.Actor.Role.May(auth.Cell{Resource: "agreement", Op: auth.Create}) {
		var err error
		if v.Mine, err = employer.List(r.Context(), tx, employer.Filter{Mine: true}); err != nil {
			return v, err
		}
	}
	return v, nil
}

// templateFile gives the template as a file: something to begin from.
func (s *Server) templateFile(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theTemplate(r, tx)
	if err != nil {
		return nil, err
	}
	data, err := v.Template.File()
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Content-Disposition", `attachment; filename="`+v.Template.Key+`.json"`)
		w.Header().Set("Content-Length", strconv.Itoa(len(data)))
		_, _ = w.Write(data) // a reader who has gone is nobody to tell
	}), nil
}

// newTemplate asks for a file.
func (s *Server) newTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	own := model.AskOwn(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	f := form.Filled(map[string]string{"instead": form.Asked(r).Text("instead")})
	return page(modelview.New(modelview.Adding{Own: *own, Form: f})), nil
}

// longestTemplate is the most characters a template file may have.
const longestTemplate = 200_000

// createTemplate makes a template of a file, or tells by line what keeps it from being one.
func (s *Server) createTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	b := db.NewBatch(tx)
	own := model.AskOwn(b)
	if err := b.Send(r.Context()); err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v := modelview.Adding{Own: *own, Form: f}
	data, err := uploaded(r, "file")
	if err != nil {
		return nil, err
	}
	if data != "" {
		f.Set("body", data)
	}
	body := f.TextUpTo("body", longestTemplate)
	f.Unless(body != "" || f.Failed(), "body", "form.required")
	keys := []string{""}
	for _, o := range *own {
		keys = append(keys, o.Key)
	}
	instead := ""
	if f.Value("instead") != "" {
		instead = f.Pick("instead", keys...)
	}
	if err := f.Check(); err != nil {
		return page(modelview.New(v)), err
	}
	d, flaws := model.Read([]byte(body))
	if len(flaws) > 0 {
		v.Flaws = flaws
		f.Add(fault.Of("body", "template.file.flaws", "n", len(flaws)))
		return page(modelview.New(v)), f.Check()
	}
	d.Key = instead
	for _, o := range *own {
		if o.Key == instead && o.OfficeID != nil {
			d.Office = &tenant.OfficeID{UUID: *o.OfficeID}
		}
	}
	key, err := model.Make(r.Context(), tx, d)
	if err != nil {
		return page(modelview.New(v)), noted(f, err)
	}
	return done(route.Template(key), "said.template_made"), nil
}

// uploaded returns the text of the file in the field; nothing when no file was chosen.
func uploaded(r *http.Request, field string) (string, error) {
	if r.MultipartForm == nil {
		return "", nil
	}
	file, _, err := r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // it is only read
	data, err := io.ReadAll(file)
	return string(data), err
}

// copyTemplate gives an office a template of its own that says the same.
func (s *Server) copyTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := theTemplate(r, tx)
	if err != nil {
		return nil, err
	}
	v.Form = form.Posted(r)
	to := form.ID[tenant.OfficeID](v.Form, "office")
	if err := v.Form.Check(); err != nil {
		return page(modelview.Show(v)), err
	}
	key, err := model.Copy(r.Context(), tx, v.Template.Key, to)
	if p, ok := problems(err); ok {
		v.Form.Add(p)
		return page(modelview.Show(v)), v.Form.Check()
	}
	if err != nil {
		return nil, err
	}
	return done(route.Template(key), "said.template_copied"), nil
}

// endTemplate takes a template of the tenant's own away from those that can be chosen.
func (s *Server) endTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	return done(route.Templates, "said.template_ended"), model.End(r.Context(), tx, chi.URLParam(r, "template"))
}

// offerTemplate asks what the template of a concluded agreement is to be called.
func (s *Server) offerTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := savingTemplate(r, tx)
	if err != nil {
		return nil, err
	}
	v.Form = form.Filled(map[string]string{"whose": "office"})
	return page(modelview.Save(v)), nil
}

// savingTemplate reads the agreement in the address.
func savingTemplate(r *http.Request, tx *db.Tx) (modelview.Saving, error) {
	id, err := pathID[agreement.ID](r, "agreement")
	if err != nil {
		return modelview.Saving{}, err
	}
	if !tx.Actor.Role.May(may("agreement", read)) {
		return modelview.Saving{}, fault.New(fault.Forbidden, "fault.forbidden")
	}
	a, err := agreement.Get(r.Context(), tx, id)
	if err == nil && !a.Concluded() {
		err = fault.New(fault.Conflict, "template.not_concluded")
	}
	return modelview.Saving{Agreement: a}, err
}

// saveTemplate makes a template of all that the agreement says, without names.
func (s *Server) saveTemplate(r *http.Request, tx *db.Tx) (http.Handler, error) {
	v, err := savingTemplate(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	v.Form = f
	d := model.Draft{Name: terms.Own(f.TextUpTo("name", 120)), Summary: terms.Own(f.TextUpTo("summary", 500)), Source: f.TextUpTo("source", 500)}
	if f.Pick("whose", "office", "everybody") == "office" {
		d.Office = &tenant.OfficeID{UUID: tx.Actor.Office}
	}
	if err := f.Check(d); err != nil {
		return page(modelview.Save(v)), err
	}
	key, err := agreement.SaveAsTemplate(r.Context(), tx, v.Agreement.ID, d)
	if err != nil {
		return page(modelview.Save(v)), noted(f, err)
	}
	return done(route.Template(key), "said.template_made"), nil
}
