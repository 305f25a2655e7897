package html

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"portolan/render/document"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
)

// TestFrameIDs: what stands around a document has the ids that are kept for it, and no others; so has what the script adds.
func TestFrameIDs(t *testing.T) {
	var blocks []document.Block
	for _, id := range []string{"a", "b", "c"} {
		blocks = append(blocks, document.Heading{Level: 1, ID: id, Text: id})
	}
	blocks = append(blocks, document.Checklist{Items: []string{"a"}})
	page, err := Page(&document.Document{Title: "T", Blocks: blocks}, testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, m := range regexp.MustCompile(`<[^>]* id="(.*?)"`).FindAllSubmatch(page, -1) {
		if id := string(m[1]); !slices.Contains([]string{"a", "b", "c"}, id) {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	if want := slices.Sorted(slices.Values(frameIDs)); !slices.Equal(found, want) {
		t.Errorf("the frame has the ids %q, want %q", found, want)
	}
	added := map[string]bool{}
	for _, m := range regexp.MustCompile(`\bid: "(.*?)"`).FindAllSubmatch(testTheme(t).Script, -1) {
		added[string(m[1])] = true
	}
	if got, want := slices.Sorted(maps.Keys(added)), slices.Sorted(slices.Values(scriptIDs)); !slices.Equal(got, want) {
		t.Errorf("the script adds the ids %q, want %q", got, want)
	}
}

// TestIDsStandOnce: an id in a picture counts too, as it reads and not as it is written; what only looks like one does not.
func TestIDsStandOnce(t *testing.T) {
	figure := document.Figure{ID: "f", Picture: &diagram.Scene{}}
	for svg, twice := range map[string]bool{
		`<svg><g id="x"></g></svg>`: false, `<svg><g id="a"></g></svg>`: true, `<svg><g id="x"></g><g class="y" id="x"></g></svg>`: true, `<svg><g id="f"></g></svg>`: true,
		`<svg><text> id="a"</text></svg>`: false, `<svg><g id="b&amp;c"></g></svg>`: true, `<svg><g id="ui-menu"></g></svg>`: true, `<svg><g data-id="a"></g></svg>`: false, `<svg><g id="`: false,
	} {
		opts := testOptions(t)
		opts.Picture = func(diagram.Picture, func(ref.Ref) string) ([]byte, error) { return []byte(svg), nil }
		doc := &document.Document{Title: "T", Blocks: []document.Block{document.Heading{Level: 1, ID: "a", Text: "A"}, document.Heading{Level: 1, ID: "b&c", Text: "B"}, figure}}
		if _, err := Page(doc, opts); (err != nil) != twice {
			t.Errorf("%s: %v", svg, err)
		}
	}
}
