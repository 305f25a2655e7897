package approval

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
)

var statuses = []string{"requested", "approved", "implemented", "verified"}

func recordOf(id string, n int) Record {
	return Record{ID: id, Follows: "R4", Digest: fmt.Sprintf("sha256:%064x", n), Status: statuses[n%4], Ticket: fmt.Sprintf("CHG \"%d\"", n), Since: source.Date{Year: 2026, Month: 1, Day: 1 + n%28}}
}

// TestRandomRecords writes records by chance, again and again, between comments by chance: what is read back is what was written, every comment is still
// there, and of a text without new records nothing is changed.
func TestRandomRecords(t *testing.T) {
	for seed := range 200 {
		random := rand.New(rand.NewPCG(uint64(seed), 5))
		var text []byte
		want := map[string]Record{}
		comments := 0
		for range 1 + random.IntN(5) {
			var records []Record
			for _, i := range random.Perm(6)[:1+random.IntN(5)] {
				r := recordOf("RULE"+strings.Repeat(string(rune('A'+i)), 3), random.IntN(1000))
				if random.IntN(2) == 0 {
					r.Implementer, r.Ticket = `M\B "x"`, ""
				}
				want[r.ID], records = r, append(records, r)
			}
			out, err := WriteRecords("status.toml", text, records, statuses)
			if err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, text)
			}
			again, err := WriteRecords("status.toml", out, records, statuses)
			if err != nil || string(again) != string(out) {
				t.Fatalf("seed %d: written twice, it differs: %v\n%s", seed, err, again)
			}
			lines := strings.SplitAfter(string(out), "\n")
			for range random.IntN(4) {
				if i := random.IntN(len(lines)); lines[i] == "" || random.IntN(2) == 0 {
					comments++
					lines = slices.Insert(lines, i, fmt.Sprintf("# note %d [rules.X] = \"\n", comments))
				} else if !strings.Contains(lines[i], "#") {
					comments++
					lines[i] = strings.TrimSuffix(lines[i], "\n") + fmt.Sprintf(" # note %d\n", comments)
				}
			}
			text = []byte(strings.Join(lines, ""))
		}
		got, found := LoadRecords("status.toml", text, statuses)
		if len(found) > 0 || len(got.Of) != len(want) {
			t.Fatalf("seed %d: %v\n%s", seed, found, text)
		}
		for id, r := range want {
			if !got.Of[id].says(r) {
				t.Errorf("seed %d: %s is %+v, want %+v", seed, id, got.Of[id], r)
			}
		}
		if n := strings.Count(string(text), "# note "); n != comments {
			t.Errorf("seed %d: %d of %d comments are left\n%s", seed, n, comments, text)
		}
	}
}

// TestBadRecords: every fault is told with its code and its place, and a text with one is not written to.
func TestBadRecords(t *testing.T) {
	good, err := WriteRecords("status.toml", nil, []Record{recordOf("AAAAAAA", 2)}, statuses)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, code string }{
		{"schema = 1", "schema = 3", "S01"},
		{"schema = 1\n", "", "T07"},
		{"rules.AAAAAAA", "rules.lower", "S05"},
		{"ticket = ", "tikcet = ", "T05"},
		{`status = "implemented"`, `status = "done"`, "S51"},
		{"since = 2026-01-03", "since = 2026-01-03\nuntil = 2026-01-02", "S18"},
		{"since = 2026-01-03", `since = "3 January"`, "T06"},
		{`"R4"`, `"a\u202eb"`, "T09"},
	} {
		text := strings.Replace(string(good), c.old, c.new, 1)
		if text == string(good) {
			t.Fatalf("there is no %q in\n%s", c.old, text)
		}
		if _, found := LoadRecords("status.toml", []byte(text), statuses); len(found) == 0 || found[0].Code != c.code || !found[0].At.IsValid() {
			t.Errorf("%s: %v", c.new, found)
		}
		if out, err := WriteRecords("status.toml", []byte(text), []Record{recordOf("BBBBBBB", 1)}, statuses); err == nil {
			t.Errorf("%s was written to:\n%s", c.new, out)
		}
	}
	inline := "schema = 1\n[rules]\nAAAAAAA = {rule = \"R4\", digest = \"x\"}\n"
	if out, err := WriteRecords("status.toml", []byte(inline), []Record{recordOf("AAAAAAA", 1)}, statuses); err == nil {
		t.Errorf("an inline table was written to:\n%s", out)
	}
}
