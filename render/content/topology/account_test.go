package topology

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/layout/diagram"
)

// TestEveryFlowIsDrawnOnce holds all pictures of all sites against their plans: each flow that a picture is about stands at exactly one
// element of it, and nothing else does.
func TestEveryFlowIsDrawnOnce(t *testing.T) {
	for name, plan := range sites(t) {
		t.Run(name, func(t *testing.T) { accounts(t, plan) })
	}
}

func TestEveryFlowOfRandomSitesIsDrawnOnce(t *testing.T) {
	count := testenv.Rounds(t, 60)
	for _, product := range []string{"qlik-sense/2023-08", "thoughtspot/network-ports"} {
		cat, found := catalog.Open(product)
		if cat == nil {
			t.Fatal(found)
		}
		refused := 0
		for seed := range count {
			t.Run(fmt.Sprint(product, seed), func(t *testing.T) {
				text := modeltest.NewIn(seed, cat, rand.New(rand.NewPCG(uint64(seed), 23))).Write(nil, false)
				site, found := site.Load("site.toml", text)
				if site == nil {
					t.Fatal(found)
				}
				plan, found := resolve.Resolve(site, cat, resolve.Options{})
				if plan == nil {
					if said := printed(found); strings.Contains(said, "both claim") || strings.Contains(said, "error[S192]") { // chance put two services on one port, or one port on two, which the program refuses
						refused++
						return
					}
					t.Fatal(printed(found))
				}
				if accounts(t, plan); t.Failed() {
					t.Logf("%s", text)
				}
			})
		}
		if refused > count/2 {
			t.Errorf("%s: %d of %d sites were refused", product, refused, count)
		}
	}
}

func accounts(t *testing.T, resolved *plan.Plan) {
	t.Helper()
	w := list(t)
	pictures := Of(resolved, w)
	sums := map[string]map[string]int{} // picture without the number of its sheet -> flow -> times
	for _, p := range pictures.All() {
		if err := p.Check(); err != nil {
			t.Error(err)
		}
		whole, _, _ := strings.Cut(p.ID, "-part")
		if sums[whole] == nil {
			sums[whole] = map[string]int{}
		}
		for id, n := range held(t, p) {
			sums[whole][id] += n
		}
		if slices.Contains([]Kind{SiteKind, ZonesKind, ZoneKind, StateKind, ChangeKind}, p.Kind) {
			counted(t, p)
		} else {
			labelled(t, resolved, p)
		}
	}
	for _, p := range pictures.All() {
		whole, _, _ := strings.Cut(p.ID, "-part")
		want := about(resolved, p)
		if p.Kind == GroupKind {
			want = amongMembers(resolved, membersOf(resolved, pictures, whole))
		}
		for _, f := range resolved.Flows {
			n := sums[whole][f.ID]
			if (p.Kind == RoleKind || p.Kind == AlikeKind) && n == 2 && (resolved.Party(f.From).Kind == plan.GroupParty || resolved.Party(f.To).Kind == plan.GroupParty) {
				n = 1 // a statement about a group is one about the nodes of the role among themselves, and about them and the others
			}
			if n != want[f.ID] {
				t.Errorf("picture %s: flow %s from %s to %s is there %d times, want %d", whole, f.ID, f.From, f.To, n, want[f.ID])
			}
		}
	}
	matrixCounts(t, resolved, Matrix(resolved, w))
}

// held counts the flows at the elements of a picture; the elements have to be there.
func held(t *testing.T, p *Picture) map[string]int {
	t.Helper()
	count := map[string]int{}
	for id, flows := range p.AtEdge {
		if !slices.ContainsFunc(p.Edges, func(e diagram.Edge) bool { return e.ID == id }) {
			t.Errorf("picture %s has flows at the edge %s, which is not there", p.ID, id)
		}
		for _, f := range flows {
			count[f.ID]++
		}
	}
	for id, flows := range p.InBox {
		if !slices.ContainsFunc(p.Boxes, func(b diagram.Box) bool { return b.ID == id }) {
			t.Errorf("picture %s has flows in the box %s, which is not there", p.ID, id)
		}
		for _, f := range flows {
			count[f.ID]++
		}
	}
	for _, e := range p.Edges {
		var ids []string
		for _, f := range p.AtEdge[e.ID] {
			ids = append(ids, f.ID)
		}
		if !slices.Equal(ids, e.Rules) {
			t.Errorf("picture %s: edge %s names the rules %v, and stands for %v", p.ID, e.ID, e.Rules, ids)
		}
	}
	if len(p.AtEdge) != len(p.Edges) {
		t.Errorf("picture %s: %d edges, of which %d have flows", p.ID, len(p.Edges), len(p.AtEdge))
	}
	return count
}

