package main

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
)

// A wire stands between the program and the database and counts how often the program waits for an answer.
type wire struct {
	folder string // a socket's, as the database's own is
	trips  atomic.Int64
	socket net.Listener
}

const socketName = ".s.PGSQL.5432"

// listen makes a wire to the database whose socket is in the folder.
func listen(database string) (*wire, error) {
	folder, err := os.MkdirTemp("", "wire")
	if err != nil {
		return nil, err
	}
	w := &wire{folder: folder}
	if w.socket, err = net.Listen("unix", filepath.Join(folder, socketName)); err != nil {
		return nil, err
	}
	go func() {
		for {
			program, err := w.socket.Accept()
			if err != nil {
				return
			}
			go w.carry(program, filepath.Join(database, socketName))
		}
	}()
	return w, nil
}

// close lets nobody else come by the wire. What comes by it already goes on.
func (w *wire) close() {
	_ = w.socket.Close()
	_ = os.RemoveAll(w.folder)
}

// carry carries what both say to each other. A trip is the program saying something after the database has spoken.
func (w *wire) carry(program net.Conn, address string) {
	database, err := net.Dial("unix", address)
	if err != nil {
		_ = program.Close()
		return
	}
	var answered atomic.Bool
	answered.Store(true)
	go func() {
		_, _ = io.Copy(saying{program, func() { answered.Store(true) }}, database)
		_ = program.Close()
	}()
	_, _ = io.Copy(saying{database, func() {
		if answered.Swap(false) {
			w.trips.Add(1)
		}
	}}, program)
	_ = database.Close()
}

// saying notes that something is said before it is.
type saying struct {
	to   io.Writer
	note func()
}

func (s saying) Write(b []byte) (int, error) {
	s.note()
	return s.to.Write(b)
}
