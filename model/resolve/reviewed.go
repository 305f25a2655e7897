package resolve

import (
	"fmt"

	"portolan/model/product"
	"portolan/model/source"
)

// hintReviews says which runbooks' texts were reviewed after the day that the document bears: a document cannot hold what was written later,
// and who reads both dates trusts neither.
func hintReviews(s *product.Network) {
	date := s.Plan.Document.Date
	late, last := 0, source.Date{}
	for _, b := range s.Plan.Runbooks {
		if !date.IsZero() && date.Before(b.LastReviewed) {
			late++
			if last.Before(b.LastReviewed) {
				last = b.LastReviewed
			}
		}
	}
	if late == 0 {
		return
	}
	s.Found = append(s.Found, source.Diagnostic{Severity: source.Hint, Code: "S86", At: s.Site.Document.Date.At,
		What: fmt.Sprintf("texts of %d runbooks were reviewed after the document's date, the last on %s", late, last),
		Help: "date the document when its pack is built, or build with a catalogue of that time"})
}
