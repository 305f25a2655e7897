package reference

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// A said is a diagnostic as a golden has it.
type diagnosed struct {
	kind, file, code, what, help string
	line                         int
	under                        string // the signs below the line
	codes                        int    // of the golden
}

var diagnosticLine = regexp.MustCompile(`(?m)^(\S+\.toml):(\d+):\d+: (?:error|warning|hint)\[([A-Z]\d+)\]: (.*)$`)

// diagnosedIn reads the goldens of files with faults.
func diagnosedIn(t *testing.T) []diagnosed {
	var out []diagnosed
	for _, folder := range []struct{ kind, glob string }{
		{"site", "../../../model/testdata/bad/*.txt"}, {"site", "../../../model/testdata/findings/*.txt"}, {"catalog", "../../../model/catalog/testdata/bad/*.txt"},
		{"columns", "../../../render/content/rulecolumns/testdata/bad/*.txt"}, {"site", "../../../model/testdata/upgrade/*.txt"}, {"site", "../../../model/testdata/*/*.txt"},
	} {
		lists, _ := filepath.Glob(folder.glob)
		for _, list := range lists {
			data, err := os.ReadFile(list)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			heads := diagnosticLine.FindAllStringSubmatchIndex(text, -1)
			codes := map[string]bool{}
			for _, h := range heads {
				codes[text[h[6]:h[7]]] = true
			}
			for i, h := range heads {
				end := len(text)
				if i+1 < len(heads) {
					end = heads[i+1][0]
				}
				d := diagnosed{kind: folder.kind, code: text[h[6]:h[7]], what: text[h[8]:h[9]], codes: len(codes)}
				d.line, _ = strconv.Atoi(text[h[4]:h[5]])
				d.file = filepath.Join(filepath.Dir(list), text[h[2]:h[3]])
				if _, err := os.Stat(d.file); err != nil {
					d.file = filepath.Join(strings.TrimSuffix(list, ".txt"), text[h[2]:h[3]])
				}
				for line := range strings.Lines(text[h[1]:end]) {
					if _, after, ok := strings.Cut(line, "  help: "); ok && d.help == "" {
						d.help = strings.TrimSpace(after)
					} else if d.help != "" && strings.HasPrefix(line, "        ") {
						d.help += "\n" + strings.TrimRight(line[8:], "\n")
					}
					if m := regexp.MustCompile(`^\s+\| (\s*\^+)`).FindStringSubmatch(line); m != nil && d.under == "" {
						d.under = m[1]
					}
				}
				out = append(out, d)
			}
		}
	}
	return out
}

// excerpt is the table of a file with a fault, the fault marked below its line; it is "" where there is none.
func (d diagnosed) excerpt() string {
	data, err := os.ReadFile(d.file)
	lines := strings.Split(string(data), "\n")
	if err != nil || d.line > len(lines) || strings.HasPrefix(lines[d.line-1], "#") || strings.Contains(string(data), "'''") {
		return ""
	}
	first, last := d.line-1, d.line
	for first > 0 && !strings.HasPrefix(lines[first], "[") {
		first--
	}
	for last < len(lines) && !strings.HasPrefix(lines[last], "[") && strings.TrimSpace(lines[last]) != "" {
		last++
	}
	var out []string
	for i := first; i < last; i++ {
		if near := i > first && (i < d.line-6 || i > d.line+5); near || strings.TrimSpace(lines[i]) == "" || strings.HasPrefix(lines[i], "#") {
			continue
		}
		out = append(out, lines[i])
		if i == d.line-1 && len(d.under) > 1 && !strings.HasSuffix(strings.TrimSpace(lines[i]), "[") && strings.Count(lines[i], "[") == strings.Count(lines[i], "]") {
			out = append(out, "#"+d.under[1:])
		}
	}
	return strings.Join(out, "\n")
}

// goodOf is a table of the same kind in the example site or catalogue, which have no fault: one with the same key, if there is one.
func (d diagnosed) goodOf() string {
	data, _ := os.ReadFile(d.file)
	kind, _ := Find(fileKind(d.kind, d.file))
	file, _ := source.Parse(d.file, data)
	lines := strings.Split(string(data), "\n")
	if file == nil || d.line > len(lines) {
		return ""
	}
	key, _, _ := strings.Cut(strings.TrimSpace(lines[d.line-1]), " ")
	var at reflect.Type
	var keys []string
	best := -1
	file.Uses(kind.roots[len(kind.roots)-1], func(u source.Use) {
		if u.At.Line() <= d.line && u.At.Line() > best || at == nil {
			best, at, keys = u.At.Line(), u.Table, u.Keys
		}
	})
	cuts := slices.DeleteFunc(slices.Clone(allCuts()[kind.Name][at]), func(c cut) bool { return c.place > 0 || strings.Contains(c.text, "'''") })
	if len(cuts) == 0 {
		return ""
	}
	return slices.MinFunc(cuts, func(a, b cut) int {
		has := func(c cut) int { return map[bool]int{true: 0, false: 1}[slices.Contains(c.keys, key)] }
		shorter := len(a.text) - len(b.text)
		if !strings.Contains(lines[d.line-1], "=") { // something is missing: show all
			shorter = -shorter
		}
		return cmp.Or(has(a)-has(b), alike(b.keys, keys)-alike(a.keys, keys), shorter)
	}).text
}

