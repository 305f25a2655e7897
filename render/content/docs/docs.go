// Package docs is the list of a pack's documents by id, as they bear them and as others refer to them. It knows neither plans nor formats.
package docs

import (
	"slices"
	"strings"

	"portolan/render/ref"
)

// The documents of which a pack has one.
const (
	Front      = "index" // the first that a reader sees
	Down       = "down"  // where to begin when something is down
	Overview   = "overview"
	Operations = "operations"
	Open       = "open-items"
	Calendar   = "calendar"
	Questions  = "questions"
	Gallery    = "diagrams" // of all pictures but those of hosts
	Zones      = "zones"
	Perimeter  = "perimeter"
	SameZone   = "same-zone"
	Groups     = "groups"
	Reasons    = "reasons" // of all rules
	References = "references"
	Review     = "security"

	Acceptance  = "acceptance"  // what tests of connections have shown
	Environment = "environment" // what the site differs in from its base
	Changes     = "changes"     // since the previous revision
)

// The documents that are on paper only.
const (
	Summary  = "summary"
	Failures = "failures"
	Triage   = "triage"
	Common   = "common-steps"
	Sources  = "sources"
	Appendix = "appendix"
	Request  = "what-to-do" // with the rules of a firewall change request
)

// What the ids of documents of one kind begin with.
const (
	Hosts     = "nodes/"
	Losses    = "lost/"
	Runbooks  = "runbooks/"
	Starts    = "zones/"
	Firewalls = "firewalls/"
	Chapters  = "chapters/" // of the customer's own
)

// Host is the worksheet of a host or a group.
func Host(id string) ref.Ref { return ref.Document(Hosts + id) }

// Lost is the page for the case that a host is lost.
func Lost(id string) ref.Ref { return ref.Document(Losses + id) }

// Runbook is a runbook.
func Runbook(id string) ref.Ref { return ref.Document(Runbooks + id) }

// Procedure is the list of runbooks that include a procedure of an installation.
func Procedure(installation, id string) ref.Ref {
	return ref.Document(Operations).At(ProcedureRow(installation, id))
}

// ProcedureRow is the id of the row of a procedure.
func ProcedureRow(installation, id string) string {
	return strings.Join(slices.DeleteFunc([]string{"procedure", installation, id}, func(s string) bool { return s == "" }), "-")
}

// Contact is the id of the row of a person to call, wherever people stand.
func Contact(id string) string { return "contact-" + id }

// From is the worksheet of the traffic from a zone to others.
func From(zone string) ref.Ref { return ref.Document(Starts + zone) }

// Firewall is the worksheet of a firewall.
func Firewall(id string) ref.Ref { return ref.Document(Firewalls + id) }

// DecisionRow is the place of a decision on the page of open items.
func DecisionRow(id string) string { return "decision-" + strings.ToLower(id) }

// Reason is what a rule follows from, by its id.
func Reason(id string) ref.Ref { return ref.Document(Reasons).At(id) }

// Question is an open question, by its id.
func Question(id string) ref.Ref { return ref.Document(Questions).At(strings.ToLower(id)) }
