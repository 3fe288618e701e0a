// Package address finds the page of a thing on the reader's own side.
package address

import (
	"context"

	"plass/internal/auth"
	"plass/internal/route"
)

// Placement is the page of a placement, or something below it. A participant has one page for it all.
func Placement(ctx context.Context, id route.ID, parts ...string) string {
	switch auth.From(ctx).Side() {
	case auth.NavSide:
		return route.Placement(id, parts...)
	case auth.CandidateSide:
		return route.MyPlan
	}
	return route.Partner("placements", id, parts...)
}

// Meeting is the page of a meeting, or something below it.
func Meeting(ctx context.Context, id route.ID, parts ...string) string {
	switch auth.From(ctx).Side() {
	case auth.NavSide:
		return route.Meeting(id, parts...)
	case auth.CandidateSide:
		return route.My("meetings", id, parts...)
	}
	return route.Partner("meetings", id, parts...)
}
