// Package seal hides from the database what it must not be able to read, and makes codes that can be checked without being kept.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
)

// What can be wrong with something sealed. Neither says more: the difference would help whoever tries.
var (
	ErrNoKey    = errors.New("seal: sealed with a key that is not in the ring")
	ErrTampered = errors.New("seal: not what was sealed, or not sealed for this")
)

// A Keyring holds the keys of the installation. The first seals; all of them open.
type Keyring struct {
	keys []key
}

type key struct {
	id     string
	master []byte
	aead   cipher.AEAD
}

// format is the first byte of everything sealed, so that another way of sealing can be told from this one.
const format = 1

// Seal encrypts plain for a context, such as the column and the row it is kept in.
// What is sealed for one context does not open in another, so it cannot be moved.
func (k *Keyring) Seal(plain []byte, context string) []byte {
	first := k.keys[0]
	head := header(first.id)
	return first.aead.Seal(head, nil, plain, bound(head, context))
}

// Open decrypts what was sealed for the same context.
func (k *Keyring) Open(sealed []byte, context string) ([]byte, error) {
	if len(sealed) < 2 || sealed[0] != format || len(sealed) < 2+int(sealed[1]) {
		return nil, ErrTampered
	}
	head, body := sealed[:2+int(sealed[1])], sealed[2+int(sealed[1]):]
	for _, candidate := range k.keys {
		if candidate.id != string(head[2:]) {
			continue
		}
		plain, err := candidate.aead.Open(nil, nil, body, bound(head, context))
		if err != nil {
			return nil, ErrTampered
		}
		return plain, nil
	}
	return nil, ErrNoKey
}

// Stale reports whether something was sealed with another key than the one that seals now.
func (k *Keyring) Stale(sealed []byte) bool {
	head := header(k.keys[0].id)
	return len(sealed) < len(head) || string(sealed[:len(head)]) != string(head)
}

// MAC returns a code of 32 bytes for the message that nobody can make without the key.
// Codes for one purpose are worth nothing for another.
func (k *Keyring) MAC(purpose, message string) []byte { return k.keys[0].mac(purpose, message) }

// MACs returns the code by each key, for looking up what was kept before the keys changed.
func (k *Keyring) MACs(purpose, message string) [][]byte {
	all := make([][]byte, len(k.keys))
	for i, key := range k.keys {
		all[i] = key.mac(purpose, message)
	}
	return all
}

// Matches reports whether the code was made for the purpose and message, by any of the keys.
func (k *Keyring) Matches(mac []byte, purpose, message string) bool {
	matches := false
	for _, candidate := range k.MACs(purpose, message) {
		if hmac.Equal(mac, candidate) {
			matches = true // and go on, so that the time tells nothing
		}
	}
	return matches
}

func (k key) mac(purpose, message string) []byte {
	h := hmac.New(sha256.New, derive(k.master, "plass mac "+purpose))
	h.Write([]byte(message))
	return h.Sum(nil)
}

func newKey(id string, master []byte) (key, error) {
	block, err := aes.NewCipher(derive(master, "plass seal"))
	if err != nil {
		return key{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return key{id, master, aead}, err
}

// derive makes a key for one use, so that no key is used for two.
func derive(master []byte, use string) []byte {
	derived, err := hkdf.Key(sha256.New, master, nil, use, 32)
	if err != nil {
		panic(err) // 32 bytes can always be had
	}
	return derived
}

func header(id string) []byte { return append([]byte{format, byte(len(id))}, id...) }

// bound is what the seal also covers: the header, the context, and where one ends and the other begins.
func bound(head []byte, context string) []byte {
	b := binary.AppendUvarint(nil, uint64(len(head)))
	return append(append(b, head...), context...)
}
