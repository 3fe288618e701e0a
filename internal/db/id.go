package db

import "github.com/google/uuid"

// NewID returns an id that sorts by when it was made.
func NewID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// NewSecretID returns an id that tells nothing of when it was made: for candidates, accounts,
// and all that exists before somebody is presented.
func NewSecretID() uuid.UUID { return uuid.New() }
