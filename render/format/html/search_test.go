package html

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"portolan/render/document"
)

// TestTokens uses the list with which the site's script is tested: both must cut alike, or a query misses what the index has.
func TestTokens(t *testing.T) {
	text, err := os.ReadFile("../../../themes/testdata/tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	var list map[string][]string
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	for text, want := range list {
		var got []string
		for word := range words(text) {
			for _, token := range appendTokens(nil, word) {
				if !slices.Contains(got, token) {
					got = append(got, token)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("tokens of %q are %q, want %q", text, got, want)
		}
	}
}

// terms reads an index back.
func terms(t *testing.T, pages ...*document.Document) (index struct {
	Pages [][]any
	Units [][]any
	Terms map[string][]int
}) {
	t.Helper()
	script, err := SearchIndex(pages, Search{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := indexIn(script)
	if err != nil {
		t.Fatal(err)
	}
	var written struct {
		Texts []string
		Pages [][]any
		Units [][]any
		Terms map[string]string
	}
	if err := json.Unmarshal(text, &written); err != nil {
		t.Fatal(err)
	}
	said := func(n any) string { return written.Texts[int(n.(float64))] }
	for _, unit := range written.Units {
		unit[1] = said(unit[1])
		for _, part := range unit[2].([]any) {
			for i, n := range part.([]any) {
				part.([]any)[i] = said(n)
			}
		}
	}
	index.Pages, index.Units, index.Terms = written.Pages, written.Units, map[string][]int{}
	for word, places := range written.Terms {
		index.Terms[word] = placesOf(places)
	}
	return index
}

// placesOf reads what appendPlace wrote.
func placesOf(written string) (list []int) {
	unit, n, scale := 0, 0, 1
	for _, c := range written {
		digit := strings.IndexRune(placeDigits, c)
		n += digit % 32 * scale
		if scale *= 32; digit < 32 {
			unit += n / 8
			list = append(list, unit, n%8+1)
			n, scale = 0, 1
		}
	}
	return list
}

// TestPlacesAreReadAsWritten: the numbers that the script's own test reads, too.
func TestPlacesAreReadAsWritten(t *testing.T) {
	list := []int{0, 1, 0, 8, 3, 1, 4, 7, 131, 2, 99999, 8}
	var out []byte
	before := 0
	for i := 0; i < len(list); i += 2 {
		out = appendPlace(out, list[i]-before, list[i+1])
		before = list[i]
	}
	if got := placesOf(string(out)); !slices.Equal(got, list) || string(out) != "07OEvVddiO" {
		t.Errorf("%v became %s, which is %v", list, out, got)
	}
}

func TestSearchIndexWeighsWords(t *testing.T) {
	index := terms(t, sampleDocument())
	weight := func(term, heading string) int {
		list := index.Terms[term]
		for i := 0; i < len(list); i += 2 {
			if index.Units[list[i]][1] == heading {
				return list[i+1]
			}
		}
		return 0
	}
	for _, c := range []struct {
		term, heading string
		want          int
	}{
		{"hm-central-01", "", weightTitle},
		{"inbound", "Inbound", weightFact},
		{"4242", "Inbound", weightExact},
		{"10.20.1.12", "Inbound", weightExact},
		{"10", "Inbound", weightText},
		{"qx7k2m", "Inbound", weightExact},
		{"hm-db-01", "Back up this node", weightExact},
		{"samplerepositorydatabase", "Back up this node", weightText},
		{"database", "Back up this node", weightHeading},
		{"central", "Inbound", weightFact},
		{"retention", "Back up this node", weightHeading},
		{"nothing-of-this", "Inbound", 0},
	} {
		if got := weight(c.term, c.heading); got != c.want {
			t.Errorf("%q in %q weighs %d, want %d", c.term, c.heading, got, c.want)
		}
	}
}

func TestSearchLeadsToTheRow(t *testing.T) {
	index := terms(t, sampleDocument())
	var anchors []string
	for _, unit := range index.Units {
		for _, p := range unit[2].([]any) {
			anchors = append(anchors, p.([]any)[0].(string))
		}
	}
	for _, want := range []string{"", "QX7K2M", "stop-services", "fig-central", "handover"} {
		if !slices.Contains(anchors, want) {
			t.Errorf("no part leads to %q; there are %q", want, anchors)
		}
	}
}

func TestEmptySearchIndexIsAnIndex(t *testing.T) {
	index := terms(t)
	if index.Pages == nil || index.Units == nil || index.Terms == nil {
		t.Errorf("the script would meet null: %+v", index)
	}
	if one := terms(t, &document.Document{ID: "a", Title: "A"}); len(one.Units) != 1 {
		t.Errorf("a page without blocks has %d units", len(one.Units))
	}
}

// TestSearchLeavesDocumentsAsTheyAre: other formats print them after the index was made.
func TestSearchLeavesDocumentsAsTheyAre(t *testing.T) {
	with := func() *document.Document {
		lines := document.C("", "a", "", "b")
		return &document.Document{Title: "A", Blocks: []document.Block{document.List{Items: []document.Cell{lines}}, document.Step{ID: "s", Files: []document.Cell{lines}, Where: []document.Cell{lines}},
			document.Table{Rows: []document.Row{{Cells: []document.Cell{lines}}}}, document.Checklist{Items: []string{"", "c"}}}}
	}
	doc := with()
	if terms(t, doc); !reflect.DeepEqual(doc, with()) {
		t.Errorf("the document became %+v", doc)
	}
}
