package render

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/testenv"
	"portolan/render/document"
)

// textForms are the names of the text forms in which authors of catalogues count lines, with and without ending. No reader has them.
func textForms(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, dir := range catalog.Editions() {
		cat, found := catalog.Open(dir)
		if cat == nil {
			t.Fatal(found)
		}
		for _, d := range cat.Documents {
			if name := d.File.V; name != "" && !slices.Contains(names, name) {
				names = append(names, name, strings.TrimSuffix(name, path.Ext(name)))
			}
		}
	}
	if len(names) == 0 {
		t.Fatal("no catalogue counts lines; the test is blind")
	}
	return names
}

// bareLine is a line of a document as packs named it once, and what an author writes in a catalogue: "deploy:1460 Ports". Lines of the site's own
// description are told with a space that does not break.
var bareLine = regexp.MustCompile(`text form|\(lines? [0-9]|“ ?\(?lines? [0-9]|"lines": "|\b(deploy|help|setup-guide|network-ports|repository-ports):[0-9]+`)

// bareParts are texts of which each that bareLine finds holds one: they are found faster than the pattern.
var bareParts = []string{"text form", "(line", "“ line", "“line", "“ (line", "“(line", `"lines": "`, "deploy:", "help:", "setup-guide:", "network-ports:", "repository-ports:"}

// TestNoTextFormInPacks: no name of a text form and no line of one stands in any file of any pack, in any cell of a workbook, or in any text of a PDF.
func TestNoTextFormInPacks(t *testing.T) {
	forms := textForms(t)
	for _, id := range testenv.Choose(t, "sites whose packs are searched for text forms", siteIDs(t), siteIDs(t), shortSites) {
		p := packOf(t, id)
		search := func(where, text string) {
			for _, form := range forms {
				if strings.Contains(text, form) {
					t.Errorf("%s, %s names the text form %s", id, where, form)
				}
			}
			if !slices.ContainsFunc(bareParts, func(part string) bool { return strings.Contains(text, part) }) {
				return
			}
			if said := bareLine.FindString(text); said != "" {
				t.Errorf("%s, %s names a line of a text form: %q", id, where, said)
			}
		}
		for _, d := range p.docs { // PDFs hold the texts of documents and nothing else
			for where, text := range document.Texts(d) {
				search(d.ID+", "+where, text)
			}
		}
		for _, f := range p.files {
			switch path.Ext(f.Path) {
			case ".pdf":
			case ".xlsx":
				for name, text := range unzipped(t, f.Data) {
					search(f.Path+", "+name, text)
				}
			default:
				search(f.Path, string(f.Data))
			}
		}
		if slices.Contains(shortSites, id) {
			search("the bundle as printed", tool(t, bundledPackOf(t, id).file(t, "bundle.pdf"), "pdftotext", "FILE", "-"))
		}
	}
}

func unzipped(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Name] = string(text)
	}
	return texts
}

// TestReferencesHoldEveryDocument: each document that a plan cites is in its list of references, once, and the page and the book show all of it.
func TestReferencesHoldEveryDocument(t *testing.T) {
	for _, id := range siteIDs(t) {
		resolved, _ := planOf(t, id)
		listed := map[plan.Source]int{}
		for _, s := range resolved.Sources {
			s.Read = ""
			listed[s]++
		}
		cited := citationsOf(t, resolved)
		if len(cited) == 0 {
			t.Fatalf("%s cites nothing; the test is blind", id)
		}
		for _, c := range cited {
			if listed[c.In()] != 1 {
				t.Errorf("%s: %s is listed %d times", id, c, listed[c.In()])
			}
		}
	}
}

// citationsOf are all citations of a plan, as plan.json holds them: objects with a publisher and a section.
func citationsOf(t *testing.T, resolved *plan.Plan) []plan.Citation {
	t.Helper()
	data, err := PlanJSON(resolved)
	if err != nil {
		t.Fatal(err)
	}
	var all any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	found := map[plan.Citation]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, each := range v {
				walk(each)
			}
		case map[string]any:
			if v["publisher"] != nil && v["section"] != nil {
				text, err := json.Marshal(v)
				if err != nil {
					t.Fatal(err)
				}
				var c plan.Citation
				strict := json.NewDecoder(bytes.NewReader(text))
				strict.DisallowUnknownFields()
				if err := strict.Decode(&c); err != nil {
					t.Errorf("%s: %v", text, err)
				}
				found[c] = true
			}
			for _, each := range v {
				walk(each)
			}
		}
	}
	walk(all)
	var out []plan.Citation
	for c := range found {
		out = append(out, c)
	}
	return out
}

// TestPlansCiteTheirSources reads plan.json as a program does: each place in a document is in one of its sources, of which no two have the same id.
func TestPlansCiteTheirSources(t *testing.T) {
	for _, id := range siteIDs(t) {
		p := packOf(t, id)
		var read struct {
			Sources []struct {
				ID    string `json:"id"`
				Title string `json:"title"`
			} `json:"sources"`
		}
		var all any
		for _, into := range []any{&read, &all} {
			if err := json.Unmarshal(p.file(t, PlanPath), into); err != nil {
				t.Fatal(err)
			}
		}
		titles := map[string]string{}
		for _, s := range read.Sources {
			if titles[s.ID] != "" || s.ID == "" || s.Title == "" {
				t.Errorf("%s: source %q, %q and %q", id, s.ID, s.Title, titles[s.ID])
			}
			titles[s.ID] = s.Title
		}
		places := 0
		var walk func(value any)
		walk = func(value any) {
			switch value := value.(type) {
			case []any:
				for _, v := range value {
					walk(v)
				}
			case map[string]any:
				if source, is := value["source"].(string); is {
					if places++; titles[source] == "" {
						t.Errorf("%s: %v is in no source", id, value)
					}
				}
				for _, v := range value {
					walk(v)
				}
			}
		}
		walk(all)
		var want int // of rules alone
		reasons := plan.NewReasons()
		for _, f := range p.model.Flows {
			reasons.Of(f)
		}
		for _, r := range reasons.ByID {
			if r.Citation != nil {
				want++
			}
		}
		if places <= want || want == 0 {
			t.Errorf("%s: %d places, of which reasons have %d", id, places, want)
		}
	}
}
