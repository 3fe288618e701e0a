package sheet

import (
	"archive/zip"
	"bytes"
	"errors"

	"github.com/xuri/excelize/v2"

	"plass/internal/fault"
)

// unpacked is the most bytes that a workbook of [MaxBytes] and [MaxRows] needs once unpacked.
const unpacked = 40 << 20

// readWorkbook reads the sheet that is wanted, a row at a time.
func readWorkbook(data []byte, wanted func(Row) bool) (read Sheet, err error) {
	defer func() {
		if p := recover(); p != nil { // a workbook that is not one may get anywhere
			read, err = Sheet{}, refused("not_a_spreadsheet")
		}
	}()
	if err := fits(data); err != nil {
		return Sheet{}, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: unpacked, UnzipXMLSizeLimit: unpacked, // the same: nothing is unpacked onto the disk
	})
	if err != nil {
		return Sheet{}, refused("not_a_spreadsheet")
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	from1904 := false
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		from1904 = *props.Date1904
	}
	var first *Sheet
	for _, name := range f.GetSheetList() {
		s, err := readSheet(f, name)
		if _, ours := errors.AsType[fault.Invalid](err); ours {
			return Sheet{}, err
		}
		if err != nil {
			return Sheet{}, refused("not_a_spreadsheet")
		}
		s.From1904 = from1904
		for _, r := range s.Rows {
			if wanted(r) {
				return s, nil
			}
		}
		if first == nil && len(s.Rows) > 0 {
			first = &s
		}
	}
	if first == nil {
		return Sheet{}, refused("empty")
	}
	return *first, nil
}

// fits refuses what would grow too large, before anything is unpacked.
func fits(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return refused("not_a_spreadsheet")
	}
	sum := uint64(0)
	for _, entry := range z.File {
		if sum += entry.UncompressedSize64; entry.UncompressedSize64 > unpacked || sum > unpacked {
			return refused("too_large_inside")
		}
	}
	return nil
}

// emptiest is how far down a sheet is looked at: people leave empty rows, but not these many.
const emptiest = 10 * MaxRows

func readSheet(f *excelize.File, name string) (Sheet, error) {
	var s Sheet
	rows, err := f.Rows(name)
	if err != nil {
		return s, err
	}
	for no := 1; rows.Next(); no++ {
		if no > emptiest {
			return s, errors.Join(refused("too_many_rows", "most", MaxRows), rows.Close())
		}
		cells, err := rows.Columns()
		if err != nil {
			return s, errors.Join(err, rows.Close())
		}
		if err := s.add(no, cells); err != nil {
			return s, errors.Join(err, rows.Close())
		}
	}
	return s, errors.Join(rows.Error(), rows.Close())
}
