package catalog

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"portolan/model/source"
)

// TestParseCitation reads places as authors write them.
func TestParseCitation(t *testing.T) {
	for text, want := range map[string]Citation{
		"guide:12 Ports":                   {"guide", "12", "", "Ports"},
		"guide:12-15,20 Ports used within": {"guide", "12-15,20", "", "Ports used within"},
		"guide:- Ports":                    {"guide", "-", "", "Ports"},
		"guide:12 p.49 Ports":              {"guide", "12", "49", "Ports"},
		"guide:- p.49-50 Ports: Inbound":   {"guide", "-", "49-50", "Ports: Inbound"},
		"guide:- p.x Ports":                {"guide", "-", "", "p.x Ports"},
	} {
		if got, ok := ParseCitation(text); !ok || got != want {
			t.Errorf("%q is read as %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"guide", "guide Ports", "guide:12", "guide:12 ", "guide: Ports", "guide:twelve Ports", "guide:12- Ports", ":12 Ports", "guide:- p.49"} {
		if got, ok := ParseCitation(text); ok && got.Section != "p.49" {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// citations are all places in documents that a catalogue names, with where it does.
func citations(c *Catalogue) []cited {
	var out []cited
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(v.MapIndex(key))
			}
		case reflect.Struct:
			if text, ok := v.Interface().(source.Text); ok {
				place, ok := ParseCitation(text.V)
				if d, known := c.Documents[place.Document]; ok && known {
					out = append(out, cited{place, d, text})
				}
				return
			}
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() && v.Type().Field(i).Type != reflect.TypeFor[[]*source.File]() {
					walk(v.Field(i))
				}
			}
		}
	}
	walk(reflect.ValueOf(*c))
	return out
}

type cited struct {
	Citation
	in   Document
	text source.Text
}

// TestCitationsNameWhatReadersFind: each citation of each catalogue names publisher, title and section, and a page wherever the document's other
// places have one. What authors keep for themselves is no part of it.
func TestCitationsNameWhatReadersFind(t *testing.T) {
	for _, dir := range Editions() {
		c, found := Open(dir)
		if c == nil {
			t.Fatal(found)
		}
		all := citations(c)
		if len(all) == 0 {
			t.Errorf("%s cites nothing", dir)
		}
		paged := map[string]bool{}
		for _, each := range all {
			paged[each.Document] = paged[each.Document] || each.Page != ""
		}
		for _, each := range all {
			switch {
			case strings.TrimSpace(each.in.Publisher.V) == "" || strings.TrimSpace(each.in.Title.V) == "":
				t.Errorf("%s:%d: the document %s has no publisher or no title", each.text.At.File(), each.text.At.Line(), each.Document)
			case strings.Trim(each.Section, "0123456789-,. ") == "":
				t.Errorf("%s:%d: %q names no section", each.text.At.File(), each.text.At.Line(), each.text.V)
			case paged[each.Document] && each.Page == "":
				t.Errorf("%s:%d: %q names no page, and other places of the document do", each.text.At.File(), each.text.At.Line(), each.text.V)
			case each.in.File.V != "" && strings.Contains(each.Section, each.in.File.V):
				t.Errorf("%s:%d: %q names a text form", each.text.At.File(), each.text.At.Line(), each.text.V)
			}
		}
	}
}

// TestPagesFollowLines holds pages and lines of a document against each other, over all catalogues that cite it: what stands further down in the text
// form stands on no earlier page.
func TestPagesFollowLines(t *testing.T) {
	type place struct {
		from, to, first, last int
		text                  source.Text
	}
	places := map[string][]place{} // by the name of the text form
	for _, dir := range Editions() {
		c, found := Open(dir)
		if c == nil {
			t.Fatal(found)
		}
		for _, each := range citations(c) {
			if each.Page == "" || each.Lines == "-" {
				continue
			}
			lines := strings.FieldsFunc(each.Lines, func(r rune) bool { return r == '-' || r == ',' })
			pages := strings.Split(each.Page, "-")
			places[each.in.File.V] = append(places[each.in.File.V], place{number(t, lines[0]), number(t, lines[len(lines)-1]), number(t, pages[0]), number(t, pages[len(pages)-1]), each.text})
		}
	}
	if len(places) == 0 {
		t.Fatal("no place has lines and pages; the test is blind")
	}
	for _, of := range places {
		slices.SortFunc(of, func(a, b place) int { return cmp.Or(a.to-b.to, a.from-b.from) })
		furthest := of[0] // of those that end before
		var open []place
		for _, next := range of {
			if next.from > next.to || next.first > next.last {
				t.Errorf("%s:%d: %q runs backwards", next.text.At.File(), next.text.At.Line(), next.text.V)
			}
			open = slices.DeleteFunc(open, func(p place) bool {
				ended := p.to < next.from
				if ended && p.first > furthest.first {
					furthest = p
				}
				return ended
			})
			if furthest.to < next.from && next.last < furthest.first {
				t.Errorf("%s:%d: %q is further down than %q, and on an earlier page", next.text.At.File(), next.text.At.Line(), next.text.V, furthest.text.V)
			}
			open = append(open, next)
		}
	}
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
