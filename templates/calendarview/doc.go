// Package calendarview lets people take their meetings into their own calendar.
package calendarview
