package intake

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/source"
)

// product is the catalogue of the fixtures.
func product(t testing.TB) *catalog.Catalogue {
	t.Helper()
	c, found := catalog.Open("qlik-sense/2023-08")
	if c == nil {
		t.Fatal(found)
	}
	return c
}

var facts = []string{"facts.central", "facts.cores", "facts.memory-gb"}

// TestHeadings: no heading means two keys.
func TestHeadings(t *testing.T) {
	seen := map[string]string{}
	for key, headings := range keys() {
		for _, h := range headings {
			if other := seen[h]; h == "" || other != "" && other != key {
				t.Errorf("%q is %s and %s", h, other, key)
			}
			seen[h] = key
		}
	}
	if len(seen) < 60 {
		t.Errorf("only %d headings", len(seen))
	}
}

// TestCSV: tables say the same in whatever form they are saved, with the places of their cells.
func TestCSV(t *testing.T) {
	const table = "Name;Note\nä1;\"a; \"\"b\"\"\nc\"\nb;x\n"
	for name, c := range map[string]struct{ text, said string }{
		"as it is":          {table, "UTF-8, columns separated by ;"},
		"with a mark":       {"\ufeff" + table, "UTF-8, columns separated by ;"},
		"with tabs":         {"Name\tNote\nä1\t\"a; \"\"b\"\"\nc\"\nb\tx\n", "UTF-8, columns separated by tabs"},
		"ends of Windows":   {strings.ReplaceAll(table, "\n", "\r\n"), "UTF-8, columns separated by ;"},
		"of Windows":        {strings.ReplaceAll(table, "ä", "\xe4"), "Windows-1252, columns separated by ;"},
		"UTF-16, little":    {wideOf(table, false), "UTF-16, columns separated by ;"},
		"UTF-16, big":       {wideOf(table, true), "UTF-16, columns separated by ;"},
		"a separator named": {"sep=;\n" + table, "UTF-8, columns separated by ;"},
	} {
		got, found := CSV("t.csv", []byte(c.text), 0)
		if got == nil {
			t.Errorf("%s: %v", name, found)
			continue
		}
		above := strings.Count(c.text, "sep=")
		want := [][]string{{"Name", "Note"}, {"ä1", "a; \"b\"\nc"}, {"b", "x"}}
		for i, row := range got.Rows {
			for j, cell := range row {
				line := []int{1, 2, 4}[i] + above
				if cell.Text != want[i][j] || cell.At.Line() != line || j == 0 && cell.At.Col() != 1 {
					t.Errorf("%s: %q at %d:%d", name, cell.Text, cell.At.Line(), cell.At.Col())
				}
			}
		}
		if got.Rows[1][1].At.Col() != 4 && name != "of Windows" || len(got.Rows) != 3 || !reflect.DeepEqual(got.Said, []string{c.said}) {
			t.Errorf("%s: column %d, %d rows, %q", name, got.Rows[1][1].At.Col(), len(got.Rows), got.Said)
		}
	}
}

func wideOf(text string, big bool) string {
	var b strings.Builder
	for _, r := range "\ufeff" + text {
		low, high := byte(r), byte(r>>8)
		if big {
			low, high = high, low
		}
		b.Write([]byte{low, high})
	}
	return b.String()
}

