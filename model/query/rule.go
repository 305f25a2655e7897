package query

import (
	"strings"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
)

// A Rule is a flow of the plan as an answer shows it.
type Rule struct {
	ID   string `json:"id"`
	Rule string `json:"rule"` // the catalogue's flow rule, or "site.NAME" for a declared flow
	From string `json:"from"` // a party's id
	To   string `json:"to"`
	catalog.Port
	Listener    string     `json:"listener"`
	Service     string     `json:"service"`
	Purpose     string     `json:"purpose"`
	Encrypted   string     `json:"encrypted"`
	Requirement string     `json:"requirement"`
	Condition   string     `json:"condition,omitempty"`
	States      []string   `json:"states"`
	AllStates   bool       `json:"all_states"`
	Internal    bool       `json:"internal,omitempty"`
	Via         string     `json:"via,omitempty"`
	Leg         int        `json:"leg,omitempty"`
	Hops        []plan.Hop `json:"hops,omitempty"` // of a rule that is a leg of several ways, or of one in some of its states
	Disputed    string     `json:"disputed,omitempty"`
	Decision    string     `json:"decision,omitempty"` // that settled the conflict
	Phase       plan.Phase `json:"phase"`
	plan.RuleMetadata
	Firewalls []string `json:"firewalls"` // ids of those that enforce it

	Standing approval.Standing `json:"approval_state"`
}

func ruleOf(p *plan.Plan, f *plan.Flow) Rule {
	return Rule{ID: f.ID, Rule: f.Rule, From: f.From, To: f.To, Port: f.Port, Listener: f.Listener,
		Service: f.Service, Purpose: f.Purpose, Encrypted: f.Encrypted, Requirement: f.Requirement, Condition: f.Condition, States: f.States,
		AllStates: len(f.States) == len(p.States), Internal: f.Internal, Via: f.Via, Leg: f.Leg, Hops: f.Hops, Disputed: f.Disputed, Decision: f.Decision,
		Phase: f.Phase, RuleMetadata: f.RuleMetadata, Firewalls: notNil(f.Firewalls), Standing: f.Standing}
}

func rulesOf(p *plan.Plan, flows []*plan.Flow) []Rule {
	out := []Rule{}
	for _, f := range flows {
		out = append(out, ruleOf(p, f))
	}
	return out
}

// Name is the rule as approvals name it.
func (r Rule) Name() string { return strings.TrimPrefix(r.Rule, plan.DeclaredPrefix) }

// Declared reports whether the site declares the rule.
func (r Rule) Declared() bool { return strings.HasPrefix(r.Rule, plan.DeclaredPrefix) }

// flowsWhere are flows that meet a condition, in their order.
func flowsWhere(flows []*plan.Flow, keep func(*plan.Flow) bool) []*plan.Flow {
	var out []*plan.Flow
	for _, f := range flows {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}
