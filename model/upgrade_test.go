package model

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/cmd/portolan/terminal"
	"portolan/model/catalog"
	"portolan/model/edition"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// TestUpgrade holds a comparison that shows each thing that can change against its golden, with what the new edition does not know or
// would need.
func TestUpgrade(t *testing.T) {
	u, found := tideUpgrade(t)
	golden.Check(t, "testdata/upgrade/expected.txt", terminal.Upgrade(u)+"\n"+modeltest.Printed(found))
	back := edition.Compare(u.After, u.Before)
	golden.Check(t, "testdata/upgrade/back.txt", terminal.Upgrade(back))
	if len(back.Open) != len(u.Close) || len(back.Close) != len(u.Open) || len(back.Changed) != len(u.Changed) || back.Unchanged != u.Unchanged {
		t.Errorf("the way back opens %d, closes %d, changes %d and keeps %d; the way there %d, %d, %d and %d", len(back.Open), len(back.Close), len(back.Changed),
			back.Unchanged, len(u.Open), len(u.Close), len(u.Changed), u.Unchanged)
	}
}

func tideCatalogue(t *testing.T, edition string) *catalog.Catalogue {
	t.Helper()
	cat, found := catalog.Load(os.DirFS("testdata/upgrade"), "tide-gauge/"+edition)
	if cat == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return cat
}