// TestCSVRefuses: what is no list, or more than one, is refused.
func TestCSVRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"zeros": "a\x00b", "a byte of no page": "a;\x81\n", "an open quote": "a;\"b\n", "a long cell": strings.Repeat("x", mostCell+1),
		"many columns": strings.Repeat(";", mostColumns), "many rows": strings.Repeat("a\n", mostRows+1),
	} {
		if got, found := CSV("t.csv", []byte(text), 0); got != nil || len(found) != 1 || found[0].Code != "M01" {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// A fleet is what a list says of hosts, by chance.
type fleet [][]string

func invented(random *rand.Rand) fleet {
	var f fleet
	for i := range 2 + random.IntN(6) {
		f = append(f, []string{fmt.Sprintf("n%d.x.example", i), fmt.Sprintf("10.0.%d.%d/24", random.IntN(3), 10+i), []string{"Core", "DMZ", ""}[random.IntN(3)],
			[]string{"Windows Server 2022", "RHEL 9", ""}[random.IntN(3)], []string{"engine", "proxy", "QRS+QSD", "Backup", ""}[random.IntN(5)], []string{"16", "32", ""}[random.IntN(3)]})
	}
	return f
}

// changed is a list some time later: cells differ, rows come and go.
func (f fleet) changed(random *rand.Rand) fleet {
	other := invented(random)
	var out fleet
	for i, row := range f {
		switch {
		case random.IntN(8) == 0:
		case random.IntN(2) == 0 || i >= len(other):
			out = append(out, row)
		default:
			cells := append([]string{}, row...)
			at := 1 + random.IntN(len(cells)-1)
			cells[at] = other[i][at]
			out = append(out, cells)
		}
	}
	return append(out, []string{fmt.Sprintf("z%d.x.example", random.IntN(100)), "10.0.1.200/24", "Core", "RHEL 9", "engine", "8"})
}

func (f fleet) entries(t testing.TB, cat *catalog.Catalogue) []*Entry {
	t.Helper()
	text := "Host,IP,Zone,OS,Role,Cores\n"
	for _, row := range f {
		text += strings.Join(row, ",") + "\n"
	}
	table, found := CSV("list.csv", []byte(text), 0)
	if table == nil {
		t.Fatal(found)
	}
	list, found := table.Records(Mapping{}, facts)
	if list == nil {
		t.Fatal(found)
	}
	entries, _ := Gather([]*List{list}, cat)
	return entries
}

var lists = []string{"list.csv"}

// TestRandomImports: lists by chance are imported into a site that somebody works on meanwhile. What the person wrote stays, line by line; where nobody
// touched a key, it says what the list says; and a list that is imported again changes nothing.
func TestRandomImports(t *testing.T) {
	cat := product(t)
	followed, kept := 0, 0
	for seed := range 400 {
		random := rand.New(rand.NewPCG(uint64(seed), 5))
		first := invented(random)
		entries := first.entries(t, cat)
		text := []byte(New(Draft{Lists: lists, Product: cat.Dir, Date: source.Date{Year: 2026, Month: 11, Day: 28}}, entries, cat))
		m, err := Merge("site.toml", text, nil, entries, lists)
		if err != nil || len(m.Changes) > 0 || string(m.Text) != string(text) {
			t.Fatalf("seed %d: a new site changes: %v %v", seed, err, m)
		}
		before, found := ReadImported("imported.toml", []byte(m.Imported.String()))
		if before == nil || before.String() != m.Imported.String() {
			t.Fatalf("seed %d: the record is not read as it was written: %v", seed, found)
		}
		worked, marks := workedOn(random, string(text))
		later := first.changed(random).entries(t, cat)
		m, err = Merge("site.toml", []byte(worked), before, later, lists)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, worked)
		}
		for _, mark := range marks {
			if !strings.Contains(string(m.Text), strings.TrimSpace(mark)) {
				t.Errorf("seed %d: %q was lost\n%s", seed, mark, m.Text)
			}
			kept++
		}
		followed += follow(t, seed, worked, string(m.Text), before, later)
		again, err := Merge("site.toml", m.Text, m.Imported, later, lists)
		if err != nil || len(again.Changes) > 0 && !onlyLeftOut(again.Changes) || string(again.Text) != string(m.Text) || again.Imported.String() != m.Imported.String() {
			t.Fatalf("seed %d: imported again, it changes: %v %v", seed, err, again.Changes)
		}
	}
	if followed < 200 || kept < 400 {
		t.Errorf("only %d keys followed the list, and %d lines were kept", followed, kept)
	}
}

func onlyLeftOut(changes []string) bool {
	for _, c := range changes {
		if !strings.Contains(c, "left out") {
			return false
		}
	}
	return true
}

