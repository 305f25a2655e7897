package file

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"

	"portolan/render/archive"
)

// A Font is one with its widths and codes, as objects that any file can take over. The first object is the font.
type Font struct {
	objects []movable
	length  int // of all, about
}

// movable is an object whose references to its fellows are left open: between each two of its parts stands a reference.
type movable struct {
	parts  [][]byte
	fellow []int // index of the object that is meant after each part but the last
	stream bool
}

var (
	objectRef = regexp.MustCompile(`\b(\d+) 0 R\b`)
	baseFont  = regexp.MustCompile(`/Subtype /Type0\n/BaseFont /`)
)

// Embed lets the library cut a font to some characters, in a file of one page, and takes the font out of that file. A font of which nothing is
// shown is nil. The library writes into the bytes it gets, so it gets a copy.
func Embed(name string, font []byte, shown []rune) (*Font, error) {
	if len(shown) == 0 {
		return nil, nil
	}
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetCompression(false) // of the page, which nobody sees
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.AddUTF8FontFromBytes(name, "", bytes.Clone(font))
	pdf.AddPage()
	pdf.SetFont(name, "", 10) // of the page, as above
	pdf.Text(0, 0, string(shown))
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("embed the font %s: %w", name, err)
	}
	return takeFont(out.Bytes(), "utf8"+name, subsetPrefix(shown)+name)
}

// subsetPrefix is that of the name of a font cut to some characters: two cuts of a font have two names (ISO 32000-1, 9.6.4).
func subsetPrefix(shown []rune) string {
	sum := sha256.Sum256([]byte(string(shown)))
	prefix := make([]byte, 6, 7)
	for i := range prefix {
		prefix[i] = 'A' + sum[i]%26
	}
	return string(append(prefix, '+'))
}

// named is an object of a font in which the font has another name.
func named(object []byte, name, other string) []byte {
	if bytes.Contains(object, []byte("\nstream\n")) {
		return object
	}
	for _, key := range []string{"/BaseFont /", "/FontName /"} {
		object = bytes.ReplaceAll(object, []byte(key+name), []byte(key+other))
	}
	return object
}

// fontFile is how the properties of a font's outlines begin.
var fontFile = regexp.MustCompile(`^<</Length \d+\n/Filter /FlateDecode\n/Length1 \d+\n>>$`)

// bareFont is an object of a font; one with its outlines has nothing else that it can do without.
func bareFont(object []byte) ([]byte, error) {
	head, rest, _ := bytes.Cut(object, []byte("\nstream\n"))
	if !fontFile.Match(head) {
		return object, nil
	}
	font, err := archive.Content(rest)
	if err != nil {
		return nil, fmt.Errorf("outlines of a font: %w", err)
	}
	font = bare(font)
	packed, err := archive.Stream(font)
	if err != nil {
		return nil, err
	}
	out := fmt.Appendf(nil, "<</Length %d\n/Filter /FlateDecode\n/Length1 %d\n>>\nstream\n", len(packed), len(font))
	return append(append(out, packed...), "\nendstream\nendobj\n"...), nil
}

// takeFont finds the font of a file, with all objects that it needs. The font gets another name.
func takeFont(file []byte, name, shown string) (*Font, error) {
	objects, err := objectsOf(file)
	if err != nil {
		return nil, err
	}
	text := make([][]byte, len(objects)+1) // by number
	root := 0
	for _, o := range objects {
		object, err := bareFont(bytes.TrimPrefix(file[o.start:o.end], fmt.Appendf(nil, "%d 0 obj\n", o.number)))
		if err != nil {
			return nil, err
		}
		text[o.number] = named(object, name, shown)
		if baseFont.Match(properties(text[o.number])) {
			root = o.number
		}
	}
	if root == 0 {
		return nil, errForm
	}
	taken := []int{root}
	e := &Font{}
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
		m.stream = bytes.Contains(at, []byte("\nstream\n"))
		rest := at[from:]
		if !m.stream {
			rest = bytes.TrimSuffix(bytes.TrimSpace(rest), []byte("endobj"))
		}
		m.parts = append(m.parts, rest)
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
func (e *Font) write(w *writer, first int) {
	for i, object := range e.objects {
		if object.stream {
			w.open(first + i)
		} else {
			w.begin(first + i)
		}
		for n, part := range object.parts {
			if n > 0 {
				w.refer(first + object.fellow[n-1])
			}
			w.out = append(w.out, part...)
		}
		if !object.stream {
			w.done()
		}
	}
}

// AppendFontName writes the name by which contents call a font.
func AppendFontName(out []byte, font int) []byte {
	return strconv.AppendInt(append(out, 'F'), int64(font), 10)
}

// writeFonts writes the fonts, and lists them by their names.
func (f *File) writeFonts(w *writer) {
	list := []byte("<<\n")
	for i, font := range f.Fonts {
		if font != nil {
			first := w.reserve(len(font.objects))
			font.write(w, first)
			list = fmt.Appendf(list, "/%s %d 0 R\n", AppendFontName(nil, i), first)
		}
	}
	w.object(fontsObject, string(list)+">>")
}
