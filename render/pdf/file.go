package pdf

import (
	"fmt"
	"strconv"
)

// The objects that every page names.
const (
	pagesObject = 1
	fontsObject = 2 // by their names
	formsObject = 3 // headers and footers by their names
)

// file writes the volume as a PDF file. Equal volumes and fonts give equal bytes.
func (v *volume) file(fonts [faceCount]*embedded) ([]byte, error) {
	w := &writer{places: []int{0}}
	w.out = make([]byte, 0, v.length(fonts))
	w.out = append(w.out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	w.reserve(3)
	first := w.reserve(len(v.leaves))
	v.writePages(w, first)
	v.writeFrames(w)
	v.writeFonts(w, fonts)
	outlines := v.writeOutlines(w, first)
	names, err := v.writeAttachments(w)
	if err != nil {
		return nil, err
	}
	date := v.opts.Created.UTC().Format("20060102150405")
	info := w.reserve(2)
	w.object(info, fmt.Sprintf("<<\n/Producer (portolan)\n/Title %s\n/Author %s\n/CreationDate (D:%s)\n/ModDate (D:%s)\n>>",
		utf16Text(clean(v.book.whole())), utf16Text(clean(v.opts.Author)), date, date))
	w.object(info+1, fmt.Sprintf("<<\n/Type /Catalog\n/Pages %d 0 R\n/Outlines %d 0 R\n/PageMode /UseOutlines\n/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n%s>>",
		pagesObject, outlines, v.opts.Language, names))
	return w.end(info, info+1), nil
}

// length is about that of the file.
func (v *volume) length(fonts [faceCount]*embedded) int {
	const file, page, link, bookmark = 4096, 480, 130, 240 // all but streams, roughly
	n := file + page*len(v.leaves) + bookmark*len(v.outline)
	for _, l := range v.leaves {
		n += len(l.painted.data) + len(l.over.painted.data) + link*len(l.links)
	}
	for _, p := range v.frames {
		n += len(p.painted.data) + page
	}
	for _, f := range fonts {
		if f != nil {
			n += f.length
		}
	}
	for _, a := range v.book.Attachments {
		n += len(a.Data)
	}
	return n
}

// writePages writes the list of pages, and each with its two contents and its links.
func (v *volume) writePages(w *writer, first int) {
	w.begin(pagesObject)
	w.text("<</Type /Pages\n/Kids [")
	for i := range v.leaves {
		w.refer(first + i)
		w.text(" ")
	}
	w.text("]\n/Count ", strconv.Itoa(len(v.leaves)), ">>\nendobj\n")
	for i, l := range v.leaves {
		contents := w.reserve(2)
		w.begin(first + i)
		w.text("<</Type /Page\n/Parent 1 0 R\n/MediaBox [0 0")
		w.numbers(l.sheet.w, l.sheet.h)
		w.text("]\n/Resources <</Font 2 0 R /XObject 3 0 R>>\n")
		v.writeLinks(w, l, first)
		w.text("/Contents [")
		w.refer(contents)
		w.text(" ")
		w.refer(contents + 1)
		w.text("]>>\nendobj\n")
		w.stream(contents, "", l.painted)
		w.stream(contents+1, "", l.over.painted)
	}
}

// writeFrames writes headers and footers, each once for all pages that show it.
func (v *volume) writeFrames(w *writer) {
	list := []byte("<<")
	first := w.reserve(len(v.frames))
	for i, p := range v.frames {
		size := appendNumber(append(appendNumber(nil, p.sheet.w), ' '), p.sheet.h)
		w.stream(first+i, fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 %s] /Resources <</Font 2 0 R>> ", size), p.painted)
		list = fmt.Appendf(list, "/%s %d 0 R\n", frameName(i), first+i)
	}
	w.object(formsObject, string(list)+">>")
}

// frameName is that by which pages call a frame.
func frameName(frame int) string { return "R" + strconv.Itoa(frame) }

// writeLinks writes the links of a page. They lead to a little above their place.
func (v *volume) writeLinks(w *writer, l *leaf, first int) {
	if len(l.links) == 0 {
		return
	}
	w.text("/Annots [")
	for _, link := range l.links {
		top := l.sheet.h - link.y
		w.text("<</Type /Annot /Subtype /Link /Border [0 0 0] /Rect [")
		w.numbers(link.x, top-link.h, link.x+link.w, top)
		w.text("] ")
		if link.uri != "" {
			w.text("/A <</S /URI /URI ")
			w.out = appendLiteral(w.out, link.uri)
			w.text(">>>>\n")
			continue
		}
		to, _ := v.find(link.anchor) // complete kept the links that lead somewhere
		v.writeDestination(w, to, 4, first)
		w.text(">>\n")
	}
	w.text("]\n")
}

// writeDestination writes where a link or a bookmark leads: to a little above a place.
func (v *volume) writeDestination(w *writer, to place, above float64, first int) {
	w.text("/Dest [")
	w.refer(first + v.at[to.page])
	w.text(" /XYZ 0")
	w.numbers(to.page.sheet.h - max(0, to.y-above))
	w.text(" null]")
}

// writeFonts writes the fonts that the file shows something in.
func (v *volume) writeFonts(w *writer, fonts [faceCount]*embedded) {
	var used [faceCount]bool
	note := func(p *page) {
		for f := range used {
			used[f] = used[f] || p.faces[f]
		}
	}
	for _, l := range v.leaves {
		note(l.page)
		note(l.over)
	}
	for _, frame := range v.frames {
		note(frame)
	}
	list := ""
	for f, font := range fonts {
		if used[f] {
			first := w.reserve(len(font.objects))
			font.write(w, first)
			list += fmt.Sprintf("/%s %d 0 R\n", fontNames[f], first)
		}
	}
	w.object(fontsObject, "<<\n"+list+">>")
}
