package model

import (
	"fmt"

	"portolan/model/source"
)

// ReviewInfo is when the rules of the site are looked over.
type ReviewInfo struct {
	EveryMonths int         `json:"every_months"`
	Last        source.Date `json:"last,omitzero"`
	By          string      `json:"by,omitempty"`
	Next        source.Date `json:"next,omitzero"` // when the next review is due; zero while there was none
}

// longestReview is the longest interval of reviews, in months, that is no slip of the pen.
const longestReview = 60

// review checks the site's word on its reviews.
func (k *siteChecker) review() {
	r := k.site.Review
	if r == nil {
		return
	}
	k.line(r.By)
	if n := r.EveryMonths; n.Set() && (n.V < 1 || n.V > longestReview) {
		k.fault("S83", n.At, fmt.Sprintf("write a number of months from 1 to %d", longestReview), "a review every %d months is no interval", n.V)
	}
	if date := k.site.Document.Date; r.Last.Set() && date.Set() && date.V.Before(r.Last.V) {
		k.fault("S84", r.Last.At, "date the document on or after the review", "the last review, on %s, is later than the document, which is of %s", r.Last.V, date.V)
	}
}

// reviewDates puts the reviews into the plan, and warns when one is overdue on the day of the check. The plan says when the next one is
// due and never whether that day has passed: a pack's bytes do not depend on the day on which it was built.
func (s *shared) reviewDates() {
	r := s.site.Review
	if r == nil {
		return
	}
	s.plan.Review = &ReviewInfo{EveryMonths: r.EveryMonths.V, Last: r.Last.V, By: r.By.V}
	if r.Last.V.IsZero() {
		return
	}
	next := r.Last.V.AddMonths(r.EveryMonths.V)
	s.plan.Review.Next = next
	if next.Before(s.asOf) {
		s.found = append(s.found, source.Diagnostic{Code: "S85", Severity: source.Warning, At: r.Last.At,
			What: fmt.Sprintf("the review of the rules was due on %s", next), Help: "review them, and write the day here"})
	}
}
