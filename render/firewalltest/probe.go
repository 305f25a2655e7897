// Package firewalltest holds rule files against plans, for tests of dialects: a reader of a dialect, which shares nothing with its writer, decides
// on packets, and the plan's flows alone say what it has to decide.
package firewalltest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/content/rulesets"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
)

// A Packet is the first of a connection, as a filter sees it.
type Packet struct {
	From, To         netip.Addr
	Protocol         int // of IP
	FromPort, ToPort int
	Type             int // of ICMP

	In, Out ruleset.Side // of the firewall that it passes
	When    time.Time    // a moment at which every rule is in force, if not set
}

func (p Packet) String() string {
	return fmt.Sprintf("%s:%d -> %s:%d, protocol %d", p.From, p.FromPort, p.To, p.ToPort, p.Protocol)
}

// A Decision says whether the files of a host or firewall let the first packet of a connection through at a hook: "input", "output" or "forward".
type Decision func(hook string, p Packet) bool

// A Read reads files of one ruleset. It fails the test where it does not understand them.
type Read func(testing.TB, *ruleset.Ruleset, []firewall.File) Decision

// A Tally counts what probes have shown.
type Tally map[string]int

// Probe sends packets, of at most some of the flows, and compares what is decided with what the plan says.
func Probe(d *firewall.Dialect, resolved *plan.Plan, set *ruleset.Ruleset, decide Decision, atMost int, random *rand.Rand, seen Tally) (wrong []string) {
	return probe(d, resolved, set, decide, scope{atMost: atMost, often: 1}, random, seen)
}

// A scope is what is probed.
type scope struct {
	atMost int             // flows
	first  map[string]bool // flows that are among them in any case
	often  int             // packets by chance, in proportion
}

func probe(d *firewall.Dialect, resolved *plan.Plan, set *ruleset.Ruleset, decide Decision, in scope, random *rand.Rand, seen Tally) (wrong []string) {
	o := oracle{plan: resolved, set: set, sided: set.Kind == ruleset.Firewall && (d.Side != nil || d.Sided != nil && d.Sided(set)), inwards: d.Inwards, arriving: d.Arriving, without: without(d, resolved, set)}
	for _, hook := range o.hooks() {
		pairs := o.between(hook)
		for _, p := range o.packets(hook, pairs, in, random) {
			want, got := o.allows(pairs, p, seen), decide(hook, p)
			seen[fmt.Sprint(hook, " ", got)]++
			if got != want {
				wrong = append(wrong, fmt.Sprintf("%s of %s: %v, in the plan %v", hook, p, got, want))
			}
			if len(wrong) > 3 {
				return wrong
			}
		}
	}
	return wrong
}

// Files are the files of a ruleset of which nothing may be refused.
func Files(t testing.TB, d *firewall.Dialect, set *ruleset.Ruleset) []firewall.File {
	t.Helper()
	files, refused := d.Files(set)
	if len(refused) > 0 {
		t.Fatalf("%s at %s: %s", d.Name, set.Device, refused[0].What)
	}
	return files
}

// Sites are the shipped sites, or the few that quick tests take.
func Sites(t *testing.T) []string {
	t.Helper()
	folder := ""
	for folder = "."; ; folder = filepath.Join(folder, "..") {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
	}
	files, _ := filepath.Glob(filepath.Join(folder, "sites", "*", "site.toml"))
	if len(files) < 10 {
		t.Fatalf("only %d sites", len(files))
	}
	var ids []string
	for _, f := range files {
		ids = append(ids, filepath.Base(filepath.Dir(f)))
	}
	return testenv.Choose(t, "sites' rule files", ids, ids, []string{"harbour-logistics", "proxy-in-dmz", "two-products"})
}

// Sets are the rulesets of a plan that a dialect has files for.
func Sets(t testing.TB, d *firewall.Dialect, resolved *plan.Plan) []*ruleset.Ruleset {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	named(resolved)
	sets := slices.Collect(rulesets.Of(resolved, policy.Of(resolved), w))
	if missing := w.Missing(); len(missing) > 0 {
		t.Errorf("words that are missing: %q", missing)
	}
	for _, s := range sets { // whatever their systems, and whether or not they keep administrators in
		s.System, s.Needs = "", nil
		waive(d, s)
	}
	return slices.DeleteFunc(sets, func(s *ruleset.Ruleset) bool { return !d.Writes(s) })
}

// SiteSets are the rulesets of a shipped site, whose parties without addresses get some and whose choices of ports are left aside.
func SiteSets(t testing.TB, d *firewall.Dialect, id string) (*plan.Plan, []*ruleset.Ruleset) {
	t.Helper()
	resolved := plantest.Of(t, id)
	addressed(resolved)
	sets := Sets(t, d, resolved)
	for _, s := range sets {
		for i := range s.Rules {
			for j := range s.Rules[i].Services {
				s.Rules[i].Services[j].Port = s.Rules[i].Services[j].Plain()
			}
		}
	}
	return resolved, sets
}

