// Package html prints documents as pages of a site that opens from a folder: no server, no request to anywhere, complete without
// the script, safe with any text. It decides nothing about content and holds no printed words; those come from the caller.
package html

import (
	"fmt"
	"slices"
	"sync"

	"portolan/render/document"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/render/text/prose"
	"portolan/themes"
)

// A File is a file of the pack; Path is relative to the pack's root, with slashes.
type File struct {
	Path string
	Data []byte
}

// Paths of the files that every page loads.
const (
	StylePath  = folder + "assets/style.css"
	LogoPath   = folder + "assets/logo.png"
	ScriptPath = folder + "assets/site.js"
	SearchPath = folder + "assets/search.js"
	PiecesPath = folder + "assets/pieces.js"
)

// Options say what stands around a document on its page.
type Options struct {
	Site      Site
	Language  string                                           // of the text, as in <html lang>; "" is English
	Foreign   map[string]string                                // texts in another language than the page's, with that language
	Crumbs    []Item                                           // the way to this page from the start page, without the page itself
	Prev      *Item                                            // the page before in reading order, or nil
	Next      *Item                                            // the page after in reading order, or nil
	Footer    []document.Field                                 // revision, classification and the like, at the foot of the page
	Logo      *themes.Logo                                     // at the head of the page, or nil
	Files     []document.Cell                                  // the page's content as files of the pack
	Pieces    string                                           // the document that has pieces for the rows of all pages
	Elsewhere func(id string) (root, document string, ok bool) // takes the id of a document of another pack apart, into the way to that pack's root and the id there; may be nil
	Search    bool                                             // the pack has a search index at SearchPath
	Words     func(key string) string
	IDs       map[string]ref.Ref                                                       // where what has an id of the plan is defined: rules, questions, findings, runbooks
	About     func(path string) string                                                 // what a file of the pack is, behind links to it: its kind, pages, size; may be nil
	Prose     *prose.Reader                                                            // remembers Markdown that several pages and the index have; may be nil
	Picture   func(picture diagram.Picture, link func(ref.Ref) string) ([]byte, error) // paints a figure as inline SVG; link writes its references
	Legend    func(picture diagram.Picture) []byte                                     // its legend likewise, which pages fold away; nil where it has none
}

// Shared is what the script has once for all pages of a pack.
type Shared struct {
	Digest string // of the pack's content, to which belongs what readers tick
	Pieces string // the document that has pieces for the rows of others, or ""
	Words  func(key string) string
}

// Assets are the files that all pages of a pack share.
func Assets(theme *themes.Theme, shared Shared) ([]File, error) {
	words, err := scriptWords(shared.Words)
	if err != nil {
		return nil, err
	}
	script := appendJSON([]byte("window.portolanPack = "), shared.Digest)
	if shared.Pieces != "" {
		script = appendJSON(append(script, ";\nwindow.portolanPiecesPage = "...), Path(shared.Pieces))
	}
	script = append(append(script, ";\nwindow.portolanWords = "...), words...)
	assets := []File{{StylePath, theme.Stylesheet()}, {ScriptPath, append(append(script, ";\n"...), theme.Script...)}}
	if theme.Logo != nil {
		assets = append(assets, File{LogoPath, theme.Logo.PNG})
	}
	return assets, nil
}

// PortalAssets are the same of a portal, whose pages have a search over many packs and a switch between revisions.
func PortalAssets(theme *themes.Theme, shared Shared) ([]File, error) {
	assets, err := Assets(theme, shared)
	for i := range assets {
		if assets[i].Path == ScriptPath {
			assets[i].Data = append(assets[i].Data, theme.Portal...)
		}
	}
	return assets, err
}

// Page prints a document.
func Page(doc *document.Document, opts Options) ([]byte, error) {
	p := at(doc.ID, opts)
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	p.out = (*buffer)[:0]
	p.claim(frameIDs...)
	p.claim(scriptIDs...)
	p.page(doc)
	*buffer = p.out
	if p.err != nil {
		return nil, fmt.Errorf("page %s: %w", p.path, p.err)
	}
	return slices.Clone(tidy(p.out)), nil
}

// at is a printer of the page of a document.
func at(id string, opts Options) *printer {
	path := Path(id)
	return &printer{opts: opts, doc: id, path: path, root: rootOf(path), depth: 1}
}

// buffers are room to write pages in: their size is known only at their end, and to grow anew each time costs more than to print.
var buffers = sync.Pool{New: func() any { return new([]byte) }}
