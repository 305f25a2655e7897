package render

import (
	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render/content/chapter"
	"portolan/render/format/html"
	"portolan/render/format/pdf"
	"portolan/render/ref"
	"portolan/themes"
)

// LostLinks are the links of chapters that lead to nothing in the pack of a plan: to no document, no place of one, and no file.
func LostLinks(resolved *plan.Plan, theme *themes.Theme, chapters []*chapter.Chapter) source.Diagnostics {
	opts := Options{Own: chapters}
	for _, c := range chapters {
		opts.Chapters = append(opts.Chapters, c.Name)
	}
	p, err := newPacker(resolved, theme, opts)
	if err != nil {
		return nil // the build says so
	}
	there := map[ref.Ref]bool{}
	for _, d := range p.docs {
		for id := range pdf.Anchors(d) {
			there[ref.Document(d.ID).At(id)], there[ref.File(html.Path(d.ID)).At(id)] = true, true
		}
	}
	for _, b := range p.books() {
		there[ref.File(pdf.Path(b.name))] = true
	}
	for _, output := range []func(*packer) ([]File, error){(*packer).spreadsheets, (*packer).generated, (*packer).rules, (*packer).plan} {
		files, _ := output(p)
		for _, f := range files {
			there[ref.File(f.Path)] = true
		}
	}
	there[ref.File(workbookPath)] = true
	var found source.Diagnostics
	for _, c := range chapters {
		found = append(found, c.Lost(func(to ref.Ref) bool { return there[to] })...)
	}
	return found
}
