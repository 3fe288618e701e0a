package server

import (
	"net/http"
	"net/url"
	"slices"
)

// pageOf returns the rows of one page, and the last of them when there is a next page: lists are asked for one row more than they show.
func pageOf[Row any](rows []Row, size int) (shown []Row, last *Row) {
	if len(rows) <= size {
		return rows, nil
	}
	return rows[:size], &rows[size-1]
}

// afterRow returns the rows after the one that it is; all when none is.
func afterRow[Row any](rows []Row, is func(Row) bool) []Row {
	return rows[slices.IndexFunc(rows, is)+1:]
}

// nextPage returns the address of the page after last, seen the same way; none when last is nil.
func nextPage[Row any](r *http.Request, last *Row, key func(Row) string) string {
	if last == nil {
		return ""
	}
	return withAfter(r, key(*last))
}

// firstPage returns the address of the first page, seen the same way; none when this is it.
func firstPage(r *http.Request, after string) string {
	if after == "" {
		return ""
	}
	return withAfter(r, "")
}

func withAfter(r *http.Request, after string) string {
	query := r.URL.Query()
	query.Set("after", after)
	if after == "" {
		query.Del("after")
	}
	return (&url.URL{Path: r.URL.Path, RawQuery: query.Encode()}).String()
}
