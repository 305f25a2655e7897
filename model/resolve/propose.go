package resolve

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/product"
	"portolan/model/source"
)

// Proposal tells to which sites it is proposed how they cover the topics that stay open.
type Proposal int

// The proposals: none, to sites that have begun to say what they use, and to all.
const (
	ToNobody Proposal = iota
	ToUsers
	ToAll
)

// proposeUses gives the topics that stay open the lines by which a site begins to use what covers them, or what to agree with whom.
func proposeUses(s *product.Network) {
	for i := range s.Plan.NotCovered {
		if n := &s.Plan.NotCovered[i]; len(n.Declared) == 0 {
			topic := catalog.Topics()[n.ID]
			n.Lines, n.Agree = strings.TrimSpace(topic.Lines.V), topic.Agree.V
		}
	}
}

// hintTopics says which topics stay open, and what to write for those that a catalogue of infrastructure covers. All of a site are one hint.
func hintTopics(s *product.Network) {
	var open, lines []string
	for _, n := range s.Plan.NotCovered {
		if len(n.Declared) > 0 {
			continue
		}
		open = append(open, n.ID)
		if n.Lines != "" && !slices.Contains(lines, n.Lines) {
			lines = append(lines, n.Lines)
		}
	}
	if len(lines) == 0 {
		return
	}
	s.Found = append(s.Found, source.Diagnostic{Severity: source.Hint, Code: "S240", At: s.Site.File.Top(), What: "no rule covers " + strings.Join(open, ", "),
		Help: fmt.Sprintf("write, of what the site has, `%s`; declare the rest as flows, with what they cover", strings.Join(lines, "\n\n"))})
}
