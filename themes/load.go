package themes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed */theme.toml */site.css */site.js
var embedded embed.FS

// Load returns the embedded theme of that name.
func Load(name string) (*Theme, error) { return load(embedded, name) }

// Open reads a theme from a folder of its own: a theme.toml with the palettes, and whatever fonts that names. A style sheet (site.css) and a
// script (site.js) that it does not have are those of the default theme. name is printed nowhere but in errors.
func Open(folder fs.FS, name string) (*Theme, error) {
	theme, err := Load("default")
	if err != nil {
		return nil, err
	}
	theme.Name = name
	text, err := fs.ReadFile(folder, "theme.toml")
	if err != nil {
		return nil, fmt.Errorf("theme %s: %w", name, err)
	}
	theme.Files = append(theme.Files, File{"theme.toml", text})
	for file, into := range map[string]*[]byte{"site.css": &theme.CSS, "site.js": &theme.Script} {
		data, err := fs.ReadFile(folder, file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, fmt.Errorf("theme %s: %w", name, err)
		default:
			*into = data
			theme.Files = append(theme.Files, File{file, data})
		}
	}
	if err := read(theme, folder, "theme.toml", text); err != nil {
		return nil, err
	}
	slices.SortFunc(theme.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return theme, nil
}

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
	if err := read(theme, folders, file, text); err != nil {
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
