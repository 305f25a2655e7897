package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
)

// drafted is a site that chance wrote, with its plan.
type drafted struct {
	*testing.T
	cat  *catalog.Catalogue
	text []byte
	site *site.Site
	plan *plan.Plan
}

func draftedSite(t *testing.T, cat *catalog.Catalogue, text []byte) *drafted {
	t.Helper()
	site, found := site.Load("site.toml", text)
	if site == nil {
		t.Fatalf("%s\n%s", text, modeltest.Printed(found))
	}
	plan, found := resolve.Resolve(site, cat, resolve.Options{})
	if plan == nil {
		t.Fatalf("%s\n%s", text, modeltest.Printed(found))
	}
	return &drafted{t, cat, text, site, plan}
}

// TestRandomSites writes sites by chance and holds their plans to what must be so of every plan.
func TestRandomSites(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(modeltest.Printed(found))
	}
	sites := testenv.Rounds(t, 1000)
	seen := map[string]int{}
	for seed := range sites {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			d := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 7)))
			p := draftedSite(t, cat, d.Write(nil, false))
			if seed%2 == 0 {
				d.UseIn(p.stateIDs())
				p = draftedSite(t, cat, d.Write(nil, false))
			}
			p.eachFlowOnce()
			p.ends()
			p.chains()
			p.order()
			p.between()
			p.networks()
			p.floating()
			p.same(d)
			p.profiles()
			p.count(seen)
			if t.Failed() {
				t.Logf("%s", p.text)
			}
		})
	}
	for _, what := range []string{"failover", "translated", "transparent", "forward proxy", "declared", "moved", "internal", "disputed", "one node", "many nodes", "http",
		"several ways", "way of a state", "several balancers", "several proxies", "served", "declared way", "without rule", "interface", "floating", "several installations", "shared host", "shared server"} {
		if seen[what] < sites/50 {
			t.Errorf("only %d of %d sites show %s; the properties prove little", seen[what], sites, what)
		}
	}
}

// count notes what a site shows, so that the generator cannot silently stop making it.
func (p *drafted) count(seen map[string]int) {
	notes := map[string]bool{"failover": len(p.plan.States) > 1, "one node": len(p.plan.Nodes) == 1, "many nodes": len(p.plan.Nodes) > 8, "moved": len(p.site.Overrides) > 0}
	for _, f := range p.plan.Flows {
		notes["internal"] = notes["internal"] || f.Internal
		notes["disputed"] = notes["disputed"] || f.Disputed != ""
		notes["declared"] = notes["declared"] || strings.HasPrefix(f.Rule, plan.DeclaredPrefix)
		notes["http"] = notes["http"] || f.Listener == "qps.http"
		notes["several ways"] = notes["several ways"] || len(f.Ways()) > 1
		for _, h := range f.Ways() {
			some := len(p.site.LoadBalancers[h.Via].States)+len(p.site.ForwardProxies[h.Via].States) > 0
			notes["way of a state"] = notes["way of a state"] || some && len(h.States) < len(p.plan.States)
		}
		notes["declared way"] = notes["declared way"] || f.Product == "" && f.Via != ""
		if f.Via != "" {
			notes[string(p.plan.Party(f.Via).Kind)] = true
			notes[p.site.LoadBalancers[f.Via].Source.V] = true
		}
	}
	notes["several installations"] = len(p.plan.Products) > 1 && p.plan.Products[0].Label != ""
	for _, n := range p.plan.Nodes {
		_, described := p.site.Nodes[n.ID]
		notes["shared host"] = notes["shared host"] || len(n.Parts()) > 1
		notes["shared server"] = notes["shared server"] || !described
	}
	notes["several balancers"], notes["several proxies"] = len(p.site.LoadBalancers) > 1, len(p.site.ForwardProxies) > 1
	for _, lb := range p.site.LoadBalancers {
		notes["served"] = notes["served"] || lb.Serves != nil
	}
	for _, f := range p.plan.Network() {
		from, to := p.plan.Party(f.From), p.plan.Party(f.To)
		notes["interface"] = notes["interface"] || f.Product != "" && (from.Kind == plan.InterfaceParty || to.Kind == plan.InterfaceParty)
		notes["floating"] = notes["floating"] || f.Product != "" && to.Kind == plan.FloatingParty
	}
	for _, f := range p.plan.Findings {
		notes["without rule"] = notes["without rule"] || slices.Contains([]string{"S121", "S122", "S123"}, f.ID)
	}
	for what, ok := range notes {
		if ok {
			seen[what]++
		}
	}
}

