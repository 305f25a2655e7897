package site

import (
	"fmt"
)

// longestReview is the longest interval of reviews, in months, that is no slip of the pen.
const longestReview = 60

// review checks the site's word on its reviews.
func (k *checker) review() {
	r := k.site.Review
	if r == nil {
		return
	}
	if n := r.EveryMonths; n.Set() && (n.V < 1 || n.V > longestReview) {
		k.fault("S83", n.At, fmt.Sprintf("write a number of months from 1 to %d", longestReview), "a review every %d months is no interval", n.V)
	}
	if date := k.site.Document.Date; r.Last.Set() && date.Set() && date.V.Before(r.Last.V) {
		k.fault("S84", r.Last.At, "date the document on or after the review", "the last review, on %s, is later than the document, which is of %s", r.Last.V, date.V)
	}
}
