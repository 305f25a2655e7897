package render

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"maps"
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

// citationsOf are all citations of a plan, as plan.json holds them: objects with a section and the id of one of the sources, of which no two have the same.
func citationsOf(t *testing.T, resolved *plan.Plan) []plan.Citation {
	t.Helper()
	data, err := PlanJSON(resolved)
	if err != nil {
		t.Fatal(err)
	}
	var all any
	var list struct {
		Sources []plan.WrittenSource `json:"sources"`
	}
	for _, into := range []any{&all, &list} {
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	sources := map[string]plan.Source{}
	for _, s := range list.Sources {
		if _, twice := sources[s.ID]; twice || s.ID == "" {
			t.Errorf("two sources have the id %q", s.ID)
		}
		sources[s.ID] = s.Source
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
			if v["source"] != nil && v["section"] != nil {
				text, err := json.Marshal(v)
				if err != nil {
					t.Fatal(err)
				}
				var place plan.CitedPlace
				strict := json.NewDecoder(bytes.NewReader(text))
				strict.DisallowUnknownFields()
				if err := strict.Decode(&place); err != nil {
					t.Errorf("%s: %v", text, err)
				}
				s, ok := sources[place.Source]
				if !ok {
					t.Errorf("%s is in no source", text)
				}
				found[plan.Citation{Publisher: s.Publisher, Title: s.Title, Edition: s.Edition, Kind: s.Kind, URL: s.URL, Section: place.Section, Page: place.Page}] = true
			}
			for _, each := range v {
				walk(each)
			}
		}
	}
	walk(all)
	return slices.Collect(maps.Keys(found))
}
