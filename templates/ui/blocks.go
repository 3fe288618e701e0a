package ui

import "strconv"

// A Colour says what kind of message something is. It never says it alone.
type Colour string

// The colours.
const (
	Neutral Colour = "neutral"
	Accent  Colour = "accent"
	Info    Colour = "info"
	Success Colour = "success"
	Warning Colour = "warning"
	Danger  Colour = "danger"
	Purple  Colour = "meta-purple"
	Lime    Colour = "meta-lime"
)

func (c Colour) glyph() Glyph {
	switch c {
	case Success:
		return SuccessGlyph
	case Warning:
		return WarningGlyph
	case Danger:
		return DangerGlyph
	}
	return InfoGlyph
}

// alert returns Aksel's name for an alert of the colour.
func (c Colour) alert() string {
	switch c {
	case Success, Warning:
		return string(c)
	case Danger:
		return "error"
	}
	return "info"
}

// A Step is one of a [Path].
type Step struct {
	Label string
	Note  string // a day, as a rule
}

func stepState(i, at int) string {
	switch {
	case i < at:
		return "done"
	case i == at:
		return "now"
	}
	return "ahead"
}

// A View is one of [Views].
type View struct {
	To, Label string
	Current   bool
}

// A Person is somebody to call.
type Person struct {
	Name  string
	Does  string // what they do, as a text key or in words
	Phone string
	Email string

	Instead *Person // who does their work just now
}

// A SeatLook is how one place looks on the board.
type SeatLook struct {
	Kind  string // durable or training
	State string // filled, reserved, vacant or closed
	Text  string // initials, a first name, or days empty
	Label string // the same in a sentence
	Href  string
	Late  bool // vacant for longer than was promised
	Named bool // wide enough for a first name
}

func headingSize(level int) string {
	return map[int]string{2: "medium", 3: "small"}[min(level, 3)]
}

func itoa(n int) string { return strconv.Itoa(n) }
