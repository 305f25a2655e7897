package procedure

import (
	"slices"
	"strings"

	"portolan/model/plan"
)

// roles are who takes part in a runbook as its front names them, and who signs when it is over. Both follow from the steps that are left at this
// site: a role that the book names in more words ("Windows administrator on every node") stands in those, one that it forgot is added, and one
// that only steps demand which this site does not need is left out. A role of the book that none of its steps demands has another part in it,
// such as keeping a password, and signs too. Nobody signs a book that asks for no signature.
func (c *compiler) roles(out *plan.Runbook) (front, sign []string) {
	var here, anywhere []string
	for _, steps := range [][]plan.Step{out.Steps, out.Undo} {
		for i := range steps { // a step is large
			here = withName(here, steps[i].Who)
		}
	}
	for _, steps := range [][]bookStep{c.book.Steps, c.book.Undo} {
		for _, s := range steps {
			anywhere = withName(anywhere, c.plain(s.Who))
		}
	}
	signers := c.plains(c.book.SignOff)
	for _, role := range c.plains(c.book.Roles) {
		who := named(role, here)
		if who == "" && named(role, anywhere) != "" {
			continue
		}
		if who == "" {
			who = named(role, signers)
		}
		if who == "" {
			who, _, _ = strings.Cut(role, ",")
		}
		front, sign = append(front, role), append(sign, who)
	}
	for _, who := range here {
		if who != "" && !slices.Contains(sign, who) {
			front, sign = append(front, who), append(sign, who)
		}
	}
	if len(signers) == 0 {
		sign = nil
	}
	return front, sign
}

func withName(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

// named is the one of some short names of roles with which a role begins, the longest, or nothing.
func named(role string, short []string) string {
	found := ""
	for _, who := range short {
		rest, begins := strings.CutPrefix(role, who)
		if begins && len(who) > len(found) && (rest == "" || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ",")) {
			found = who
		}
	}
	return found
}
