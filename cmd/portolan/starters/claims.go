package starters

import (
	"regexp"
	"slices"
	"strings"
)

// claimFiles hold what people of the template's customer approved and decided.
var claimFiles = []string{"approvals.toml", "decisions.toml"}

// claimTables hold it within the site: what was approved, accepted, waived, tried and looked over, and how the document came about.
var claimTables = regexp.MustCompile(`^\[\[?(approvals|accept|waivers|review|document\.(history|approvals)|runbooks\.[a-z-]+(\.tests)?)[].]`)

// claimKeys hold it within other tables: who did what and when, tickets, and numbers at which somebody answers.
var claimKeys = regexp.MustCompile(`^(id|distribution|requester|ticket|since|until|review|last_tested|phone|mail) = `)

// asks is a line of a request that says something of rules, after which rules it is about.
var asks = regexp.MustCompile(`^(owner|log|status|justification) = `)

// claimed is how a site says how far rules are.
var claimed = regexp.MustCompile(`^status = "[a-z]+"`)

// withoutClaims is the text of a site without what only people of its customer can say, and what nobody may read in the pack of another
// customer: approvals, accepted findings, tests, dates, tickets, telephone numbers. check asks for what a site needs of these.
func withoutClaims(text string) string {
	var kept []string
	for _, paragraph := range strings.Split(strings.TrimRight(text, "\n"), "\n\n") {
		var lines []string
		for _, line := range strings.Split(paragraph, "\n") {
			if claimTables.MatchString(line) {
				lines = nil
				break
			}
			if !claimKeys.MatchString(line) {
				lines = append(lines, claimed.ReplaceAllString(line, `status = "requested"`))
			}
		}
		if len(lines) > 0 && (!strings.HasPrefix(paragraph, "[requests.") || slices.ContainsFunc(lines, asks.MatchString)) {
			kept = append(kept, strings.Join(lines, "\n"))
		}
	}
	return setLine(strings.Join(withoutIdleComments(kept), "\n\n")+"\n", "authors", `["Your name"]`)
}

// withoutIdleComments leaves out a comment that stood above paragraphs which are gone: one with nothing, or another comment, behind it.
func withoutIdleComments(paragraphs []string) []string {
	comment := func(i int) bool {
		at := strings.LastIndex(paragraphs[i], "\n") + 1
		return strings.HasPrefix(paragraphs[i][at:], "#")
	}
	var out []string
	for i := range paragraphs {
		if !comment(i) || i+1 < len(paragraphs) && !comment(i+1) {
			out = append(out, paragraphs[i])
		}
	}
	return out
}
