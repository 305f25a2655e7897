package resolve

import (
	"fmt"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// reviewDates are the dates of the reviews, nil where the site has none. It warns when one is overdue on the day of the check. The plan says when the next one is
// due and never whether that day has passed: a pack's bytes do not depend on the day on which it was built.
func reviewDates(s *product.Network) *plan.ReviewInfo {
	r := s.Site.Review
	if r == nil {
		return nil
	}
	info := &plan.ReviewInfo{EveryMonths: r.EveryMonths.V, Last: r.Last.V, By: r.By.V}
	if r.Last.V.IsZero() {
		return info
	}
	next := r.Last.V.AddMonths(r.EveryMonths.V)
	info.Next = next
	if next.Before(s.AsOf) && !s.DoubtWithin("review") {
		s.Found = append(s.Found, source.Diagnostic{Code: "S85", Severity: source.Warning, At: r.Last.At,
			What: fmt.Sprintf("the review of the rules was due on %s", next), Help: "review them, and write the day here"})
	}
	return info
}
