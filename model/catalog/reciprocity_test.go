package catalog

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/golden"
	"portolan/model/source"
)

// TestReciprocity holds the loose ends of every embedded catalogue against a golden report, and fails for each that the data does not
// explain: a listener without a client, or a caller without a listener, is half of a pair that somebody forgot.
func TestReciprocity(t *testing.T) {
	var wanted []string
	var all []*Catalogue
	for _, dir := range Editions() {
		if c, _ := Open(dir); c != nil {
			all = append(all, c)
		}
	}
	for _, dir := range Editions() {
		path := "testdata/reciprocity/" + strings.ReplaceAll(dir, "/", "-") + ".txt"
		wanted = append(wanted, path)
		t.Run(dir, func(t *testing.T) {
			c, _ := Open(dir)
			if c == nil {
				t.Fatal("the catalogue does not load; see TestEmbeddedCataloguesLoad")
			}
			golden.Check(t, path, ReciprocityText(c, all...))
			for _, l := range Unexplained(c, all...) {
				t.Errorf("%s:%d: %s %s, and nothing says why", l.At.File(), l.At.Line(), l.Kind, l.ID)
			}
		})
	}
	golden.NoOrphans(t, "testdata/reciprocity", ".txt", wanted)
}

// planted is a catalogue in which each kind of loose end was planted once, and one of each has an explanation beside it.
const planted = `
[product]
id = "bell"
edition = "1"
name = "Bell"

[documents.manual]
publisher = "Foundry"
title = "Bell manual"

[facts.big]
holder = "node"
type = "flag"
meaning = "The bell is big."

[facts.cracked]
holder = "node"
type = "flag"
meaning = "The bell is cracked."
note = "For the inventory."

[roles.tower]
name = "Tower"
services = ["ring", "clock"]
source = ["manual:- Roles"]

[roles.museum]
name = "Museum"
services = ["quiet"]
source = ["manual:- Roles"]

[services.ring]
name = "Ring"
source = ["manual:- Services"]

[services.ring.listeners.pull]
port = "7001"
transport = "tcp"
purpose = "Rings"
source = ["manual:- Ports"]

[services.ring.listeners.forgotten]
port = "7002"
transport = "tcp"
purpose = "Nobody calls it"
source = ["manual:- Ports"]

[services.ring.listeners.inside]
port = "7003"
transport = "tcp"
purpose = "Called on the same host"
peer = "local"
source = ["manual:- Ports"]

[services.clock]
name = "Clock"
part_of = "ring"
source = ["manual:- Services"]

[services.clock.listeners.hour]
port = "7004"
transport = "tcp"
purpose = "The hour"
source = ["manual:- Ports"]

[services.quiet]
name = "Quiet"
source = ["manual:- Services"]

[services.lost]
name = "Lost"
source = ["manual:- Services"]

[services.lost.listeners.cry]
port = "7005"
transport = "tcp"
purpose = "Cries"
source = ["manual:- Ports"]

[resources.rope]
name = "Rope"
service = "ring"
required = "never"
source = ["manual:- Rope"]

[populations.monks]
name = "Monks"
required = "never"
source = ["manual:- Monks"]

[populations.town]
name = "Town"
required = "never"
source = ["manual:- Town"]

[externals.foundry]
name = "Foundry"
port = "443"
transport = "tcp"
purpose = "Orders"
optional = true
source = ["manual:- Foundry"]

[sets.towers]
name = "towers"
is = [{ runs = ["ring"] }]

[sets.silent]
name = "places without a bell"
is = [{ runs_not = ["ring"] }]

[sets.museums]
name = "museums"
is = [{ role = ["museum"] }]

[sets.elsewhere]
name = "everything but towers"
is = [{ not_in = ["towers"] }]

[sets.unused]
name = "unused"
is = [{ runs = ["ring"] }]

[[flows]]
id = "good"
from = { clients = "town" }
to = { set = "towers", listener = "ring.pull" }
purpose = "Rings"
source = ["manual:- Flows"]

[[flows]]
id = "no-listener"
from = { clients = "town" }
to = { set = "silent", listener = "clock.hour" }
purpose = "The clock is gone where the bell is not"
source = ["manual:- Flows"]

[[flows]]
id = "no-listener-by-role"
from = { clients = "town" }
to = { set = "museums", listener = "ring.pull" }
purpose = "A museum has no bell"
source = ["manual:- Flows"]

[[flows]]
id = "no-listener-elsewhere"
from = { clients = "town" }
to = { set = "elsewhere", listener = "ring.pull" }
purpose = "All bells are in towers"
note = "A flow that explains itself."
source = ["manual:- Flows"]

[[flows]]
id = "no-opener"
from = { set = "museums", service = "clock" }
to = { set = "towers", listener = "ring.pull" }
purpose = "A museum has no clock"
source = ["manual:- Flows"]

[[flows]]
id = "wrong-resource"
from = { clients = "town" }
to = { resource = "rope", listener = "lost.cry" }
purpose = "A rope cannot cry"
source = ["manual:- Flows"]
`

