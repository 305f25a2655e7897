package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/edition"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
)

// TestUpgradeOfInstallations upgrades one of two installations, or both, of sites by chance whose hosts may run services of both: the old connections
// with those to open and without those to close are the new ones, those are the ones of the site with the new edition written into it, and the
// installation that stays keeps its rules.
func TestUpgradeOfInstallations(t *testing.T) {
	var editions []*catalog.Catalogue
	for _, dir := range catalog.Editions() {
		if strings.HasPrefix(dir, "qlik-sense/") {
			cat, _ := catalog.Open(dir)
			editions = append(editions, cat)
		}
	}
	noted := map[string]int{}
	rounds := testenv.Rounds(t, 1000)
	for seed := range rounds {
		random := rand.New(rand.NewPCG(uint64(seed), 37))
		from, to := editions[random.IntN(len(editions))], editions[random.IntN(len(editions))]
		if from == to {
			continue
		}
		text := modeltest.NewIn(0, from, random).Write(nil, false)
		named := [][]string{{"first"}, {"second"}, nil}[seed%3]
		s, found := site.Load("site.toml", text)
		if s == nil {
			t.Fatalf("%s\n%s", text, modeltest.Printed(found))
		}
		u, found := edition.UpgradeSite(s, []*catalog.Catalogue{from, from}, to, editions, resolve.Options{}, named...)
		if u == nil {
			if onlyClaims(modeltest.Printed(found)) {
				noted["refused"]++
				continue
			}
			t.Fatalf("%s\n%s", text, modeltest.Printed(found))
		}
		checkLists(t, u.Before, u.After)
		upgradedAsNamed(t, u, from, to, named)
		if len(u.LeftOut) == 0 {
			noted["compared"]++
			asWritten(t, u, text, from, to, named)
		}
		for what, shows := range map[string]bool{
			"shared":   slices.ContainsFunc(u.Before.Nodes, func(n *plan.Node) bool { return len(n.Parts()) > 1 }),
			"left out": len(u.LeftOut) > 0, "changes": len(u.Open)+len(u.Close) > 0,
		} {
			if shows {
				noted[what]++
			}
		}
		if t.Failed() {
			t.Fatalf("%d: %s to %s, %v\n%s", seed, from.Dir, to.Dir, named, text)
		}
	}
	if noted["refused"] > rounds/20+1 {
		t.Errorf("%d of %d sites were refused", noted["refused"], rounds)
	}
	for _, what := range []string{"shared", "left out", "changes"} {
		if noted[what] < rounds/20 {
			t.Errorf("%d of %d rounds show %q: the property proves little", noted[what], rounds, what)
		}
	}
	if rounds >= 100 && noted["compared"] == 0 {
		t.Error("no site was compared with what is written")
	}
}

// onlyClaims reports whether chance put two services of the new edition on one port of a host, or left of a declared flow's sets, which the new edition
// lacks, only the host that it leads to.
func onlyClaims(said string) bool {
	return strings.Contains(said, "both claim") || strings.Contains(said, "error[S192]") || strings.Contains(said, "error[S46]")
}

// upgradedAsNamed: those installations have the new edition that were named, or all; the rules of another stay, but for states that are gone.
func upgradedAsNamed(t *testing.T, u *edition.Upgrade, from, to *catalog.Catalogue, named []string) {
	t.Helper()
	for i, p := range u.After.Products {
		want := from.Dir
		if len(named) == 0 || slices.Contains(named, p.ID) {
			want = to.Dir
		}
		if p.Catalogue != want {
			t.Errorf("%s has %s, want %s", p.ID, p.Catalogue, want)
		}
		if want == from.Dir {
			if before, after := rulesOf(u.Before, p.ID, u.After), rulesOf(u.After, p.ID, u.Before); !slices.Equal(before, after) {
				t.Errorf("%s stays and has %d rules, %d before", u.Before.Products[i].ID, len(after), len(before))
			}
		}
	}
}

// rulesOf are the installation's rules in states that the other plan has, too: what it needs only while the other installation has failed over goes with
// the state, where the new edition has no failover.
func rulesOf(p *plan.Plan, installation string, other *plan.Plan) []string {
	stays := func(state string) bool {
		return slices.ContainsFunc(other.States, func(s plan.State) bool { return s.ID == state })
	}
	var out []string
	for _, f := range p.Flows {
		if f.Product == installation && slices.ContainsFunc(f.States, stays) {
			out = append(out, fmt.Sprint(f.ID, f.From, f.To, f.Port))
		}
	}
	slices.Sort(out)
	return out
}

// asWritten: where nothing is left out, the new plan has the connections of the description in which the edition is another.
func asWritten(t *testing.T, u *edition.Upgrade, text []byte, from, to *catalog.Catalogue, named []string) {
	t.Helper()
	written, cats := string(text), []*catalog.Catalogue{to, to}
	for i, id := range []string{"first", "second"} {
		head := "[installations." + id + "]\n"
		if len(named) > 0 && !slices.Contains(named, id) {
			cats[i] = from
			continue
		}
		before, rest, ok := strings.Cut(written, head)
		if !ok {
			t.Fatalf("no table of %s", id)
		}
		written = before + head + strings.Replace(rest, from.Dir, to.Dir, 1)
	}
	for _, rule := range to.Lint { // findings of the new edition
		if !strings.Contains(written, "[accept."+rule.ID.V+"]") {
			written += "[accept." + rule.ID.V + "]\nreason = \"A reason\"\nuntil = 2099-12-31\n"
		}
	}
	s, found := site.Load("site.toml", []byte(written))
	if s == nil {
		t.Fatal(modeltest.Printed(found))
	}
	p, found := resolve.All(s, cats, resolve.Options{})
	if p == nil && strings.Contains(modeltest.Printed(found), "error[S35]") { // a declared flow names a set that the new edition lacks: the upgrade keeps its members
		return
	}
	if p == nil {
		t.Fatalf("%s\n%s", written, modeltest.Printed(found))
	}
	if a, b := slices.Concat(rulesOf(u.After, "first", p), rulesOf(u.After, "second", p)), slices.Concat(rulesOf(p, "first", u.After), rulesOf(p, "second", u.After)); !slices.Equal(a, b) {
		t.Errorf("the comparison has %d rules, the site as written %d", len(a), len(b))
	}
}
