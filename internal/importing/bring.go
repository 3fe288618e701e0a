package importing

import (
	"context"

	"github.com/google/uuid"

	"plass/internal/agreement"
	"plass/internal/db"
	"plass/internal/employer"
	"plass/internal/event"
	"plass/internal/notice"
	"plass/internal/route"
)

// bring writes all that the plan says, and tells progress how many rows are done.
func bring(ctx context.Context, tx *db.Tx, p Plan, file string, progress func(rows int)) error {
	mine := map[uuid.UUID]int{}
	rows := 0
	for len(p.steps) > 0 {
		some := p.steps[:min(len(p.steps), 50)]
		p.steps = p.steps[len(some):]
		b := db.NewBatch(tx)
		for _, s := range some {
			s.write(b, tx, file)
			if s.to != nil {
				mine[s.to.ID]++
			}
		}
		if err := b.Send(ctx); err != nil {
			return err
		}
		for _, s := range some {
			for _, a := range s.agreements {
				if _, err := agreement.Bring(ctx, tx, a); err != nil {
					return err
				}
			}
			rows += s.rows
		}
		progress(rows)
	}
	for to, n := range mine {
		args := map[string]any{"name": tx.Actor.Name, "n": n}
		if err := notice.Tell(ctx, tx, notice.Imported, route.Employers, args, to); err != nil {
			return err
		}
	}
	return nil
}

// write writes the employer with its units and contacts.
func (s *step) write(b *db.Batch, tx *db.Tx, file string) {
	id := s.at.id
	if s.at.fresh {
		employer.Write(b, tx, id, s.at.draft)
	}
	if s.to != nil {
		employer.WriteFirst(b, tx, id, s.to.ID, s.to.Name)
	}
	for _, u := range s.units {
		employer.WriteUnit(b, tx, id, u.id, u.draft)
	}
	for _, c := range s.contacts {
		employer.WriteContact(b, tx, id, c.id, c.draft, nil)
	}
	if s.at.fresh || s.to != nil || len(s.units)+len(s.contacts) > 0 {
		event.Write(b, tx, event.Imported, event.About{Employer: id.UUID, Args: map[string]any{"file": file}})
	}
}