// addressed gives parties of which only the name is known an address, as a site has to.
func addressed(resolved *plan.Plan) {
	for i, p := range resolved.Parties {
		if len(p.Prefixes()) == 0 {
			p.Addresses = []netip.Addr{netip.AddrFrom4([4]byte{203, 0, 113, byte(i)}), netip.MustParseAddr(fmt.Sprintf("2001:db8::%x", i+1))}
		}
	}
}

// SitesAgree probes the files of the shipped sites: each lets through what the plan allows, and nothing else.
func SitesAgree(t *testing.T, d *firewall.Dialect, read Read) {
	t.Helper()
	files := 0
	for _, id := range Sites(t) {
		resolved, sets := SiteSets(t, d, id)
		for _, set := range sets {
			files++
			for _, wrong := range Probe(d, resolved, set, read(t, set, Files(t, d, set)), 20, rand.New(rand.NewPCG(1, 43)), Tally{}) {
				t.Errorf("%s, %s: %s", id, set.Device, wrong)
			}
		}
	}
	if files == 0 {
		t.Error("no file was probed")
	}
}

// RandomAgree does the same for sites that are written by chance, and counts that packets of all kinds were among the probes.
func RandomAgree(t *testing.T, d *firewall.Dialect, read Read, kinds ...string) {
	t.Helper()
	cat := plantest.Catalogue(t, "harbour-logistics")
	seen := Tally{}
	sites := testenv.Rounds(t, 200)
	for seed := range sites {
		random := rand.New(rand.NewPCG(uint64(seed), 41))
		draft := modeltest.NewIn(seed, cat, random)
		areas := seed%2 == 1
		if areas {
			draft.AddAreas()
		}
		text := draft.Write(nil, false)
		resolved := planOf(t, fmt.Sprintf("site-%d", seed), text, cat)
		approve(resolved, func(i int) bool { return i%8 == 7 })
		for _, set := range Sets(t, d, resolved) {
			files, refused := d.Files(set)
			if len(refused) > 0 && (areas && refused[0].Code == "R02" || refused[0].Code == "R08") { // chance paired the families of networks, or what no rule of the dialect can say
				seen["refused"]++
				continue
			} else if len(refused) > 0 {
				t.Fatalf("%s: %v\n%s", set.Device, refused[0], text)
			}
			for _, wrong := range Probe(d, resolved, set, read(t, set, files), 20, random, seen) {
				t.Errorf("site %d, %s: %s", seed, set.Device, wrong)
			}
		}
		if t.Failed() {
			t.Fatalf("%s", text)
		}
	}
	for _, what := range kinds {
		if sites >= 20 && seen[what] < sites { // a few sites need not show all
			t.Errorf("%d packets show %s; the property proves little", seen[what], what)
		}
	}
}

func planOf(t testing.TB, id string, text []byte, cat *catalog.Catalogue) *plan.Plan {
	t.Helper()
	s, found := site.Load("site.toml", text)
	if s == nil {
		t.Fatal(found)
	}
	s.ID = id
	resolved, found := resolve.Resolve(s, cat, resolve.Options{})
	if resolved == nil {
		t.Fatal(found)
	}
	addressed(resolved)
	return resolved
}

const wrongDirection = "the wrong direction"

// approve approves all rules but some, which must not pass.
func approve(resolved *plan.Plan, but func(i int) bool) {
	for i, f := range resolved.Network() {
		if !but(i) {
			f.Standing.State, f.Approval = approval.Approved, &approval.Approval{By: "Somebody"}
		}
	}
}

// faults are what a writer could do wrong of a rule.
var faults = []struct {
	name  string
	plant func(r *ruleset.Rule) (keep bool)
}{
	{"a rule without its port", func(r *ruleset.Rule) bool {
		every, _ := catalog.ParsePort("tcp/1-65535")
		r.Services = []ruleset.Service{{Port: every}}
		return true
	}},
	{"a rule too wide", func(r *ruleset.Rule) bool {
		for i := range r.From {
			r.From[i].Addresses = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
		}
		for i := range r.To {
			r.To[i].Addresses = r.From[0].Addresses
		}
		return true
	}},
	{"a missing rule", func(*ruleset.Rule) bool { return false }},
	{wrongDirection, func(r *ruleset.Rule) bool {
		r.From, r.To = r.To, r.From
		return true
	}},
	{"the wrong family", func(r *ruleset.Rule) bool {
		for i := range r.From {
			r.From[i].Addresses = otherFamily(r.From[i].Addresses)
		}
		for i := range r.To {
			r.To[i].Addresses = otherFamily(r.To[i].Addresses)
		}
		return true
	}},
	{"another protocol", func(r *ruleset.Rule) bool {
		for i := range r.Services {
			r.Services[i].Protocol = "udp"
		}
		return true
	}},
}

