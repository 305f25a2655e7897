package main

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/decision"
	"portolan/model/intake"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/revision"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render/content/chapter"
	"portolan/render/content/portal"
	"portolan/render/content/returned"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/workbook"
	"portolan/render/format/pdf"
	"portolan/render/format/spreadsheet"
	"portolan/render/grid"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// bearable is how long any text of a fuzz target may take to be read, also where the machine has much else to do.
const bearable = time.Minute

// seeds are the files of the repository that patterns mean, as seen from this folder.
func seeds(f *testing.F, patterns ...string) (all [][]byte) {
	for _, pattern := range patterns {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			all = append(all, data)
		}
		if len(files) == 0 {
			f.Fatalf("there is no %s", pattern)
		}
	}
	return all
}

// fuzzed lets a reader of files meet any text: it never panics, ends in time, says why it refuses a text, and every fault has a known code and a place
// that is in the file. Read again, it is the same.
func fuzzed[T any](f *testing.F, read func(name string, data []byte) (*T, source.Diagnostics), patterns ...string) {
	for _, seed := range append(seeds(f, patterns...), nil, []byte("schema = 1\n")) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		began := time.Now()
		is, found := read("file.toml", data)
		if took := time.Since(began); took > bearable {
			t.Errorf("it takes %v", took)
		}
		if is == nil && !found.HasErrors() { // what can be read beside a fault is read
			t.Error("refused without a word")
		}
		inside(t, found, map[string][]byte{"file.toml": data})
		if again, more := read("file.toml", data); !reflect.DeepEqual(is, again) || format(found, false) != format(more, false) {
			t.Errorf("read again, it is another:\n%s\n%s", format(found, false), format(more, false))
		}
	})
}

// wholeFile are the codes of what is wrong with a file as a whole, or with what is not one.
var wholeFile = []string{"T02", "T08", "P01", "P02", "P15", "P16", "P17", "H01", "I01", "I09"}

// inside fails unless every diagnostic has a code of the table and a place in one of the files. At the end of a file there is room for what lacks there.
func inside(t *testing.T, found source.Diagnostics, files map[string][]byte) {
	t.Helper()
	for _, d := range found {
		code, known := source.LookUp(d.Code)
		data, is := files[d.At.File()]
		lines := strings.Split(string(data), "\n")
		switch {
		case !known || d.What == "" || code.Severity != d.Severity && code.Severity == source.Error:
			t.Errorf("%s is not told as its table has it: %+v", d.Code, d)
		case !slices.Contains(wholeFile, d.Code) && (!is || d.At.Line() < 1 || d.At.Col() < 1 || d.At.Line() > len(lines) || d.At.Col() > len(lines[d.At.Line()-1])+1):
			t.Errorf("%s is told at a place that there is not: %s:%d:%d", d.Code, d.At.File(), d.At.Line(), d.At.Col())
		}
	}
}

func FuzzRunbook(f *testing.F) {
	fuzzed(f, site.LoadBook, "testdata/mutated/runbooks/change.toml", "reference/example/site/runbooks/*.toml")
}

func FuzzColumns(f *testing.F) {
	fuzzed(f, rulecolumns.Load, "../../sites/*/columns.toml", "../../render/content/rulecolumns/testdata/bad/*.toml")
}

func FuzzApprovals(f *testing.F) { fuzzed(f, approval.Load, "../../sites/*/approvals.toml") }

func FuzzDecisions(f *testing.F) { fuzzed(f, decision.Load, "../../sites/*/decisions.toml") }

func FuzzStatus(f *testing.F) {
	fuzzed(f, func(name string, data []byte) (*approval.Records, source.Diagnostics) {
		return approval.LoadRecords(name, data, plan.Statuses)
	}, "reference/example/site/status.toml")
}

func FuzzImported(f *testing.F) {
	fuzzed(f, intake.ReadImported, "testdata/fuzzed/imported.toml")
}

