package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// readText reads text with semicolons, commas or tabs, in any of the encodings that spreadsheets write here.
func readText(data []byte) (Sheet, error) {
	words, err := decode(data)
	if err != nil {
		return Sheet{}, err
	}
	from := 1
	if rest, ok := strings.CutPrefix(words, "sep="); ok { // Excel's own line about the separator
		_, words, _ = strings.Cut(rest, "\n")
		from = 2
	}
	r := csv.NewReader(strings.NewReader(words))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = separator(words), -1, true
	var s Sheet
	line, no := 1, from // the line after the last row, and the row that it would be
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
			return Sheet{}, refused("quote", "line", wrong.StartLine+from-1)
		}
		if err != nil {
			return Sheet{}, refused("not_a_spreadsheet")
		}
		start, _ := r.FieldPos(0)
		no += start - line // empty lines are rows too
		if err := s.add(no, cells); err != nil {
			return Sheet{}, err
		}
		end, _ := r.FieldPos(len(cells) - 1)
		line = end + strings.Count(cells[len(cells)-1], "\n") + 1
		no++
	}
	if len(s.Rows) == 0 {
		return Sheet{}, refused("empty")
	}
	return s, nil
}

// decode returns the file's text, whichever encoding it is in: Excel writes Windows-1252 unless it is asked for UTF-8.
func decode(data []byte) (string, error) {
	if bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		words, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", refused("not_a_spreadsheet")
		}
		return string(words), nil
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if bytes.HasPrefix(data, []byte("%PDF")) || bytes.ContainsAny(data[:min(len(data), 4096)], "\x00\x01\x02\x03\x04\x05\x06") {
		return "", refused("not_a_spreadsheet")
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	words, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", refused("not_a_spreadsheet")
	}
	return string(words), nil
}

// separator is the sign that stands the most often in the first line that has any, outside quotes.
func separator(words string) rune {
	for line := range strings.Lines(words) {
		best, most, quoted := ';', 0, false
		count := map[rune]int{}
		for _, r := range line {
			if r == '"' {
				quoted = !quoted
			} else if !quoted {
				count[r]++
			}
		}
		for _, r := range []rune{';', ',', '\t'} {
			if count[r] > most {
				best, most = r, count[r]
			}
		}
		if most > 0 {
			return best
		}
	}
	return ';'
}
