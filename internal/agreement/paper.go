package agreement

import (
	"context"
	"time"

	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/model"
	"plass/internal/terms"
)

// A Paper is an agreement from before the program: a draft somebody has worked on, or one that the parties have signed on paper.
type Paper struct {
	Employer     employer.ID
	EmployerName string
	Template     model.Template
	Draft        Draft
	Terms        terms.Terms // all it says
	SignedOn     time.Time   // zero: not yet signed
	Signatures   []Signature // on paper, by each of [Signers]
}

// Bring writes the agreement down. One that is signed is concluded as any other. Who may has been asked;
// what had to happen at the workplace before it was signed happened, or did not, before the program.
func Bring(ctx context.Context, tx *db.Tx, p Paper) (ID, error) {
	template := p.Template
	own, err := terms.Diff(template.Whole().Encode(), p.Terms.Encode())
	if err != nil {
		return ID{}, err
	}
	d, signed := p.Draft, !p.SignedOn.IsZero()
	a := Agreement{ID: ID{db.NewID()}, Number: newNumber(), EmployerID: p.Employer, Employer: p.EmployerName, Title: d.Title,
		Template: template.Key, TemplateNo: template.No, StartsOn: d.StartsOn, EndsOn: d.EndsOn, ReviewOn: d.ReviewOn,
		Version: 1, VersionID: VersionID{db.NewID()}, VersionNo: 1, Edition: 1, Own: own}
	if _, shared := model.Find(template.Key); !shared {
		a.Base = template.Terms
	}
	if signed {
		a.OfferedAt = &tx.Now
	}
	b := db.NewBatch(tx)
	b.Do(`
		INSERT INTO agreements (id, number, employer_id, title, template, template_no, starts_on, ends_on, review_on, made_by, made_at, offered_at)
		VALUES (@id, @number, @employer, @title, @template, @template_no, @starts_on, @ends_on, @review_on, current_membership(), @now, @offered_at)`,
		db.Args{"id": a.ID, "number": a.Number, "employer": a.EmployerID, "title": a.Title, "template": a.Template, "template_no": a.TemplateNo,
			"starts_on": a.StartsOn, "ends_on": a.EndsOn, "review_on": a.ReviewOn, "now": tx.Now, "offered_at": a.OfferedAt})
	b.Do(`INSERT INTO agreement_versions (id, agreement_id, number, own, made_at) VALUES (@id, @agreement, 1, @own, @now)`,
		db.Args{"id": a.VersionID, "agreement": a.ID, "own": own, "now": tx.Now})
	about := event.About{Employer: a.EmployerID.UUID, Agreement: a.ID.UUID, Args: map[string]any{"title": a.Title}}
	if !signed {
		event.Write(b, tx, event.DraftBrought, about)
		return a.ID, b.Send(ctx)
	}
	for _, s := range p.Signatures {
		b.Do(`
			INSERT INTO signatures (id, agreement_id, version_id, party, signed_by, name, on_behalf, at_version, signed_at)
			VALUES (@id, @agreement, @version, @party, current_membership(), @name, 'on_paper', 1, @signed_at)`,
			db.Args{"id": db.NewID(), "agreement": a.ID, "version": a.VersionID, "party": s.Party, "name": s.Name, "signed_at": p.SignedOn})
	}
	about.Args["signed"] = p.SignedOn.Format(time.DateOnly)
	event.Write(b, tx, event.AgreementBrought, about)
	if err := b.Send(ctx); err != nil {
		return a.ID, err
	}
	return a.ID, conclude(ctx, tx, a, a.next(nil), p.Terms)
}
