// Package route knows the address of every page.
package route

import "fmt"

// Addresses that everybody may open.
const (
	Home          = "/"
	Login         = "/login"
	LoginCode     = "/login/code"
	Logout        = "/logout"
	Switch        = "/switch"   // between one's own memberships
	Language      = "/language" // POST lang
	Parked        = "/parked"   // what was sent when the session had run out
	ParkedThrown  = "/parked/thrown"
	Accessibility = "/accessibility"
	Privacy       = "/privacy"
	Healthz       = "/healthz"
	Readyz        = "/readyz"
	Demo          = "/demo"
	DemoPeople    = "/demo/people.json"
	DemoLogin     = "/demo/login"
	DemoOutbox    = "/demo/outbox"
)

// Addresses of the Nav side.
const (
	Today          = "/today"
	Employers      = "/employers"
	Seats          = "/seats"
	Candidates     = "/candidates"
	Requests       = "/requests"
	Inquiries      = "/inquiries"
	Agreements     = "/agreements"
	Presentations  = "/presentations"
	Placements     = "/placements"
	Meetings       = "/meetings"
	Search         = "/search"
	StandIns       = "/stand-ins"
	Openings       = "/openings" // who has looked at whom
	Templates      = "/templates"
	NewTemplate    = "/templates/new"
	Advice         = "/advice"  // meetings at which an employer is advised
	Charter        = "/charter" // the employers of a network without duties
	Effects        = "/effects" // agreements that pay by results, side by side
	Promises       = "/promises"
	NoOfferYet     = "/promises/waiting" // whom an offer within the period was promised, and has not come to
	Imports        = "/imports"          // what came in from spreadsheets
	Administration = "/administration"
	NavPeople      = "/administration/people"
	Offices        = "/administration/offices"
	Settings       = "/administration/settings"
	Rules          = "/administration/rules"
	Words          = "/administration/words"
	WordsSwap      = "/administration/words/swap"
	Lists          = "/administration/lists"
	Desks          = "/administration/desks"
	NewDesk        = "/administration/desks/new"
	ContactFinder  = "/contact-finder" // who answers employers where
	Insight        = "/insight"
	InsightRows    = "/insight/rows" // what a number counts
)

// Addresses that every side has.
const (
	Notices     = "/notices"      // POST marks all as read
	Calendar    = "/calendar"     // POST makes a secret address
	CalendarEnd = "/calendar/end" // POST
	Drafts      = "/drafts"       // POST
	DraftsEnd   = "/drafts/end"   // POST
)

// Addresses of the partner side.
const (
	Now             = "/partner/now"
	OurPlaces       = "/partner/places"
	OurAgreements   = "/partner/agreements"
	OurPeople       = "/partner/people"
	OurWorkTasks    = "/partner/work-tasks"
	OurBuddies      = "/partner/buddies"
	PartnerRequests = "/partner/requests"
	OurFinder       = "/partner/contact-finder"
	OurResults      = "/partner/results"
	OurNoOfferYet   = "/partner/promises/waiting"
)

// Addresses of the candidate side.
const (
	MyPlan     = "/my/plan"
	MyMeetings = "/my/meetings"
	MyLearning = "/my/learning"
	MyPapers   = "/my/papers"
	WhoLooked  = "/my/who-has-looked"
	MyPromises = "/my/promises"
	MyYes      = "/my/questions" // the questions about being presented
	MyProfile  = "/my/profile"
)

// ID is what identifies the thing in an address.
type ID = fmt.Stringer

// Template is the page of a partnership model.
func Template(key string) string { return Templates + "/" + key }

// Under returns the address of something that belongs to what id names in the list at base:
// Under(Employers, e.ID, "units") is /employers/…/units.
func Under(base string, id ID, parts ...string) string {
	address := base + "/" + id.String()
	for _, part := range parts {
		address += "/" + part
	}
	return address
}

// Employer is the page of an employer, or something below it.
func Employer(id ID, parts ...string) string { return Under(Employers, id, parts...) }

// Agreement is the page of an agreement, or something below it.
func Agreement(id ID, parts ...string) string { return Under(Agreements, id, parts...) }

// Request is the page of a request for candidates, or something below it.
func Request(id ID, parts ...string) string { return Under(Requests, id, parts...) }

// Nomination is something below a nomination; it has no page of its own.
func Nomination(id ID, parts ...string) string { return Under("/nominations", id, parts...) }

// Candidate is the page of a candidate on the Nav side, or something below it.
func Candidate(id ID, parts ...string) string { return Under(Candidates, id, parts...) }

// Presentation is the page of a presentation on the Nav side, or something below it.
func Presentation(id ID, parts ...string) string { return Under(Presentations, id, parts...) }

// Placement is the page of a placement on the Nav side, or something below it.
func Placement(id ID, parts ...string) string { return Under(Placements, id, parts...) }

// Meeting is the page of a meeting on the Nav side, or something below it.
func Meeting(id ID, parts ...string) string { return Under(Meetings, id, parts...) }

// Promise is the page of a promise on the Nav side, or something below it.
func Promise(id ID, parts ...string) string { return Under(Promises, id, parts...) }

// Inquiry is the page of an inquiry, or something below it.
func Inquiry(id ID, parts ...string) string { return Under(Inquiries, id, parts...) }

// StandIn is something below a window in which somebody stands in.
func StandIn(id ID, parts ...string) string { return Under(StandIns, id, parts...) }

// Import is the page of a spreadsheet that is brought in, or something below it.
func Import(id ID, parts ...string) string { return Under(Imports, id, parts...) }

// Partner is the page of something on the partner side: Partner("meetings", id, "minutes").
func Partner(kind string, id ID, parts ...string) string {
	return Under("/partner/"+kind, id, parts...)
}

// My is the page of something on the candidate side: My("questions", id, "answer").
func My(kind string, id ID, parts ...string) string { return Under("/my/"+kind, id, parts...) }

// Feed is the secret address of somebody's calendar.
func Feed(token string) string { return Calendar + "/" + token + ".ics" }

// Office is the page of an office for those who administer, or something below it.
func Office(id ID, parts ...string) string { return Under(Offices, id, parts...) }

// Rule is something below a rule of an instrument.
func Rule(id ID, parts ...string) string { return Under(Rules, id, parts...) }

// Desk is the page of a desk for those who administer, or something below it.
func Desk(id ID, parts ...string) string { return Under(Desks, id, parts...) }

// NavPerson is something below a role that somebody has at Nav.
func NavPerson(id ID, parts ...string) string { return Under(NavPeople, id, parts...) }

// Grant is something below a role that is proposed.
func Grant(id ID, parts ...string) string { return Under(Administration+"/grants", id, parts...) }