// counted looks whether lines and boxes say how many rules they stand for, a trunk those of all its lines; and whether the lines of a trunk have a box in common.
func counted(t *testing.T, p *Picture) {
	t.Helper()
	said := func(text string) (n int) {
		for _, match := range regexp.MustCompile(`(\d+) rules?,`).FindAllStringSubmatch(text, -1) {
			number, _ := strconv.Atoi(match[1])
			n += number
		}
		return n
	}
	rules, ends := map[string]int{}, map[string]map[string]int{}
	trunk := func(e diagram.Edge) string { return cmp.Or(e.Bundle, "alone "+e.ID) }
	for _, e := range p.Edges {
		if len(e.Rules) != len(p.AtEdge[e.ID]) {
			t.Errorf("picture %s: edge %s has %d rules, of %d flows", p.ID, e.ID, len(e.Rules), len(p.AtEdge[e.ID]))
		}
		rules[trunk(e)] += len(e.Rules)
		if ends[trunk(e)] == nil {
			ends[trunk(e)] = map[string]int{}
		}
		ends[trunk(e)]["from "+e.From]++
		ends[trunk(e)]["to "+e.To]++
	}
	labels := map[string]string{}
	for _, e := range p.Edges {
		text := strings.Join(e.Label, "\n")
		if said(text) != rules[trunk(e)] || labels[trunk(e)] != "" && labels[trunk(e)] != text {
			t.Errorf("picture %s: edge %s of %d rules, in %s of %d, says %q", p.ID, e.ID, len(e.Rules), trunk(e), rules[trunk(e)], text)
		}
		labels[trunk(e)] = text
		if all := ends[trunk(e)]; p.Kind == SiteKind && max(all["from "+e.From], all["to "+e.To]) < slices.Max(slices.Collect(maps.Values(all))) {
			t.Errorf("picture %s: edge %s has no end in common with the trunk %s", p.ID, e.ID, trunk(e))
		}
	}
	for _, b := range p.Boxes {
		text := ""
		for _, l := range b.Lines {
			text += l.Text + ",\n"
		}
		if said(text) != len(p.InBox[b.ID]) {
			t.Errorf("picture %s: box %s of %d rules says %q", p.ID, b.ID, len(p.InBox[b.ID]), text)
		}
	}
}

// labelled looks for the port of every flow in the text of its element. A port that is needed less than the element's line says has to
// stand there with its mark, and only so; one that is not has to stand there without.
func labelled(t *testing.T, resolved *plan.Plan, p *Picture) {
	t.Helper()
	text := map[string]string{}
	for _, e := range p.Edges {
		text["edge "+e.ID] = strings.Join(e.Label, " ")
	}
	for _, b := range p.Boxes {
		for _, l := range b.Lines {
			text["box "+b.ID] += l.Text + " "
		}
	}
	check := func(element string, flows []*plan.Flow, line diagram.EdgeKind) {
		words := strings.Fields(strings.ReplaceAll(text[element], ",", " "))
		for i, word := range words { // what holds for some hosts takes nothing back
			if bare, some, ok := strings.Cut(word, "("); ok && strings.Trim(some, "*?\u00b0") == ")" {
				if words[i] = bare; p.Words.PartMark == "" {
					t.Errorf("picture %s: %s says %q, which the legend does not explain", p.ID, element, word)
				}
			}
		}
		if slices.Contains(words, "ports") {
			return // counted; the tables list them
		}
		for _, f := range flows {
			want, strongest := f.Label(), diagram.Optional
			for _, other := range flows {
				if other.Label() == want && slices.Index(strength, flowKind(other)) < slices.Index(strength, strongest) {
					strongest = flowKind(other)
				}
			}
			if p.Kind != ChangeKind && strongest != line {
				if want += portMarks[strongest]; slices.Contains(words, f.Label()) || p.Words.Mark[strongest] == "" {
					t.Errorf("picture %s: %s says %q, and not that %s is needed less", p.ID, element, text[element], f.Label())
				}
			}
			if !slices.Contains(words, want) {
				t.Errorf("picture %s: %s says %q, but not %s", p.ID, element, text[element], want)
			}
		}
	}
	for _, e := range p.Edges {
		check("edge "+e.ID, p.AtEdge[e.ID], e.Kind)
	}
	for id, flows := range p.InBox {
		check("box "+id, flows, diagram.Regular)
	}
}

