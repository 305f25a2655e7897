// Package themes holds what makes a pack look as it does: colours, style sheet, script and fonts, as plain values from embedded
// files. It decides nothing about content.
package themes

// A Theme is a complete look.
type Theme struct {
	Name               string
	Light, Dark, Print Palette
	CSS                []byte // style sheet of the HTML pages; uses the palette through custom properties
	Script             []byte // the site's script
	Portal             []byte // what the script of a portal has besides
	Fonts              Fonts
	Logo               *Logo  // on covers and at the head of pages, or nil
	Files              []File // what the theme was read from, when it is not one of the program's own
}

// A File is a file of a theme's folder.
type File struct {
	Name string
	Data []byte
}

// Fonts are TrueType files. They are shared: whoever hands one to a library that writes into it passes a copy.
type Fonts struct {
	Sans, SansBold, SansItalic, Mono, MonoBold []byte
	Symbols                                    []byte // for the few symbols that Sans lacks
}
