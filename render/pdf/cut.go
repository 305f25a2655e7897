package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf16"
)

var (
	reference = regexp.MustCompile(`\b(\d+) 0 R\b`)
	fontEntry = regexp.MustCompile(`/(F[0-9a-f]+) (\d+) 0 R`)
	mediaBox  = regexp.MustCompile(`/MediaBox \[[^]]*\]`)
	baseFont  = regexp.MustCompile(`/BaseFont /utf8(\w+)`)
)

// fontObject is a font in a file: the name by which pages call it, and its object.
type fontObject struct {
	name   string
	object int
}

// fontsOf finds the fonts of a file by the names under which they were added.
func fontsOf(source [][]byte) ([faceCount]fontObject, error) {
	var fonts [faceCount]fontObject
	for _, entry := range fontEntry.FindAllSubmatch(source[resourcesObject], -1) {
		number, _ := strconv.Atoi(string(entry[2])) // digits, by the pattern
		if number >= len(source) {
			return fonts, errForm
		}
		named := baseFont.FindSubmatch(source[number])
		if named == nil {
			return fonts, errForm
		}
		f, ok := faceOf(string(named[1]))
		if !ok {
			return fonts, errForm
		}
		fonts[f] = fontObject{string(entry[1]), number}
	}
	return fonts, nil
}

// cutter copies the pages of one document out of a file that holds many, with what they need and nothing else. Objects get new numbers in
// the order in which they are first named.
type cutter struct {
	source [][]byte // objects of the whole file, by number
	fonts  [faceCount]fontObject
	c      *composer
	first  int // number of the document's first page in the whole file

	number map[int]int // old -> new
	queue  []int       // old numbers that have a new one and are not yet copied
	next   int         // the highest new number so far
	places []int       // by new number, where it stands
	out    bytes.Buffer
}

func (k *cutter) file(title string) ([]byte, error) {
	k.places = []int{0}
	k.out.WriteString("%PDF-1.3\n")
	catalogue, info := k.fresh(), k.fresh()
	k.number[pagesObject], k.number[resourcesObject] = k.fresh(), k.fresh()
	for i := range k.c.pages {
		k.number[pageObject(k.first+i)] = k.fresh()
	}
	k.write(k.number[pagesObject], k.pagesRoot())
	k.write(k.number[resourcesObject], k.resources())
	for i := range k.c.pages {
		if err := k.copy(pageObject(k.first + i)); err != nil {
			return nil, err
		}
	}
	for len(k.queue) > 0 {
		old := k.queue[0]
		k.queue = k.queue[1:]
		if err := k.copy(old); err != nil {
			return nil, err
		}
	}
	outlines := k.outlines()
	date := k.c.opts.Created.UTC().Format("20060102150405")
	k.write(info, fmt.Sprintf("<<\n/Producer (portolan)\n/Title %s\n/Author %s\n/CreationDate (D:%s)\n/ModDate (D:%s)\n>>", utf16Text(clean(title)), utf16Text(clean(k.c.opts.Author)), date, date))
	k.write(catalogue, fmt.Sprintf("<<\n/Type /Catalog\n/Pages %d 0 R\n/Outlines %d 0 R\n/PageMode /UseOutlines\n/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n>>",
		k.number[pagesObject], outlines, k.c.opts.Language))
	return k.finish(catalogue, info), nil
}

// fresh takes the next number.
func (k *cutter) fresh() int {
	k.next++
	k.places = append(k.places, 0)
	return k.next
}

