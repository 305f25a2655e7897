package render

import (
	"bytes"
	"iter"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render/content/review"
	"portolan/render/document"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// TestAnotherLanguage prints the example in another language, of which every word stands between brackets, as do the prose of the catalogue and
// of the site. What documents hold outside of brackets is ids, names, addresses and commands: no word that a reader reads comes from code.
func TestAnotherLanguage(t *testing.T) {
	_, opts := planOf(t, example)
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPackerIn(otherLanguage(t), otherPlan(t, opts.Inputs), theme, opts)
	if err != nil {
		t.Fatal(err)
	}
	known, texts, told := values(t, opts.Inputs), 0, map[string]bool{}
	for _, short := range p.words.Keys("abbreviation") { // they are the same in every language
		known[short] = true
	}
	for _, topic := range catalog.Topics() { // data of the program's own catalogues, of which the inputs hold no copy
		for _, piece := range pieces(topic.Agree.V) {
			known[piece] = true
		}
	}
	for _, title := range titlesOfStandards(t) {
		for _, piece := range pieces(title) {
			known[piece] = true
		}
	}
	for _, d := range p.docs {
		onPages := *d
		onPages.Blocks = d.Screen()
		for where, text := range concat(document.Texts(d), document.Texts(&onPages)) {
			texts++
			if strings.Contains(where, ", command ") {
				continue
			}
			for _, piece := range pieces(outside(text)) {
				_, err := catalog.ParsePort(piece) // "tcp/49152-65535 dynamic" is how sites write a port
				if !known[piece] && reads(piece) && !told[piece] && err != nil {
					told[piece] = true
					t.Errorf("%s, %s: %q is in no word list, catalogue or site", d.ID, where, piece)
				}
			}
		}
	}
	if texts < 10_000 {
		t.Errorf("only %d texts", texts)
	}
}

// titlesOfStandards are the names of standards and of their clauses, which are quoted as they were published.
func titlesOfStandards(t *testing.T) []string {
	data, err := os.ReadFile("content/security/standards.toml")
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, m := range regexp.MustCompile(`(?m)^name = "(.+)"$|id = "(.+)", title = "(.+?)"`).FindAllStringSubmatch(string(data), -1) {
		titles = append(titles, strings.TrimSpace(m[1]+m[2]+" "+m[3]))
	}
	if len(titles) < 10 {
		t.Fatalf("only %d titles of standards", len(titles))
	}
	return titles
}

// concat is one sequence after the other.
func concat(all ...iter.Seq2[string, string]) iter.Seq2[string, string] {
	return func(yield func(where, text string) bool) {
		for _, each := range all {
			for where, text := range each {
				if !yield(where, text) {
					return
				}
			}
		}
	}
}

// TestProductsInAnotherLanguage: where a catalogue does not speak the language of the pack, pages mark its texts with their own, and every page and
// the document control say once which language they are in. A pack in the catalogue's language has no marks.
func TestProductsInAnotherLanguage(t *testing.T) {
	resolved, opts := planOf(t, example)
	theme, err := themes.Load("default")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("text/wordlist/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	for language, marked := range map[string]bool{"de": true, "en-GB": false} {
		list, err := wordlist.Parse(language, data)
		if err != nil {
			t.Fatal(err)
		}
		p, err := newPackerIn(list, resolved, theme, opts)
		if err != nil {
			t.Fatal(err)
		}
		files, err := p.pages()
		if err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, f := range files {
			if page := string(f.Data); strings.HasSuffix(f.Path, ".html") {
				if told := strings.Count(page[strings.Index(page, "<footer"):], list.Text("field.product-texts")); (told == 1) != marked {
					t.Errorf("%s in %q tells %d times of the language of product texts", f.Path, language, told)
				}
				all += page
			}
		}
		for _, b := range resolved.Runbooks {
			for _, step := range b.Steps {
				if found := strings.Contains(all, `<span lang="en">`+step.Title+"</span>"); found != marked && strings.Contains(step.Title, " ") && !strings.Contains(step.Title, "'") {
					t.Errorf("%s in %q: the step %q is marked: %v", b.ID, language, step.Title, found)
				}
			}
		}
		if texts := strings.Count(all, "<div lang=\"en\">"); (texts > 500) != marked {
			t.Errorf("%d longer texts in %q are marked", texts, language)
		}
		told := slices.ContainsFunc(review.Control(resolved, list), func(f document.Field) bool { return f.Name == list.Text("field.product-texts") })
		if told != marked {
			t.Errorf("the control of a pack in %q tells of the language of product texts: %v", language, told)
		}
	}
}

// otherLanguage is the English word list with every word between brackets.
func otherLanguage(t *testing.T) *wordlist.List {
	t.Helper()
	data, err := os.ReadFile("text/wordlist/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]any
	if err := toml.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	list, err := wordlist.Parse("en", encoded(t, inBrackets(words, func(string) bool { return true }, true)))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// otherPlan is the plan of a site whose prose, and that of its products, stands between brackets.
func otherPlan(t *testing.T, inputs []File) *plan.Plan {
	t.Helper()
	files := fstest.MapFS{}
	var s *site.Site
	for _, f := range inputs {
		data := f.Data
		if strings.HasSuffix(f.Path, ".toml") && !strings.Contains(f.Path, "/files/") { // what operators copy to hosts is in no language
			data = encoded(t, inBrackets(decoded(t, f), isProse(f.Path), false))
		}
		files[f.Path] = &fstest.MapFile{Data: data}
		if f.Path == "site.toml" {
			var found source.Diagnostics
			if s, found = site.Load(f.Path, data); s == nil {
				t.Fatal(modeltest.Printed(found))
			}
		}
	}
	s.ID = example
	var cats []*catalog.Catalogue
	for _, named := range s.Catalogues() {
		cat, found := catalog.Load(files, catalog.Shipped(named.V))
		if cat == nil {
			t.Fatal(modeltest.Printed(found))
		}
		cats = append(cats, cat)
	}
	resolved, found := resolve.All(s, cats, resolve.Options{})
	if resolved == nil {
		t.Fatal(modeltest.Printed(found))
	}
	for _, f := range resolved.Flows { // and its reasons, as explain tells them
		f.Chain = slices.Clone(f.Chain) // which other flows have, too, with their links
		for i, link := range f.Chain {
			marked := *link
			marked.What = "⟦" + link.What + "⟧"
			f.Chain[i] = &marked
		}
	}
	for i := range resolved.Findings { // packs quote the program's own diagnostics, which are English everywhere
		if f := &resolved.Findings[i]; isCode(f.ID) {
			f.What = "⟦" + f.What + "⟧"
		}
	}
	return resolved
}

func isCode(id string) bool {
	_, ok := source.LookUp(id)
	return ok
}

// proseKeys are the keys whose values are for readers.
var proseKeys = strings.Fields(`text title expect if_fails pass rollback purpose name decision meaning what note symptom cure next danger trigger impact owner shows cause stop
	go first topic application evidence last no_copy help why_no_rollback short publisher condition unit why no_return mitigation customer requester by reason classification
	result who tell not_when access roles`)

// isProse tells keys of a file apart. Values that runbooks share are filled into commands, too.
func isProse(path string) func(key string) bool {
	return func(key string) bool {
		if path == "site.toml" && (key == "when" || key == "role") { // elsewhere these are for the program
			return true
		}
		return slices.Contains(proseKeys, key) && (key == "meaning" || !strings.HasSuffix(path, "/values.toml"))
	}
}

func decoded(t *testing.T, f File) map[string]any {
	t.Helper()
	var all map[string]any
	if err := toml.Unmarshal(f.Data, &all); err != nil {
		t.Fatal(f.Path, err)
	}
	return all
}

func encoded(t *testing.T, value any) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(value); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// inBrackets puts brackets around texts: those whose keys are prose, and of these the ones that are no ids.
func inBrackets(value any, prose func(key string) bool, wrap bool) any {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			_, hosts := inner.([]any) // a person approves by a name; hosts use something, by their ids
			v[key] = inBrackets(inner, prose, prose(key) && !(hosts && key == "by"))
		}
	case []map[string]any:
		for i := range v {
			inBrackets(v[i], prose, false)
		}
	case []any:
		for i, inner := range v {
			v[i] = inBrackets(inner, prose, wrap)
		}
	case string:
		own := placeholder.ReplaceAllString(v, "")
		if wrap && (strings.Contains(own, " ") || own != strings.ToLower(own) || prose("")) {
			return "⟦" + v + "⟧"
		}
	}
	return value
}

// outside is what of a text is not between brackets.
func outside(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case r == '⟦':
			depth++
			b.WriteByte('\n')
		case r == '⟧':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var (
	linkTarget = regexp.MustCompile(`\]\([^)]*\)`)
	codeBlock  = regexp.MustCompile("(?s)```.*?```") // commands among words
)

// sourceNumber is the number of a source before it.
var sourceNumber = regexp.MustCompile(`^\[\d+\] `)

// pieces are the parts of a text between marks.
func pieces(text string) []string {
	parts := strings.FieldsFunc(linkTarget.ReplaceAllString(codeBlock.ReplaceAllString(text, ""), ""), func(r rune) bool { return strings.ContainsRune(";,\n→()·*“”:", r) })
	for i := range parts {
		parts[i] = strings.Trim(sourceNumber.ReplaceAllString(parts[i], ""), " .`[]-")
	}
	return parts
}

// values are the keys and texts of inputs, in pieces, but for words that stand for one of a few things: those are for the program.
func values(t *testing.T, inputs []File) map[string]bool {
	known := map[string]bool{}
	var walk func(key string, value any)
	walk = func(key string, value any) {
		switch v := value.(type) {
		case map[string]any:
			for key, inner := range v {
				known[key] = true
				walk(key, inner)
			}
		case []map[string]any:
			for _, inner := range v {
				walk(key, inner)
			}
		case []any:
			for _, inner := range v {
				walk(key, inner)
			}
		case string:
			if !slices.Contains([]string{"kind", "level", "severity", "phase", "status", "encrypted", "requirement", "required", "loss", "via", "basis", "source"}, key) {
				known[v] = true
				for _, piece := range pieces(v) {
					known[piece] = true
				}
			}
		}
	}
	for _, f := range inputs {
		if strings.HasSuffix(f.Path, ".toml") {
			walk("", decoded(t, f))
		}
	}
	return known
}

var (
	word    = regexp.MustCompile(`\pL{2}`)
	ruleIDs = regexp.MustCompile(`^[A-Z0-9 ]+$`)
	spoken  = []string{"tcp", "udp", "icmp"}
)

// reads reports whether a piece is for readers: it has a word, and is no id, name, address, path or list of rules.
func reads(piece string) bool {
	machine := !strings.Contains(piece, " ") && strings.ContainsAny(piece, `0123456789./\-_$`)
	return word.MatchString(piece) && !machine && !ruleIDs.MatchString(piece) && !slices.Contains(spoken, piece)
}
