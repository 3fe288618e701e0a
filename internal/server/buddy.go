package server

import (
	"net/http"

	"github.com/google/uuid"

	"plass/internal/auth"
	"plass/internal/buddy"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/form"
	"plass/internal/placement"
	"plass/internal/route"
	"plass/templates/buddyview"
	"plass/templates/layout"
)

// thePool reads what the pages of an employer's buddies show: the employer in the address for Nav, its own for a partner.
func thePool(r *http.Request, tx *db.Tx) (p buddyview.Pool, of employer.ID, err error) {
	b := db.NewBatch(tx)
	if tx.Actor.Side() == auth.NavSide {
		if of, err = pathID[employer.ID](r, "employer"); err != nil {
			return p, of, err
		}
		p.Employer = employer.Ask(b, of)
		p.Base = route.Employer(of)
	} else {
		of = employer.ID{UUID: tx.Actor.Employer}
		p.Base = "/partner"
		p.Above = []layout.Crumb{{To: route.OurPeople, Label: "layout.place.our_people"}}
	}
	p.Buddies, p.Trainings = buddy.AskPool(b, of), buddy.AskTrainings(b, of)
	p.Units = employer.AskUnits(b, of)
	p.People, p.Left = placement.AskOfEmployer(b, tx, of), placement.AskEnded(b, tx, of)
	if err = b.Send(r.Context()); err != nil {
		return p, of, err
	}
	p.MayRun = tx.Actor.Is(auth.EmployerContact)
	if p.Employer != nil {
		p.Above = []layout.Crumb{{To: route.Employers, Label: "layout.place.employers"}, {To: p.Base, Label: p.Employer.Name}}
		p.MayRun, err = employer.Owns(r.Context(), tx, of)
	}
	return p, of, err
}

func (s *Server) showPool(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, _, err := thePool(r, tx)
	if err != nil {
		return nil, err
	}
	return page(buddyview.Show(p)), nil
}

func (s *Server) newBuddy(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, _, err := thePool(r, tx)
	if err != nil {
		return nil, err
	}
	return page(buddyview.New(p, form.Filled(map[string]string{"most": "1"}))), nil
}

func (s *Server) addBuddy(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, of, err := thePool(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := buddyDraft(f, p)
	d.Email = f.TextUpTo("email", 254)
	again := page(buddyview.New(p, f))
	if err := f.Check(d); err != nil {
		return again, err
	}
	if _, err := buddy.Add(r.Context(), tx, of, d); err != nil {
		noteRefusal(f, err)
		return again, err
	}
	return done(p.Base+"/buddies", "said.buddy_added"), nil
}

// mostFollowed is more than anybody can be a buddy for.
const mostFollowed = 9

func buddyDraft(f *form.Form, p buddyview.Pool) buddy.Draft {
	d := buddy.Draft{Name: f.TextUpTo("name", 100), Phone: f.TextUpTo("phone", 30), Most: f.Int("most", 1, mostFollowed)}
	if f.Text("unit") != "" {
		var units []string
		for _, u := range *p.Units {
			units = append(units, u.ID.String())
		}
		f.Pick("unit", units...)
		d.Unit = form.IDOrNone[employer.UnitID](f, "unit")
	}
	return d
}

// theBuddy reads the pool and one of its buddies.
func theBuddy(r *http.Request, tx *db.Tx) (buddyview.Pool, employer.ID, buddy.Buddy, error) {
	p, of, err := thePool(r, tx)
	if err != nil {
		return p, of, buddy.Buddy{}, err
	}
	id, err := pathID[buddy.ID](r, "buddy")
	if err != nil {
		return p, of, buddy.Buddy{}, err
	}
	for _, b := range *p.Buddies {
		if b.ID == id {
			return p, of, b, nil
		}
	}
	return p, of, buddy.Buddy{}, notFound()
}

func (s *Server) showBuddy(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, _, b, err := theBuddy(r, tx)
	if err != nil {
		return nil, err
	}
	return page(buddyview.One(p, b, buddyview.Filled(b), form.Blank())), nil
}

func (s *Server) changeBuddy(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, of, b, err := theBuddy(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	d := buddyDraft(f, p)
	again := page(buddyview.One(p, b, f, form.Blank()))
	if err := f.Check(d); err != nil {
		return again, err
	}
	if err := buddy.Change(r.Context(), tx, of, b.ID, d); err != nil {
		if wrong, ok := problems(err); ok {
			f.Add(wrong)
			return again, err
		}
		return nil, err
	}
	return done(p.Base+"/buddies", "said.buddy_changed"), nil
}

// letBuddyIn lets a buddy log in, as Nav alone can.
func (s *Server) letBuddyIn(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, of, b, err := theBuddy(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	f.Require("email")
	email := f.TextUpTo("email", 254)
	again := page(buddyview.One(p, b, buddyview.Filled(b), f))
	if err := f.Check(); err != nil {
		return again, err
	}
	if err := buddy.LetIn(r.Context(), tx, of, b.ID, email); err != nil {
		if wrong, ok := problems(err); ok {
			f.Add(wrong)
		} else {
			noteRefusal(f, err)
		}
		return again, err
	}
	return done(p.Base+"/buddies/"+b.ID.String(), "said.buddy_let_in"), nil
}

func (s *Server) leaveBuddy(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, of, b, err := theBuddy(r, tx)
	if err != nil {
		return nil, err
	}
	if err := buddy.Leave(r.Context(), tx, of, b.ID); err != nil {
		return page(buddyview.One(p, b, buddyview.Filled(b), form.Blank())), err
	}
	return done(p.Base+"/buddies", "said.buddy_left"), nil
}

func (s *Server) newTraining(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, _, err := thePool(r, tx)
	if err != nil {
		return nil, err
	}
	return page(buddyview.Train(p, form.Filled(map[string]string{"on_day": tx.Today().Format("2006-01-02")}))), nil
}

func (s *Server) recordTraining(r *http.Request, tx *db.Tx) (http.Handler, error) {
	p, of, err := thePool(r, tx)
	if err != nil {
		return nil, err
	}
	f := form.Posted(r)
	var known, people []string
	for _, b := range *p.Buddies {
		known = append(known, b.ID.String())
	}
	for _, row := range *p.People {
		people = append(people, row.ID.String())
	}
	d := buddy.TrainingDraft{OnDay: f.Date("on_day"), Title: f.TextUpTo("title", 200), Today: tx.Today()}
	for _, picked := range f.Picks("buddies", known...) {
		if id, err := uuid.Parse(picked); err == nil {
			d.Buddies = append(d.Buddies, buddy.ID{UUID: id})
		}
	}
	if f.Text("placement") != "" {
		f.Pick("placement", people...)
		if with := form.IDOrNone[placement.ID](f, "placement"); with != nil {
			d.Placement = &with.UUID
		}
	}
	if err := f.Check(d); err != nil {
		return page(buddyview.Train(p, f)), err
	}
	if err := buddy.Train(r.Context(), tx, of, d); err != nil {
		return nil, err
	}
	return done(p.Base+"/buddies", "said.training_recorded"), nil
}
