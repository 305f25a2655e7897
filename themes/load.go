package themes

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed */theme.toml */site.css */site.js
var embedded embed.FS

// Load returns the embedded theme of that name.
func Load(name string) (*Theme, error) { return load(embedded, name) }

// Names lists the embedded themes in alphabetical order.
func Names() []string { return names(embedded) }

func load(folders fs.FS, name string) (*Theme, error) {
	theme := &Theme{Name: name, Fonts: liberation()}
	file := path.Join(name, "theme.toml")
	text, err := fs.ReadFile(folders, file)
	if err != nil {
		return nil, fmt.Errorf("there is no theme %q; the themes are: %s", name, strings.Join(names(folders), ", "))
	}
	if theme.CSS, err = fs.ReadFile(folders, path.Join(name, "site.css")); err != nil {
		return nil, fmt.Errorf("theme %s: %w", name, err)
	}
	if theme.Script, err = fs.ReadFile(folders, path.Join(name, "site.js")); err != nil {
		return nil, fmt.Errorf("theme %s: %w", name, err)
	}
	if err := readPalettes(theme, file, text); err != nil {
		return nil, err
	}
	return theme, nil
}

func names(folders fs.FS) []string {
	found, err := fs.Glob(folders, "*/theme.toml")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for i, file := range found {
		found[i] = path.Dir(file)
	}
	return found // Glob sorts
}
