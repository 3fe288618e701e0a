// Package sheet reads the rows of a spreadsheet as people have it: a workbook of Excel's, or text with separators.
//
// What it reads is whatever somebody uploaded, so it believes nothing: every size has a limit, and what is no
// spreadsheet is refused with a sentence.
package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"plass/internal/fault"
)

// Limits of a file.
const (
	MaxBytes = 10 << 20
	MaxRows  = 5000
	maxCells = 200  // of a row
	maxCell  = 5000 // characters
)

// A Sheet is what was read of a file.
type Sheet struct {
	Rows     []Row
	From1904 bool // days are counted from 1904, as Excel on a Mac did
}

// A Row is a row that holds something.
type Row struct {
	No    int // as the spreadsheet numbers it, from 1
	Cells []string
}

// Cell returns the text of the column, counted from 0; empty when the row is shorter.
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// Read reads a file. Wanted tells the sheet that matters in a workbook of several by one of its rows; else it is the first.
// The error of a file that cannot be read is a [fault.Invalid] of the field "file".
func Read(data []byte, wanted func(Row) bool) (Sheet, error) {
	switch {
	case len(data) == 0:
		return Sheet{}, refused("empty")
	case len(data) > MaxBytes:
		return Sheet{}, refused("too_large", "mb", MaxBytes>>20)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWorkbook(data, wanted)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")):
		return Sheet{}, refused("old_excel")
	}
	return readText(data)
}

// refused says why a file is not read.
func refused(why string, args ...any) error { return fault.Of("file", "import.file."+why, args...) }

// add adds a row unless it is empty; an error when there are too many.
func (s *Sheet) add(no int, cells []string) error {
	if len(cells) > maxCells {
		cells = cells[:maxCells]
	}
	kept, empty := make([]string, len(cells)), true
	for i, c := range cells {
		kept[i] = clean(c)
		empty = empty && kept[i] == ""
	}
	if empty {
		return nil
	}
	if len(s.Rows) > MaxRows { // one more: the headings
		return refused("too_many_rows", "most", MaxRows)
	}
	s.Rows = append(s.Rows, Row{no, kept})
	return nil
}

// clean returns the text of a cell without space around it, and without what is no text.
func clean(cell string) string {
	cell = strings.ReplaceAll(strings.ToValidUTF8(cell, "\uFFFD"), "\x00", "")
	cell = strings.TrimSpace(strings.ReplaceAll(cell, "\r\n", "\n"))
	if utf8.RuneCountInString(cell) > maxCell {
		cell = string([]rune(cell)[:maxCell])
	}
	return strings.Clone(cell)
}
