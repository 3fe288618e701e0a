package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"
)

// form is wrk's script: a question about an employer, each with a key of its own as the page would have given it.
const form = `
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Origin"] = "%s"
math.randomseed(os.time())
local function hex(n) local s = "" for _ = 1, n do s = s .. string.format("%%x", math.random(0, 15)) end return s end
request = function()
	local key = hex(8) .. "-" .. hex(4) .. "-4" .. hex(3) .. "-a" .. hex(3) .. "-" .. hex(12)
	return wrk.format(nil, nil, nil, "_key=" .. key .. "&subject=Har+de+plass&body=Noen+spor")
end
`

// saves measures a save of the program, a question about an employer with its event, its notice and its job, and
// a transaction that writes two rows and nothing more. One client waits for each before it sends the next.
func (b *bench) saves(ctx context.Context) error {
	for _, w := range b.worlds {
		script := filepath.Join(b.folder, fmt.Sprintf("form%d.lua", w.size))
		if err := os.WriteFile(script, fmt.Appendf(nil, form, w.here), 0o600); err != nil {
			return err
		}
		if err := b.clear(ctx, w); err != nil { // the night's reminders are no saves
			return err
		}
		// The program in this process works off no queue: only the saving is measured.
		save, bare := b.inHere(w, w.asking), b.inHere(w, "/rung/bare")
		save.cookie, save.script, bare.cookie, bare.script = w.asker, script, w.asker, script
		var saved, written []figure
		for range rounds {
			f, err := save.drive(ctx, 1)
			if err != nil {
				return err
			}
			saved = append(saved, f)
			if f, err = bare.drive(ctx, 1); err != nil {
				return err
			}
			written = append(written, f)
		}
		w.save, w.bare = middleOf(saved), middleOf(written)
		if err := b.written(ctx, w); err != nil {
			return err
		}
		if err := b.clear(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

// written looks that each save was whole.
func (b *bench) written(ctx context.Context, w *world) error {
	conn, err := pgx.Connect(ctx, w.database.URL)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	var asked, told, queued int
	err = conn.QueryRow(ctx, `SELECT (SELECT count(*) FROM inquiries), (SELECT count(*) FROM notices), (SELECT count(*) FROM river.river_job WHERE kind = 'notice')`).
		Scan(&asked, &told, &queued)
	if err != nil {
		return err
	}
	if asked == 0 || told != asked || queued != asked {
		return fmt.Errorf("%d questions were saved, %d notices and %d jobs: the save that was measured is not one", asked, told, queued)
	}
	return nil
}

// clear takes away what the measuring has written.
func (b *bench) clear(ctx context.Context, w *world) error {
	conn, err := pgx.Connect(ctx, w.database.URL)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, `TRUNCATE inquiries, notices, openings, done, river.river_job; DELETE FROM events WHERE what = 'inquiry_came'`)
	return err
}
