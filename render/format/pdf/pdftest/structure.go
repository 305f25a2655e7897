package pdftest

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Check looks for what a machine can find of the conditions of PDF/UA-1 (ISO 14289-1, as listed in the Matterhorn protocol 1.1), and says each fault. It
// returns what a reader that speaks says, in order.
func (f *File) Check() (said string, faults []string) {
	root := f.dict(f.dict(f.object("trailer"))["/Root"])
	f.catalogue(root)
	s := &structure{File: f, pages: map[string]int{}, parents: map[int]any{}, element: map[string]map[string]any{}, left: map[string]bool{}}
	s.readPages(root)
	tree := f.dict(root["/StructTreeRoot"])
	s.readParents(tree["/ParentTree"])
	name, _ := tree["/K"].(string)
	s.walk(name, f.refOf(root["/StructTreeRoot"]), "")
	for run := range s.left {
		f.fault("%s belongs to no element", run)
	}
	s.fonts()
	slices.Sort(f.said)
	return s.said.String(), f.said
}

func (f *File) refOf(v any) string { name, _ := v.(string); return name }

// catalogue checks what the file says of itself (Matterhorn 06, 07, 11, 26).
func (f *File) catalogue(root map[string]any) {
	info := f.dict(f.dict(f.object("trailer"))["/Info"])
	meta := string(f.data(root["/Metadata"]))
	for what, ok := range map[string]bool{
		"is marked":             f.dict(root["/MarkInfo"])["/Marked"] == true,
		"shows its title":       f.dict(root["/ViewerPreferences"])["/DisplayDocTitle"] == true,
		"names its language":    regexp.MustCompile(`^[a-z]{2}(-|$)`).MatchString(f.text(root["/Lang"])),
		"has a title":           f.text(info["/Title"]) != "" && strings.Contains(meta, "<dc:title>"),
		"says its form":         strings.Contains(meta, "<pdfuaid:part>1</pdfuaid:part>"),
		"is open":               f.dict(f.object("trailer"))["/Encrypt"] == nil,
		"says its colours":      len(f.data(f.dict(first(f.list(root["/OutputIntents"])))["/DestOutputProfile"])) > 128,
		"has a tree":            root["/StructTreeRoot"] != nil,
		"names its attachments": f.attachmentsNamed(root),
	} {
		if !ok {
			f.fault("it is not so that the file %s", what)
		}
	}
}

