package file

import "strconv"

// An Element is one of a file's structure, by the standard structure types of ISO 32000-1, 14.8.4.
type Element struct {
	Role    string
	Alt     string      // said in place of a figure
	Actual  string      // said in place of what is shown
	Columns int         // that a cell takes; 0 for one
	Box     *[4]float64 // that a figure takes on its page: left, top, width, height
}

// A Structure takes the elements of a file in the order in which they are read, each with what it holds before it is closed.
type Structure struct {
	f        *File
	first    int       // number of the first page's object
	links    []int     // by page: the number of its first link's object
	base     int       // number of the first element's object
	elements []element // each where it was opened
	open     []openOne // those that are open, the innermost last
	kids     store     // of elements that are closed
	shows    [][]int32 // by page and run: the element that it belongs to, from 1
	leads    []int32   // by the key of a link: the same
	before   []int     // by page: the links of those before
}

type element struct {
	Element
	parent int // -1 for the outermost
	page   int // of its first content; -1 for none
	kids   []byte
}

// openOne is an element to which content is still added.
type openOne struct {
	at   int
	kids []byte
}

// store is memory for many short texts.
type store []byte

func (s *store) keep(text []byte) []byte {
	if len(*s)+len(text) > cap(*s) {
		*s = make([]byte, 0, max(1<<16, len(text)))
	}
	at := len(*s)
	*s = append(*s, text...)
	return (*s)[at:len(*s):len(*s)]
}

// writeStructure writes the structure and returns the number of its root.
func (f *File) writeStructure(w *writer, first int, links []int) int {
	root := w.reserve(1)
	s := &Structure{f: f, first: first, links: links, base: root + 1, shows: make([][]int32, len(f.Pages)), before: make([]int, len(f.Pages)+1)}
	for i, p := range f.Pages {
		s.before[i+1] = s.before[i] + len(p.Links)
	}
	s.leads = make([]int32, s.before[len(f.Pages)])
	runs := 0
	for _, p := range f.Pages {
		runs += p.Runs
	}
	s.elements = make([]element, 0, runs+runs/4)
	s.Open(Element{Role: "Document"})
	f.Structure(s)
	s.Close()
	w.reserve(len(s.elements))
	tree := s.write(w, root)
	w.begin(root)
	w.text("<</Type /StructTreeRoot /K ")
	w.refer(s.base)
	w.text(" /ParentTree ")
	w.refer(tree)
	w.text(" /ParentTreeNextKey ", strconv.Itoa(len(f.Pages)+len(s.leads)), ">>")
	w.done()
	return root
}

// Open begins an element in the one that is open.
func (s *Structure) Open(e Element) {
	parent := -1
	if n := len(s.open); n > 0 {
		around := &s.open[n-1]
		parent = around.at
		around.kids = append(strconv.AppendInt(around.kids, int64(s.base+len(s.elements)), 10), " 0 R "...)
	}
	if n := len(s.open); n < cap(s.open) {
		s.open = s.open[:n+1]
		s.open[n] = openOne{len(s.elements), s.open[n].kids[:0]}
	} else {
		s.open = append(s.open, openOne{at: len(s.elements)})
	}
	s.elements = append(s.elements, element{Element: e, parent: parent, page: -1})
}

// Content adds a run of a page to the element that is open.
func (s *Structure) Content(page, run int) {
	o := &s.open[len(s.open)-1]
	e := &s.elements[o.at]
	if s.shows[page] == nil {
		s.shows[page] = make([]int32, s.f.Pages[page].Runs)
	}
	s.shows[page][run] = int32(o.at + 1)
	if e.page < 0 {
		e.page = page
	}
	if e.page == page {
		o.kids = append(strconv.AppendInt(o.kids, int64(run), 10), ' ')
		return
	}
	o.kids = append(o.kids, "<</Type /MCR /Pg "...)
	o.kids = append(strconv.AppendInt(o.kids, int64(s.first+page), 10), " 0 R /MCID "...)
	o.kids = append(strconv.AppendInt(o.kids, int64(run), 10), ">> "...)
}

