package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// size is how many bytes a key has.
const size = 32

// Parse reads the keys as the setting gives them: one in base64, or several as id:base64 with commas between.
// Its errors name a key by its place and never repeat it.
func Parse(setting string) (*Keyring, error) {
	if strings.TrimSpace(setting) == "" {
		return nil, errors.New("no key is given")
	}
	ring, seen := &Keyring{}, map[string]bool{}
	for i, part := range strings.Split(setting, ",") {
		id, encoded, named := strings.Cut(strings.TrimSpace(part), ":")
		if !named {
			id, encoded = "", id
		}
		master, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			return nil, fmt.Errorf("key %d is not base64", i+1)
		}
		if len(master) != size {
			return nil, fmt.Errorf("key %d has %d bytes, and must have %d", i+1, len(master), size)
		}
		if !named {
			id = name(master)
		}
		if id == "" || len(id) > 32 || strings.ContainsAny(id, " \t") {
			return nil, fmt.Errorf("key %d needs a name of 1 to 32 characters without spaces", i+1)
		}
		if seen[id] {
			return nil, fmt.Errorf("two keys are named %s", id)
		}
		seen[id] = true
		k, err := newKey(id, master)
		if err != nil {
			return nil, fmt.Errorf("key %d: %w", i+1, err)
		}
		ring.keys = append(ring.keys, k)
	}
	return ring, nil
}

// From returns a ring with one key that follows from a random text, for an installation that makes its own key.
func From(random string) (*Keyring, error) {
	if len(random) < 26 { // what rand.Text gives; people's passwords are shorter, and too weak
		return nil, errors.New("the text is too short to make a key of")
	}
	master := sha256.Sum256([]byte(random))
	return Parse(base64.StdEncoding.EncodeToString(master[:]))
}

// name gives a key without a name one that follows from it, so that it keeps it when others join the ring.
func name(master []byte) string {
	sum := sha256.Sum256(derive(master, "plass name"))
	return hex.EncodeToString(sum[:4])
}