// eachFlowOnce: a flow between hosts is once outbound at its source and once inbound at its target; an internal one is neither.
func (p *drafted) eachFlowOnce() {
	outbound, inbound, internal := map[*plan.Flow]int{}, map[*plan.Flow]int{}, map[*plan.Flow]int{}
	ids := map[string]bool{}
	for _, party := range p.plan.Parties {
		for _, f := range p.plan.Outbound(party.ID) {
			if p.addressesOf(f.From, party.ID) {
				continue
			}
			if outbound[f]++; f.From != party.ID {
				p.Errorf("%s is outbound at %s but starts at %s", f.ID, party.ID, f.From)
			}
		}
		for _, f := range p.plan.Inbound(party.ID) {
			if p.addressesOf(f.To, party.ID) {
				continue
			}
			if slices.Contains(p.plan.Party(f.To).Receivers, party.ID) { // as one of those who receive what is sent to a multicast group
				continue
			}
			if inbound[f]++; f.To != party.ID {
				p.Errorf("%s is inbound at %s but ends at %s", f.ID, party.ID, f.To)
			}
		}
		for _, f := range p.plan.Internal(party.ID) {
			internal[f]++
		}
	}
	for _, f := range p.plan.Flows {
		between := 1
		if f.Internal {
			between = 0
		}
		if outbound[f] != between || inbound[f] != between || internal[f] != 1-between || f.Internal != (f.From == f.To) {
			p.Errorf("%s from %s to %s: %d times outbound, %d inbound, %d internal", f.ID, f.From, f.To, outbound[f], inbound[f], internal[f])
		}
		if ids[f.ID] || p.plan.Flow(f.ID) != f {
			p.Errorf("the id %s does not name one flow", f.ID)
		}
		ids[f.ID] = true
	}
	if n := len(p.plan.Network()); n != len(outbound) || n != len(inbound) {
		p.Errorf("%d flows between hosts, %d outbound, %d inbound", n, len(outbound), len(inbound))
	}
}

func (p *drafted) ends() {
	for _, f := range slices.Concat(p.plan.Flows, p.plan.Dropped) {
		from, to := p.plan.Party(f.From), p.plan.Party(f.To)
		if from == nil || to == nil {
			p.Fatalf("%s: from %s to %s: a party is missing", f.ID, f.From, f.To)
		}
		if to.Kind == plan.ClientsParty {
			p.Errorf("%s ends at clients", f.ID)
		}
		for _, party := range []*plan.Party{from, to} {
			if !slices.Contains(p.plan.Parties, party) {
				p.Errorf("%s: the plan does not list its party %s", f.ID, party.ID)
			}
		}
		if f.Protocol == "" || slices.Contains([]string{"tcp", "udp", "sctp"}, f.Protocol) == f.Numbers.None() || f.Purpose == "" || f.Requirement == "" || f.Encrypted == "" || len(f.States) == 0 {
			p.Errorf("%s is not complete: %+v", f.ID, f)
		}
	}
}

// chains: every flow has a key of the site, and the line on which it stands; what follows from the catalogue has its rule and a place in a document.
func (p *drafted) chains() {
	lines := strings.Split(string(p.text), "\n")
	for _, f := range p.plan.Flows {
		kinds := map[plan.LinkKind]int{}
		for _, link := range f.Chain {
			kinds[link.Kind]++
			if link.Kind == plan.SiteLink {
				_, last, _ := strings.Cut(link.Key[max(0, strings.LastIndexByte(link.Key, '.')):], ".")
				if link.Where != "site.toml" || last == "" || link.Line < 1 || link.Line > len(lines) || !strings.Contains(lines[link.Line-1], strings.Trim(last, `"`)) {
					p.Errorf("%s: %q is no key of the site", f.ID, link.AtPresent())
				}
			}
			if link.What == "" || link.Kind == plan.DocumentLink && link.Citation == nil {
				p.Errorf("%s: an empty link %+v", f.ID, link)
			}
		}
		declared := strings.HasPrefix(f.Rule, plan.DeclaredPrefix)
		if kinds[plan.SiteLink] == 0 || !declared && (kinds[plan.CatalogueLink] == 0 || kinds[plan.DocumentLink] == 0) {
			p.Errorf("%s (%s): the chain has gaps: %v", f.ID, f.Rule, kinds)
		}
	}
}