func FuzzChapter(f *testing.F) {
	fuzzed(f, func(name string, data []byte) (*chapter.Chapter, source.Diagnostics) {
		return chapter.Load("file.md", name, data)
	}, "reference/example/site/introduction.md")
}

// FuzzMapping: a mapping is read, or refused, and so are columns of a list by it, each with a place in one of the two.
func FuzzMapping(f *testing.F) {
	list := []byte("Asset;IP;Zone;CPUs\nweb1.harbour.example;10.0.0.1;Core;8\nweb2.harbour.example;10.0.0.2;Core;16\n")
	fuzzed(f, func(name string, data []byte) (*intake.Mapping, source.Diagnostics) {
		m, found := intake.ReadMapping(name, data)
		if found.HasErrors() {
			return nil, found
		}
		if t, more := intake.CSV("list.csv", list, m.Separator); t != nil && !more.HasErrors() {
			_, _ = t.Records(m, nil)
		}
		return &m, found
	}, "testdata/fuzzed/mapping.toml")
}

// FuzzParts lets a site meet a file that it includes, a base and a runbook of any text. Files that lead back to themselves end.
func FuzzParts(f *testing.F) {
	for _, part := range seeds(f, "reference/example/site/*.toml", "../../sites/single-node/site.toml") {
		f.Add(part, []byte("schema = 1\n"))
		f.Add([]byte("schema = 1\ninclude = [\"part.toml\"]\nbase = \"part.toml\"\n"), part)
	}
	f.Add([]byte("base = \"part.toml\"\n"), []byte("base = \"site.toml\"\ninclude = [\"site.toml\"]\n"))
	f.Fuzz(func(t *testing.T, whole, part []byte) {
		files := map[string][]byte{"sites/s/site.toml": whole, "sites/s/part.toml": part}
		read := func(name string) ([]byte, source.Diagnostics) {
			if data, ok := files[path.Clean(name)]; ok {
				return data, nil
			}
			return nil, fault("I01", name, "cannot read: it is not there", "")
		}
		began := time.Now()
		s, found := site.Read("sites/s/site.toml", whole, read)
		if took := time.Since(began); took > bearable {
			t.Errorf("it takes %v", took)
		}
		if s == nil && !found.HasErrors() {
			t.Error("refused without a word")
		}
		inside(t, found, files)
	})
}

// fuzzedProduct is a product of one file and one runbook.
func fuzzedProduct(text, book []byte) (catalog.Folder, map[string][]byte) {
	files := fstest.MapFS{"relay/1/product.toml": {Data: text}, "relay/1/runbooks/restart.toml": {Data: book}}
	shown := map[string][]byte{}
	for name, file := range files {
		shown["ours/"+name] = file.Data
	}
	return catalog.Folder{Files: files, Name: "ours"}, shown
}

// FuzzCatalogue: a product, or a runbook of it, of any text is loaded or refused. What is loaded can be printed, and read again it is the same.
func FuzzCatalogue(f *testing.F) {
	const example = "reference/example/products/relay/1/"
	book := seeds(f, example+"runbooks/restart.toml")[0]
	text := bytes.Join(seeds(f, example+"product.toml", example+"flows.toml"), nil)
	f.Add(text, book)
	for _, part := range seeds(f, "../../model/catalog/testdata/bad/*/*/*/*.toml") {
		f.Add(part, book)
		f.Add(append(bytes.Clone(text), part...), book)
	}
	for _, other := range seeds(f, "../../model/catalog/qlik-sense/2023-08/runbooks/*.toml") {
		f.Add(text, other)
	}
	f.Fuzz(func(t *testing.T, text, book []byte) {
		folder, files := fuzzedProduct(text, book)
		began := time.Now()
		c, found := folder.Load("relay/1")
		if took := time.Since(began); took > bearable {
			t.Errorf("it takes %v", took)
		}
		if (c == nil) != found.HasErrors() {
			t.Errorf("loaded: %v, with %s", c != nil, format(found, false))
		}
		inside(t, found, files)
		if _, more := folder.Load("relay/1"); format(found, false) != format(more, false) {
			t.Errorf("read again, it is another:\n%s\n%s", format(found, false), format(more, false))
		}
	})
}

