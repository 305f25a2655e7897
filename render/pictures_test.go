package render

import (
	"fmt"
	"strings"
	"testing"

	"portolan/render/content/docs"
	"portolan/render/format/html"
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
				page := html.Path(each.Page.Document)
				if !strings.Contains(files[page], fmt.Sprintf(` id="%s"`, each.ID)) {
					t.Errorf("%s is not on %s", each.ID, page)
				}
				if !strings.HasPrefix(files[each.Path()+".svg"], "<?xml") {
					t.Errorf("%s has no file", each.ID)
				}
				_, contents, _ := strings.Cut(files[html.Path(docs.Gallery)], `<main`)
				wants := []string{`href="` + strings.TrimPrefix(page, "site/"), each.Path() + ".svg"} // a picture elsewhere: its page, and its file
				if each.Page.Document == docs.Gallery {
					wants = []string{`href="#title-` + each.ID + `"`}
				}
				for _, want := range wants {
					if !strings.Contains(contents, want) {
						t.Errorf("the gallery says of %s no %s", each.ID, want)
					}
				}
			}
		})
	}
}
