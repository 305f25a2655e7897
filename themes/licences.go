package themes

import (
	"bytes"
	"embed"
	"io/fs"
	"slices"
)

//go:embed licences
var licences embed.FS

// Licences are the licence of the program, whose style sheet and scripts come into packs, and those of its fonts.
var Licences = func() fs.FS {
	folder, err := fs.Sub(licences, "licences")
	if err != nil {
		panic(err) // the name is a path
	}
	return folder
}()

// A Notice is what a pack must say of a work that it holds: the licence by its name, and the file of its text among Licences.
type Notice struct{ Work, Licence, File string }

// ownScripts is the licence of what pages share.
const ownScripts = "LICENSE"

// Notices are those of the works that packs of this theme hold: fonts in PDFs, and what pages share. Others are files of the theme's folder.
func (t *Theme) Notices() []Notice {
	own, used := liberation(), t.Fonts
	has := func(faces ...[2][]byte) bool {
		return slices.ContainsFunc(faces, func(f [2][]byte) bool { return bytes.Equal(f[0], f[1]) })
	}
	var notices []Notice
	if has([2][]byte{own.Sans, used.Sans}, [2][]byte{own.SansBold, used.SansBold}, [2][]byte{own.SansItalic, used.SansItalic}) {
		notices = append(notices, Notice{"Liberation Sans", "SIL Open Font License 1.1", "LICENSE-SIL"})
	}
	if has([2][]byte{own.Mono, used.Mono}, [2][]byte{own.MonoBold, used.MonoBold}) {
		notices = append(notices, Notice{"Liberation Mono", "SIL Open Font License 1.1", "LICENSE-SIL"})
	}
	if has([2][]byte{own.Symbols, used.Symbols}) {
		notices = append(notices, Notice{"DejaVu Sans", "Bitstream Vera Fonts Copyright", "LICENSE-DejaVu"})
	}
	return append(notices, Notice{"", "MIT License", ownScripts})
}