// FuzzTheme: a theme of any text, with any font and logo, is opened or refused.
func FuzzTheme(f *testing.F) {
	text := seeds(f, "../../themes/default/theme.toml")[0]
	f.Add(text, []byte("\x00\x01\x00\x00"), []byte("\x89PNG\r\n\x1a\n"))
	f.Add(append([]byte("logo = \"logo.png\"\n"), append(text, "\n[fonts]\nsans = \"a.ttf\"\nmono = \"../a.ttf\"\n"...)...), []byte("true"), seeds(f, "reference/example/site/logo.png")[0])
	f.Fuzz(func(t *testing.T, text, font, logo []byte) {
		folder := fstest.MapFS{"theme.toml": {Data: text}, "a.ttf": {Data: font}, "logo.png": {Data: logo}}
		began := time.Now()
		theme, found := themes.Open(folder, "ours", pdf.SoundFont)
		if took := time.Since(began); took > bearable {
			t.Errorf("it takes %v", took)
		}
		if (theme == nil) != found.HasErrors() {
			t.Errorf("opened: %v, with %s", theme != nil, format(found, false))
		}
		inside(t, found, map[string][]byte{"ours/theme.toml": text})
		if again, _ := themes.Open(folder, "ours", pdf.SoundFont); !reflect.DeepEqual(theme, again) {
			t.Error("read again, it is another")
		}
	})
}

// FuzzReturned: whatever stands in the rows of a workbook that comes back, each is taken over or refused with a place. Cells are between tabs.
func FuzzReturned(f *testing.F) {
	shelf, _ := openShelf(nil)
	c := compile(newSite("../../sites/single-node"), shelf, nil, resolve.Options{})
	words, err := wordlist.Load("en")
	if c.plan == nil || err != nil {
		f.Fatal(c.found, err)
	}
	from := workbook.Source{Plan: c.plan, Policy: policy.Of(c.plan), Form: c.columns, Words: words}
	if err := spreadsheet.Foreign(workbookOf(f, "../../sites/single-node"), func(sheets []grid.Foreign) {
		for _, s := range sheets {
			f.Add(s.Name, textOfRows(s.Rows))
			f.Add(s.Name, strings.NewReplacer("proposed", "implemented", "2026", "3026").Replace(textOfRows(s.Rows)))
		}
	}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		sheet := grid.Foreign{Name: name, Look: func(row, column int) (grid.ForeignCell, error) {
			return grid.ForeignCell{Formula: (row+column)%7 == 3}, nil
		}}
		for row := range strings.SplitSeq(text, "\n") {
			sheet.Rows = append(sheet.Rows, strings.Split(row, "\t"))
		}
		r := returned.Read("book.xlsx", []grid.Foreign{sheet}, from, nil)
		for _, d := range r.Refused {
			if _, known := source.LookUp(d.Code); !known || d.At.File() == "" {
				t.Errorf("without a code or a place: %+v", d)
			}
		}
		var records []approval.Record
		for _, change := range r.Changes {
			records = append(records, change.Record)
		}
		if len(records) == 0 {
			return
		}
		written, err := approval.WriteRecords("status.toml", nil, records, plan.Statuses)
		if err != nil {
			t.Fatalf("what was taken over cannot be written: %v", err)
		}
		if _, found := approval.LoadRecords("status.toml", written, plan.Statuses); found.HasErrors() {
			t.Errorf("what was written cannot be read: %s", format(found, false))
		}
	})
}

func textOfRows(rows [][]string) string {
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.Join(row, "\t"))
	}
	return strings.Join(lines, "\n")
}

