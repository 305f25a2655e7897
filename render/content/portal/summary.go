// Package portal says of a pack in short what lists of many packs show of it, for programs, and words the front page of a portal, which joins packs
// by what they say of themselves.
package portal

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/content/review"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// SummaryPath is the file of a pack's summary.
const SummaryPath = ref.Data + "summary.json"

// SummaryFormat is the version of its format. New keys do not change it.
const SummaryFormat = 1

// A Summary is what a pack says of itself in short: summary.json.
type Summary struct {
	Format         int      `json:"format"`
	Site           string   `json:"site"`
	Customer       string   `json:"customer"`
	Title          string   `json:"title"`
	Document       string   `json:"document"`
	Classification string   `json:"classification"`
	Revision       string   `json:"revision"`
	Date           string   `json:"date"`
	History        []string `json:"history"` // the revisions of the document, as it lists them
	Status         string   `json:"status"`  // draft or approved
	Approved       int      `json:"approved"`
	Approvers      int      `json:"approvers"`
	Products       []string `json:"products"`
	Nodes          int      `json:"nodes"` // hosts that run the products
	Hosts          int      `json:"hosts"` // all hosts
	Rules          int      `json:"rules"`
	Open           []Open   `json:"open"`
}

// Open is a kind of open items with their number.
type Open struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Count int    `json:"count"`
}

// SummaryOf is the summary of a plan.
func SummaryOf(resolved *plan.Plan, w *wordlist.List) Summary {
	c := resolved.Document
	s := Summary{Format: SummaryFormat, Site: resolved.Site, Customer: c.Customer, Title: c.Title, Document: c.ID, Classification: c.Classification, Revision: c.Revision,
		Date: c.Date.String(), History: []string{}, Status: "approved", Products: review.ProductNames(resolved), Nodes: len(resolved.OfProducts()), Rules: len(resolved.Network()), Open: []Open{}}
	if review.Draft(resolved) {
		s.Status = "draft"
	}
	s.Approved, s.Approvers = review.Signed(resolved)
	for _, h := range c.History {
		s.History = append(s.History, h.Revision)
	}
	for _, p := range resolved.Parties {
		if p.IsHost() {
			s.Hosts++
		}
	}
	for _, o := range review.Opened(resolved) {
		s.Open = append(s.Open, Open{o.Key, o.Title(w), o.Count()})
	}
	return s
}

// Read reads a summary. It may come from a later program, which writes more.
func Read(data []byte) (*Summary, error) {
	s := &Summary{}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %s", SummaryPath, strings.ReplaceAll(err.Error(), "\n", ": "))
	}
	if s.Format != SummaryFormat {
		return nil, fmt.Errorf("%s has format %d; this program knows format %d", SummaryPath, s.Format, SummaryFormat)
	}
	if _, err := source.ParseDate(s.Date); s.Site == "" || s.Status != "draft" && s.Status != "approved" || s.Date != "" && err != nil {
		return nil, errors.New(SummaryPath + " is none that this program wrote")
	}
	return s, nil
}

// OpenItems is the number of all open items.
func (s *Summary) OpenItems() (n int) {
	for _, o := range s.Open {
		n += o.Count
	}
	return n
}

// SameSite tells whether two packs are of one site: the same name, of the same customer.
func (s *Summary) SameSite(other *Summary) bool {
	return s.Site == other.Site && s.Customer == other.Customer
}

// Compare orders sites by customer, title and name.
func (s *Summary) Compare(other *Summary) int {
	return cmp.Or(compareWords(s.Customer, other.Customer), compareWords(s.Title, other.Title), strings.Compare(s.Site, other.Site))
}

// Older orders revisions of one site, the oldest first: by the date that each states, then by the length of its history, then by the revision itself.
func (s *Summary) Older(other *Summary) int {
	return cmp.Or(strings.Compare(s.Date, other.Date), cmp.Compare(len(s.History), len(other.History)), natural(s.Revision, other.Revision))
}

func compareWords(a, b string) int {
	return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
}

// natural compares texts with their numbers as numbers: 1.10 comes after 1.9.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, restA := token(a)
		y, restB := token(b)
		order := strings.Compare(x, y)
		if isDigit(x[0]) && isDigit(y[0]) {
			p, q := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			order = cmp.Or(cmp.Compare(len(p), len(q)), strings.Compare(p, q), order)
		}
		if order != 0 {
			return order
		}
		a, b = restA, restB
	}
	return cmp.Compare(len(a), len(b))
}

// token is the number, or the text up to the next one, with which a text begins.
func token(s string) (first, rest string) {
	n := 1
	for n < len(s) && isDigit(s[n]) == isDigit(s[0]) {
		n++
	}
	return s[:n], s[n:]
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
