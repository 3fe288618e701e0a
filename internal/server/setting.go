package server

import (
	"net/http"

	"plass/internal/db"
	"plass/internal/event"
	"plass/internal/form"
	"plass/internal/route"
	"plass/internal/tenant"
	"plass/templates/administrationview"
)

// showSettings shows what the tenant may say itself, and what it says now.
func (s *Server) showSettings(r *http.Request, tx *db.Tx) (http.Handler, error) {
	all, err := tenant.Settings(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	f := form.Blank()
	for _, one := range all {
		f.Set(administrationview.FieldOf(one), administrationview.Typed(lang(r), one, one.Value))
	}
	return page(administrationview.Settings(all, f)), nil
}

// saveSettings saves what was changed; what nobody touched stays as it is, whoever has changed it meanwhile.
func (s *Server) saveSettings(r *http.Request, tx *db.Tx) (http.Handler, error) {
	all, err := tenant.Settings(r.Context(), tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	b := db.NewBatch(tx)
	for _, one := range all {
		field := administrationview.FieldOf(one)
		typed := f.TextUpTo(field, 200)
		if typed == "" {
			f.Require(field)
			continue
		}
		value := administrationview.Untyped(lang(r), one, typed)
		if wrong := one.Problem(value); wrong.Problem() != nil {
			why := wrong[one.Key]
			f.Unless(false, field, why.Key, why.Args...)
			continue
		}
		if value == one.Value {
			continue
		}
		tenant.Set(b, tx, one.Key, value)
		event.Write(b, tx, event.SettingChanged, event.About{Args: map[string]any{"setting": administrationview.Called(one),
			"was": administrationview.Everywhere(one, one.Value), "is": administrationview.Everywhere(one, value)}})
	}
	if err := f.Check(); err != nil {
		return page(administrationview.Settings(all, f)), err
	}
	return done(route.Settings, "said.settings_saved"), b.Send(r.Context())
}
