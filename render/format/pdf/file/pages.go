package file

import (
	"fmt"
	"strconv"
)

// writePages writes the list of pages, and each with its contents and its links. It returns the number of the first link of each page.
func (f *File) writePages(w *writer, first int) []int {
	w.begin(pagesObject)
	w.text("<</Type /Pages\n/Kids [")
	for i := range f.Pages {
		w.refer(first + i)
		w.text(" ")
	}
	w.text("]\n/Count ", strconv.Itoa(len(f.Pages)), ">>")
	w.done()
	links, annotations := make([]int, len(f.Pages)), 0 // of the pages before
	for i := range f.Pages {
		p := &f.Pages[i]
		contents := w.reserve(len(p.Contents))
		w.open(first + i)
		w.text("<</Type /Page\n/Parent 1 0 R\n/MediaBox [0 0")
		w.numbers(p.W, p.H)
		w.text("]\n/Resources <</Font 2 0 R /XObject 3 0 R>>\n/StructParents ", strconv.Itoa(i), "\n")
		at := w.reserve(len(p.Links))
		links[i] = at
		if len(p.Links) > 0 {
			w.text("/Tabs /S /Annots [")
			for n := range p.Links {
				w.refer(at + n)
				w.text(" ")
			}
			w.text("]\n")
		}
		w.text("/Contents [")
		for n := range p.Contents {
			if n > 0 {
				w.text(" ")
			}
			w.refer(contents + n)
		}
		w.text("]>>\nendobj\n")
		f.writeLinks(w, p, first, at, len(f.Pages)+annotations)
		annotations += len(p.Links)
		for n, content := range p.Contents {
			w.stream(contents+n, "", content)
		}
	}
	return links
}

// writeForms writes what pages have in common, each once for all pages that show it.
func (f *File) writeForms(w *writer) {
	list := []byte("<<")
	first := w.reserve(len(f.Forms))
	for i, form := range f.Forms {
		size := AppendNumber(append(AppendNumber(nil, form.W), ' '), form.H)
		w.stream(first+i, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %s] /Resources <</Font 2 0 R>> ", size), form.Content)
		list = fmt.Appendf(list, "/%s %d 0 R\n", FormName(i), first+i)
	}
	for i, image := range f.Images {
		list = fmt.Appendf(list, "/%s %d 0 R\n", ImageName(i), w.image(image))
	}
	w.object(formsObject, string(list)+">>")
}

// image writes an image, and returns its object.
func (w *writer) image(m Image) int {
	size, at := fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 ", m.W, m.H), w.reserve(1)
	mask := ""
	if m.Alpha != nil {
		alpha := w.reserve(1)
		w.stream(alpha, size+"/ColorSpace /DeviceGray ", *m.Alpha)
		mask = fmt.Sprintf("/SMask %d 0 R ", alpha)
	}
	w.stream(at, size+mask+"/ColorSpace /DeviceRGB ", *m.Colours)
	return at
}

// ImageName is that by which contents call an image.
func ImageName(image int) string { return "L" + strconv.Itoa(image) }

// FormName is that by which contents call a form.
func FormName(form int) string { return "R" + strconv.Itoa(form) }

// writeLinks writes the links of a page. By its key, from one on, each is found in the structure.
func (f *File) writeLinks(w *writer, p *Page, first, number, key int) {
	const above = 4 // a little, so that what a link leads to is not at the very edge
	for i, link := range p.Links {
		top := p.H - link.Y
		w.begin(number + i)
		w.text("<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /StructParent ", strconv.Itoa(key+i), " /Contents ", textString(link.Said), " /Rect [")
		w.numbers(link.X, top-link.H, link.X+link.W, top)
		w.text("] ")
		if link.URI != "" {
			w.text("/A <</S /URI /URI ")
			w.out = appendLiteral(w.out, link.URI)
			w.text(">>>>")
		} else {
			f.writeDestination(w, link.To, above, first)
			w.text(">>")
		}
		w.done()
	}
}

// writeDestination writes where a link or a bookmark leads: to a little above a place.
func (f *File) writeDestination(w *writer, to Destination, above float64, first int) {
	w.text("/Dest [")
	w.refer(first + to.Page)
	w.text(" /XYZ 0")
	w.numbers(f.Pages[to.Page].H - max(0, to.Y-above))
	w.text(" null]")
}