// Link adds a link of a page to the element that is open.
func (s *Structure) Link(page, link int) {
	o := &s.open[len(s.open)-1]
	s.leads[s.before[page]+link] = int32(o.at + 1)
	o.kids = append(o.kids, "<</Type /OBJR /Obj "...)
	o.kids = append(strconv.AppendInt(o.kids, int64(s.links[page]+link), 10), " 0 R /Pg "...)
	o.kids = append(strconv.AppendInt(o.kids, int64(s.first+page), 10), " 0 R>> "...)
}

// Close closes the element that is open.
func (s *Structure) Close() {
	n := len(s.open) - 1
	s.elements[s.open[n].at].kids = s.kids.keep(s.open[n].kids)
	s.open = s.open[:n]
}

// write writes the elements, and the lists of what belongs to them, each list behind the elements of its page: what is alike stands close together, and
// takes little space. It returns the number of the list of lists.
func (s *Structure) write(w *writer, root int) int {
	lists := w.reserve(len(s.shows) + 1)
	done := 0
	for i := range s.elements {
		e := &s.elements[i]
		for ; done < e.page; done++ {
			s.writeList(w, lists, done)
		}
		s.writeElement(w, e, s.base+i, root)
	}
	for ; done < len(s.shows); done++ {
		s.writeList(w, lists, done)
	}
	s.writeLists(w, lists)
	return lists + len(s.shows)
}

func (s *Structure) writeElement(w *writer, e *element, number, root int) {
	w.begin(number)
	w.text("<</S /", e.Role, " /P ")
	if e.parent < 0 {
		w.refer(root)
	} else {
		w.refer(s.base + e.parent)
	}
	if e.page >= 0 {
		w.text(" /Pg ")
		w.refer(s.first + e.page)
	}
	s.attributes(w, e)
	w.text(" /K [")
	w.out = append(w.out, e.kids...)
	w.text("]>>")
	w.done()
}

// attributes writes what is said in place of an element, and what a reader must know of it.
func (s *Structure) attributes(w *writer, o *element) {
	if o.Alt != "" {
		w.text(" /Alt ", textString(o.Alt))
	}
	if o.Actual != "" {
		w.text(" /ActualText ", textString(o.Actual))
	}
	switch {
	case o.Role == "TH":
		w.text(" /A <</O /Table /Scope /Column>>")
	case o.Columns > 1:
		w.text(" /A <</O /Table /ColSpan ", strconv.Itoa(o.Columns), ">>")
	case o.Box != nil && o.page >= 0:
		x, y, width, height := o.Box[0], s.f.Pages[o.page].H-o.Box[1], o.Box[2], o.Box[3]
		w.text(" /A <</O /Layout /Placement /Block /BBox [")
		w.numbers(x, y-height, x+width, y)
		w.text("]>>")
	case o.Role == "L":
		w.text(" /A <</O /List /ListNumbering /None>>")
	}
}

// writeList writes to which elements the runs of a page belong.
func (s *Structure) writeList(w *writer, first, page int) {
	w.begin(first + page)
	w.text("[")
	for _, element := range s.shows[page] {
		if element == 0 {
			w.text("null ")
			continue
		}
		w.refer(s.base + int(element) - 1)
		w.text(" ")
	}
	w.text("]")
	w.done()
}

// writeLists writes where the list of each page is, and to which element each link belongs.
func (s *Structure) writeLists(w *writer, first int) {
	w.begin(first + len(s.shows))
	w.text("<</Nums [")
	for key := range s.shows {
		w.text(strconv.Itoa(key), " ")
		w.refer(first + key)
		w.text(" ")
	}
	for i, element := range s.leads {
		if element > 0 {
			w.text(strconv.Itoa(len(s.shows)+i), " ")
			w.refer(s.base + int(element) - 1)
			w.text(" ")
		}
	}
	w.text("]>>")
	w.done()
}
