package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/catalog"
	"portolan/model/edition"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/query"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
)

// TestRandomCatalogues makes up products and sites by chance, in the constructs of the catalogue's language. Every connection of a plan is one that the
// oracle derives, and the other way round; plans are as plans of all sites, questions are answered by what is derived, and the lists of an upgrade turn
// the old connections into the new.
func TestRandomCatalogues(t *testing.T) {
	rounds := testenv.Rounds(t, 1000)
	seen := map[string]int{}
	for seed := range rounds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(seed), 47))
			one := modeltest.Invent(random)
			two := one.Next()
			files := fstest.MapFS{"invented/1/product.toml": {Data: one.Catalogue("1")}, "invented/2/product.toml": {Data: two.Catalogue("2")}}
			cats := []*catalog.Catalogue{invented(t, files, "1"), invented(t, files, "2")}
			d := one.Site("1")
			p := draftedSite(t, cats[0], d.Write(nil, false))
			p.derives(oracle{one})
			p.eachFlowOnce()
			p.ends()
			p.chains()
			p.order()
			p.same(d)
			p.profiles()
			p.answers(oracle{one}, random)
			p.upgrades(cats, oracle{two})
			noteInvented(seen, one, p.plan)
			if t.Failed() {
				t.Logf("%s\n%s", files["invented/1/product.toml"].Data, p.text)
			}
		})
	}
	for _, what := range []string{modeltest.FixedPort, modeltest.RangePort, modeltest.ChoicePort, modeltest.DynamicPort, modeltest.DigitPort, modeltest.SumPort, modeltest.OtherPort, modeltest.Protocol, "tcp+udp", "sctp",
		"source port", "same cell", "same peer", "group", "from outside", "to outside", "internal", "moved", "moved on one", "shared position"} {
		if rounds >= 100 && seen[what] < rounds/50 {
			t.Errorf("only %d of %d products show %s; the properties prove little", seen[what], rounds, what)
		}
	}
}

func invented(t *testing.T, files fstest.MapFS, edition string) *catalog.Catalogue {
	t.Helper()
	cat, found := catalog.Load(files, "invented/"+edition)
	if cat == nil || found.HasErrors() {
		t.Fatalf("%s\n%s", files["invented/"+edition+"/product.toml"].Data, modeltest.Printed(found))
	}
	return cat
}

// derives: the plan has exactly what the oracle derives, and tells what is alike.
func (p *drafted) derives(o oracle) {
	p.Helper()
	p.compareWith(p.plan, o)
	_, found := resolve.Resolve(p.site, p.cat, resolve.Options{})
	var alike []string
	lacking := false
	for _, d := range found {
		if d.Code == "S260" {
			alike = append(alike, strings.Fields(d.What)[1])
		}
		lacking = lacking || d.Code == "S262"
	}
	slices.Sort(alike)
	if !slices.Equal(alike, o.alike()) {
		p.Errorf("nodes that share a position: %v, want %v", alike, o.alike())
	}
	sends := slices.ContainsFunc(o.Flows, func(f modeltest.InventedFlow) bool {
		return f.To == modeltest.GroupName && (o.Extra || !f.Extra) && o.somebody(f.From)
	})
	if lacking != (sends && !o.Group) {
		p.Errorf("the group that is not declared is told: %v", lacking)
	}
	if g := p.plan.Party(modeltest.GroupName); g != nil && !slices.Equal(g.Receivers, o.receivers()) {
		p.Errorf("%v receive what is sent to the group, want %v", g.Receivers, o.receivers())
	}
}

// somebody reports whether anybody is at an end at which a flow starts.
func (o oracle) somebody(from string) bool { return len(o.callers(from)) > 0 }

func (p *drafted) compareWith(made *plan.Plan, o oracle) {
	p.Helper()
	got, want := map[string]bool{}, map[string]bool{}
	for _, f := range made.Flows {
		got[strings.Join([]string{f.Rule, f.From, f.To, f.Listener, "from", f.SourcePort, f.Port.String()}, " ")] = true
	}
	for _, c := range o.connections() {
		want[c.String()] = true
	}
	if more, missing := notIn(got, want), notIn(want, got); len(more)+len(missing) > 0 || len(got) != len(made.Flows) {
		p.Errorf("%d flows: too many %q, missing %q", len(made.Flows), more, missing)
	}
}

// answers: what is asked between two parties is allowed where it is derived, and not elsewhere; hosts of a domain are those of its wildcard.
func (p *drafted) answers(o oracle, random *rand.Rand) {
	all := o.connections()
	if len(all) == 0 {
		return
	}
	for range 20 {
		c, other := all[random.IntN(len(all))], all[random.IntN(len(all))]
		from, to := c.from, other.to
		number := c.low + random.IntN(3) - 1
		if c.low == 0 {
			number = 0
		}
		if from == to || strings.HasPrefix(c.protocol, "icmp") || p.plan.Party(from) == nil {
			continue
		}
		asked := c.protocol
		if number > 0 {
			asked = fmt.Sprintf("%s/%d", c.protocol, number)
		}
		question := fmt.Sprintf("%s -> %s %s", o.spoken(from), o.spoken(to), asked)
		r, err := query.Ask(p.plan, question)
		if err != nil {
			p.Errorf("%s: %v", question, err)
			continue
		}
		if got, want := r.(*query.Answer).Allowed, opensPort(all, from, to, c.protocol, number); got != want {
			p.Errorf("%s: allowed %v, want %v", question, got, want)
		}
	}
}

// spoken is a party as somebody asks for it: an external service by a host of its domain.
func (o oracle) spoken(id string) string {
	for _, e := range o.Externals {
		if e.ID == id {
			return "www." + e.Domain
		}
	}
	return id
}

// upgrades: the old connections with those to open and without those to close are the new ones, which are those that the oracle derives.
func (p *drafted) upgrades(cats []*catalog.Catalogue, next oracle) {
	s, found := site.Load("site.toml", p.text)
	if s == nil {
		p.Fatal(modeltest.Printed(found))
	}
	u, found := edition.UpgradeSite(s, cats[:1], cats[1], cats, resolve.Options{})
	if u == nil {
		p.Fatal(modeltest.Printed(found))
	}
	p.compareWith(u.After, next)
	checkLists(p.T, u.Before, u.After)
}

func noteInvented(seen map[string]int, v *modeltest.Invention, p *plan.Plan) {
	shows := map[string]bool{"moved": len(v.Moves) > 0, "shared position": slices.ContainsFunc(p.Findings, func(f plan.Finding) bool { return f.ID == "S260" })}
	for at := range v.Moves {
		shows["moved on one"] = shows["moved on one"] || strings.Contains(at, " on ")
	}
	for _, f := range p.Flows {
		shows["internal"] = shows["internal"] || f.Internal
		shows["group"] = shows["group"] || p.Party(f.To).Kind == plan.MulticastParty
		shows["source port"] = shows["source port"] || f.SourcePort != plan.AnyPort
		shows["from outside"] = shows["from outside"] || p.Party(f.From).Kind == plan.ExternalParty
		shows["to outside"] = shows["to outside"] || p.Party(f.To).Kind == plan.ExternalParty
		i := slices.IndexFunc(v.Flows, func(made modeltest.InventedFlow) bool { return made.ID == f.Rule })
		shows[strings.TrimPrefix(v.Flows[i].Between, "other nodes, ")] = true
		if l := v.Flows[i].Listener; l != nil {
			shows[l.Kind], shows[l.Transport] = true, true
		}
	}
	for what, ok := range shows {
		if ok {
			seen[what]++
		}
	}
}