// alike is how many keys two tables share.
func alike(a, b []string) int {
	n := 0
	for _, key := range a {
		if slices.Contains(b, key) {
			n++
		}
	}
	return n
}

func literal(text string) string { return "'''\n" + text + "\n'''" }

// TestExamplesOfCodes collects an example of each code from the files with faults and what is said of them, and sees to it that codes without one
// have an example that was written by hand.
func TestExamplesOfCodes(t *testing.T) {
	all := diagnosedIn(t)
	var b strings.Builder
	b.WriteString("# Examples of codes, cut from files with faults and what tests hold them to. Written by go test ./cmd/portolan/reference -update.\n")
	collected := map[string]bool{}
	for _, code := range source.Codes {
		var best *diagnosed
		for i, d := range all {
			if d.code == code.ID && d.excerpt() != "" && d.goodOf() != "" && d.help != "" && (best == nil || d.codes < best.codes) {
				best = &all[i]
			}
		}
		if best != nil {
			collected[code.ID] = true
			fmt.Fprintf(&b, "\n[%s]\nbad = %s\nsays = %s\ncure = %s\ngood = %s\n", code.ID, literal(best.excerpt()), literal(best.what), literal(best.help), literal(best.goodOf()))
		}
	}
	golden.Check(t, "codes/collected.toml", b.String())
	examples := codeExamples()
	var without []string
	for _, code := range source.Codes {
		e, ok := examples[code.ID]
		if !ok {
			without = append(without, code.ID)
		} else if !collected[code.ID] {
			held(t, code.ID, e)
		}
	}
	if len(without) > 0 {
		t.Errorf("%d codes have no example: %v", len(without), without)
	}
}

// shows are the words by which a test shows a code, by the ending of its file.
var shows = map[string]string{"_test.go": `["\[]%s["\]]`, ".txtar": `\b%s\b`, ".txt": `\[%s\]: `}

// notSeen are codes of which no site is known that has them: S37 would take two texts with one digest.
var notSeen = []string{"S37"}

// held holds an example that was written by hand: the example site has the fault with it, and not with the good one. What needs more than a site's text
// is shown by a test.
func held(t *testing.T, code string, e Example) {
	t.Helper()
	bad, good := codesOver(t, e.Bad), codesOver(t, e.Good)
	switch here := slices.Contains(bad, code) && !slices.Contains(good, code); {
	case here && e.Test != "":
		t.Errorf("%s: the example site shows it: no test need be named", code)
	case here, slices.Contains(notSeen, code):
	case e.Test == "":
		t.Errorf("%s: the bad example yields %v, the good one %v", code, bad, good)
	case !isShown(t, code, e.Test):
		t.Errorf("%s: %s does not show it", code, e.Test)
	}
}

// isShown reports whether a test shows a code. That a script does not find one shows nothing.
func isShown(t *testing.T, code, file string) bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../..", file))
	if err != nil {
		t.Error(err)
	}
	text := regexp.MustCompile(`(?m)^!.*$`).ReplaceAllString(string(data), "")
	for ending, pattern := range shows {
		if strings.HasSuffix(file, ending) {
			return regexp.MustCompile(fmt.Sprintf(pattern, code)).MatchString(text)
		}
	}
	return false
}

// codesOver are the codes of what is said of the example site when a text takes the place of what it says of the same.
func codesOver(t *testing.T, text string) []string {
	t.Helper()
	read := func(name string) ([]byte, source.Diagnostics) {
		data, err := example.ReadFile("example/site/" + filepath.Base(name))
		if err != nil {
			return nil, source.Diagnostics{{Code: "I01", What: err.Error()}}
		}
		return data, nil
	}
	s, found := site.Read("over.toml", []byte("base = \"site.toml\"\n"+text), read)
	if s != nil {
		s.ID = "site"
		var cats []*catalog.Catalogue
		for _, product := range s.Catalogues() {
			cat, more := catalog.Load(os.DirFS("example/products"), product.V)
			if cat == nil {
				cat, more = catalog.Open(product.V)
			}
			cats, found = append(cats, cat), append(found, more...)
		}
		_, more := resolve.All(s, cats, resolve.Options{Found: found})
		found = append(found, more...)
	}
	var out []string
	for _, d := range found {
		if !slices.Contains(out, d.Code) {
			out = append(out, d.Code)
		}
	}
	return out
}
