package decision

import (
	"strings"
	"testing"

	"portolan/model/source"
)

func entry(id, text string) Entry {
	return Entry{Decision: Decision{ID: id, Text: text, By: "P. Novak", Role: "Security", Date: source.Date{Year: 2026, Month: 1, Day: 15}, Evidence: `CHG-1, "signed"`},
		Answers: []Answer{{Item: "topic dns", About: []string{"Name resolution", `C:\hosts`}}, {Item: "conflict C06", About: []string{"Who calls?"}}}}
}

// TestWrite: a decision takes the place of the one of its id; comments and all else stay, byte for byte, with either end of lines.
func TestWrite(t *testing.T) {
	first, err := Write("d.toml", nil, entry("D1", "First"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Write("d.toml", append([]byte("# ours\n"), first...), entry("D2", "Second"))
	if err != nil || !strings.HasPrefix(string(second), "# ours\n"+string(first)) {
		t.Fatalf("%v\n%s", err, second)
	}
	commented := strings.Replace(string(second), `by = "P. Novak"`, "# who\n"+`by = "P. Novak"`, 1)
	for _, end := range []string{"\n", "\r\n"} {
		given := strings.ReplaceAll(commented, "\n", end)
		out, err := Write("d.toml", []byte(given), entry("D1", "Third"))
		if err != nil {
			t.Fatal(err)
		}
		_, tail, _ := strings.Cut(given, "[decisions.D2]")
		if !strings.HasSuffix(string(out), "[decisions.D2]"+tail) || !strings.Contains(string(out), "# who"+end) || strings.Contains(string(out), "First") ||
			strings.Count(string(out), "[decisions.D1]") != 1 {
			t.Errorf("%q", out)
		}
		f, _ := Load("d.toml", out)
		if f == nil || !f.Entries["D1"].says(entry("D1", "Third")) || !f.Entries["D2"].says(entry("D2", "Second")) {
			t.Errorf("it says something else:\n%s", out)
		}
	}
}

// TestWriteRefuses: a text that cannot be changed in one place is left alone, and it is said how to write it.
func TestWriteRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"inline":      "schema = 1\ndecisions = { D1 = { decision = \"a\", by = \"b\", date = 2026-01-15, answers = [{ item = \"topic dns\", about = [\"x\"] }] } }\n",
		"not TOML":    "schema = [\n",
		"dotted keys": "schema = 1\n[decisions]\nD1.decision = \"a\"\nD1.by = \"b\"\nD1.date = 2026-01-15\nD1.answers = [{ item = \"topic dns\", about = [\"x\"] }]\n",
	} {
		if out, err := Write("d.toml", []byte(text), entry("D1", "Other")); err == nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// TestLoadFindsFaults: every fault that shows without a plan is at its line.
func TestLoadFindsFaults(t *testing.T) {
	good := string(mustWrite(t))
	for _, c := range []struct{ old, new, code string }{
		{"schema = 1", "schema = 2", "S01"}, {"[decisions.D1", "[decisions.\"no id\"", "S05"}, {"date = 2026-01-15", "date = 2026-01-15\nuntil = 2025-01-01", "S18"},
		{`by = "P. Novak"`, "", "T07"}, {`by = "P. Novak"`, `by = "P. Novak"` + "\nwhy = 1", "T05"}, {`decision = "Text"`, "decision = 1", "T06"},
	} {
		text := strings.ReplaceAll(good, c.old, c.new)
		_, found := Load("d.toml", []byte(text))
		if text == good || len(found) != 1 || found[0].Code != c.code || found[0].At.Line() == 0 {
			t.Errorf("%s: %v", c.code, found)
		}
	}
}

func mustWrite(t *testing.T) []byte {
	t.Helper()
	out, err := Write("d.toml", nil, entry("D1", "Text"))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestChanges(t *testing.T) {
	if got := Some(Changes([]string{"a", "b", "c"}, []string{"b", "d"})); got != "no longer: a; no longer: c; now: d" {
		t.Error(got)
	}
	if got := Changes([]string{"a", "b"}, []string{"b", "a"}); got != nil {
		t.Error("another order is no change:", got)
	}
}
