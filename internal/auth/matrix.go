package auth

import (
	_ "embed"
	"encoding/csv"
	"strings"
)

//go:embed matrix.csv
var matrixFile string

// An Op is something that can be done to a resource.
type Op byte

// The operations of the authorisation matrix.
const (
	List   Op = 'L'
	Read   Op = 'R'
	Create Op = 'C'
	Update Op = 'U'
	Delete Op = 'D'
	Export Op = 'X'
)

// A Cell is an operation on a resource: what a route asks the matrix for.
type Cell struct {
	Resource string
	Op       Op
}

// matrix holds, by resource and role, the operations that are allowed. What is not written is denied.
var matrix = func() map[string]map[Role]string {
	rows, err := csv.NewReader(strings.NewReader(matrixFile)).ReadAll()
	if err != nil {
		panic(err)
	}
	m := map[string]map[Role]string{}
	for _, row := range rows[1:] {
		m[row[0]] = map[Role]string{}
		for i, ops := range row[1:] {
			m[row[0]][Role(rows[0][i+1])] = ops
		}
	}
	return m
}()

// Known reports whether the matrix has the cell's resource.
func (c Cell) Known() bool { return matrix[c.Resource] != nil }

// May reports whether the role is allowed the cell. Relation and thing are asked for further in.
func (r Role) May(c Cell) bool { return strings.IndexByte(matrix[c.Resource][r], byte(c.Op)) >= 0 }
