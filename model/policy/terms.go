package policy

import (
	"fmt"
	"strconv"
	"strings"

	"portolan/model/approval"
	"portolan/model/plan"
)

// TermsOf are the terms of one flow.
func TermsOf(f *plan.Flow) Terms {
	return Terms{Phase: f.Phase, States: f.States, Requirement: f.Requirement, Condition: f.Condition, Disputed: f.Disputed, RuleMetadata: f.RuleMetadata, Standing: standing(f)}
}

// standing is the state of a flow's approval, without the names of those who ask for it: they part no rules.
func standing(f *plan.Flow) approval.Standing {
	s := f.Standing
	s.Asked = nil
	return s
}

// purpose is the part of the terms that says what is allowed and when, without what is only written beside a rule.
func (t Terms) purpose() string {
	return key(t.Action, string(t.Phase), strings.Join(t.States, " "), t.Requirement, t.Condition, t.Disputed, t.SourcePort)
}

// bookkeeping is the rest: it changes while the rule stays the same.
func (t Terms) bookkeeping() string {
	approval := ""
	if t.Approval != nil {
		approval = fmt.Sprint(*t.Approval)
	}
	return key(t.Log, t.Status, t.Claimed, t.Owner, t.Requester, t.Ticket, t.Since.String(), t.Until.String(), t.Implementer, t.Justification, t.Review.String(), approval, t.Standing.Text(t.Approval))
}

// Equal tells whether two terms say the same.
func (t Terms) Equal(other Terms) bool {
	return t.purpose() == other.purpose() && t.bookkeeping() == other.bookkeeping()
}

// key puts texts together so that no two lists of texts give the same.
func key(parts ...string) string {
	var quoted []byte
	for i, p := range parts {
		if i > 0 {
			quoted = append(quoted, ' ')
		}
		quoted = strconv.AppendQuote(quoted, p)
	}
	return string(quoted)
}