func (k *cutter) write(number int, body string) {
	k.places[number] = k.out.Len()
	fmt.Fprintf(&k.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

func (k *cutter) pagesRoot() string {
	var kids bytes.Buffer
	for i := range k.c.pages {
		fmt.Fprintf(&kids, "%d 0 R ", k.number[pageObject(k.first+i)])
	}
	size := mediaBox.Find(k.source[pagesObject]) // of the pages that do not state their own
	return fmt.Sprintf("<</Type /Pages\n/Kids [%s]\n/Count %d\n%s>>", kids.String(), len(k.c.pages), size)
}

// resources names the fonts that this document is set in.
func (k *cutter) resources() string {
	var fonts bytes.Buffer
	for f, used := range usedFaces(k.c.pages) {
		if used {
			fmt.Fprintf(&fonts, "/%s %d 0 R\n", k.fonts[f].name, k.renumber(k.fonts[f].object))
		}
	}
	return "<<\n/ProcSet [/PDF /Text]\n/Font <<\n" + fonts.String() + ">>\n>>"
}

// renumber is the new number of an object, which is put into the queue when it is named for the first time.
func (k *cutter) renumber(old int) int {
	if _, ok := k.number[old]; !ok {
		k.number[old] = k.fresh()
		k.queue = append(k.queue, old)
	}
	return k.number[old]
}

// copy writes an object under its new number, with the new numbers of the objects that it names.
func (k *cutter) copy(old int) error {
	if old >= len(k.source) {
		return errForm
	}
	head, body, ok := bytes.Cut(k.source[old], []byte("\n"))
	if !ok || !bytes.HasSuffix(head, []byte(" obj")) {
		return errForm
	}
	properties, stream := body, []byte(nil)
	if at := bytes.Index(body, []byte("\nstream\n")); at >= 0 {
		properties, stream = body[:at], body[at:]
	}
	number := k.number[old]
	k.places[number] = k.out.Len()
	fmt.Fprintf(&k.out, "%d 0 obj\n", number)
	k.out.Write(reference.ReplaceAllFunc(properties, func(text []byte) []byte {
		to, _ := strconv.Atoi(string(text[:len(text)-len(" 0 R")])) // digits, by the pattern
		return fmt.Appendf(nil, "%d 0 R", k.renumber(to))
	}))
	k.out.Write(stream)
	return nil
}

// outlines writes the bookmarks and returns the number of their root.
func (k *cutter) outlines() int {
	entries := k.c.outline
	root := k.fresh()
	numbers, levels := make([]int, len(entries)), make([]int, len(entries))
	depth := -1
	for i, e := range entries {
		numbers[i] = k.fresh()
		depth = min(e.level, depth+1) // a level must not be skipped
		levels[i] = depth
	}
	tree := outlineTree(levels)
	at := func(i int) int {
		if i < 0 {
			return root
		}
		return numbers[i]
	}
	page := map[*page]int{}
	for i, p := range k.c.pages {
		page[p] = k.number[pageObject(k.first+i)]
	}
	for i, e := range entries {
		n := tree[i]
		body := fmt.Sprintf("<</Title %s\n/Parent %d 0 R\n", utf16Text(e.title), at(n.parent))
		for _, part := range []struct {
			name string
			to   int
		}{{"Prev", n.previous}, {"Next", n.next}, {"First", n.first}, {"Last", n.last}} {
			if part.to >= 0 {
				body += fmt.Sprintf("/%s %d 0 R\n", part.name, numbers[part.to])
			}
		}
		if n.children > 0 {
			body += fmt.Sprintf("/Count %d\n", n.children)
		}
		k.write(numbers[i], body+fmt.Sprintf("/Dest [%d 0 R /XYZ 0 %.2f null]>>", page[e.place.page], e.place.page.sheet.h-max(0, e.place.y-6)))
	}
	body := "<</Type /Outlines"
	if len(entries) > 0 {
		top := tree[len(entries)]
		body += fmt.Sprintf(" /First %d 0 R /Last %d 0 R /Count %d", numbers[top.first], numbers[top.last], top.children)
	}
	k.write(root, body+">>")
	return root
}

// outlineNode is a bookmark's place among the others, which are named by their index; -1 for none.
type outlineNode struct{ parent, previous, next, first, last, children int }

// outlineTree joins bookmarks of given levels. The last node is the root.
func outlineTree(levels []int) []outlineNode {
	root := len(levels)
	nodes := make([]outlineNode, root+1)
	for i := range nodes {
		nodes[i] = outlineNode{-1, -1, -1, -1, -1, 0}
	}
	open := []int{root} // the latest node of each level, its parent before it
	for i, level := range levels {
		open = open[:level+1]
		parent := open[level]
		if n := &nodes[parent]; n.first < 0 {
			n.first = i
		} else {
			nodes[i].previous, nodes[n.last].next = n.last, i
		}
		nodes[parent].last = i
		nodes[parent].children++
		if parent != root {
			nodes[i].parent = parent
		}
		open = append(open, i)
	}
	return nodes
}

// utf16Text is a text as the file's own strings hold it.
func utf16Text(text string) string {
	out := []byte("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		out = fmt.Appendf(out, "%04X", unit)
	}
	return string(append(out, '>'))
}

func (k *cutter) finish(catalogue, info int) []byte {
	id := sha256.Sum256(k.out.Bytes())
	table := k.out.Len()
	fmt.Fprintf(&k.out, "xref\n0 %d\n0000000000 65535 f \n", len(k.places))
	for _, at := range k.places[1:] {
		fmt.Fprintf(&k.out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&k.out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%x> <%x>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		len(k.places), catalogue, info, id[:16], id[:16], table)
	return k.out.Bytes()
}