// about are the flows that a picture is to hold, as the plan has them.
func about(resolved *plan.Plan, p *Picture) map[string]int {
	want := map[string]int{}
	for _, f := range resolved.Network() {
		then, normally := slices.Contains(f.States, p.Subject), slices.Contains(f.States, plan.NormalState)
		here := false
		switch p.Kind {
		case SiteKind, ZonesKind:
			here = true
		case StateKind:
			here = then || normally
		case ChangeKind:
			here = then != normally
		case HostKind:
			here = resolved.StartsAt(f, p.Subject) || resolved.EndsAt(f, p.Subject)
		case AlikeKind:
			for _, m := range slices.Concat(hostsAt(resolved, f.From), hostsAt(resolved, f.To)) {
				here = here || slices.Contains(p.Hosts, m)
			}
		case RoleKind:
			for _, m := range slices.Concat(hostsAt(resolved, f.From), hostsAt(resolved, f.To)) {
				here = here || inSubject(resolved, p, m)
			}
		case ZoneKind:
			for _, end := range []string{f.From, f.To} {
				for _, m := range append([]string{end}, resolved.Party(end).Members...) {
					here = here || inSubject(resolved, p, m)
				}
			}
		}
		if here {
			want[f.ID] = 1
		}
	}
	return want
}

// hostsAt are the parties that an end of a flow covers, with the hosts whose interfaces or floating addresses these are.
func hostsAt(resolved *plan.Plan, end string) []string {
	out := resolved.Covered(end)
	for _, id := range out {
		out = append(out, resolved.Party(id).Hosts...)
	}
	return out
}

func inSubject(resolved *plan.Plan, p *Picture, id string) bool {
	party := resolved.Party(id)
	if p.Kind == ZoneKind {
		return party.Kind != plan.GroupParty && (party.Zone == p.Subject || party.Zone == "" && p.Subject == Outside)
	}
	n := resolved.Node(id)
	if n == nil {
		return false
	}
	if len(resolved.Products) == 1 {
		return calling(n.Part) == p.Subject
	}
	for _, part := range n.Parts() {
		if part.Installation+"-"+calling(part) == p.Subject {
			return true
		}
	}
	return false
}

// membersOf are the hosts that a picture of a group unfolds, on all its sheets.
func membersOf(resolved *plan.Plan, pictures *Pictures, id string) []string {
	var out []string
	for _, p := range pictures.Groups {
		if whole, _, _ := strings.Cut(p.ID, "-part"); whole == id {
			for _, b := range p.Boxes {
				if resolved.Party(b.ID).Kind != plan.GroupParty {
					out = append(out, b.ID)
				}
			}
		}
	}
	return out
}

func amongMembers(plan *plan.Plan, hosts []string) map[string]int {
	want := map[string]int{}
	for _, f := range plan.Network() {
		for _, a := range hosts {
			for _, b := range hosts {
				if a != b && plan.Party(f.From).Is(a) && plan.Party(f.To).Is(b) {
					want[f.ID] = 1
				}
			}
		}
	}
	return want
}

func matrixCounts(t *testing.T, resolved *plan.Plan, x *diagram.Matrix) {
	t.Helper()
	if len(resolved.Network()) == 0 {
		return
	}
	if x == nil {
		t.Fatal("there is no matrix")
	}
	want, got := map[string]int{}, map[string]int{}
	zone := func(id string) string {
		p, zones := resolved.Party(id), map[string]bool{}
		for _, m := range append(p.Members, id) {
			if q := resolved.Party(m); q.Kind != plan.GroupParty {
				zones[q.Zone] = true
			}
		}
		if len(zones) > 1 {
			return Several
		}
		for z := range zones {
			if z != "" {
				return z
			}
		}
		return Outside
	}
	for _, f := range resolved.Network() {
		want[zone(f.From)+" to "+zone(f.To)]++
	}
	for _, c := range x.Cells {
		got[c.From+" to "+c.To] = c.Count
	}
	if !maps.Equal(want, got) {
		t.Errorf("the matrix counts %v, want %v", got, want)
	}
}

// TestChangesAreSigned looks whether every edge of a change says what became of its flows.
func TestChangesAreSigned(t *testing.T) {
	for name, plan := range sites(t) {
		for _, p := range Of(plan, list(t)).Changes {
			for _, e := range p.Edges {
				added, removed := 0, 0
				for _, f := range p.AtEdge[e.ID] {
					if slices.Contains(f.States, p.Subject) {
						added++
					} else {
						removed++
					}
				}
				want := diagram.Altered
				if removed == 0 {
					want = diagram.Added
				} else if added == 0 {
					want = diagram.Removed
				}
				if e.Change != want {
					t.Errorf("%s, %s: edge %s is marked %d, want %d", name, p.ID, e.ID, e.Change, want)
				}
				if text := strings.Join(e.Label, "\n"); want == diagram.Altered && (!strings.Contains(text, "+ ") || !strings.Contains(text, "\u2212 ")) {
					t.Errorf("%s, %s: edge %s does not say what is added and what removed: %q", name, p.ID, e.ID, text)
				}
			}
		}
	}
}
