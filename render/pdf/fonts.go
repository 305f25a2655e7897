package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"
)

// faceNames are the names of the fonts in the file, fontNames those by which pages call them.
var (
	faceNames = [faceCount]string{"sans", "bold", "italic", "mono", "monobold", "symbols"}
	fontNames = [faceCount]string{"F0", "F1", "F2", "F3", "F4", "F5"}
)

// embedded is a font with its widths and codes, as objects that any file can take over. The first object is the font.
type embedded struct {
	objects []movable
	length  int // of all, about
}

// movable is an object whose references to its fellows are left open: between each two of its parts stands a reference.
type movable struct {
	parts  [][]byte
	fellow []int // index of the object that is meant after each part but the last
}

var (
	objectRef = regexp.MustCompile(`\b(\d+) 0 R\b`)
	baseFont  = regexp.MustCompile(`/Subtype /Type0\n/BaseFont /`)
)

// embed lets the library cut a font to some characters, in a file of one page, and takes the font out of that file. A font of which nothing is
// shown is nil. The library writes into the bytes it gets, so it gets a copy.
func embed(f face, font []byte, shown []rune) (*embedded, error) {
	if len(shown) == 0 {
		return nil, nil
	}
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetCompression(false) // of the page, which nobody sees
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.AddUTF8FontFromBytes(faceNames[f], "", bytes.Clone(font))
	pdf.AddPage()
	pdf.SetFont(faceNames[f], "", bodySize)
	pdf.Text(0, 0, string(shown))
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("embed the font %s: %w", faceNames[f], err)
	}
	return takeFont(out.Bytes())
}

// takeFont finds the font of a file, with all objects that it needs.
func takeFont(file []byte) (*embedded, error) {
	objects, err := objectsOf(file)
	if err != nil {
		return nil, err
	}
	text := make([][]byte, len(objects)+1) // by number
	root := 0
	for _, o := range objects {
		text[o.number] = bytes.TrimPrefix(file[o.start:o.end], fmt.Appendf(nil, "%d 0 obj\n", o.number))
		if baseFont.Match(properties(text[o.number])) {
			root = o.number
		}
	}
	if root == 0 {
		return nil, errForm
	}
	taken := []int{root}
	e := &embedded{}
	for i := 0; i < len(taken); i++ {
		at := text[taken[i]]
		var m movable
		from := 0
		for _, found := range objectRef.FindAllSubmatchIndex(properties(at), -1) {
			number, _ := strconv.Atoi(string(at[found[2]:found[3]])) // digits, by the pattern
			if number <= 0 || number >= len(text) {
				return nil, errForm
			}
			if !slices.Contains(taken, number) {
				taken = append(taken, number)
			}
			m.parts = append(m.parts, at[from:found[0]])
			m.fellow = append(m.fellow, slices.Index(taken, number))
			from = found[1]
		}
		m.parts = append(m.parts, at[from:])
		e.objects = append(e.objects, m)
		e.length += len(at)
	}
	return e, nil
}

// properties are the part of an object before its stream.
func properties(object []byte) []byte {
	head, _, _ := bytes.Cut(object, []byte("\nstream\n"))
	return head
}

// write adds the font to a file, its objects numbered from first on.
func (e *embedded) write(w *writer, first int) {
	for i, object := range e.objects {
		w.begin(first + i)
		for n, part := range object.parts {
			if n > 0 {
				w.refer(first + object.fellow[n-1])
			}
			w.out = append(w.out, part...)
		}
	}
}