func otherFamily(list []netip.Prefix) []netip.Prefix {
	if list[0].Addr().Is4() {
		return []netip.Prefix{netip.MustParsePrefix("2001:db8:bad::1/128")}
	}
	return []netip.Prefix{netip.MustParsePrefix("203.0.113.250/32")}
}

// FaultsAreFound writes files with one faulty rule: the reader and the probes find each.
func FaultsAreFound(t *testing.T, d *firewall.Dialect, read Read) {
	t.Helper()
	cat := plantest.Catalogue(t, "harbour-logistics")
	var resolved *plan.Plan
	for seed := uint64(3); resolved == nil && seed < 20; seed++ { // the first that has a rule to plant faults in
		resolved = planOf(t, "faulty", modeltest.New(cat, rand.New(rand.NewPCG(seed, 41))).Write(nil, false), cat)
		approve(resolved, func(int) bool { return false })
		if !slices.ContainsFunc(Sets(t, d, resolved), func(s *ruleset.Ruleset) bool { return plantable(s) >= 0 }) {
			resolved = nil
		}
	}
	if resolved == nil {
		t.Fatal("no site has a rule to plant faults in")
	}
	for _, fault := range faults {
		planted, caught := 0, 0
		for _, set := range Sets(t, d, resolved) {
			i := plantable(set)
			if i < 0 {
				continue
			}
			right := Files(t, d, set)
			seen := set
			if d.Arriving {
				seen = firewall.Arriving(set)
			}
			faulty := *seen
			faulty.Rules = slices.Clone(seen.Rules)
			r := &faulty.Rules[i]
			r.From, r.To, r.Services = slices.Clone(r.From), slices.Clone(r.To), slices.Clone(r.Services)
			keep := fault.plant(r)
			r.Passages = slices.Clone(r.Passages)
			for j := range r.Passages {
				p := &r.Passages[j]
				if p.From, p.To = r.From, r.To; fault.name == wrongDirection {
					p.In, p.Out = p.Out, p.In
				}
			}
			if !keep {
				faulty.Rules = slices.Delete(faulty.Rules, i, i+1)
			}
			faulty.Rules = slices.DeleteFunc(faulty.Rules, func(r ruleset.Rule) bool { return r.Waiver != "" })
			files := d.Write(&faulty)
			if slices.EqualFunc(right, files, func(a, b firewall.File) bool { return bytes.Equal(a.Data, b.Data) }) {
				t.Errorf("%s at %s changes no file", fault.name, set.Device)
			}
			planted++
			about := scope{first: flowsOf(resolved, set.Rules[i].ID), often: 16} // a fault has to be met where it is
			if len(probe(d, resolved, set, read(t, &faulty, files), about, rand.New(rand.NewPCG(1, 2)), Tally{})) > 0 {
				caught++
			}
		}
		if planted == 0 || caught < planted {
			t.Errorf("%s: %d of %d are found", fault.name, caught, planted)
		}
	}
}

// plantable is the first rule in which a fault can be planted that no other rule hides, or less than 0.
func plantable(set *ruleset.Ruleset) int {
	return slices.IndexFunc(set.Rules, func(r ruleset.Rule) bool { return plain(r) && r.Waiver == "" && !overlapped(r, set.Rules) })
}

// plain reports whether a rule is for one port of TCP between known addresses.
func plain(r ruleset.Rule) bool {
	known := func(e ruleset.End) bool { return len(e.Addresses) > 0 }
	return len(r.Services) == 1 && r.Services[0].Protocol == "tcp" && len(r.From) == 1 && len(r.To) == 1 && known(r.From[0]) && known(r.To[0])
}

// overlapped reports whether another rule of the same direction may let the same packets through, behind which a fault of this one hides.
func overlapped(r ruleset.Rule, all []ruleset.Rule) bool {
	return slices.ContainsFunc(all, func(other ruleset.Rule) bool {
		return other.ID != r.ID && other.Direction == r.Direction && meet(r.From, other.From) && meet(r.To, other.To) &&
			slices.ContainsFunc(other.Services, func(s ruleset.Service) bool { return s.Protocol == "tcp" })
	})
}

func meet(a, b []ruleset.End) bool {
	return slices.ContainsFunc(a, func(x ruleset.End) bool {
		return slices.ContainsFunc(b, func(y ruleset.End) bool {
			return slices.ContainsFunc(x.Addresses, func(p netip.Prefix) bool { return slices.ContainsFunc(y.Addresses, p.Overlaps) })
		})
	})
}
