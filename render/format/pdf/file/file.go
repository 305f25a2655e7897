// Package file writes the file format PDF: objects and the table of where they stand, streams, pages with their links, bookmarks, attachments and
// fonts. It is the one door to the library that cuts and embeds the fonts, and guards against that library's known faults. What pages show comes
// as finished streams: the package knows neither documents nor how they are set. It never reads the clock.
package file

import (
	"fmt"
	"time"
)

// A File is all that a PDF holds. Equal values give equal bytes. Measures are points, from a page's upper left corner.
type File struct {
	Title       string
	Author      string // may be empty
	Language    string // BCP 47, for readers that speak: "en"
	Created     time.Time
	Pages       []Page
	Forms       []Form  // what pages have in common
	Images      []Image // what contents paint by the names ImageName
	Fonts       []*Font // by their numbers; nil for one in which nothing is shown
	Bookmarks   []Bookmark
	Attachments []Attachment
	Structure   func(*Structure) // hands over the elements of the file's structure in order
}

// A Page has contents, which are painted one over the other.
type Page struct {
	W, H     float64
	Contents []Stream
	Runs     int // of content, by whose numbers the structure knows it
	Links    []Link
}

// A Form is a content that pages paint by its name, FormName of its number.
type Form struct {
	W, H    float64
	Content Stream
}

// An Image is a picture of pixels: three bytes a pixel for red, green and blue, and one in Alpha for how much it covers, if it does not cover all.
type Image struct {
	W, H           int
	Colours, Alpha *Stream
}

// A Link is an area of a page that leads to an address, or to a place of the file.
type Link struct {
	X, Y, W, H float64
	Said       string // what readers that speak call it
	URI        string // empty for one that leads to a place
	To         Destination
}

// A Destination is a place in the file.
type Destination struct {
	Page int // from 0
	Y    float64
}

// A Bookmark is a title in the list beside the pages. Levels count from 0.
type Bookmark struct {
	Title string
	Level int
	To    Destination
}

// An Attachment is a file inside the PDF.
type Attachment struct {
	Name string
	Data []byte
}

// The objects that every page names.
const (
	pagesObject = 1
	fontsObject = 2 // by their names
	formsObject = 3 // by their names
)

// Bytes writes the file.
func (f *File) Bytes() ([]byte, error) {
	w := &writer{places: []place{{}}}
	w.out = make([]byte, 0, f.length())
	w.out = append(w.out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	w.reserve(3)
	first := w.reserve(len(f.Pages))
	links := f.writePages(w, first)
	f.writeForms(w)
	f.writeFonts(w)
	outlines := f.writeOutlines(w, first)
	names, err := f.writeAttachments(w)
	if err != nil {
		return nil, err
	}
	structure := f.writeStructure(w, first, links)
	meta := w.reserve(2)
	w.stream(meta, "/Type /Metadata /Subtype /XML ", f.metadata())
	profile, err := NewStream(sRGB())
	if err != nil {
		return nil, err
	}
	w.stream(meta+1, "/N 3 ", profile)
	date := f.Created.UTC().Format("20060102150405")
	info := w.reserve(2)
	author := ""
	if f.Author != "" {
		author = "/Author " + textString(f.Author) + "\n"
	}
	w.object(info, fmt.Sprintf("<<\n/Producer (%s)\n/Title %s\n%s/CreationDate (D:%sZ)\n/ModDate (D:%sZ)\n>>", producer, textString(f.Title), author, date, date))
	w.object(info+1, fmt.Sprintf("<<\n/Type /Catalog\n/Pages %d 0 R\n/Outlines %d 0 R\n/PageMode /UseOutlines\n/Lang %s\n/ViewerPreferences <</DisplayDocTitle true>>\n"+
		"/MarkInfo <</Marked true>>\n/StructTreeRoot %d 0 R\n/Metadata %d 0 R\n"+
		"/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /DestOutputProfile %d 0 R>>]\n%s>>",
		pagesObject, outlines, textString(f.Language), structure, meta, meta+1, names))
	return w.end(info, info+1)
}

// length is about that of the file.
func (f *File) length() int {
	const file, page, link, bookmark = 4096, 480, 130, 240 // all but streams, roughly
	n := file + page*len(f.Pages) + bookmark*len(f.Bookmarks)
	for _, p := range f.Pages {
		n += link * len(p.Links)
		for _, content := range p.Contents {
			n += len(content.data)
		}
	}
	for _, form := range f.Forms {
		n += len(form.Content.data) + page
	}
	for _, font := range f.Fonts {
		if font != nil {
			n += font.length
		}
	}
	for _, a := range f.Attachments {
		n += len(a.Data)
	}
	return n
}
