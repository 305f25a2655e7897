package render

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"portolan/model/testenv"
	"portolan/render/content/outage"
	"portolan/render/content/review"
	"portolan/render/content/runbook"
	"portolan/render/content/security"
	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/ref"
)

// bookSites are the sites whose books outside programs read, unless all are asked for: a book has hundreds of pages, and those of other
// sites hold the same kinds. Short runs take the smallest site.
var (
	bookSites  = []string{example, "thoughtspot-forty"}
	shortSites = []string{"thoughtspot-three"}
)

// eachBook runs a test over the books of sites. Their packs are made once for all tests.
func eachBook(t *testing.T, check func(t *testing.T, p pack, name string, data []byte)) {
	t.Helper()
	for _, id := range testenv.Choose(t, "sites whose books are read", siteIDs(t), bookSites, shortSites) {
		p := bundledPackOf(t, id)
		for _, b := range p.books() {
			t.Run(id+"/"+b.name, func(t *testing.T) { check(t, p, b.name, p.file(t, b.name+".pdf")) })
		}
	}
	full := fullPackOf(t, fullSite)
	for _, b := range full.books() {
		t.Run(fullSite+", full/"+b.name, func(t *testing.T) { check(t, full, b.name, full.file(t, b.name+".pdf")) })
	}
}

// fullSite is the site whose books are also read as they are where everything is printed.
const fullSite = "single-node"

// tool runs an outside program on a PDF; without the program the test is skipped, except where everything must run.
func tool(t testing.TB, data []byte, name string, args ...string) string {
	t.Helper()
	testenv.Tool(t, name)
	folder := t.TempDir()
	path := filepath.Join(folder, "x.pdf")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		args[i] = strings.NewReplacer("FILE", path, "FOLDER", folder).Replace(arg)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

var complaint = regexp.MustCompile(`(?i)warning|error:|cannot|broken|repair`)

// TestBooksAreSound lets two independent readers of PDF look for faults, and looks for fonts that are not inside.
func TestBooksAreSound(t *testing.T) {
	eachBook(t, func(t *testing.T, _ pack, _ string, data []byte) {
		if out := tool(t, data, "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") || !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Error(out)
		}
		if out := tool(t, data, "mutool", "clean", "-g", "FILE", "FOLDER/clean.pdf"); complaint.MatchString(out) {
			t.Errorf("mutool clean: %s", out)
		}
		if out := tool(t, data, "mutool", "info", "-F", "FILE"); complaint.MatchString(out) || !strings.Contains(out, "Fonts") {
			t.Errorf("mutool info: %s", out)
		}
		fonts := strings.Split(strings.TrimSpace(tool(t, data, "pdffonts", "FILE")), "\n")[2:]
		if len(fonts) < 3 {
			t.Errorf("only %d fonts", len(fonts))
		}
		for _, font := range fonts {
			if !regexp.MustCompile(`Identity-H\s+yes`).MatchString(font) {
				t.Errorf("not embedded: %s", font)
			}
		}
	})
}

// layouts are the texts of books that some test has asked for.
var layouts = map[string][]string{}

// pages are the texts of a book's pages.
func (p pack) pages(t *testing.T, name string) []string {
	t.Helper()
	key := fmt.Sprint(p.model.Site, "/", name, p.opts.Full)
	if layouts[key] == nil {
		text := tool(t, p.file(t, name+".pdf"), "pdftotext", "-layout", "FILE", "-")
		layouts[key] = strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	}
	return layouts[key]
}

// spaceless leaves out spaces, because cells are broken over lines.
func spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// TestBooksHoldEverything looks for every rule and every step of a runbook in the text of the books that must hold them.
func TestBooksHoldEverything(t *testing.T) {
	eachBook(t, func(t *testing.T, p pack, name string, data []byte) {
		text := spaceless(tool(t, data, "pdftotext", "-raw", "FILE", "-"))
		missing := func(what, wanted string) {
			if !strings.Contains(text, spaceless(wanted)) {
				t.Errorf("%s %q is not in the text", what, wanted)
			}
		}
		rules, steps := []string{"appendix", "bundle"}, []string{"runbooks", "bundle"}
		if p.opts.Full {
			rules = append(rules, "handover", "security-review")
		}
		if slices.Contains(rules, name) {
			for _, f := range p.model.Network() {
				missing("rule", f.ID)
			}
		}
		if slices.Contains(steps, name) {
			for _, b := range p.model.Runbooks {
				missing("runbook", b.Title)
				for _, s := range b.Steps {
					if p.opts.Full || runbook.OnPaper(b) {
						missing("step", s.Title)
					}
				}
			}
		}
		if name == "firewall-change-request" {
			for _, part := range p.policy.Firewalls {
				for _, id := range part.Rules {
					missing("grouped rule", id)
				}
			}
		}
		if name == "security-review" || name == "bundle" {
			for _, q := range security.Disputed(p.model) {
				missing("conflict", q.Title)
			}
		}
		if name == "runbooks" && !p.opts.Full || name == "bundle" {
			for _, party := range p.model.Parties {
				if outage.HasPage(party) {
					missing("host", party.Name)
				}
			}
		}
		missing("hash", p.hash)
	})
}