// workedOn is a text after somebody's work: comments in between and behind values, other values, keys of their own. It hands back what has to stay.
func workedOn(random *rand.Rand, text string) (out string, marks []string) {
	n := 0
	mark := func(format string, values ...any) string {
		n++
		line := fmt.Sprintf(format, values...)
		marks = append(marks, line)
		return line
	}
	for line := range strings.Lines(text) {
		key, _, isKey := strings.Cut(line, " = ")
		inHosts := strings.Contains(out, "\n[nodes.") || strings.Contains(out, "\n[servers.")
		switch {
		case random.IntN(12) == 0:
			out += mark("# comment %d", n) + "\n" + line
		case isKey && random.IntN(10) == 0:
			out += strings.TrimSuffix(line, "\n") + mark("  # behind %d", n) + "\n"
		case inHosts && (key == "os" || key == "note") && random.IntN(4) == 0:
			out += mark("%s = \"ours-%d\"", key, n) + "\n"
		default:
			out += line
		}
	}
	return out, marks
}

// follow compares each key of the lists with the texts before and after: where the site said what the list said, it says what the list says.
func follow(t *testing.T, seed int, worked, merged string, before *Imported, later []*Entry) (n int) {
	t.Helper()
	old, _ := source.Parse("old", []byte(worked))
	now, _ := source.Parse("new", []byte(merged))
	for _, e := range later {
		for _, k := range e.Keys {
			path := append([]string{e.Table, e.ID}, keyPath(k.Name)...)
			was, _, there := old.Get(path...)
			is, _, _ := now.Get(path...)
			said := before.Of[e.Header()]
			if id, isText := k.Value.(string); isText && k.Name == "zone" {
				if _, _, ok := now.Get("zones", id); !ok { // the site calls the network of this zone otherwise
					continue
				}
			}
			switch {
			case said == nil || !there:
			case reflect.DeepEqual(ours(was), said.Keys[k.Name]):
				if n++; !reflect.DeepEqual(ours(is), k.Value) {
					t.Errorf("seed %d: %s.%s is %v, the list says %v", seed, e.Header(), k.Name, is, k.Value)
				}
			case !reflect.DeepEqual(is, was):
				t.Errorf("seed %d: %s.%s was %v, somebody's word, and is %v", seed, e.Header(), k.Name, was, is)
			}
		}
	}
	return n
}

// FuzzCSV: no bytes are more than the reader can take, and places are places.
func FuzzCSV(f *testing.F) {
	for _, text := range []string{"Host;IP\na;10.0.0.1\n", "sep=,\nHost,Note\n\"a\",\"b\n c\"\n", "\xff\xfeH\x00", "a\t\"\n", "Host\n\x80"} {
		f.Add([]byte(text))
	}
	cat := product(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		table, found := CSV("t.csv", data, 0)
		if table == nil {
			if len(found) == 0 {
				t.Error("refused without a word")
			}
			return
		}
		for _, row := range table.Rows {
			for _, cell := range row {
				if cell.At.Line() < 1 || cell.At.Col() < 1 {
					t.Errorf("%q at %d:%d", cell.Text, cell.At.Line(), cell.At.Col())
				}
			}
		}
		list, _ := table.Records(Mapping{}, facts)
		if list == nil {
			return
		}
		entries, _ := Gather([]*List{list}, cat)
		text := New(Draft{Lists: lists, Date: source.Date{Year: 2026, Month: 1, Day: 1}}, entries, cat)
		if file, found := source.Parse("site.toml", []byte(text)); file == nil {
			t.Errorf("no TOML: %v\n%s", found, text)
		}
		if m, err := Merge("site.toml", []byte(text), nil, entries, lists); err != nil || len(m.Changes) > 0 {
			t.Errorf("imported again, it changes: %v", err)
		}
	})
}

// FuzzMerge: whatever a person wrote, it is brought up to date and then stays so, or it is refused.
func FuzzMerge(f *testing.F) {
	cat := product(f)
	entries := fleet{{"n1.x.example", "10.0.0.1/24", "Core", "RHEL 9", "engine", "8"}, {"n2.x.example", "10.0.0.2", "Core", "RHEL 9", "Backup", ""}}.entries(f, cat)
	for _, text := range []string{New(Draft{Date: source.Date{Year: 2026, Month: 1, Day: 1}}, entries, cat), "[nodes]\nn1 = {}\n", "nodes.n1.host = \"n1.x.example\"\n", "[nodes.n1]\nfacts = { a = 1 }\n[nodes.n1.also]\n", "[nodes.n1.facts]\ncores = 1 # x\n", "nodes = 1\n", "[[nodes]]\n", "[servers.x]\nhost = \"n1.x.example\"\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := Merge("site.toml", text, nil, entries, lists)
		if err != nil {
			return
		}
		if again, err := Merge("site.toml", m.Text, m.Imported, entries, lists); err != nil || string(again.Text) != string(m.Text) {
			t.Errorf("imported again, it changes: %v\n%s", err, m.Text)
		}
	})
}

