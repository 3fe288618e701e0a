package login

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/seal"
)

// kept is how long something stays parked.
const kept = time.Hour

// A Parked is what somebody sent when their session had just run out.
type Parked struct {
	ID     uuid.UUID  `json:"-"`
	Path   string     `json:"path"`
	Fields url.Values `json:"fields"`
}

func (p Parked) context() string { return "parked.sent " + p.ID.String() }

// Park keeps what was sent, sealed, for who sent it, in place of what they had parked before.
func Park(ctx context.Context, tx *db.DoorTx, keys *seal.Keyring, who Holder, p Parked) error {
	p.ID = db.NewSecretID()
	plain, err := json.Marshal(p)
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	b.Do(`DELETE FROM parked WHERE parked_at <= @late OR membership_id = @membership`, db.Args{"late": tx.Now.Add(-kept), "membership": who.Membership})
	b.Do(`INSERT INTO parked (id, account_id, membership_id, sent, parked_at) VALUES (@id, @account, @membership, @sent, @now)`,
		db.Args{"id": p.ID, "account": who.Account, "membership": who.Membership, "sent": keys.Seal(plain, p.context()), "now": tx.Now})
	return b.Send(ctx)
}

// A Holder is whose parked things are.
type Holder struct{ Account, Membership uuid.UUID }

// ParkedOf returns what the holder has parked: one thing, or none.
func ParkedOf(ctx context.Context, tx *db.DoorTx, keys *seal.Keyring, who Holder) ([]Parked, error) {
	type row struct {
		ID   uuid.UUID
		Sent []byte
	}
	rows, err := db.All[row](ctx, tx, `
		SELECT id, sent FROM parked WHERE account_id = @account AND membership_id = @membership AND parked_at > @late`,
		db.Args{"account": who.Account, "membership": who.Membership, "late": tx.Now.Add(-kept)})
	if err != nil {
		return nil, err
	}
	all := make([]Parked, len(rows))
	for i, r := range rows {
		all[i].ID = r.ID
		plain, err := keys.Open(r.Sent, all[i].context())
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(plain, &all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Unpark throws away what the holder has parked.
func Unpark(ctx context.Context, tx *db.DoorTx, who Holder) error {
	_, err := db.Touch(ctx, tx, `DELETE FROM parked WHERE account_id = @account AND membership_id = @membership`,
		db.Args{"account": who.Account, "membership": who.Membership})
	return err
}
