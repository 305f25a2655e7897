package site

import (
	"portolan/model/source"
)

// RulePolicy is what the customer demands of rules, whatever they follow from: of all, or of those between some zones.
type RulePolicy struct {
	At        source.Position
	From      strs             `toml:"from"`       // zones, or "outside"; when absent all
	To        strs             `toml:"to"`         // likewise
	FromScope strs             `toml:"from_scope"` // scopes of zones, beside From
	ToScope   strs             `toml:"to_scope"`
	Border    source.Val[bool] `toml:"border"` // only rules that leave their zone

	Never     source.Val[bool] `toml:"never"`     // there may be no such rule
	Only      strs             `toml:"only"`      // no other port may be open
	Forbid    strs             `toml:"forbid"`    // none of these ports may be open
	Encrypted source.Val[bool] `toml:"encrypted"` // what passes has to be encrypted
	Require   strs             `toml:"require"`   // what has to stand beside a rule, of plan.Required

	Reason    str                        `toml:"reason,required"`
	Reference str                        `toml:"reference"` // the standard or document that asks for it
	Except    map[string]PolicyException `toml:"except"`    // by rule ids, declared flows or flow rules
}

// PolicyException lets rules be as a policy forbids.
type PolicyException struct {
	At     source.Position
	Reason str                     `toml:"reason,required"`
	By     str                     `toml:"by"`
	Until  source.Val[source.Date] `toml:"until,required"`
}

// checkRulePolicies checks the site's demands on rules, as far as it shows without rules.
func checkRulePolicies(k *checker) {
	var scopes []string
	for _, id := range source.SortedKeys(k.site.Zones) {
		if scope := k.site.Zones[id].Scope; scope.Set() {
			scopes = append(scopes, scope.V)
		}
	}
	for _, id := range source.SortedKeys(k.site.Policies) {
		p := k.site.Policies[id]
		k.plainID(id, "policy", p.At)
		for _, list := range []strs{p.From, p.To} {
			for _, z := range list {
				if z.V != OutsideName {
					k.zone(z)
				}
			}
		}
		for _, list := range []strs{p.FromScope, p.ToScope} {
			for _, scope := range list {
				k.oneOf("S331", "scope of zones", scope, scopes)
			}
		}
		for _, list := range []strs{p.Only, p.Forbid} {
			k.declaredPorts(list, "policy "+id, p.At)
		}
		for _, what := range p.Require {
			k.oneOf("S332", "entry of a rule", what, Choices["RulePolicy.require"])
		}
		if demands := p.demands(); demands != 1 && !k.unbound.Of("policies", id) {
			k.fault("S330", p.At, "write one of `never = true`, `only = [\"tcp/443\"]`, `forbid = [\"tcp/23\"]`, `encrypted = true`, `require = [\"owner\"]`, and another policy for each other demand",
				"policy %s makes %d demands", id, demands)
		}
	}
}

// demands counts what a policy asks for.
func (p RulePolicy) demands() int {
	n := 0
	for _, has := range []bool{p.Never.V, p.Only != nil, p.Forbid != nil, p.Encrypted.V, p.Require != nil} {
		if has {
			n++
		}
	}
	return n
}
