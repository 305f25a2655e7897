package terminal

import (
	"fmt"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/plan"
	"portolan/model/query"
)

// Profiles is what the profiles open at a site: how many rules each, and the disputed rules with the profiles that open them.
func Profiles(c *query.Comparison, width int) string {
	t := &page{width: width}
	t.line(0, "%s: profile %s", c.Site, c.Profile)
	var rows [][]string
	for _, n := range c.Counts {
		rows = append(rows, []string{string(n.Profile), fmt.Sprintf("%d rules", n.Rules), profileMeanings[n.Profile]})
	}
	texttable.Table(&t.b, width, 2, rows)
	if len(c.Disputed) == 0 {
		t.line(0, "")
		t.line(0, "No rule of this site is disputed: the profiles open the same.")
		return t.b.String()
	}
	t.table("Disputed rules", disputedRows(c))
	t.table("Questions", questionRows(c))
	return t.b.String()
}

var profileMeanings = map[plan.Profile]string{
	plan.UsualProfile:      "disputed rules are open, but those that their catalogue itself calls against the usual direction (default)",
	plan.FullProfile:       "every disputed rule is open",
	plan.UndisputedProfile: "no disputed rule is open",
}

func disputedRows(c *query.Comparison) [][]string {
	head := []string{"rule", "question"}
	for _, n := range c.Counts {
		head = append(head, string(n.Profile))
	}
	rows := [][]string{append(head, "connection")}
	for i := range c.Disputed {
		d := &c.Disputed[i]
		row := []string{d.ID, d.Rule.Disputed}
		for _, n := range c.Counts {
			word := "-"
			if d.In(n.Profile) {
				word = "open"
			}
			row = append(row, word)
		}
		rows = append(rows, append(row, fmt.Sprintf("%s -> %s  %s", d.From, d.To, d.Socket())))
	}
	return rows
}

// questionRows are the questions of the disputed rules, in the order in which these name them.
func questionRows(c *query.Comparison) [][]string {
	var rows [][]string
	seen := map[string]bool{}
	for i := range c.Disputed {
		if d := &c.Disputed[i]; !seen[d.Rule.Disputed] {
			seen[d.Rule.Disputed] = true
			rows = append(rows, []string{d.Rule.Disputed, d.Title})
		}
	}
	return rows
}