var numbered = regexp.MustCompile(`(?m)^\s*(\S.*?)\s{2,}(\d+)$`)

// landing is what stands where an entry of an index leads: what the entry says, or the title of the document that it names at its end, behind
// what happened.
func landing(entry document.Cell, titles map[string]string) string {
	text, title := spaceless(strings.Join(entry.Lines, "")), spaceless(titles[entry.Link.Document])
	if entry.Link.Anchor == "" && title != "" && strings.HasSuffix(text, title) {
		return title
	}
	return text
}

// TestContentsOfBooksAreTrue follows every line of the contents, and of indexes in the text, to the page that it names.
func TestContentsOfBooksAreTrue(t *testing.T) {
	w := packOf(t, example).words
	contents := w.Text("pdf.contents")
	tick := regexp.MustCompile(`(?m)\s{2,}` + regexp.QuoteMeta(w.Text("step.done")) + `$`) // stands beside the first line of a step's title
	eachBook(t, func(t *testing.T, p pack, name string, _ []byte) {
		pages := p.pages(t, name)
		titles := map[string]string{}
		for _, d := range p.everyDocument() {
			titles[d.ID] = d.Title
		}
		leads := map[string]string{} // entries of indexes in the text, by what they say, to what they lead to: a row of a table may look like a line of one
		for _, d := range p.everyDocument() {
			for _, block := range d.Blocks {
				if index, ok := block.(document.Index); ok {
					for _, entry := range index.Entries {
						leads[spaceless(strings.Join(entry.Lines, ""))] = landing(entry, titles)
					}
				}
			}
		}
		inContents, inText := 0, 0
		for i, text := range pages {
			listing := strings.Contains(strings.SplitN(text, "\n", 4)[0]+text[:min(len(text), 300)], " · "+contents)
			for _, line := range numbered.FindAllStringSubmatch(text, -1) {
				wanted := leads[spaceless(line[1])]
				if listing {
					wanted = spaceless(line[1])
				}
				if wanted == "" {
					continue
				}
				n, _ := strconv.Atoi(line[2])
				if n < 1 || n > len(pages) || !strings.Contains(spaceless(tick.ReplaceAllString(pages[n-1], "")), wanted) {
					t.Errorf("page %d says that %q stands on page %d", i+1, line[1], n)
				}
				if listing {
					inContents++
				} else {
					inText++
				}
			}
			if i > 0 && !strings.Contains(text, fmt.Sprintf("Page %d of %d", i+1, len(pages))) {
				t.Errorf("page %d does not say so", i+1)
			}
		}
		if inContents < 1 || name == "bundle" && inContents < 15 || name == "security-review" && inText < 10 {
			t.Errorf("only %d lines of contents and %d of indexes", inContents, inText)
		}
	})
}

var (
	pageObject   = regexp.MustCompile(`\n(\d+) 0 obj\n<</Type /Page\n/Parent 1 0 R\n(?:/MediaBox \[0 0 [\d.]+ ([\d.]+)\]|/Resources)`)
	destination  = regexp.MustCompile(`/Dest \[(\d+) 0 R /XYZ 0 (-?[\d.]+) null\]`)
	bookmarkItem = regexp.MustCompile(`<</Title [^\n]*\n/Parent (\d+) 0 R\n`)
)

// TestLinksOfBooksLand follows every link and every bookmark to a height on a page that is there.
func TestLinksOfBooksLand(t *testing.T) {
	eachBook(t, func(t *testing.T, p pack, name string, data []byte) {
		data = pdftest.Unpack(t, data)
		heights := map[string]float64{}
		for _, m := range pageObject.FindAllSubmatch(data, -1) {
			heights[string(m[1])] = 841.89
			if len(m[2]) > 0 {
				heights[string(m[1])], _ = strconv.ParseFloat(string(m[2]), 64)
			}
		}
		landing := destination.FindAllSubmatch(data, -1)
		for _, m := range landing {
			y, _ := strconv.ParseFloat(string(m[2]), 64)
			if height, ok := heights[string(m[1])]; !ok || y < 20 || y > height {
				t.Errorf("%s leads nowhere on a page of height %.0f", m[0], height)
			}
		}
		marks := len(bookmarkItem.FindAll(data, -1))
		if len(landing) < 10 || marks < 4 || marks > len(landing) {
			t.Errorf("only %d places to land, %d bookmarks", len(landing), marks)
		}
		for _, want := range []string{"/Lang (en)", "/DisplayDocTitle true", "/PageMode /UseOutlines"} {
			if !bytes.Contains(data, []byte(want)) {
				t.Errorf("the file lacks %s", want)
			}
		}
	})
}

