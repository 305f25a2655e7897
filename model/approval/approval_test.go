package approval

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"portolan/model/golden"
	"portolan/model/source"
)

func agreed() Meaning {
	return Meaning{Source: End{ID: "qs-proxy1", Addresses: []string{"10.20.0.11", "fd20::11"}}, Destination: End{ID: "engines", Members: []string{"qs1", "qs2"},
		Addresses: []string{"10.20.1.21", "10.20.1.22"}}, Protocol: "tcp", Port: "4747", SourcePort: "any", Action: "allow", Phase: "run",
		States: []string{"normal", "central-on-qs2"}, Encrypted: "yes"}
}

// changesOfKind are one change for each aspect of a meaning.
var changesOfKind = []struct {
	kind   string
	change func(*Meaning)
}{
	{"source", func(m *Meaning) { m.Source.ID = "qs-proxy2" }},
	{"source_members", func(m *Meaning) { m.Source.Members = []string{"qs3"} }},
	{"source_addresses", func(m *Meaning) { m.Source.Addresses = []string{"10.20.0.12", "fd20::11"} }},
	{"destination", func(m *Meaning) { m.Destination.ID = "all" }},
	{"destination_members", func(m *Meaning) { m.Destination.Members = append(m.Destination.Members, "qs3") }},
	{"destination_addresses", func(m *Meaning) { m.Destination.Addresses = m.Destination.Addresses[:1] }},
	{"via", func(m *Meaning) { m.Via = "qs-lb, hop 2 of 2" }},
	{"protocol", func(m *Meaning) { m.Protocol = "udp" }},
	{"port", func(m *Meaning) { m.Port = "9999" }},
	{"port_choice", func(m *Meaning) { m.PortChoice = "dynamic" }},
	{"source_port", func(m *Meaning) { m.SourcePort = "1024-65535" }},
	{"action", func(m *Meaning) { m.Action = "deny" }},
	{"phase", func(m *Meaning) { m.Phase = "set-up" }},
	{"states", func(m *Meaning) { m.States = append(m.States, "central-on-qs3") }},
	{"encrypted", func(m *Meaning) { m.Encrypted = "no" }},
}

// TestChangesNameWhatChanged shows the text of a change of each aspect, and that each makes another digest.
func TestChangesNameWhatChanged(t *testing.T) {
	var b strings.Builder
	digests := map[string]bool{}
	var kinds []string
	for _, c := range changesOfKind {
		kinds = append(kinds, c.kind)
		before, after := agreed(), agreed()
		c.change(&after)
		changes := Changes(&before, &after)
		if len(changes) != 1 || changes[0].What != c.kind {
			t.Errorf("%s: %v", c.kind, changes)
		}
		was := Approval{By: "P. Novak", Date: source.Date{Year: 2026, Month: 9, Day: 30}}
		fmt.Fprintf(&b, "%-22s %s\n", c.kind, Standing{State: Changed, Was: &was, Changes: changes}.Text(nil))
		digests[after.Digest()] = true
	}
	m := agreed()
	if digests[m.Digest()] || len(digests) != len(changesOfKind) {
		t.Errorf("%d digests of %d meanings", len(digests), len(changesOfKind))
	}
	if !slices.Equal(kinds, WhatChanges()) {
		t.Errorf("the aspects are %v", WhatChanges())
	}
	golden.Check(t, "testdata/changes.txt", b.String())
}

// TestOrderMeansNothing: a site may name addresses, members and states in any order, and twice.
func TestOrderMeansNothing(t *testing.T) {
	a, b := agreed(), agreed()
	slices.Reverse(b.Source.Addresses)
	slices.Reverse(b.Destination.Members)
	b.States = append(b.States, b.States[0])
	if a.Digest() != b.Digest() || len(Changes(&a, &b)) > 0 {
		t.Errorf("%v", Changes(&a, &b))
	}
}

