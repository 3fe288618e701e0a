package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"plass/internal/fault"
	"plass/internal/sheet"
)

func any(sheet.Row) bool { return true }

// read returns the rows as "number: cell|cell".
func read(t *testing.T, data []byte) []string {
	t.Helper()
	s, err := sheet.Read(data, any)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range s.Rows {
		all = append(all, fmt.Sprintf("%d: %s", r.No, strings.Join(r.Cells, "|")))
	}
	return all
}

// why returns the text key of the refusal.
func why(t *testing.T, data []byte) string {
	t.Helper()
	_, err := sheet.Read(data, any)
	wrong, ok := errors.AsType[fault.Invalid](err)
	if !ok {
		t.Fatalf("the error is %v, want a sentence for the field", err)
	}
	return wrong["file"].Key
}

func encoded(t *testing.T, words string, with interface{ Bytes([]byte) ([]byte, error) }) []byte {
	t.Helper()
	data, err := with.Bytes([]byte(words))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTextInEveryEncodingAndWithEverySeparator(t *testing.T) {
	t.Parallel()
	const words = "Navn;Sted\r\nØyer Grønt;Tromsø\r\n"
	want := []string{"1: Navn|Sted", "2: Øyer Grønt|Tromsø"}
	for name, data := range map[string][]byte{
		"UTF-8":            []byte(words),
		"UTF-8 with mark":  []byte("\uFEFF" + words),
		"Windows-1252":     encoded(t, words, charmap.Windows1252.NewEncoder()),
		"UTF-16":           encoded(t, words, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()),
		"commas":           []byte(strings.ReplaceAll(words, ";", ",")),
		"tabs":             []byte(strings.ReplaceAll(words, ";", "\t")),
		"quotes and comma": []byte("\"Navn\",Sted\n\"Øyer Grønt\",\"Tromsø\"\n"),
	} {
		if got := read(t, data); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestRowsAreNumberedAsTheSpreadsheetNumbersThem(t *testing.T) {
	t.Parallel()
	got := read(t, []byte("A;B\n\n\"to\nlinjer\";x\n;\nsist;y\n"))
	want := []string{"1: A|B", "3: to\nlinjer|x", "5: sist|y"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := read(t, []byte("sep=;\nA;B\n1;2\n")); !slices.Equal(got, []string{"2: A|B", "3: 1|2"}) {
		t.Errorf("with a line about the separator: %q", got)
	}
}

func workbook(t *testing.T, fill func(f *excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWorkbook(t *testing.T) {
	t.Parallel()
	data := workbook(t, func(f *excelize.File) error {
		return errors.Join(
			f.SetCellStr("Sheet1", "A1", "forside"),
			func() error { _, err := f.NewSheet("Data"); return err }(),
			f.SetCellStr("Data", "A3", "Nummer"), f.SetCellStr("Data", "B3", "Dag"),
			f.SetCellValue("Data", "A4", 314127005), f.SetCellValue("Data", "B4", 46082), f.SetCellStr("Data", "C4", "=SUM(1)"))
	})
	s, err := sheet.Read(data, func(r sheet.Row) bool { return r.Cell(0) == "Nummer" })
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rows) != 2 || s.Rows[1].No != 4 || s.Rows[1].Cell(0) != "314127005" || s.Rows[1].Cell(1) != "46082" || s.Rows[1].Cell(2) != "=SUM(1)" {
		t.Errorf("read %+v", s.Rows)
	}
}

func TestRubbishIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 64<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	whole := workbook(t, func(f *excelize.File) error { return f.SetCellStr("Sheet1", "A1", "x") })
	for want, data := range map[string][]byte{
		"empty":             {},
		"too_large":         make([]byte, sheet.MaxBytes+1),
		"too_large_inside":  bomb.Bytes(),
		"not_a_spreadsheet": []byte("%PDF-1.7\n%âãÏÓ\n1 0 obj"),
		"old_excel":         []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"),
		"too_many_rows":     []byte("Nummer\n" + strings.Repeat("1\n", 50_000)),
		"quote":             []byte("a;b\nx;\"uten slutt\nmer"),
	} {
		if got := why(t, data); got != "import.file."+want {
			t.Errorf("%s is refused with %s", want, got)
		}
	}
	for n := 4; n < len(whole); n += 97 { // a download that broke off
		if got := why(t, whole[:n]); got != "import.file.not_a_spreadsheet" {
			t.Errorf("the first %d bytes of a workbook are refused with %s", n, got)
		}
	}
	if got := why(t, []byte("\r\n;;;\r\n")); got != "import.file.empty" {
		t.Errorf("empty rows are refused with %s", got)
	}
}