// FuzzImported and FuzzMapping: what is read is written and read the same; nothing ends the program.
func FuzzImported(f *testing.F) {
	f.Add([]byte("schema = 1\n[tables.\"nodes.a\"]\nhost = \"a\"\n\"facts.b\" = [\"x\"]\nlists = [\"l\"]\n"))
	f.Add([]byte("schema = 1\n[tables.a]\nx = 2026-01-01\ny = [1, \"a\"]\nz = { b = 1 }\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		ReadMapping("m.toml", text)
		all, _ := ReadImported("i.toml", text)
		if all == nil {
			return
		}
		if again, found := ReadImported("i.toml", []byte(all.String())); again == nil || again.String() != all.String() {
			t.Errorf("it is not read as it was written: %v\n%s", found, all)
		}
	})
}

// TestFormats: every answer and its fields are found in public code, which is named with its commit; what a field fills is a key of a site.
func TestFormats(t *testing.T) {
	place := regexp.MustCompile(`[0-9a-f]{40} [A-Za-z0-9_/.-]+\.(py|ps1|ts|go) \(`)
	known := append([]string{"decide", "location"}, source.SortedKeys(keys())...)
	fields := 0
	for _, f := range Formats() {
		for _, a := range f.Answers {
			if !place.MatchString(a.Source.V) || len(a.Has) < 1 || len(a.Services) > 0 && a.Why.V == "" {
				t.Errorf("%s: where is it known from? %s", a.Of.V, a.Source.V)
			}
			for _, field := range a.Fields {
				fields++
				if field.Source.Set() && !place.MatchString(field.Source.V) {
					t.Errorf("%s %s: where is it known from? %s", a.Of.V, field.Path.V, field.Source.V)
				}
				key := field.Key.V
				if key != "" && !slices.Contains(known, key) && !strings.HasPrefix(key, "facts.") && !strings.HasPrefix(key, "resources.") {
					t.Errorf("%s %s fills no key: %s", a.Of.V, field.Path.V, key)
				}
				if (key != "") == (field.Service.Set() || field.Decide.Set()) {
					t.Errorf("%s %s says nothing, or two things", a.Of.V, field.Path.V)
				}
			}
		}
	}
	if fields < 20 {
		t.Errorf("only %d fields", fields)
	}
}

// FuzzAnswers: no bytes are more than the reader can take, and a site made of them is TOML that stays as it is.
func FuzzAnswers(f *testing.F) {
	for _, text := range []string{`[{"hostName": "a", "engineEnabled": true, "proxyEnabled": false, "isCentral": true}]`,
		`{"results": [{"name": "b", "device_type": {}, "primary_ip4": {"address": "10.0.0.1/24"}, "platform": {"name": "RHEL 9"}, "site": {"name": "x"}}]}`,
		`{"value": [{"settings": {"sharedPersistenceProperties": {"rootFolder": "\\\\f\\s"}}}]}`, `[[[`, `{"a": 1`, "\xff\xfe[\x00]\x00", `[{"prefix": "10.0.0.0/8", "vlan": {"name": "é"}, "is_pool": 1}]`} {
		f.Add([]byte(text))
	}
	cat := product(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		list, found := Answers("a.json", data)
		if list == nil {
			if len(found) == 0 || !found[0].At.IsValid() && found[0].At.File() == "" {
				t.Error("refused without a word or a place")
			}
			return
		}
		entries, _ := Gather([]*List{list}, cat)
		text := New(Draft{Date: source.Date{Year: 2026, Month: 1, Day: 1}}, entries, cat)
		if m, err := Merge("site.toml", []byte(text), nil, entries, lists); err != nil || len(m.Changes) > 0 {
			t.Errorf("imported again, it changes: %v\n%s", err, text)
		}
	})
}