// TestNoTwoMeaningsShareAForm: values that look like parts of the canonical form stay values.
func TestNoTwoMeaningsShareAForm(t *testing.T) {
	a, b := agreed(), agreed()
	a.Source.Members, a.Source.Addresses = []string{`x" "y`}, nil
	b.Source.Members, b.Source.Addresses = []string{"x", "y"}, nil
	if a.Digest() == b.Digest() {
		t.Error("two lists have one digest")
	}
	a.Source.ID, b.Source.ID = "a\nsource_members", "a"
	if a.Digest() == b.Digest() {
		t.Error("two ids have one digest")
	}
}

func entry(id, port string) Entry {
	m := agreed()
	m.Port = port
	return Entry{ID: id, Follows: "R4", Meaning: m, Approval: Approval{By: `P. "Pavel" Novak`, Role: `NET\security`, Date: source.Date{Year: 2026, Month: 9, Day: 30}, Ticket: "CHG-1"}}
}

// TestWriteKeepsWhatIsThere rewrites one entry of a text that people have worked on, adds another, and shows all of it.
func TestWriteKeepsWhatIsThere(t *testing.T) {
	before, err := os.ReadFile("testdata/worked-on.toml")
	if err != nil {
		t.Fatal(err)
	}
	changed := entry("BBBBBBB", "9999")
	changed.Approval.Ticket = ""
	changed.Approval.Until = source.Date{Year: 2027, Month: 9, Day: 30}
	after, err := Write("approvals.toml", before, []Entry{entry("NEWRULE", "443"), changed})
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/worked-on-after.toml", string(after))
	again, err := Write("approvals.toml", after, []Entry{entry("NEWRULE", "443"), changed})
	if err != nil || string(again) != string(after) {
		t.Errorf("written twice, it differs: %v\n%s", err, again)
	}
	windows, err := Write("approvals.toml", []byte(strings.ReplaceAll(string(before), "\n", "\r\n")), []Entry{entry("NEWRULE", "443"), changed})
	if err != nil || string(windows) != strings.ReplaceAll(string(after), "\n", "\r\n") {
		t.Errorf("line ends of Windows were not kept: %v\n%q", err, windows)
	}
}

// TestWriteRefusesWhatItCannotKeep: a text that is no table a rule is left alone.
func TestWriteRefusesWhatItCannotKeep(t *testing.T) {
	e := entry("AAAAAAA", "443")
	var inline []string
	for _, p := range e.pairs() {
		inline = append(inline, p.Key+" = "+p.Value)
	}
	for name, text := range map[string]string{
		"an inline table": "schema = 1\n[rules]\nAAAAAAA = {" + strings.Join(inline, ", ") + "}\n",
		"dotted keys":     "schema = 1\n[rules]\nAAAAAAA." + strings.Join(inline, "\nAAAAAAA.") + "\n",
		"no TOML":         "schema = \n",
		"another schema":  "schema = 2\n",
	} {
		if after, err := Write("approvals.toml", []byte(text), []Entry{entry("AAAAAAA", "80")}); err == nil {
			t.Errorf("%s was written:\n%s", name, after)
		}
	}
}

