package policy

import (
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
	"portolan/model/testenv"
)

// TestIDsLast adds nodes, one after the other, to sites that chance wrote: grouped rules that allow the same as before have the same ids, and objects that
// hold the same the same names.
func TestIDsLast(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(printed(found))
	}
	const each = 4 // additions to a site
	additions := testenv.Rounds(t, 200)
	var n lasting
	for seed, done := 0, 0; done < additions; seed++ {
		random := rand.New(rand.NewPCG(uint64(seed), 17))
		d := modeltest.NewIn(seed, cat, random)
		for before, i := planOf(t, d.Write(nil, false)), 0; i < each && done < additions; i++ {
			d.AddNode()
			after := resolvedOrNil(cat, d.Write(nil, false))
			if after == nil { // a second central node, for one
				break
			}
			n.hold(t, fmt.Sprintf("seed %d, node %d", seed, i), before, after)
			before, done = after, done+1
		}
	}
	if n.rules < 10*additions || n.changed < additions || n.objects < 5*additions {
		t.Errorf("%+v in %d additions: the test proves little", n, additions)
	}
}

func resolvedOrNil(cat *catalog.Catalogue, text []byte) *plan.Plan {
	read, _ := site.Load("site.toml", text)
	if read == nil {
		return nil
	}
	p, _ := resolve.Resolve(read, cat, resolve.Options{})
	return p
}

// lasting counts what was seen: rules and objects that are as they were, and rules that are not.
type lasting struct{ rules, changed, objects int }

func (n *lasting) hold(t *testing.T, what string, before, after *plan.Plan) {
	t.Helper()
	old, new := Of(before), Of(after)
	was, is := allowed(old), allowed(new)
	for content, ids := range was {
		now, same := is[content]
		if !same || len(now) != len(ids) {
			n.changed++
			continue
		}
		n.rules += len(ids)
		if !slices.Equal(ids, now) {
			t.Errorf("%s: the grouped rules %v are %v and allow the same:\n%s", what, ids, now, content)
		}
	}
	now := objects(new)
	for content, name := range objects(old) {
		if now[content] == "" {
			continue
		}
		if n.objects++; now[content] != name {
			t.Errorf("%s: the object %s is called %s: %s", what, name, now[content], content)
		}
	}
}

// allowed are the ids of grouped rules by what they let pass; rules that differ in their terms only are told together.
func allowed(p *Policy) map[string][]string {
	out := map[string][]string{}
	for _, r := range p.Rules {
		var all []string
		for _, id := range r.Flows {
			f := p.plan.Flow(id)
			all = append(all, fmt.Sprint(f.From, " ", f.To, " ", f.Port, " ", f.SourcePort, " ", f.Action))
		}
		slices.Sort(all)
		content := strings.Join(slices.Compact(all), "\n")
		out[content] = append(out[content], r.ID)
	}
	for _, ids := range out {
		slices.Sort(ids)
	}
	return out
}

// objects are the names of objects by what they hold. A group of all hosts of a kind is another thing than one of some, and so is one that the site names.
func objects(p *Policy) map[string]string {
	out := map[string]string{}
	for _, g := range p.Hosts {
		out[fmt.Sprint(g.Members, g.whole, g.Named)] = g.ID
	}
	for _, g := range p.Services {
		out[fmt.Sprint(g.Ports, g.Named)] = g.ID
	}
	return out
}
