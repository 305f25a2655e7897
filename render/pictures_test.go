package render

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"portolan/render/atlas"
	"portolan/render/document"
	"portolan/render/topology"
)

// TestEveryPictureIsInThePack looks for each picture as a file, on the page that links name, and in the list of contents.
func TestEveryPictureIsInThePack(t *testing.T) {
	for _, id := range []string{example, "scenario-extra-large", "thoughtspot-three", "two-products"} {
		t.Run(id, func(t *testing.T) {
			plan, options := planOf(t, id)
			p, err := newPacker(plan, theme(t), options)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			for _, output := range []func() ([]File, error){p.diagrams, p.pages} {
				made, err := output()
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range made {
					files[f.Path] = string(f.Data)
				}
			}
			for _, each := range p.gallery.All() {
				page, _, _ := strings.Cut(each.Page, "#")
				if !strings.Contains(files[page], fmt.Sprintf(` id="%s"`, each.ID)) {
					t.Errorf("%s is not on %s", each.ID, page)
				}
				if !strings.HasPrefix(files[each.Path()+".svg"], "<?xml") {
					t.Errorf("%s has no file", each.ID)
				}
				link := strings.TrimPrefix(each.Page, topology.GalleryPage)
				if _, contents, _ := strings.Cut(files[topology.GalleryPage], `id="contents"`); !strings.Contains(contents, `<li><a href="`+link+`"`) {
					t.Errorf("the contents do not lead to %s", each.ID)
				}
			}
			if counted := rulesInPairs(t, p); counted != len(plan.Network()) {
				t.Errorf("the table of zone pairs counts %d rules, want %d", counted, len(plan.Network()))
			}
		})
	}
}

// rulesInPairs adds up the rules in the table that stands below the matrix, in the gallery and in the book.
func rulesInPairs(t *testing.T, p *packer) int {
	t.Helper()
	sums := []int{}
	for _, d := range []*document.Document{atlas.Document(p.model, p.gallery.Pictures, p.words), p.further()} {
		sum := 0
		for _, block := range d.Blocks {
			table, ok := block.(document.Table)
			if !ok || table.ID != "table-pairs" {
				continue
			}
			for _, row := range table.Rows {
				n, err := strconv.Atoi(row.Cells[2].Lines[0])
				if err != nil {
					t.Fatal(err)
				}
				sum += n
			}
		}
		sums = append(sums, sum)
	}
	if sums[0] != sums[1] {
		t.Errorf("the gallery counts %d rules, the book %d", sums[0], sums[1])
	}
	return sums[0]
}