func first(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// attachmentsNamed tells whether each has both names (Matterhorn 21).
func (f *File) attachmentsNamed(root map[string]any) bool {
	names := f.list(f.dict(f.dict(root["/Names"])["/EmbeddedFiles"])["/Names"])
	for i := 1; i < len(names); i += 2 {
		if spec := f.dict(names[i]); f.text(spec["/F"]) == "" || f.text(spec["/UF"]) == "" {
			return false
		}
	}
	return true
}

// structure is the walk through a file's elements.
type structure struct {
	*File
	pages    map[string]int // number of a page by its object, from 0
	painted  []painted
	keys     []int // of pages, in the list of parents
	parents  map[int]any
	element  map[string]map[string]any // that were met
	left     map[string]bool           // runs and links that no element has held yet
	headings []int                     // levels
	said     bytes.Buffer
}

func (s *structure) readPages(root map[string]any) {
	for i, kid := range s.list(s.dict(root["/Pages"])["/Kids"]) {
		page, where := s.dict(kid), fmt.Sprintf("page %d", i+1)
		s.pages[s.refOf(kid)] = i
		var content []byte
		for _, c := range s.list(page["/Contents"]) {
			content = append(append(content, s.data(c)...), '\n')
		}
		p := s.content(where, content, false)
		s.painted = append(s.painted, p)
		for run := range p.runs {
			s.left[where+", run "+strconv.Itoa(run)] = true
		}
		s.keys = append(s.keys, s.number(page["/StructParents"]))
		annotations := s.list(page["/Annots"])
		if len(annotations) > 0 && s.text(page["/Tabs"]) != "/S" {
			s.fault("%s: the order of its links is not that of the structure", where)
		}
		for _, a := range annotations {
			s.annotation(where, s.refOf(a))
		}
	}
	for name, form := range s.dict(s.dict(s.dict(first(s.list(s.dict(root["/Pages"])["/Kids"])))["/Resources"])["/XObject"]) {
		if s.text(s.dict(form)["/Subtype"]) == "/Form" {
			s.content("form "+name, s.data(form), true)
		}
	}
}

// annotation checks a link (Matterhorn 28).
func (s *structure) annotation(where, name string) {
	a := s.dict(name)
	s.left["link "+name] = true
	switch flags := s.number(a["/F"]); {
	case s.text(a["/Subtype"]) != "/Link":
		s.fault("%s: %s is no link", where, name)
	case s.text(a["/Contents"]) == "":
		s.fault("%s: the link %s says nothing", where, name)
	case flags&4 == 0 || flags&2 != 0:
		s.fault("%s: the link %s is not printed", where, name)
	case a["/Dest"] == nil && s.dict(a["/A"])["/URI"] == nil:
		s.fault("%s: the link %s leads nowhere", where, name)
	}
}

func (s *structure) readParents(tree any) {
	nums := s.list(s.dict(tree)["/Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		s.parents[s.number(nums[i])] = nums[i+1]
	}
}

// within says in what elements one may stand (ISO 32000-1, 14.8.4; Matterhorn 09). Those that are not named stand anywhere among blocks.
var within = map[string][]string{
	"TR": {"Table", "THead", "TBody"}, "THead": {"Table"}, "TBody": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI", "TOCI"}, "LBody": {"LI"},
	"TOCI": {"TOC"}, "Reference": {"TOCI"}, "Caption": {"Table", "Figure", "L"}, "Code": {"P"}, "Document": {""},
}

// holds says what some elements may hold.
var holds = map[string][]string{
	"Table": {"Caption", "THead", "TBody", "TR"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"}, "L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"},
	"TOC": {"TOCI", "Caption"}, "Document": {"Part", "Sect"}, "Part": {"Sect"},
}

var roles = regexp.MustCompile(`^(Document|Part|Sect|Div|BlockQuote|H[1-6]|P|Code|Link|Span|L|LI|Lbl|LBody|Table|Caption|THead|TBody|TR|TH|TD|TOC|TOCI|Reference|Figure)$`)

// walk goes through an element, and writes what is said of it.
func (s *structure) walk(name, parent, around string) {
	e := s.dict(name)
	role := strings.TrimPrefix(s.text(e["/S"]), "/")
	if s.element[name] != nil || s.refOf(e["/P"]) != parent || !roles.MatchString(role) {
		s.fault("%s: the element %q is met twice, has another parent or an unknown role", name, role)
		return
	}
	s.element[name] = e
	if ways := within[role]; ways != nil && !slices.Contains(ways, around) {
		s.fault("%s: %s in %s", name, role, around)
	}
	if kinds := holds[around]; kinds != nil && !slices.Contains(kinds, role) {
		s.fault("%s: %s holds %s", name, around, role)
	}
	s.judge(name, role, e)
	before := s.said.Len()
	shown := s.kids(name, role, e)
	switch alt, actual := s.text(e["/Alt"]), s.text(e["/ActualText"]); {
	case actual != "":
		s.instead(before, actual)
	case alt != "":
		s.instead(before, alt)
	case role != "Link" && role != "Span" && role != "Code":
		s.said.WriteByte('\n')
	}
	if shown == 0 && role != "TD" && role != "TH" {
		s.fault("%s: the %s is empty", name, role)
	}
}

// instead says something in place of all since a place.
func (s *structure) instead(from int, text string) {
	s.said.Truncate(from)
	s.said.WriteString(text + "\n")
}

// judge checks what an element must say.
func (s *structure) judge(name, role string, e map[string]any) {
	switch {
	case role == "Figure" && s.text(e["/Alt"]) == "":
		s.fault("%s: a figure without words", name)
	case role == "TH" && s.text(s.dict(e["/A"])["/Scope"]) == "":
		s.fault("%s: a head without the cells that it is for", name)
	case role == "Table":
		s.regular(name, e)
	case role[0] == 'H':
		level := int(role[1] - '0')
		if n := len(s.headings); n == 0 && level != 1 || n > 0 && level > s.headings[n-1]+1 {
			s.fault("%s: H%d after %v", name, level, s.headings[max(0, n-1):])
		}
		s.headings = append(s.headings, level)
	}
}

// regular checks that all rows of a table have as many cells (Matterhorn 15).
func (s *structure) regular(name string, e map[string]any) {
	widths := map[int]bool{}
	for _, part := range s.list(e["/K"]) {
		p := s.dict(part)
		if s.text(p["/S"]) == "/Caption" {
			continue
		}
		for _, row := range s.list(p["/K"]) {
			n := 0
			for _, cell := range s.list(s.dict(row)["/K"]) {
				n += max(1, s.number(s.dict(s.dict(cell)["/A"])["/ColSpan"]))
			}
			widths[n] = true
		}
	}
	if len(widths) != 1 {
		s.fault("%s: rows of %v cells", name, widths)
	}
}

// kids goes through what an element holds, and counts it.
func (s *structure) kids(name, role string, e map[string]any) int {
	kids := s.list(e["/K"])
	for _, kid := range kids {
		switch k := kid.(type) {
		case float64:
			s.run(name, s.refOf(e["/Pg"]), int(k))
		case string:
			s.walk(k, name, role)
		case map[string]any:
			if k["/MCID"] != nil {
				s.run(name, s.refOf(k["/Pg"]), s.number(k["/MCID"]))
				continue
			}
			link := s.refOf(k["/Obj"])
			if role != "Link" || !s.left["link "+link] || s.parents[s.number(s.dict(link)["/StructParent"])] != any(name) {
				s.fault("%s: the link %s is in %s, is met twice, or belongs elsewhere", name, link, role)
			}
			delete(s.left, "link "+link)
		}
	}
	return len(kids)
}

// run is content of an element on a page.
func (s *structure) run(name, page string, run int) {
	i, ok := s.pages[page]
	key := fmt.Sprintf("page %d, run %d", i+1, run)
	if !ok || !s.left[key] {
		s.fault("%s: %s is not there, or belongs to two elements", name, key)
		return
	}
	delete(s.left, key)
	if of := s.list(s.parents[s.keys[i]]); run >= len(of) || of[run] != any(name) {
		s.fault("%s: %s is said to belong elsewhere", name, key)
	}
	s.said.WriteString(s.painted[i].runs[run])
}