// TestBookmarksByPart looks at the outline of the book of all documents: a bookmark for each part, over those of its documents.
func TestBookmarksByPart(t *testing.T) {
	p := bundledPackOf(t, example)
	outline := tool(t, p.file(t, "bundle.pdf"), "mutool", "show", "FILE", "outline")
	var parts []string
	for _, line := range strings.Split(outline, "\n") {
		if m := regexp.MustCompile(`^[|+-]\t"(.*?)"`).FindStringSubmatch(line); m != nil {
			parts = append(parts, m[1])
		}
	}
	want := []string{p.model.Document.Title, p.words.Text("control.title"), p.words.Text("pdf.contents")}
	for _, b := range paperBooks() {
		if b.name != "runbooks" {
			want = append(want, p.words.Text("pack."+b.name))
			continue
		}
		for _, part := range p.procedures() {
			want = append(want, part.Title)
		}
	}
	if !slices.Equal(parts, want) {
		t.Errorf("bookmarks at the top: %q\nwant %q", parts, want)
	}
}

// TestDraftsOfBooksAreMarked: a document is a draft on each of its pages until all who have to approve it have.
func TestDraftsOfBooksAreMarked(t *testing.T) {
	eachBook(t, func(t *testing.T, p pack, name string, _ []byte) {
		word := p.words.Text("pdf.draft")
		for i, text := range p.pages(t, name) {
			if got := strings.Contains(text, word); got != review.Draft(p.model) {
				t.Errorf("page %d is marked as a draft: %v; the document is one: %v", i+1, got, review.Draft(p.model))
			}
			if i > 0 && (!strings.Contains(text, p.hash[:fingerprint]) || !strings.Contains(text, p.model.Document.Classification)) {
				t.Errorf("page %d lacks the plan's hash or the classification", i+1)
			}
		}
	})
	if p := packOf(t, "scenario-large"); review.Draft(p.model) {
		t.Error("no site of the tests is approved")
	}
}

// TestContentHash compares what the pages say of the plan with the plan.
func TestContentHash(t *testing.T) {
	p := packOf(t, example)
	if sum := fmt.Sprintf("%x", sha256.Sum256(p.file(t, "data/plan.json"))); sum != p.hash || !strings.Contains(string(p.file(t, "site/control.html")), sum) {
		t.Errorf("plan.json has the hash %s, the control page says %s", sum, p.hash)
	}
}

// TestAttachments puts the pack's data into the summary, twice, and takes it out again.
func TestAttachments(t *testing.T) {
	first, second := freshPack(t, example, true), freshPack(t, example, true)
	data := first.file(t, "summary.pdf")
	if !bytes.Equal(data, second.file(t, "summary.pdf")) {
		t.Error("the same data inside gives other bytes")
	}
	if out := tool(t, data, "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	var wanted []string
	for _, f := range first.files {
		if slices.Contains(attachable, filepath.Ext(f.Path)) && f.Path != ManifestPath && f.Path != PlacesPath {
			wanted = append(wanted, strings.ReplaceAll(strings.TrimPrefix(f.Path, ref.Data), "/", "-"))
		}
	}
	slices.Sort(wanted)
	list := tool(t, data, "pdfdetach", "-list", "FILE")
	if !strings.HasPrefix(list, fmt.Sprintf("%d embedded files", len(wanted))) || len(wanted) < 12 {
		t.Errorf("want %d files inside:\n%s", len(wanted), list)
	}
	for i, name := range wanted {
		if !strings.Contains(list, fmt.Sprintf("%d: %s\n", i+1, name)) {
			t.Errorf("the list lacks %d: %s", i+1, name)
		}
	}
	plan := slices.Index(wanted, "plan.json") + 1
	folder := t.TempDir()
	tool(t, data, "pdfdetach", "-save", strconv.Itoa(plan), "-o", filepath.Join(folder, "plan.json"), "FILE")
	if got, err := os.ReadFile(filepath.Join(folder, "plan.json")); err != nil || !bytes.Equal(got, first.file(t, "data/plan.json")) {
		t.Errorf("what comes out is not what went in: %v", err)
	}
	if list := tool(t, packOf(t, example).file(t, "summary.pdf"), "pdfdetach", "-list", "FILE"); !strings.HasPrefix(list, "0 embedded") {
		t.Errorf("there are files inside though nobody asked: %s", list)
	}
}

// TestNoComplianceIsClaimed: the review may use the word in one sentence only, that in which it claims none.
func TestNoComplianceIsClaimed(t *testing.T) {
	for _, id := range siteIDs(t) {
		if testing.Short() && !slices.Contains(shortSites, id) {
			continue
		}
		p := packOf(t, id)
		claims := 0
		for _, d := range p.docs {
			for where, text := range document.Texts(d) {
				if !strings.Contains(strings.ToLower(text), "complian") {
					continue
				}
				if claims++; d.ID != security.ID || text != p.words.Text("security.claim") || strings.Count(strings.ToLower(text), "complian") != 1 {
					t.Errorf("%s, %s, %s: %q", id, d.ID, where, text)
				}
			}
		}
		if claims != 1 {
			t.Errorf("%s: %d sentences on compliance, want the one that claims none", id, claims)
		}
	}
}
