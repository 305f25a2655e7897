package firewalltest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"portolan/model/passage"
	"portolan/model/testenv"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// TestAccountsAgree holds the oracle against model/passage: of each packet at each host and firewall both say the same. They are written apart, and what packets
// in namespaces have to show comes from the other one.
func TestAccountsAgree(t *testing.T) {
	d := &firewall.Dialect{Name: "any", Kinds: []ruleset.Kind{ruleset.Host, ruleset.Firewall}}
	usual := []string{"harbour-logistics", "two-products", "thoughtspot-three"}
	tried := Tally{}
	for _, id := range testenv.Choose(t, "sites with two accounts of their packets", Sites(t), usual, usual[1:2]) {
		resolved, sets := SiteSets(t, d, id)
		for _, set := range sets {
			o := oracle{plan: resolved, set: set}
			for _, hook := range o.hooks() {
				pairs := o.between(hook)
				passages := slices.DeleteFunc(passage.At(resolved, set.Device, passageHooks[hook]), func(p passage.Passage) bool { return o.barred(p.Flow) })
				for _, p := range o.packets(hook, pairs, scope{atMost: 40, often: 1}, rand.New(rand.NewPCG(3, 5))) {
					one := passage.Packet{From: p.From, To: p.To, Kind: passage.Kind{Protocol: p.Protocol, Source: p.FromPort, Port: p.ToPort, Type: p.Type}}
					want := slices.ContainsFunc(passages, func(each passage.Passage) bool { return each.Takes(one) })
					if got := o.allows(pairs, p, Tally{}); got != want {
						t.Errorf("%s, %s, %s of %s: the oracle says %v, the passages %v", id, set.Device, hook, p, got, want)
					}
					tried[map[bool]string{true: "allowed", false: "denied"}[want]]++
				}
			}
		}
	}
	if tried["allowed"] < 1000 || tried["denied"] < 1000 {
		t.Errorf("too few packets: %v", tried)
	}
	t.Log(tried)
}

var passageHooks = map[string]passage.Hook{"input": passage.Inbound, "output": passage.Outbound, "forward": passage.Forward}
