package plan

import "portolan/model/source"

// Required are the words for what a policy can ask to stand beside a rule.
var Required = []string{"owner", "requester", "ticket", "approval", "purpose", "until", "justification", "review"}

// A RulePolicy is a demand of the site on rules, and how they meet it.
type RulePolicy struct {
	ID        string            `json:"id"`
	From      []string          `json:"from,omitempty"`       // ids of zones, or "outside"; none for all
	To        []string          `json:"to,omitempty"`         // likewise
	FromScope []string          `json:"from_scope,omitempty"` // scopes of zones, beside From
	ToScope   []string          `json:"to_scope,omitempty"`
	Border    bool              `json:"border,omitempty"` // only rules that leave their zone
	Demand    PolicyDemand      `json:"demand"`
	Values    []string          `json:"values,omitempty"` // the ports of "only" and "forbid", the entries of "require"
	Reason    string            `json:"reason"`
	Reference string            `json:"reference,omitempty"` // the standard or document that asks for it
	Rules     []string          `json:"rules"`               // ids of the rules that it is about
	Broken    []string          `json:"broken"`              // of these, that do not meet it and are no exception
	Excepted  []PolicyException `json:"exceptions,omitempty"`
}

// A PolicyDemand is what a policy asks of the rules that it is about.
type PolicyDemand string

// The demands.
const (
	NeverDemand     PolicyDemand = "never"
	OnlyDemand      PolicyDemand = "only"
	ForbidDemand    PolicyDemand = "forbid"
	EncryptedDemand PolicyDemand = "encrypted"
	RequireDemand   PolicyDemand = "require"
)

// A PolicyException is rules that may be as a policy forbids.
type PolicyException struct {
	Covers string      `json:"covers"` // a rule's id, a declared flow, a flow rule
	Rules  []string    `json:"rules"`  // those that do not meet the policy
	Reason string      `json:"reason"`
	By     string      `json:"by,omitempty"`
	Until  source.Date `json:"until"`
}