// FuzzSheet: no bytes are a workbook that cannot be looked at whole, in time, as a list of hosts and as rules of evidence.
func FuzzSheet(f *testing.F) {
	f.Add(workbookOf(f, "../../sites/single-node"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		began := time.Now()
		table, found := sheetOf("list.xlsx", data, "")
		if table == nil && !found.HasErrors() {
			t.Error("refused without a word")
		}
		for _, d := range found {
			if _, known := source.LookUp(d.Code); !known || d.At.File() == "" {
				t.Errorf("without a code or a place: %+v", d)
			}
		}
		if table != nil {
			_, _ = table.Records(intake.Mapping{}, nil)
		}
		_, _ = spreadsheet.Rows(data)
		if took := time.Since(began); took > bearable {
			t.Errorf("it takes %v", took)
		}
	})
}

// FuzzRevision: what says to be the files of a pack is read as a revision or refused, and is no different from itself.
func FuzzRevision(f *testing.F) {
	const pack = "../../render/testdata/harbour-logistics/data/"
	whole, rules := seeds(f, pack+"plan.json")[0], seeds(f, pack+"rules.json")[0]
	f.Add(whole, rules)
	f.Add([]byte(`{"parties": [{"id": "a"}, {"id": "a"}]}`), []byte(`{"format": 1, "rules": [{}, {"ports": [null]}]}`))
	f.Fuzz(func(t *testing.T, whole, rules []byte) {
		r, err := revision.Read(whole, rules)
		if err != nil {
			return
		}
		again, err := revision.Read(whole, rules)
		if err != nil || !reflect.DeepEqual(r, again) {
			t.Errorf("read again, it is another: %v", err)
		}
		if d := revision.Compare(r, again); !d.Empty() {
			t.Errorf("it differs from itself: %+v", d)
		}
	})
}

// FuzzSummary: what a pack says of itself is read or refused.
func FuzzSummary(f *testing.F) {
	f.Add(seeds(f, "../../render/testdata/harbour-logistics/data/summary.json")[0])
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := portal.Read(data)
		if err != nil {
			return
		}
		if again, err := portal.Read(data); err != nil || !reflect.DeepEqual(s, again) || s.Compare(again) != 0 || s.Older(again) != 0 {
			t.Errorf("read again, it is another: %v", err)
		}
	})
}

// FuzzEvidence: whatever a collected file holds, it is read, or named with the reason, on one line. Read again, it is the same.
func FuzzEvidence(f *testing.F) {
	names := []string{tableFile, bookFile}
	for _, c := range collectedFiles {
		names = append(names, c.name)
	}
	const example = "reference/example/site/evidence/edge/"
	columns := seeds(f, example+mappingFile)[0]
	f.Add(uint8(0), seeds(f, example+tableFile)[0], columns)
	for i, text := range []string{"a,b\n\"1\n2\",2\n", "PK\x03\x04", `{"nftables":[{"chain":{"type":"filter","hook":"input"}},{"rule":{"expr":[{"match":{"op":"==","left":{"meta":{"key":"l4proto"}},"right":{"set":[1]}}}]}}]}`,
		"*filter\n:INPUT DROP [0:0]\n-A INPUT -s 192.0.2.4 -j ACCEPT\nCOMMIT\n", "*filter\n-A INPUT -s fd00::1 -j ACCEPT\n", `{"SecurityGroups":[{"IpPermissions":[{}]}]}`, `{"rules":[{}],"listeners":[null]}`, "tcp LISTEN 0 1 *:1 *:*",
		"tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN", "2026-11-27", "<nmaprun><host/></nmaprun>"} {
		f.Add(uint8(i), []byte(text), columns)
	}
	f.Fuzz(func(t *testing.T, of uint8, data, columns []byte) {
		entry := collectedEntry{name: "edge", folder: true, files: []collectedText{{name: names[int(of)%len(names)], data: data}, {name: mappingFile, data: columns}}}
		began := time.Now()
		is := entry.device()
		if took := time.Since(began); took > bearable {
			t.Errorf("it takes %v", took)
		}
		for _, u := range is.Unread {
			if u.File == "" || u.Why == "" || strings.Contains(u.Why, "\n") {
				t.Errorf("not read, for no reason: %+v", u)
			}
		}
		if again := entry.device(); !reflect.DeepEqual(is, again) {
			t.Error("read again, it is another")
		}
	})
}
