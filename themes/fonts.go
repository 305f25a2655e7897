package themes

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/liberation/liberationmonobold"
	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"

	"portolan/model/source"
)

// liberation has the widths of Arial and Courier New, so that a text measured here keeps its box in a reader's own fonts.
// DejaVu adds the symbols (ticks, arrows) that Liberation lacks.
func liberation() Fonts {
	return Fonts{
		Sans:       liberationsansregular.TTF,
		SansBold:   liberationsansbold.TTF,
		SansItalic: liberationsansitalic.TTF,
		Mono:       liberationmonoregular.TTF,
		MonoBold:   liberationmonobold.TTF,
		Symbols:    dejavusans.TTF,
	}
}

// faces are the names by which a theme's [fonts] means its fonts.
func (f *Fonts) faces() map[string]*[]byte {
	return map[string]*[]byte{"sans": &f.Sans, "sans-bold": &f.SansBold, "sans-italic": &f.SansItalic, "mono": &f.Mono, "mono-bold": &f.MonoBold, "symbols": &f.Symbols}
}

// trueType are the first bytes of a font whose outlines a PDF of ours can embed.
var trueType = [][]byte{{0, 1, 0, 0}, []byte("true")}

const fontHelp = "put the font into the theme's folder, and name it as seen from there, as in \"fonts/ours.ttf\""

// readFonts puts the fonts of a theme's folder in place of the program's own.
func (t *Theme) readFonts(folder fs.FS, dir string, named map[string]source.Val[string], sound func([]byte) error) source.Diagnostics {
	var found source.Diagnostics
	faces := t.Fonts.faces()
	for _, face := range slices.Sorted(maps.Keys(named)) {
		file := named[face]
		into, known := faces[face]
		if !known {
			found = append(found, fault("H08", file.At, source.DidYouMean(face, slices.Sorted(maps.Keys(faces))), "unknown font %q", face))
			continue
		}
		data, err := fs.ReadFile(folder, path.Join(dir, file.V))
		isTrueType := func(head []byte) bool { return bytes.HasPrefix(data, head) }
		switch {
		case !fs.ValidPath(file.V):
			found = append(found, fault("H06", file.At, fontHelp, "%q is no file of the theme's folder", file.V))
		case err != nil:
			found = append(found, fault("H06", file.At, fontHelp, "the font %q cannot be read: %s", file.V, plain(err)))
		case !slices.ContainsFunc(trueType, isTrueType):
			found = append(found, fault("H06", file.At, "PDFs embed fonts with TrueType outlines, .ttf files", "%q is not a TrueType font", file.V))
		case !t.has(file.V) && sound(data) != nil:
			found = append(found, fault("H06", file.At, "take the file from its publisher again", "the font %q is damaged: %v", file.V, sound(data)))
		default:
			*into = data
			t.add(file.V, data)
		}
	}
	return found
}