// TestRandomWrites writes entries by chance, again and again, between comments by chance: what is read back is what was written, and every
// comment is still there, in its order.
func TestRandomWrites(t *testing.T) {
	for seed := range 200 {
		random := rand.New(rand.NewPCG(uint64(seed), 3))
		var text []byte
		want := map[string]Entry{}
		comments := 0
		for range 1 + random.IntN(5) {
			var entries []Entry
			for _, i := range random.Perm(6)[:1+random.IntN(5)] {
				e := entry("RULE"+strings.Repeat(string(rune('A'+i)), 3), fmt.Sprint(1+random.IntN(60000)))
				if random.IntN(2) == 0 {
					e.Approval.Until = source.Date{Year: 2028, Month: 1, Day: 1}
				}
				want[e.ID], entries = e, append(entries, e)
			}
			out, err := Write("approvals.toml", text, entries)
			if err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, text)
			}
			lines := strings.SplitAfter(string(out), "\n")
			for range random.IntN(4) {
				comments++
				note := fmt.Sprintf("# note %d [rules.X] = \"\n", comments)
				if i := random.IntN(len(lines)); lines[i] == "" || random.IntN(2) == 0 {
					lines = slices.Insert(lines, i, note)
				} else if !strings.Contains(lines[i], "#") {
					lines[i] = strings.TrimSuffix(lines[i], "\n") + " " + note
				} else {
					comments--
				}
			}
			text = []byte(strings.Join(lines, ""))
		}
		f, found := Load("approvals.toml", text)
		if len(found) > 0 || len(f.Entries) != len(want) {
			t.Fatalf("seed %d: %v\n%s", seed, found, text)
		}
		for id, e := range want {
			if !f.Entries[id].says(e) {
				t.Errorf("seed %d: %s is %+v", seed, id, f.Entries[id])
			}
		}
		if n := strings.Count(string(text), "# note "); n != comments {
			t.Errorf("seed %d: %d of %d comments are left\n%s", seed, n, comments, text)
		}
	}
}

// TestWriteMendsForgedEntries: a digest that does not belong to its meaning is an error until the rule is approved again.
func TestWriteMendsForgedEntries(t *testing.T) {
	good, err := Write("approvals.toml", nil, []Entry{entry("AAAAAAA", "443"), entry("BBBBBBB", "80")})
	if err != nil {
		t.Fatal(err)
	}
	for _, forge := range [][2]string{{`port = "443"`, `port = "444"`}, {`encrypted = "yes"`, `encrypted = "no"`}, {`"10.20.0.11"`, `"10.20.0.0/16"`}, {`digest = "sha256:`, `digest = "sha256:0`},
		{`source = "qs-proxy1"`, `source = "qs-proxy2"`}, {`"central-on-qs2", `, ``}} {
		forged := strings.Replace(string(good), forge[0], forge[1], 1)
		if _, found := Load("approvals.toml", []byte(forged)); len(found) != 1 || found[0].Code != "S90" || !found[0].At.IsValid() {
			t.Errorf("%v: %v", forge, found)
		}
		mended, err := Write("approvals.toml", []byte(forged), []Entry{entry("AAAAAAA", "443")})
		if err != nil || string(mended) != string(good) {
			t.Errorf("%v was not mended: %v\n%s", forge, err, mended)
		}
	}
}

// TestBadApprovals: every fault is told with its code and its place.
func TestBadApprovals(t *testing.T) {
	good, err := Write("approvals.toml", nil, []Entry{entry("AAAAAAA", "443")})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, code string }{
		{"schema = 1", "schema = 3", "S01"},
		{"schema = 1\n", "", "T07"},
		{"rules.AAAAAAA", "rules.lower", "S05"},
		{"ticket = ", "tikcet = ", "T05"},
		{"date = 2026-09-30", "date = \"2026-09-30\"", "T06"},
		{"date = 2026-09-30", "date = 2026-09-30\nuntil = 2026-09-29", "S18"},
		{`by = "P. \"Pavel\" Novak"`, `by = " "`, "S04"},
		{`by = "P. \"Pavel\" Novak"`, `by = "a\u202eb"`, "T09"},
		{`by = "P. \"Pavel\" Novak"` + "\n", "", "T07"},
		{`"sha256:`, `"md5:`, "S90"},
	} {
		text := strings.Replace(string(good), c.old, c.new, 1)
		if text == string(good) {
			t.Fatalf("there is no %q in\n%s", c.old, text)
		}
		_, found := Load("approvals.toml", []byte(text))
		if len(found) == 0 || found[0].Code != c.code || !found[0].At.IsValid() {
			t.Errorf("%s: %v", c.new, found)
		}
	}
}
