package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/cmd/portolan/terminal"
	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/revision"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
)

// sideOf is a plan as a pack tells it.
func sideOf(t *testing.T, p *plan.Plan) revision.Side {
	t.Helper()
	r, text, err := packedRevision(p)
	if err != nil {
		t.Fatal(err)
	}
	return revision.Side{Revision: r, Plan: text}
}

// explained looks at the first rule that is gone, and reports whether there is one, and whether something of it is missing or another.
func explained(t *testing.T, before, after *plan.Plan, old, new revision.Side) (gone, why bool) {
	t.Helper()
	i := slices.IndexFunc(before.Flows, func(f *plan.Flow) bool {
		same := func(other *plan.Flow) bool { return other.ID == f.ID }
		return !slices.ContainsFunc(after.Flows, same) && !slices.ContainsFunc(after.Dropped, same)
	})
	if i < 0 {
		return false, false
	}
	f := before.Flows[i]
	g, err := revision.WhyGone(old, new, f.ID)
	if err != nil || g == nil {
		t.Fatalf("%s: %v", f.ID, err)
	}
	if text := terminal.Gone(g, "before"); !g.Explained() {
		t.Logf("nothing says why %s is gone:\n%s", f.ID, text)
	}
	return true, g.Explained()
}

// holdsExactly fails where a difference is not the whole of it, or says more than there is.
func holdsExactly(t *testing.T, what string, before, after *revision.Revision) *revision.Difference {
	t.Helper()
	d := revision.Compare(before, after)
	got, err := d.Apply(before)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if !got.Equal(after) {
		t.Fatalf("%s: the old revision and the difference give\n%+v\nwant\n%+v", what, got.Items, after.Items)
	}
	for _, c := range d.Changed {
		for _, x := range c.Changes {
			if len(x.Old)+len(x.New) == 0 || slices.Equal(x.Old, x.New) {
				t.Errorf("%s: %s %s: %s did not change", what, c.Item.Kind, c.Item.ID, x.What)
			}
		}
	}
	return d
}

// TestRandomDifferences changes sites that chance wrote, one to three things each: the old revision and the difference give the new one, for every kind
// of item, and the new one and its own difference nothing.
func TestRandomDifferences(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(modeltest.Printed(found))
	}
	wanted, done, differ, gone, unexplained := testenv.Rounds(t, 500), 0, 0, 0, 0
	kinds := map[revision.Kind]int{}
	schema := differenceSchema(t)
	for seed := 0; done < wanted; seed++ {
		if seed > 3*wanted {
			t.Fatalf("only %d of %d sites were right after the edit", done, seed)
		}
		random := rand.New(rand.NewPCG(uint64(seed), 43))
		d := modeltest.NewIn(seed, cat, random)
		before := planOfText(cat, d.Write(nil, false))
		for range 1 + random.IntN(3) {
			d.Edit(random)
		}
		after := planOfText(cat, d.Write(nil, false))
		if before == nil || after == nil {
			continue
		}
		done++
		was, is := sideOf(t, before), sideOf(t, after)
		old, new := was.Revision, is.Revision
		switch taken, why := explained(t, before, after, was, is); {
		case taken && !why:
			unexplained++
			fallthrough
		case taken:
			gone++
		}
		difference := holdsExactly(t, "seed", old, new)
		if !difference.Empty() {
			differ++
		}
		for _, c := range difference.Changed {
			kinds[c.Item.Kind]++
		}
		if again := revision.Compare(new, new); !again.Empty() {
			t.Errorf("seed %d: a revision differs from itself: %+v", seed, again)
		}
		if seed%50 == 0 {
			validDifference(t, schema, difference)
		}
	}
	if unexplained > 0 {
		t.Errorf("nothing says why %d of %d rules are gone", unexplained, gone)
	}
	if gone < done/20 {
		t.Errorf("only %d of %d edits take a rule away", gone, done)
	}
	if differ < done/2 || kinds[revision.Rule] == 0 || kinds[revision.Host] == 0 {
		t.Errorf("%d of %d edits differ; changed: %v", differ, done, kinds)
	}
}

func planOfText(cat *catalog.Catalogue, text []byte) *plan.Plan {
	read, _ := site.Load("site.toml", text)
	if read == nil {
		return nil
	}
	p, _ := resolve.Resolve(read, cat, resolve.Options{})
	return p
}

// edits are changes of the small site, one of each kind, by their names in the golden file: what is replaced, and by what.
var edits = []struct {
	name    string
	replace []string
}{
	{"nothing", nil},
	{"a comment on top", []string{"schema = 1", "# What was decided\nschema = 1"}},
	{"an address", []string{`"10.20.1.10"`, `"10.20.1.77"`}},
	{"a host's id", []string{"[nodes.central]", "[nodes.main]", `on = "central"`, `on = "main"`}},
	{"a host more, with a rule", []string{"[clients.users]", "[servers.mail]\nhost = \"mail.harbour.example\"\naddresses = [\"10.20.1.78\"]\nzone = \"core\"\n\n" +
		"[flows.mail]\nfrom = \"central\"\nto = \"mail\"\nports = [\"tcp/25\"]\npurpose = \"Alerts by mail\"\nencrypted = false\n\n[clients.users]"}},
	{"the network of clients", []string{"10.128.0.0/9", "10.128.0.0/10"}},
	{"a revision and its date", []string{`revision = "1.0"`, `revision = "1.1"`, "date = 2026-11-26", "date = 2026-12-24"}},
	{"a fact of a resource", []string{`version = "14.8"`, `version = "14.9"`}},
}

// TestDifferenceInWords holds the words for each kind of change: on the terminal, for a merge request, and as JSON.
func TestDifferenceInWords(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testdata, "harbour.toml"))
	if err != nil {
		t.Fatal(err)
	}
	before := revisionOfSite(t, string(text))
	schema := differenceSchema(t)
	var out strings.Builder
	for _, e := range edits {
		changed := string(text)
		if changed = strings.NewReplacer(e.replace...).Replace(changed); len(e.replace) > 0 && changed == string(text) {
			t.Fatalf("%s changes nothing", e.name)
		}
		d := holdsExactly(t, e.name, before, revisionOfSite(t, changed))
		validDifference(t, schema, d)
		out.WriteString("# " + e.name + "\n" + terminal.Difference(d) + "\n" + terminal.DifferenceMarkdown(d) + "\n")
	}
	golden.Check(t, filepath.Join(testdata, "differences.golden"), []byte(out.String()))
}

func revisionOfSite(t *testing.T, text string) *revision.Revision {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "harbour")
	file := filepath.Join(folder, siteFile)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	shelf, _ := openShelf(nil)
	r := revisionOf(folder, shelf, resolve.Options{AsOf: source.Date{Year: 2026, Month: 10, Day: 1}})
	if r.revision == nil {
		t.Fatal(r.err, modeltest.Printed(r.found))
	}
	return r.revision
}

func differenceSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(revision.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("diff.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("diff.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validDifference(t *testing.T, schema *jsonschema.Schema, d *revision.Difference) {
	t.Helper()
	text := d.JSON()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Error(err)
	}
	var any map[string]any
	if err := json.Unmarshal([]byte(text), &any); err != nil || any["equal"] != d.Empty() {
		t.Errorf("equal is %v, want %v (%v)", any["equal"], d.Empty(), err)
	}
}
