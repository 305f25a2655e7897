package rewrite

import (
	"strings"
	"testing"
)

const given = `# A site.
schema = 1   # one

[nodes.a]    # the first
host = "a.example"   # as in the list
addresses = [
  "10.0.0.1", # the old one
]
# facts come later

# Hosts beside it.

[servers.db]
host = "db.example"

[[flows.x.list]]
at = 1
`

// TestChanges: each change touches its own lines; comments and all else stay, with either end of lines.
func TestChanges(t *testing.T) {
	for name, c := range map[string]struct {
		change   func(*Text)
		old, new string // of the text
	}{
		"nothing": {func(*Text) {}, "", ""},
		"a value": {func(d *Text) { d.Set("nodes.a", []Pair{{"host", `"b.example"`}}) }, `host = "a.example"   # as in the list`, `host = "b.example"   # as in the list`},
		"a value over several lines": {func(d *Text) { d.Set("nodes.a", []Pair{{"addresses", `["10.0.0.2"]`}}) },
			"addresses = [\n  \"10.0.0.1\", # the old one\n]\n", "# the old one\naddresses = [\"10.0.0.2\"]\n"},
		"a new key": {func(d *Text) { d.Set("servers.db", []Pair{{"host", `"db.example"`}, {"os", `"linux"`}}) }, "host = \"db.example\"\n", "host = \"db.example\"\nos = \"linux\"\n"},
		"a new table among its like": {func(d *Text) { d.Add("nodes.", "nodes.b", "# row 3\n", []Pair{{"host", `"b"`}}) },
			"# facts come later\n", "# facts come later\n\n# row 3\n[nodes.b]\nhost = \"b\"\n"},
		"a new table at the end": {func(d *Text) { d.Add("", "zones.z", "", nil) }, "at = 1\n", "at = 1\n\n[zones.z]\n"},
		"a whole table": {func(d *Text) {
			d.Put("nodes.a", []Pair{{"host", `"a.example"`}}, []Pair{{"host", `"a.example"`}, {"zone", `"z"`}})
		},
			"   # as in the list\naddresses = [\n  \"10.0.0.1\", # the old one\n]\n", "   # as in the list\nzone = \"z\"\n# the old one\n"},
		"a longer list": {func(d *Text) {
			d.PutList("flows.x.list", "flows.x", [][]Pair{{{"at", "1"}}}, [][]Pair{{{"at", "1"}}, {{"at", "2"}}})
		},
			"at = 1\n", "at = 1\n\n[[flows.x.list]]\nat = 2\n"},
		"a shorter list": {func(d *Text) { d.PutList("flows.x.list", "flows.x", [][]Pair{{{"at", "1"}}}, nil) }, "[[flows.x.list]]\nat = 1\n", ""},
		"lines":          {func(d *Text) { d.Append("# more\n") }, "at = 1\n", "at = 1\n# more\n"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			lines := func(text string) string { return strings.ReplaceAll(text, "\n", end) }
			d := Of(lines(given))
			c.change(d)
			if want := lines(strings.Replace(given, c.old, c.new, 1)); d.String() != want {
				t.Errorf("%s:\n%q\nwant\n%q", name, d, want)
			}
		}
	}
}

// FuzzOf: a text that nobody changes is put together as it was, whatever it is.
func FuzzOf(f *testing.F) {
	for _, text := range []string{given, strings.ReplaceAll(given, "\n", "\r\n"), "a = [", "[[", "a = \"\"\"x", "[a] # ]\n[[a]]", "\xff = '"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := Of(text).String(); got != text && got != text+"\n" && got != text+"\r\n" {
			t.Errorf("%q became %q", text, got)
		}
	})
}

// TestQuotesBeforeThree: a text of several lines may end in quotes of its own; what stands behind it is found.
func TestQuotesBeforeThree(t *testing.T) {
	d := Of("[a]\nnote = \"\"\"\nhe said \"no\"\"\"\"   # as told\nhost = \"x\"\n")
	d.Set("a", []Pair{{"host", `"y"`}})
	if want := "[a]\nnote = \"\"\"\nhe said \"no\"\"\"\"   # as told\nhost = \"y\"\n"; d.String() != want {
		t.Errorf("%q, want %q", d, want)
	}
}

func TestSettle(t *testing.T) {
	before := "[a]\nx = 1\n\n# From list:1.\n# To decide: zone = \"...\"   # no list says it\n# To decide: role = \"...\"   # no list says it\n# To decide: os = \"...\"   # no list says it  # ask Ann\n[b]\ny = 2\n# To decide: zone = 1   # here\n"
	text := Of(before)
	for _, key := range []string{"zone", "os", "none"} {
		text.Settle("b", "# To decide: "+key+" = ")
		text.Settle("c", "# To decide: "+key+" = ")
	}
	if after, want := text.String(), strings.Replace(before, "# To decide: zone = \"...\"   # no list says it\n", "", 1); after != want {
		t.Errorf("after it is\n%s", after)
	}
}