// TestReciprocityFindsWhatIsPlanted names every loose end of a catalogue made for it, and no other.
func TestReciprocityFindsWhatIsPlanted(t *testing.T) {
	c := plantedCatalogue(t, "bell", planted)
	want := []string{
		string(NoCaller) + ": ring.forgotten",
		string(NoListener) + ": no-listener", string(NoListener) + ": no-listener-by-role", string(NoListener) + ": wrong-resource",
		string(NoOpener) + ": no-opener", string(NoPlace) + ": lost", string(IdleService) + ": quiet", string(IdleExternal) + ": foundry",
		string(IdleClients) + ": monks", string(IdleRole) + ": museum", string(IdleSet) + ": unused", string(IdleFact) + ": big",
	}
	if got := ends(Unexplained(c)); !slices.Equal(got, want) {
		t.Errorf("unexplained:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	explained := slices.DeleteFunc(Reciprocity(c), func(l LooseEnd) bool { return l.Because == "" })
	want = []string{string(NoCaller) + ": ring.inside", string(NoListener) + ": no-listener-elsewhere", string(IdleFact) + ": cracked"}
	if got := ends(explained); !slices.Equal(got, want) {
		t.Errorf("explained:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestReciprocityAsksOtherEditions takes a name for explained that another edition of the product speaks of, and not one that another
// product does.
func TestReciprocityAsksOtherEditions(t *testing.T) {
	c := plantedCatalogue(t, "bell", planted)
	next := strings.ReplaceAll(planted, `edition = "1"`, `edition = "2"`)
	next = strings.Replace(next, "is = [{ not_in = [\"towers\"] }]", "is = [{ in = [\"unused\"], with = [\"big\"] }]", 1)
	other := plantedCatalogue(t, "bell", next)
	stranger := plantedCatalogue(t, "gong", strings.ReplaceAll(next, `id = "bell"`, `id = "gong"`))
	if n := len(Unexplained(c)) - len(Unexplained(c, c, other)); n != 2 {
		t.Errorf("another edition explains %d names, want 2: a set and a fact", n)
	}
	if n := len(Unexplained(c)) - len(Unexplained(c, stranger)); n != 0 {
		t.Errorf("another product explains %d names", n)
	}
}

func plantedCatalogue(t *testing.T, id, text string) *Catalogue {
	t.Helper()
	dir := id + "/1"
	if strings.Contains(text, `edition = "2"`) {
		dir = id + "/2"
	}
	c, found := Load(fstest.MapFS{dir + "/product.toml": {Data: []byte(text)}}, dir)
	if c == nil {
		var b strings.Builder
		_ = source.Print(&b, found)
		t.Fatal(b.String())
	}
	return c
}

func ends(list []LooseEnd) []string {
	var out []string
	for _, l := range list {
		out = append(out, string(l.Kind)+": "+l.ID)
	}
	return out
}
