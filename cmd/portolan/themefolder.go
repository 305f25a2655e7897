package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"portolan/cmd/portolan/staging"
	"portolan/model/source"
	"portolan/render/format/pdf"
	"portolan/themes"
)

// maxThemeFile is the largest file of a theme in bytes: fonts of many scripts have half of it.
const maxThemeFile = 32 << 20

// A themeFolder is a folder as themes are read from it: regular files of a bearable size. Links, which could lead anywhere, and pipes, which would never
// end, are not opened.
type themeFolder struct{ root *os.Root }

func (f themeFolder) Open(name string) (fs.File, error) {
	file, at, err := staging.OpenRegular(f.root, name)
	if errors.Is(err, staging.ErrIrregular) {
		return nil, errors.New("it is no regular file; links, pipes and devices are not read")
	}
	if err != nil {
		return nil, err
	}
	if at.Size() > maxThemeFile {
		_ = file.Close() // nothing was read
		return nil, fmt.Errorf("the file has %d bytes; the limit is %d", at.Size(), maxThemeFile)
	}
	return file, nil
}

// ReadFile reads no more than the limit of a file that grows meanwhile.
func (f themeFolder) ReadFile(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() // it is only read
	return io.ReadAll(io.LimitReader(file, maxThemeFile))
}

// openTheme finds a theme by its name, or in the folder that is named by a path. Where that has faults there is no theme.
func openTheme(name string) (*themes.Theme, source.Diagnostics, error) {
	if filepath.Base(name) == name && name != "." && name != ".." {
		theme, err := themes.Load(name)
		if err != nil {
			return nil, nil, usageError("--theme: %v", err)
		}
		return theme, nil, nil
	}
	shown := filepath.ToSlash(filepath.Clean(name))
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fault("H01", shown, "cannot read: "+plainError(err).Error(), "name a theme of the program, or a folder that holds a theme.toml"), nil
	}
	defer root.Close() // it was only read
	theme, found := themes.Open(themeFolder{root}, shown, pdf.SoundFont)
	for _, file := range []string{"theme.toml", "site.css"} {
		if data, err := (themeFolder{root}).ReadFile(file); err == nil { // else it was told, or is not there
			for _, line := range secretLines(path.Join(shown, file), data, nil) {
				theme, found = nil, append(found, source.Diagnostic{Code: "H09", At: line.at, What: "the line holds a secret: " + line.tells, Help: secretHelp})
			}
		}
	}
	return theme, found.Sorted(), nil
}

// openFonts is openTheme where no more is needed than the fonts: of a theme of the program, no more is read.
func openFonts(name string) (*themes.Theme, source.Diagnostics, error) {
	if theme, err := themes.Sketch(name); err == nil {
		return theme, nil, nil
	}
	return openTheme(name)
}

// theme is the theme that a flag names. Where there is none, it has said why.
func (p *program) theme(name string) (*themes.Theme, error) {
	theme, found, err := openTheme(name)
	p.showLoose(found)
	if err == nil && theme == nil {
		err = exitCode(exitFailed)
	}
	return theme, err
}
