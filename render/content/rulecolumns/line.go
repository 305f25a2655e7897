package rulecolumns

import (
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
	return l.terms.SourcePort
}

// worded is the word for a value that may be missing.
func (l *Line) worded(key, value string) string {
	if value == "" {
		return ""
	}
	return l.words.Text(key + value)
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
