package model

import (
	"slices"
	"strings"
	"testing"
)

// roomsOfPDF are the packages that print PDFs, with all of the project that each may know. They stand one above the other: what is set does not
// know where pages end, pages do not know the books that hold them, and the writer of files knows no document at all.
var roomsOfPDF = map[string][]string{
	"render/format/pdf": {"render/layout/diagram", "render/document", "render/format/pdf/file", "render/format/pdf/pages", "render/format/pdf/typeset",
		"render/parallel", "render/text/font", "render/text/prose", "themes"},
	"render/format/pdf/pages":   {"render/document", "render/format/pdf/file", "render/format/pdf/typeset", "themes"},
	"render/format/pdf/typeset": {"render/layout/diagram", "render/document", "render/text/font", "render/text/prose", "themes"},
	"render/format/pdf/file":    {"render/archive"},
	"render/format/pdf/pdftest": {"render/layout/diagram", "render/document", "render/format/pdf/typeset", "render/text/prose", "themes"},
}

func TestRoomsOfPDF(t *testing.T) {
	met := map[string]bool{}
	for _, f := range repositoryFiles(t) {
		allowed, mine := roomsOfPDF[f.folder()]
		for _, imported := range f.imports {
			ours, of := strings.CutPrefix(imported, "portolan/")
			switch {
			case mine && of && !slices.Contains(allowed, ours):
				t.Errorf("%s imports %s", f.name, imported)
			case !mine && strings.HasPrefix(ours, "render/format/pdf/"):
				t.Errorf("%s imports %s; PDFs are made by render/format/pdf", f.name, imported)
			}
			met[f.folder()+" "+ours] = true
		}
		if !mine && strings.HasPrefix(f.folder(), "render/format/pdf") {
			t.Errorf("%s has no row in the table", f.folder())
		}
	}
	for folder, allowed := range roomsOfPDF {
		for _, imported := range allowed {
			if !met[folder+" "+imported] {
				t.Errorf("%s does not import %s; the table is out of date", folder, imported)
			}
		}
	}
}
