package worksheet

import (
	"strings"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// ApprovalText is the printed state of a rule's approval: who agreed, or that nobody has, or what changed since somebody did. Every output
// says it in these words.
func ApprovalText(a *plan.Approval, s approval.Standing, w *wordlist.List) string {
	switch {
	case s.State == approval.Approved && a != nil:
		parts := []string{a.By, a.Date.String()}
		if a.Ticket != "" {
			parts = append(parts, a.Ticket)
		}
		if !a.Until.IsZero() {
			parts = append(parts, w.Fill("approval.until", "date", a.Until))
		}
		return strings.Join(parts, ", ")
	case s.State == approval.Changed && s.Was != nil:
		return w.Fill("approval.changed", "date", s.Was.Date, "changes", changes(s.Changes, w))
	case s.State == approval.Over && s.Was != nil:
		return w.Fill("approval.expired", "date", s.Was.Date, "until", s.Was.Until)
	case s.State == approval.Unneeded:
		return w.Text("approval.not-needed")
	}
	return w.Text("approval.open")
}

func changes(list []approval.Change, w *wordlist.List) string {
	some := func(values []string) string {
		shown, more := approval.Some(values)
		text := strings.Join(shown, ", ")
		if more > 0 {
			text = w.Fill("approval.more", "list", text, "n", more)
		}
		return text
	}
	var parts []string
	for _, c := range list {
		key := "approval.change"
		switch {
		case len(c.Old) == 0:
			key = "approval.added"
		case len(c.New) == 0:
			key = "approval.removed"
		}
		parts = append(parts, w.Fill(key, "what", w.Text("approval.what-"+strings.ReplaceAll(c.What, "_", "-")), "old", some(c.Old), "new", some(c.New)))
	}
	return strings.Join(parts, "; ")
}
