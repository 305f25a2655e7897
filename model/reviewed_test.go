package model

import "testing"

// A document cannot hold what was written after its date: the sites of the repository are dated after the texts of the catalogues that they use.
func TestDocumentsAreYoungerThanTheirTexts(t *testing.T) {
	for _, id := range siteIDs(t) {
		_, found := resolveSite(t, id)
		for _, d := range found {
			if d.Code == "S86" {
				t.Errorf("%s: %s", id, d.What)
			}
		}
	}
}