func (p *drafted) order() {
	if !slices.IsSortedFunc(p.plan.Flows, plan.CompareFlows) {
		p.Error("flows are not in order")
	}
	if !slices.IsSortedFunc(p.plan.Parties, func(a, b *plan.Party) int { return strings.Compare(a.ID, b.ID) }) {
		p.Error("parties are not in order")
	}
	if !slices.IsSortedFunc(p.plan.Nodes, func(a, b *plan.Node) int { return strings.Compare(a.ID, b.ID) }) {
		p.Error("nodes are not in order")
	}
}

// fingerprint is what must not change when only order or words do.
func fingerprint(plan *plan.Plan) []string {
	var out []string
	for _, f := range plan.Flows {
		out = append(out, fmt.Sprint(f.ID, f.Rule, f.From, f.To, f.Listener, f.Port, f.States, f.Via, f.Leg, f.Requirement, f.Encrypted, f.Internal))
	}
	return out
}

// same: a second run gives the same plan to the byte; another order, or other words, give the same rules with the same ids.
func (p *drafted) same(d *modeltest.Draft) {
	first, err := json.Marshal(p.plan)
	if err != nil {
		p.Fatal(err)
	}
	second, err := json.Marshal(draftedSite(p.T, p.cat, p.text).plan)
	if err != nil {
		p.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		p.Error("two runs give two plans")
	}
	shuffled := d.Write(rand.New(rand.NewPCG(1, 2)), false)
	if !slices.Equal(fingerprint(p.plan), fingerprint(draftedSite(p.T, p.cat, shuffled).plan)) {
		p.Errorf("another order gives other rules:\n%s", shuffled)
	}
	renamed := d.Write(nil, true)
	if !slices.Equal(fingerprint(p.plan), fingerprint(draftedSite(p.T, p.cat, renamed).plan)) {
		p.Errorf("other words give other rules:\n%s", renamed)
	}
}

// profiles: each profile opens the same flows but for the disputed ones that it leaves out, which it names.
func (p *drafted) profiles() {
	all := slices.Concat(p.plan.Flows, p.plan.Dropped)
	for _, profile := range plan.Profiles {
		other := *p.site
		other.Profile = source.V(string(profile), p.site.Schema.At)
		then, found := resolve.Resolve(&other, p.cat, resolve.Options{})
		if then == nil {
			p.Fatal(modeltest.Printed(found))
		}
		kept, dropped := flowIDs(then.Flows), flowIDs(then.Dropped)
		for _, f := range all {
			if open := opens(profile, f); kept[f.ID] != open || dropped[f.ID] == open {
				p.Errorf("%s, disputed %q, unusual %v: %s keeps it %v, drops it %v", f.ID, f.Disputed, f.Unusual, profile, kept[f.ID], dropped[f.ID])
			}
		}
		if len(kept)+len(dropped) != len(all) {
			p.Errorf("%s keeps %d flows and drops %d of %d", profile, len(kept), len(dropped), len(all))
		}
	}
}

// opens is what the profiles promise, said once more.
func opens(profile plan.Profile, f *plan.Flow) bool {
	disputed := f.Disputed != "" && f.From != f.To
	switch profile {
	case plan.UndisputedProfile:
		return !disputed
	case plan.UsualProfile:
		return !(disputed && f.Unusual)
	}
	return true
}

func flowIDs(flows []*plan.Flow) map[string]bool {
	ids := map[string]bool{}
	for _, f := range flows {
		ids[f.ID] = true
	}
	return ids
}
