package terminal

import (
	"fmt"
	"strings"

	"portolan/model/revision"
)

// Gone tells of a rule that an earlier revision has and the site has no longer: what it followed from, which of that is still so, and what changed. in is where the
// earlier revision was read.
func Gone(g *revision.Gone, in string) string {
	var b strings.Builder
	r := g.Rule
	b.WriteString(inOneLine(r) + "\n")
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "  %-12s %s\n", name, text)
		}
	}
	line("not in", fmt.Sprintf("the site now: revision %s of %s", g.New.Revision, g.New.Date))
	line("was in", fmt.Sprintf("revision %s of %s: %s", g.Old.Revision, g.Old.Date, in))
	if g.Now != "" {
		line("renamed", "the rule that means the same is "+g.Now)
	}
	line("service", r.Service)
	line("purpose", r.Purpose)
	b.WriteString("followed from\n")
	for _, step := range g.Because {
		fmt.Fprintf(&b, "  %-10s %s\n", step.Kind, step.What)
		where := step.Now
		if step.Missing {
			where = strings.TrimSuffix("missing: no rule follows from it any longer; it was at "+step.At(), "; it was at ")
		}
		if where != "" {
			fmt.Fprintf(&b, "  %-10s   %s\n", "", where)
		}
	}
	for _, r := range g.Instead {
		line("instead", inOneLine(r))
	}
	if !g.Explained() {
		line("but", "all of these are as they were; the site differs in something that chooses among them, see portolan diff")
	}
	w := &differenceText{d: &g.Difference, head: func(title string) string { return "  " + title + "\n" },
		entry: func(sign, name string) string { return "    " + sign + " " + name + "\n" },
		more:  func(text string) string { return "        " + text + "\n" }}
	for _, kind := range revision.Kinds {
		w.kind(kind)
	}
	if w.b.Len() > 0 {
		b.WriteString("what changed\n" + w.b.String())
	}
	return b.String()
}

func inOneLine(r revision.Reasoned) string {
	to := r.To
	if r.Via != "" {
		to += " (via " + r.Via + ")"
	}
	return fmt.Sprintf("%s  %s -> %s  %s", r.ID, r.From, to, r.Port)
}