func tideUpgrade(t *testing.T) (*edition.Upgrade, source.Diagnostics) {
	t.Helper()
	data, err := os.ReadFile("testdata/upgrade/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load("site.toml", data)
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	site.ID = "tide"
	one, two := tideCatalogue(t, "1"), tideCatalogue(t, "2")
	u, found := edition.UpgradeSite(site, []*catalog.Catalogue{one}, two, []*catalog.Catalogue{one, two}, resolve.Options{})
	if u == nil {
		t.Fatal(modeltest.Printed(found))
	}
	return u, found
}

// TestUpgradeSaysWhatChanges names the changes one by one, so that a golden that was rewritten without reading does not hide a loss.
func TestUpgradeSaysWhatChanges(t *testing.T) {
	u, _ := tideUpgrade(t)
	where := func(e edition.Endpoint) string { return e.ID + " " + strings.Join(e.Where, " ") }
	has := func(list []edition.Change, from, to, socket string) bool {
		return slices.ContainsFunc(list, func(c edition.Change) bool {
			return strings.Contains(where(c.From), from) && strings.Contains(where(c.To), to) && c.Socket() == socket
		})
	}
	for what, ok := range map[string]bool{
		"the clocks' new port":            has(u.Open, "north", "south", "tcp/7201") && has(u.Open, "south", "north", "tcp/7201"),
		"the clocks' old port":            has(u.Close, "north", "south", "tcp/7101"),
		"the moved outside party, new":    has(u.Open, "north", "weather.new.example", "tcp/443"),
		"the moved outside party, old":    has(u.Close, "north", "weather.old.example", "tcp/443"),
		"the lamp where the site has it":  has(u.Close, "sailors", "west", "tcp/7203"),
		"the store's meaning":             has(u.Changed, "north", "store", "tcp/7300"),
		"one statement for many":          !has(u.Open, "", "", "udp/7102") && !has(u.Close, "", "", "udp/7102"),
		"one statement for one":           !has(u.Open, "", "", "udp/7104") && !has(u.Close, "", "", "udp/7104"),
		"declared flows to a lost set":    !has(u.Close, "store", "west", "tcp/22"),
		"findings of the new edition":     len(u.Findings) == 1 && u.Findings[0].ID == "engine" && u.Findings[0].Level == "error",
		"a slight change is a slight one": slices.ContainsFunc(u.Changed, func(c edition.Change) bool { return c.Slight() && c.Socket() == "tcp/7100" }),
		"a grave change is a grave one":   slices.ContainsFunc(u.Changed, func(c edition.Change) bool { return !c.Slight() && c.Socket() == "tcp/7300" }),
	} {
		if !ok {
			t.Errorf("%s is not as it should be", what)
		}
	}
	stale := map[string]bool{}
	for _, s := range u.Stale {
		stale[s.Host+" "+s.Socket()] = true
	}
	if want := []string{"north tcp/7101", "south tcp/7101", "south tcp/7203", "west tcp/7101", "west tcp/7203"}; !slices.Equal(slices.Sorted(maps.Keys(stale)), want) {
		t.Errorf("stale ports %v, want %v", slices.Sorted(maps.Keys(stale)), want)
	}
}

// seen is a connection between two hosts as a firewall sees it.
type seen struct{ from, to, socket string }

// seenOf takes a plan apart into pairs of hosts by itself, without the code that is under test.
func seenOf(p *plan.Plan) map[seen]bool {
	out := map[seen]bool{}
	for _, f := range p.Network() {
		spread(p, f.From, f.To, f.Socket(), out)
	}
	return out
}

func spread(p *plan.Plan, from, to, socket string, into map[seen]bool) {
	members := func(id string) []string {
		if party := p.Party(id); party.Kind == plan.GroupParty {
			return party.Members
		}
		return []string{id}
	}
	for _, a := range members(from) {
		for _, b := range members(to) {
			if a != b {
				into[seen{a + " " + fmt.Sprint(p.Party(a).Where()), b + " " + fmt.Sprint(p.Party(b).Where()), socket}] = true
			}
		}
	}
}

// applied is what a firewall lets pass that let pass the old connections, once both lists are worked off.
func applied(old, new *plan.Plan, u *edition.Upgrade) map[seen]bool {
	now := seenOf(old)
	for _, c := range u.Open {
		spread(new, c.From.ID, c.To.ID, c.Socket(), now)
	}
	closed := map[seen]bool{}
	for _, c := range u.Close {
		spread(old, c.From.ID, c.To.ID, c.Socket(), closed)
	}
	maps.DeleteFunc(now, func(s seen, _ bool) bool { return closed[s] })
	return now
}

// checkLists fails unless the old rules, with those to open and without those to close, are exactly the new ones, no list says what the
// others say, and no list is longer than it has to be.
func checkLists(t *testing.T, old, new *plan.Plan) {
	t.Helper()
	u := edition.Compare(old, new)
	if before, after := applied(old, new, u), seenOf(new); !maps.Equal(before, after) {
		for s := range after {
			if !before[s] {
				t.Errorf("after both lists %v is missing", s)
			}
		}
		for s := range before {
			if !after[s] {
				t.Errorf("after both lists %v is left over", s)
			}
		}
	}
	was, is := seenOf(old), seenOf(new)
	for _, c := range u.Open {
		pairs := map[seen]bool{}
		spread(new, c.From.ID, c.To.ID, c.Socket(), pairs)
		for s := range pairs {
			if was[s] {
				t.Errorf("%v is to be opened and was open", s)
			}
		}
	}
	for _, c := range u.Close {
		pairs := map[seen]bool{}
		spread(old, c.From.ID, c.To.ID, c.Socket(), pairs)
		for s := range pairs {
			if is[s] {
				t.Errorf("%v is to be closed and is needed", s)
			}
		}
	}
	ends := 0
	for _, h := range u.Hosts {
		ends += h.Open + h.Close + h.Changed
	}
	if want := countEnds(u); ends != want {
		t.Errorf("hosts count %d ends of connections; there are %d", ends, want)
	}
}

// countEnds counts the ends of changes that are at hosts of the site or at groups of them.
func countEnds(u *edition.Upgrade) int {
	n := 0
	for _, c := range slices.Concat(u.Open, u.Close, u.Changed) {
		ends := map[string]edition.Endpoint{c.From.ID: c.From, c.To.ID: c.To}
		for _, e := range ends {
			if e.Kind != plan.ExternalParty && e.Kind != plan.ClientsParty {
				n++
			}
		}
	}
	return n
}

// TestUpgradeLists checks the lists for every shipped site, to every edition of its product and back, and for the invented product.
func TestUpgradeLists(t *testing.T) {
	u, _ := tideUpgrade(t)
	checkLists(t, u.Before, u.After)
	checkLists(t, u.After, u.Before)
	all := map[string]*catalog.Catalogue{}
	for _, dir := range catalog.Editions() {
		if cat, found := catalog.Open(dir); cat != nil {
			all[dir] = cat
		} else {
			t.Fatal(modeltest.Printed(found))
		}
	}
	ways := 0
	for _, id := range siteIDs(t) {
		site := shippedSite(t, id)
		var cats []*catalog.Catalogue
		for _, product := range site.Catalogues() {
			cats = append(cats, all[product.V])
		}
		for _, dir := range slices.Sorted(maps.Keys(all)) {
			if slices.Contains(cats, nil) || !slices.ContainsFunc(cats, func(c *catalog.Catalogue) bool { return c.Product.ID.V == all[dir].Product.ID.V }) {
				continue
			}
			t.Run(id+" to "+strings.ReplaceAll(dir, "/", " "), func(t *testing.T) {
				u, found := edition.UpgradeSite(site, cats, all[dir], slices.Collect(maps.Values(all)), resolve.Options{})
				if u == nil {
					t.Fatal(modeltest.Printed(found))
				}
				checkLists(t, u.Before, u.After)
				checkLists(t, u.After, u.Before)
				if slices.ContainsFunc(cats, func(c *catalog.Catalogue) bool { return c.Dir == dir }) && len(u.Open)+len(u.Close)+len(u.Changed)+len(u.LeftOut) > 0 {
					t.Errorf("to its own edition %d connections are opened, %d closed, %d changed", len(u.Open), len(u.Close), len(u.Changed))
				}
			})
			ways++
		}
	}
	if ways < 24 {
		t.Errorf("only %d ways were compared", ways)
	}
}

func shippedSite(t *testing.T, id string) *site.Site {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sitesFolder, id, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	site, found := site.Load("site.toml", data)
	if site == nil {
		t.Fatal(modeltest.Printed(found))
	}
	site.ID = id
	return site
}

// TestUpgradeLeavesTheSiteAlone resolves a site, compares it, and resolves it again: a comparison works on copies.
func TestUpgradeLeavesTheSiteAlone(t *testing.T) {
	data, _ := os.ReadFile("testdata/upgrade/site.toml")
	site, _ := site.Load("site.toml", data)
	one, two := tideCatalogue(t, "1"), tideCatalogue(t, "2")
	before, _ := resolve.Resolve(site, one, resolve.Options{})
	if u, found := edition.UpgradeSite(site, []*catalog.Catalogue{one}, two, nil, resolve.Options{}); u == nil {
		t.Fatal(modeltest.Printed(found))
	}
	after, found := resolve.Resolve(site, one, resolve.Options{})
	if after == nil {
		t.Fatal(modeltest.Printed(found))
	}
	if a, b := planText(before, nil), planText(after, nil); a != b {
		t.Error(golden.Difference(a, b))
	}
	if two.Lint[0].Level.V != "error" || !two.Resources["vault"].Required.Set() || two.Resources["vault"].Required.V != "always" {
		t.Error("the catalogue of the new edition was changed")
	}
}

// TestUpgradeToAnotherProduct refuses what is no edition of the site's products.
func TestUpgradeToAnotherProduct(t *testing.T) {
	data, _ := os.ReadFile("testdata/upgrade/site.toml")
	site, _ := site.Load("site.toml", data)
	other, _ := catalog.Load(os.DirFS("testdata/products"), "quorum-ledger/7-2")
	u, found := edition.UpgradeSite(site, []*catalog.Catalogue{tideCatalogue(t, "1")}, other, nil, resolve.Options{})
	if u != nil || len(found) != 1 || found[0].Code != "U03" || found[0].At.Line() != 3 {
		t.Errorf("%v %v", u, modeltest.Printed(found))
	}
}

// TestStalePortsOfOtherEditions finds the ports by which the rules of older editions are known (L72 of the vendor's rules) at a shipped
// site that stays where it is.
func TestStalePortsOfOtherEditions(t *testing.T) {
	site := shippedSite(t, "harbour-logistics")
	var all []*catalog.Catalogue
	for _, dir := range catalog.Editions() {
		cat, _ := catalog.Open(dir)
		all = append(all, cat)
	}
	own, _ := catalog.OpenAll(site.Catalogues())
	u, found := edition.UpgradeSite(site, own, own[0], all, resolve.Options{})
	if u == nil {
		t.Fatal(modeltest.Printed(found))
	}
	stale := map[string]bool{}
	for _, s := range u.Stale {
		stale[s.Numbers.String()] = true
		if len(u.After.Inbound(s.Host)) > 0 && slices.ContainsFunc(u.After.Inbound(s.Host), func(f *plan.Flow) bool { return f.Plain() == s.Port }) {
			t.Errorf("%s at %s is called stale, and a rule leads there", s.Socket(), s.Host)
		}
	}
	for _, port := range []string{"4241", "4144", "5051", "5928", "4545"} {
		if !stale[port] {
			t.Errorf("%s is not known as stale", port)
		}
	}
}
