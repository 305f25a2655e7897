package render

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/render/document"
)

var (
	marks   = regexp.MustCompile("\\*\\*|`|\\\\[*_\\[\\]`.]|(^| )\\*[^ *]|\\]\\(")
	oneMany = regexp.MustCompile(`(?:^|[ (])1 (?:hosts|rules|services|nodes|ports|pairs|zones|rows|connections|questions|runbooks|minutes|hours|days|months|members|groups|addresses)\b|[a-z]\(s\)`)
)

// TestTextsReadWell reads every text of every pack: a title is plain text, so that no mark of Markdown may stand in it, and one of a thing is not
// said in the plural.
func TestTextsReadWell(t *testing.T) {
	for _, id := range siteIDs(t) {
		if testing.Short() && !slices.Contains(shortSites, id) {
			continue
		}
		for _, d := range packOf(t, id).docs {
			for _, title := range titles(d) {
				if marks.MatchString(title) {
					t.Errorf("%s, %s: marks in the title %q", id, d.ID, title)
				}
			}
			for where, text := range document.Texts(d) {
				if found := oneMany.FindString(text); found != "" && !strings.Contains(where, "command") {
					t.Errorf("%s, %s, %s: %q in %q", id, d.ID, where, found, text)
				}
			}
		}
	}
}

// titles are those texts of a document that stand in contents and bookmarks, or above something, as plain text.
func titles(d *document.Document) []string {
	out := []string{d.Title, d.Subtitle}
	for _, block := range d.Blocks {
		switch b := block.(type) {
		case document.Heading:
			out = append(out, b.Text)
		case document.Step:
			out = append(out, b.Title)
		case document.Table:
			out = append(out, b.Caption)
		case document.Callout:
			out = append(out, b.Title)
		}
	}
	return out
}

// absent finds the title of a runbook in quotes that the pack does not hold and of which the text does not say so.
var absent = regexp.MustCompile(`“([^”]+)”( \(not in this pack\))?`)

// TestNoRunbookIsMissed: a text that names a runbook which was left out says that it is not there.
func TestNoRunbookIsMissed(t *testing.T) {
	for _, id := range siteIDs(t) {
		if testing.Short() && !slices.Contains(shortSites, id) {
			continue
		}
		p := packOf(t, id)
		there, out := map[string]bool{}, map[string]bool{}
		for _, b := range p.model.Runbooks {
			there[b.Title] = true
		}
		for _, b := range p.model.LeftOut {
			out[b.Title] = !there[b.Title]
		}
		for _, d := range p.docs {
			if !strings.HasPrefix(d.ID, "runbooks/") {
				continue
			}
			for where, text := range document.Texts(d) {
				for _, found := range absent.FindAllStringSubmatch(text, -1) {
					if out[found[1]] && found[2] == "" {
						t.Errorf("%s, %s, %s: %q is not in the pack: %s", id, d.ID, where, found[1], text)
					}
				}
			}
		}
	}
}

// TestKeysAreNotPrinted: of what the site declares, and of the systems of its hosts, readers see names and not the keys of the site's file.
func TestKeysAreNotPrinted(t *testing.T) {
	key := regexp.MustCompile(`^[a-z][a-z0-9.-]*$|windows-server|rhel-`)
	topics, systems := 0, 0
	for _, id := range siteIDs(t) {
		if testing.Short() && !slices.Contains(shortSites, id) {
			continue
		}
		for _, d := range packOf(t, id).docs {
			for _, f := range d.Fields {
				if f.Name == "Operating system" {
					if systems++; key.MatchString(f.Value) {
						t.Errorf("%s, %s: %s", id, d.ID, f.Value)
					}
				}
			}
			for _, block := range d.Blocks {
				table, ok := block.(document.Table)
				if !ok || table.ID != "table-not-covered" {
					continue
				}
				for _, declared := range columnOf(t, table, "declared") {
					for _, name := range strings.Split(declared, ", ") {
						if topics++; key.MatchString(name) {
							t.Errorf("%s, %s: declared %q", id, d.ID, name)
						}
					}
				}
			}
		}
	}
	if topics == 0 || systems == 0 {
		t.Errorf("%d topics, %d systems", topics, systems)
	}
}
