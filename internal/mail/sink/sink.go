// Package sink is a mail server that delivers nothing: it keeps the letters for whoever asks, in the demo and in tests.
package sink

import (
	"net"
	"slices"
	"sync"
	"time"
)

// kept is how many letters are kept; older ones are thrown away.
const kept = 500

// A Mail is a letter as the recipient's program would show it.
type Mail struct {
	At      time.Time
	ID      string
	From    string
	To      []string
	Subject string
	Text    string
	HTML    string
	Raw     []byte // every byte that was sent, headers included
}

// A Sink accepts every letter sent to it.
type Sink struct {
	listener net.Listener
	mu       sync.Mutex
	mails    []Mail
	arrived  chan struct{} // closed and renewed when a letter arrives
}

// Start listens on a free loopback port.
func Start() (*Sink, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Sink{listener: l, arrived: make(chan struct{})}
	go s.accept()
	return s, nil
}

// URL returns the address to open a sender with.
func (s *Sink) URL() string { return "smtp://" + s.listener.Addr().String() + "?tls=none" }

// Close stops listening.
func (s *Sink) Close() error { return s.listener.Close() }

// Mails returns the letters, the newest first.
func (s *Sink) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	mails := slices.Clone(s.mails)
	slices.Reverse(mails)
	return mails
}

// To returns the letters to an address, the newest first.
func (s *Sink) To(address string) []Mail {
	return slices.DeleteFunc(s.Mails(), func(m Mail) bool { return !slices.Contains(m.To, address) })
}

// Await returns the letters to an address as soon as there are n of them, or as many as there are when patience ends.
func (s *Sink) Await(address string, n int, patience time.Duration) []Mail {
	end := time.After(patience)
	for {
		s.mu.Lock()
		arrived := s.arrived
		s.mu.Unlock()
		mails := s.To(address)
		if len(mails) >= n {
			return mails
		}
		select {
		case <-arrived:
		case <-end:
			return mails
		}
	}
}

func (s *Sink) keep(m Mail) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = append(s.mails, m)
	if extra := len(s.mails) - kept; extra > 0 {
		s.mails = slices.Delete(s.mails, 0, extra)
	}
	close(s.arrived)
	s.arrived = make(chan struct{})
}
