package register

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// National is where the national register answers.
const National = "https://data.brreg.no"

const (
	patience = 2 * time.Second // for the whole lookup; then people type by hand
	largest  = 4 << 20         // bytes of one answer; a chain of a thousand shops needs about one and a half million
	mostSubs = 1000            // sub-units asked for; nobody looks through more in a list
)

// A Client looks organisations up over HTTP.
type Client struct {
	base string
	http http.Client
}

// NewClient returns a client of the register at the base address, [National] or a local one.
func NewClient(base string) *Client {
	return &Client{strings.TrimSuffix(base, "/") + "/enhetsregisteret/api", http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Lookup returns the organisation with the number, which must be of the kind wanted.
func (c *Client) Lookup(ctx context.Context, number Number, wanted Kind) (Entry, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	first, second := MainUnit, SubUnit
	if wanted == SubUnit {
		first, second = SubUnit, MainUnit
	}
	e, err := c.entry(ctx, number, first)
	if errors.Is(err, ErrUnknown) {
		return c.otherKind(ctx, number, second)
	}
	if err != nil || wanted == SubUnit {
		return e, err
	}
	e.Units, err = c.subUnits(ctx, number)
	return e, err
}

// otherKind explains why the number was not found among those of the kind wanted.
func (c *Client) otherKind(ctx context.Context, number Number, kind Kind) (Entry, error) {
	e, err := c.entry(ctx, number, kind)
	if err != nil {
		return Entry{}, err
	}
	if kind == SubUnit {
		return e, ErrSubUnit
	}
	return e, ErrMainUnit
}

func (c *Client) entry(ctx context.Context, number Number, kind Kind) (Entry, error) {
	collection := "/enheter/"
	if kind == SubUnit {
		collection = "/underenheter/"
	}
	var found organisation
	if err := c.get(ctx, collection+url.PathEscape(string(number)), &found); err != nil {
		return Entry{}, err
	}
	if found.Deleted != "" {
		return Entry{}, ErrDeleted
	}
	return found.entry(kind), nil
}

func (c *Client) subUnits(ctx context.Context, parent Number) ([]Entry, error) {
	var found struct {
		Embedded struct {
			Units []organisation `json:"underenheter"`
		} `json:"_embedded"`
	}
	query := url.Values{"overordnetEnhet": {string(parent)}, "size": {fmt.Sprint(mostSubs)}}
	if err := c.get(ctx, "/underenheter?"+query.Encode(), &found); err != nil {
		return nil, err
	}
	var units []Entry
	for _, o := range found.Embedded.Units {
		if o.Deleted == "" {
			units = append(units, o.entry(SubUnit))
		}
	}
	return units, nil
}

// someThere is how many organisations at a postcode are asked where they lie. A few postcodes reach into two municipalities.
const someThere = 20

// MunicipalityOf returns the number of the municipality that most organisations at the postcode lie in; ErrUnknown when none lies there.
func (c *Client) MunicipalityOf(ctx context.Context, postcode string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var found struct {
		Embedded struct {
			Main []organisation `json:"enheter"`
		} `json:"_embedded"`
	}
	query := url.Values{"forretningsadresse.postnummer": {postcode}, "size": {fmt.Sprint(someThere)}}
	if err := c.get(ctx, "/enheter?"+query.Encode(), &found); err != nil {
		return "", err
	}
	most, there := "", map[string]int{}
	for _, o := range found.Embedded.Main {
		if o.Business == nil || o.Business.PostalCode != postcode || o.Business.MunicipalNo == "" {
			continue
		}
		if there[o.Business.MunicipalNo]++; there[o.Business.MunicipalNo] > there[most] {
			most = o.Business.MunicipalNo
		}
	}
	if most == "" {
		return "", ErrUnknown
	}
	return most, nil
}

func (c *Client) get(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		return fmt.Errorf("register: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	res, err := c.http.Do(req)
	if err != nil {
		return unavailable(err)
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusBadRequest: // 400 is its answer to a number that cannot exist
		return ErrUnknown
	case http.StatusGone: // removed for legal reasons
		return ErrDeleted
	default:
		return unavailable(errors.New(res.Status))
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	if err != nil {
		return unavailable(err)
	}
	if len(body) > largest {
		return unavailable(errors.New("the answer is too large"))
	}
	if err := json.Unmarshal(body, into); err != nil {
		return unavailable(err)
	}
	return nil
}

// unavailable leaves out the address that was asked for: it holds a number, and logs hold none.
func unavailable(err error) error {
	var asked *url.Error
	if errors.As(err, &asked) {
		err = asked.Err
	}
	return fmt.Errorf("%w: %v", ErrUnavailable, err)
}
