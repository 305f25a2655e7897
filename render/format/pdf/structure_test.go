package pdf

import (
	"bytes"
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
)

// TestStructure checks the structure of a book of all kinds of blocks, and hears its texts in order.
func TestStructure(t *testing.T) {
	for _, docs := range [][]*document.Document{pdftest.Samples(), {pdftest.LongTexts()}, {pdftest.Worksheet("central", 60)}} {
		said, faults := checked(t, printed(t, render(t, docs...)))
		for _, fault := range faults {
			t.Error(fault)
		}
		if unread := pdftest.Unread(said, docs); unread != "" {
			t.Error(unread)
		}
	}
}

// printed is a file as qpdf prints it.
func printed(t *testing.T, data []byte) []byte {
	t.Helper()
	return []byte(tool(t, data, "qpdf", pdftest.Args("FILE")...))
}

func checked(t *testing.T, printed []byte) (said string, faults []string) {
	t.Helper()
	file, err := pdftest.Read(printed)
	if err != nil {
		t.Fatal(err)
	}
	return file.Check()
}

// TestStructureFaults plants faults in a file that has none.
func TestStructureFaults(t *testing.T) {
	whole := printed(t, render(t, append(pdftest.Samples(), pdftest.LongTexts())...))
	for _, c := range []struct{ old, planted, want string }{
		{`"/Marked": true`, `"/Marked": false`, "is marked"},
		{`"/DisplayDocTitle": true`, `"/DisplayDocTitle": false`, "shows its title"},
		{`"/Lang": "u:en"`, `"/Lang": "u:"`, "names its language"},
		{`"/Scope": "/Column"`, `"/Scopes": "/Column"`, "a head without the cells"},
		{`"/S": "/H2"`, `"/S": "/H4"`, "H4 after"},
		{`"/S": "/H1"`, `"/S": "/H2"`, "H2 after"},
		{`"/S": "/LBody"`, `"/S": "/P"`, "LI holds P"},
		{`"/S": "/Figure"`, `"/S": "/Picture"`, "unknown role"},
		{`"/Alt": "`, `"/Alternative": "`, "a figure without words"},
		{`"/S": "/TD"`, `"/S": "/P"`, "TR holds P"},
		{`"/ColSpan": `, `"/Columns": `, "rows of"},
		{`"/S": "/Link"`, `"/S": "/Span"`, "is in Span"},
		{`"/F": 4`, `"/F": 0`, "is not printed"},
		{`"/Tabs": "/S"`, `"/Tabs": "/R"`, "order of its links"},
		{`"/StructParents": 3`, `"/StructParents": 2`, "said to belong elsewhere"},
		{`"/StructParent": `, `"/StructParents": `, "belongs elsewhere"},
		{`"/Contents": "u:`, `"/Contentless": "u:`, "says nothing"},
		{`"/MCID": `, `"/MCID": 99`, "is not there"},
		{`"/CIDToGIDMap"`, `"/CIDToGID"`, "no glyph for"},
		{`"/FontName": "/`, `"/FontName": "/A`, "not named as a part"},
		{`"/ToUnicode"`, `"/ToNothing"`, "characters without meaning"},
	} {
		if !bytes.Contains(whole, []byte(c.old)) {
			t.Errorf("the file has no %s", c.old)
			continue
		}
		if _, faults := checked(t, bytes.Replace(whole, []byte(c.old), []byte(c.planted), 1)); !strings.Contains(strings.Join(faults, "\n"), c.want) {
			t.Errorf("%s for %s: %q, want %q", c.planted, c.old, faults, c.want)
		}
	}
}
