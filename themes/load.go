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

//go:embed */theme.toml */site.css */*.js
var embedded embed.FS

// scripts are the files of the site's script, one a task, in the order in which they are put together.
var scripts = []string{"site.js", "search.js", "run.js", "picture.js"}

// portalScript is the part of a portal's script that packs do not have. Every theme has the program's.
const portalScript = "portal.js"

// Load returns the embedded theme of that name.
func Load(name string) (*Theme, error) { return load(embedded, name) }

// Open reads a theme from a folder of its own: a theme.toml with the palettes, and whatever fonts that names. A style sheet (site.css) and
// scripts (site.js, search.js, run.js, picture.js) that it does not have are those of the default theme. name is printed nowhere but in errors.
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
	if err := theme.take(folder, "site.css", &theme.CSS); err != nil {
		return nil, err
	}
	theme.Script = nil
	for _, file := range scripts {
		script, err := fs.ReadFile(embedded, path.Join("default", file))
		if err != nil {
			return nil, err
		}
		if err := theme.take(folder, file, &script); err != nil {
			return nil, err
		}
		theme.Script = append(theme.Script, script...)
	}
	if err := read(theme, folder, "theme.toml", text); err != nil {
		return nil, err
	}
	slices.SortFunc(theme.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return theme, nil
}

// take reads a file of a theme's folder, if it has it.
func (t *Theme) take(folder fs.FS, file string, into *[]byte) error {
	data, err := fs.ReadFile(folder, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("theme %s: %w", t.Name, err)
	}
	*into = data
	t.Files = append(t.Files, File{file, data})
	return nil
}

// Names lists the embedded themes in alphabetical order.
func Names() []string { return names(embedded) }

func load(folders fs.FS, name string) (*Theme, error) {
	theme := &Theme{Name: name, Fonts: liberation()}
	var err error
	if theme.Portal, err = fs.ReadFile(embedded, "default/"+portalScript); err != nil {
		return nil, err
	}
	file := path.Join(name, "theme.toml")
	text, err := fs.ReadFile(folders, file)
	if err != nil {
		return nil, fmt.Errorf("there is no theme %q; the themes are: %s", name, strings.Join(names(folders), ", "))
	}
	if theme.CSS, err = fs.ReadFile(folders, path.Join(name, "site.css")); err != nil {
		return nil, fmt.Errorf("theme %s: %w", name, err)
	}
	for _, file := range scripts {
		script, err := fs.ReadFile(folders, path.Join(name, file))
		if err != nil {
			return nil, fmt.Errorf("theme %s: %w", name, err)
		}
		theme.Script = append(theme.Script, script...)
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
