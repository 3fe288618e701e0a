package server

import (
	"bytes"
	"crypto/sha256"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/google/uuid"

	"plass/internal/db"
	"plass/internal/fault"
	"plass/internal/form"
	"plass/internal/text"
)

// redirect sends the user on after something was done, and leaves a message for the next page.
type redirect struct{ to, said string }

func (d redirect) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if d.said != "" {
		http.SetCookie(w, &http.Cookie{Name: saidCookie, Value: d.said, Path: "/", MaxAge: 60, HttpOnly: true, Secure: isSecure(r), SameSite: http.SameSiteLaxMode})
	}
	http.Redirect(w, r, d.to, http.StatusSeeOther)
}

// saidCookie carries a text key to the next page. Only keys that begin with "said." are shown.
const saidCookie = "said"

type secureKey struct{}

// isSecure reports whether the browser came by https, and cookies are to be sent by nothing else.
func isSecure(r *http.Request) bool {
	secure, _ := r.Context().Value(secureKey{}).(bool)
	return secure
}

// seeOther sends the user on after something was done.
func seeOther(to string) http.Handler { return redirect{to: to} }

// done is like [seeOther] and says what was done: a text key that begins with "said.".
func done(to, said string) http.Handler { return redirect{to, said} }

// left returns what the last page left for this one, and takes it away.
func left(w http.ResponseWriter, r *http.Request) fault.Text {
	c, err := r.Cookie(saidCookie)
	if err != nil || r.Method != http.MethodGet || !strings.HasPrefix(c.Value, "said.") || text.Catalogue(text.Bokmaal)[c.Value] == "" {
		return fault.Text{}
	}
	http.SetCookie(w, &http.Cookie{Name: saidCookie, Path: "/", MaxAge: -1, HttpOnly: true, Secure: isSecure(r), SameSite: http.SameSiteLaxMode})
	return fault.Text{Key: c.Value}
}

// repeated returns where a form with the same one-time key led, when it has been sent before.
// A second copy that comes meanwhile waits for the first.
func repeated(r *http.Request, tx *db.Tx) (http.Handler, error) {
	key, ok := formKey(r)
	if !ok {
		return nil, nil
	}
	hash := bodyHash(r)
	n, err := db.Touch(r.Context(), tx, `INSERT INTO done (key, body_hash, at) VALUES (@key, @hash, @now) ON CONFLICT DO NOTHING`,
		db.Args{"key": key, "hash": hash, "now": tx.Now})
	if err != nil || n == 1 {
		return nil, err
	}
	type before struct {
		BodyHash []byte
		Location string
	}
	b, err := db.One[before](r.Context(), tx, `SELECT body_hash, location FROM done WHERE key = @key`, db.Args{"key": key})
	if err != nil || !bytes.Equal(b.BodyHash, hash) {
		return nil, fault.New(fault.Conflict, "fault.repeated")
	}
	return seeOther(b.Location), nil
}

// remember notes where the form led, for a copy of it that may come.
func remember(r *http.Request, tx *db.Tx, reply http.Handler) error {
	key, ok := formKey(r)
	sent, led := reply.(redirect)
	if !ok || !led {
		return nil
	}
	return db.Exec(r.Context(), tx, `UPDATE done SET location = @location WHERE key = @key`, db.Args{"key": key, "location": sent.to})
}

func formKey(r *http.Request) (uuid.UUID, bool) {
	if r.Method != http.MethodPost {
		return uuid.Nil, false
	}
	key, err := uuid.Parse(r.PostForm.Get(form.KeyField))
	return key, err == nil
}

// bodyHash tells one content of a form from another, and one address from another.
func bodyHash(r *http.Request) []byte {
	h := sha256.New()
	h.Write([]byte(r.URL.Path))
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		h.Write([]byte("\x00" + name + "\x00" + strings.Join(r.PostForm[name], "\x00")))
	}
	if r.MultipartForm != nil {
		for _, name := range slices.Sorted(maps.Keys(r.MultipartForm.File)) {
			for _, head := range r.MultipartForm.File[name] {
				h.Write([]byte("\x00" + name + "\x00" + head.Filename + "\x00"))
				if file, err := head.Open(); err == nil { // it is in memory
					_, _ = io.Copy(h, file)
					_ = file.Close()
				}
			}
		}
	}
	return h.Sum(nil)
}
