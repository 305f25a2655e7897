package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusansmono"

	"portolan/model/testenv"
	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
)

// tool runs an outside program on a file; without the program the test is skipped, except where everything must run.
func tool(t *testing.T, data []byte, name string, args ...string) string {
	t.Helper()
	testenv.Tool(t, name)
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	for i, arg := range args {
		args[i] = strings.ReplaceAll(arg, "FILE", path)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestFileIsSound(t *testing.T) {
	out := tool(t, render(t, pdftest.Samples()...), "qpdf", "--check", "FILE")
	if strings.Contains(out, "WARNING") || !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
}

func TestSingleDocumentIsSound(t *testing.T) {
	data, err := Render(pdftest.Runbook(), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if out := tool(t, data, "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
}

func TestCatalogue(t *testing.T) {
	out := tool(t, render(t, pdftest.Samples()...), "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	for _, want := range []string{"/Lang (en)", "/DisplayDocTitle true", "/PageMode /UseOutlines", "D:20260503000000"} {
		if !strings.Contains(out, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
}

func TestFontsAreEmbedded(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(tool(t, render(t, pdftest.Samples()...), "pdffonts", "FILE")), "\n")[2:]
	if len(lines) < 5 {
		t.Errorf("only %d fonts", len(lines))
	}
	for _, line := range lines {
		if !regexp.MustCompile(`Identity-H\s+yes`).MatchString(line) {
			t.Errorf("not embedded: %s", line)
		}
	}
}

// spaceless removes all spaces, because cells are broken over lines.
func spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestEveryCellIsInTheText(t *testing.T) {
	doc := pdftest.Worksheet("central", 40)
	got := spaceless(tool(t, render(t, doc), "pdftotext", "-raw", "FILE", "-"))
	for _, block := range doc.Blocks {
		table, ok := block.(document.Table)
		for _, row := range table.Rows {
			for i, cell := range row.Cells {
				for _, line := range cell.Lines {
					if !strings.Contains(got, spaceless(line)) {
						t.Errorf("row %s lacks %s %q", row.ID, table.Columns[i].Key, line)
					}
				}
			}
		}
		if ok && strings.Count(got, spaceless(table.Caption+" (continued)")) < 4 {
			t.Error("the caption is not repeated")
		}
	}
}

func TestCommandsCanBeCopied(t *testing.T) {
	got := tool(t, render(t, pdftest.Runbook()), "pdftotext", "-layout", "FILE", "-")
	if !strings.Contains(spaceless(got), spaceless("Get-Service -Name 'Engine*' | Where-Object { $_.Status -eq 'Running' } | Stop-Service -Force -PassThru | Format-Table -AutoSize")) {
		t.Error("the command's text is broken by other text")
	}
	if !strings.Contains(got, "    systemctl stop engine") {
		t.Error("the indent is lost")
	}
}

func TestContentsTellTheTruth(t *testing.T) {
	data := render(t, pdftest.Overview(), pdftest.Worksheet("central", 60), pdftest.Runbook())
	page := func(n int) string {
		return tool(t, data, "pdftotext", "-layout", "-f", strconv.Itoa(n), "-l", strconv.Itoa(n), "FILE", "-")
	}
	entries := regexp.MustCompile(`(?m)^\s*(\S.*?)\s{2,}(\d+)$`).FindAllStringSubmatch(page(2), -1)
	if len(entries) < 9 {
		t.Fatalf("only %d entries", len(entries))
	}
	for _, entry := range entries {
		n, _ := strconv.Atoi(entry[2])
		if text := page(n); !regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(entry[1]) + `$`).MatchString(text) {
			t.Errorf("%q does not stand on page %d", entry[1], n)
		} else if !strings.Contains(text, fmt.Sprintf("Page %d of ", n)) {
			t.Errorf("page %d does not say so", n)
		}
	}
}

// TestLinksLand follows every link and bookmark of the file to a page and a height on it.
func TestLinksLand(t *testing.T) {
	data := pdftest.Unpack(t, render(t, pdftest.Overview(), pdftest.Worksheet("central", 60), pdftest.Runbook()))
	heights := map[string]float64{}
	for _, m := range regexp.MustCompile(`\n(\d+) 0 obj\n<</Type /Page\n/Parent 1 0 R\n/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindAllSubmatch(data, -1) {
		heights[string(m[1])], _ = strconv.ParseFloat(string(m[3]), 64)
	}
	for _, m := range regexp.MustCompile(`\n(\d+) 0 obj\n<</Type /Page\n/Parent 1 0 R\n/Resources`).FindAllSubmatch(data, -1) {
		heights[string(m[1])] = 841.89
	}
	dests := regexp.MustCompile(`/Dest \[(\d+) 0 R /XYZ 0 (-?[\d.]+) null\]`).FindAllSubmatch(data, -1)
	if len(dests) < 100 {
		t.Fatalf("only %d links", len(dests))
	}
	for _, dest := range dests {
		y, _ := strconv.ParseFloat(string(dest[2]), 64)
		if height, ok := heights[string(dest[1])]; !ok || y < 40 || y > height {
			t.Errorf("%s leads nowhere on a page of height %.0f", dest[0], height)
		}
	}
	if !bytes.Contains(data, []byte("/URI (https://example.net/docs?a=b)")) {
		t.Error("the web address is not linked")
	}
}

// TestLinkMeansItsRow looks at the text that stands where an anchor leads.
func TestLinkMeansItsRow(t *testing.T) {
	c := composed(t, pdftest.Overview(), pdftest.Worksheet("central", 60), pdftest.Runbook())
	for id, want := range map[string]string{
		"central#QX7K00": "QX7K00", "central#QX7K41": "QX7K41", "central#": "Firewall", "restart#stop": "Step", "overview#open": "Open", "central#sign": "Signatures",
	} {
		at, ok := c.find(id)
		if !ok {
			t.Errorf("%s is nowhere", id)
			continue
		}
		found := ""
		for _, item := range at.Page.Items {
			if x, ok := item.(typeset.Text); ok && found == "" && x.Y > at.Y && x.Y < at.Y+30 {
				found = x.Text
			}
		}
		if !strings.HasPrefix(found, want) {
			t.Errorf("%s leads to %q", id, found)
		}
	}
}

func TestSameBytes(t *testing.T) {
	want := render(t, pdftest.Samples()...)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			got, err := RenderBook(bookOf(pdftest.Samples()...), testOptions())
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("other bytes, %v", err)
			}
		})
	}
	group.Wait()
}

// TestFontsAreNotWrittenInto uses a font with fewer widths than glyphs, into whose tables the library writes, and fonts with room
// behind them, into which it would append.
func TestFontsAreNotWrittenInto(t *testing.T) {
	opts := testOptions()
	theme := *opts.Theme
	opts.Theme = &theme
	theme.Fonts.Mono = dejavusansmono.TTF
	var sums []func() [32]byte
	for _, font := range []*[]byte{&theme.Fonts.Sans, &theme.Fonts.SansBold, &theme.Fonts.SansItalic, &theme.Fonts.Mono, &theme.Fonts.MonoBold, &theme.Fonts.Symbols} {
		whole := append(bytes.Clone(*font), make([]byte, 1<<16)...)
		*font = whole[:len(*font)]
		sums = append(sums, func() [32]byte { return sha256.Sum256(whole) })
	}
	var before [][32]byte
	for _, sum := range sums {
		before = append(before, sum())
	}
	if _, err := RenderBook(bookOf(pdftest.Samples()...), opts); err != nil {
		t.Fatal(err)
	}
	for i, sum := range sums {
		if sum() != before[i] {
			t.Errorf("font %d was written into", i)
		}
	}
}

// TestDashesEndWithTheirPage: the dots of the contents must not reach the frames of the next page.
func TestDashesEndWithTheirPage(t *testing.T) {
	out := tool(t, render(t, pdftest.Samples()...), "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
	pages := 0
	for _, stream := range regexp.MustCompile(`(?s)\nstream\n.*?\nendstream`).FindAllString(out, -1) {
		if strings.Contains(stream, "[0.6 2.6]") {
			pages++
		}
	}
	if pages != 1 {
		t.Errorf("%d pages have the dots of the contents", pages)
	}
}

func BenchmarkBook(b *testing.B) {
	docs := []*document.Document{pdftest.Overview(), pdftest.Runbook()}
	for i := range 5 {
		docs = append(docs, pdftest.Worksheet(fmt.Sprint("node", i), 60))
	}
	for b.Loop() {
		if _, err := RenderBook(bookOf(docs...), testOptions()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHundredPages prints a book of about a hundred pages, and reports how many it has.
func BenchmarkHundredPages(b *testing.B) {
	docs := []*document.Document{pdftest.Overview(), pdftest.ManySteps(60)}
	for i := range 8 {
		docs = append(docs, pdftest.Worksheet(fmt.Sprint("node", i), 90))
	}
	pages := 0
	b.ReportAllocs()
	for b.Loop() {
		data, err := RenderBook(bookOf(docs...), testOptions())
		if err != nil {
			b.Fatal(err)
		}
		pages = bytes.Count(data, []byte("<</Type /Page\n"))
	}
	b.ReportMetric(float64(pages), "pages")
}
