package rulecolumns

import (
	"strings"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/content/worksheet"
	"portolan/render/text/wordlist"
)

// A Line is a rule on its way into a rule sheet. What a single rule has and a grouped one has not, or the other way round, is empty.
type Line struct {
	words               *wordlist.List
	id                  string
	rules               []string // that it stands for
	grouped             string   // the grouped rule that stands for it
	direction           string
	source, destination end
	ports               []catalog.Port
	basis               string // of the protocol
	services            []string
	serviceGroup        string
	caller              string
	purposes            []string
	via                 string
	encrypted           string
	requirement         string
	states              string
	terms               policy.Terms
	firewalls           []string
	logs                []string // what they log
	tasks, evidence     []string // what is to do about the rule there, and what evidence shows
	question            string
	reasons             []string
	why                 string
	sources, notes      []string
}

// An end is a source or destination.
type end struct {
	name, group, zone     string
	addresses, translated []string
}

// Values are those of a field.
func (l *Line) Values(field string) []string { return Fields[place(field)].values(l) }

// Text is what a field says, on one line.
func (l *Line) Text(field string) string {
	return strings.Join(l.Values(field), Fields[place(field)].Join)
}

// only is the port of a rule that has no other.
func (l *Line) only() catalog.Port {
	if len(l.ports) != 1 {
		return catalog.Port{}
	}
	return l.ports[0]
}

// sockets are the ports with their protocols.
func (l *Line) sockets() []string {
	var all []string
	for _, port := range l.ports {
		all = append(all, port.Socket())
	}
	return all
}

func (l *Line) sourcePort() string {
	if l.terms.SourcePort == plan.AnyPort {
		return l.words.Text("filed.port-any")
	}
	numbers, _ := catalog.ParseSourcePort(l.terms.SourcePort) // checked when the site and the catalogue were loaded
	return PortText(l.only(), numbers, l.terms.SourcePort)
}

// PortText is a port as a cell has it that has no protocol beside it: alone, but for ranges that spreadsheet programs would take for days, such as 7-9, which have
// their protocol with them.
func PortText(port catalog.Port, numbers catalog.Numbers, alone string) string {
	if spans := numbers.Spans(); len(spans) > 0 && spans[0].Low < spans[0].High && spans[0].Low <= 31 && port.Protocol != "" {
		return catalog.Socket(port.Name(), alone)
	}
	return alone
}

// worded is the word for a value that may be missing.
func (l *Line) worded(key, value string) string {
	if value == "" {
		return ""
	}
	return l.words.Text(key + value)
}

// standing is how far a rule has come of which nobody says more than that it was agreed, or not.
func (l *Line) standing() string {
	switch l.terms.Standing.State {
	case approval.Unneeded:
		return l.words.Text("approval.not-needed")
	case approval.Approved:
		return l.words.Text("filed.status-approved")
	}
	return l.words.Text("filed.status-requested")
}

// log is whether the rule is logged, by its own word where no firewall enforces it.
func (l *Line) log() []string {
	if len(l.logs) > 0 {
		return l.logs
	}
	return []string{l.worded("rule-log.", l.terms.Log)}
}

// approved is who agreed, when and where; nothing where nobody did.
func (l *Line) approved() plan.Approval {
	if l.terms.Approval == nil {
		return plan.Approval{}
	}
	return *l.terms.Approval
}

func (l *Line) approval() string {
	return worksheet.ApprovalText(l.terms.Approval, l.terms.Standing, l.words)
}

// approver is who agreed, or why nobody is named: a form may have no other column that tells it.
func (l *Line) approver() string {
	if l.terms.Approval == nil && l.terms.Standing.State != approval.Unneeded {
		return l.approval()
	}
	return l.approved().By
}

func day(d source.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
