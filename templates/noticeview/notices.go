package noticeview

import (
	"slices"

	"plass/internal/notice"
)

func unread(list []notice.Notice) bool {
	return slices.ContainsFunc(list, func(n notice.Notice) bool { return n.ReadAt == nil })
}
