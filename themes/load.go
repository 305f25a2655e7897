package themes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"portolan/model/source"
)

//go:embed */theme.toml */site.css */*.js
var embedded embed.FS

// scripts are the files of the site's script, one a task, in the order in which they are put together.
var scripts = []string{"site.js", "search.js", "run.js", "picture.js"}

// portalScript is the part of a portal's script that packs do not have. Every theme has the program's.
const portalScript = "portal.js"

// themeFile is the file that makes a folder a theme.
const themeFile = "theme.toml"

// Load returns the embedded theme of that name.
func Load(name string) (*Theme, error) { return load(embedded, name) }

// Sketch is the embedded theme of that name without anything but its fonts, which tell what can be printed.
func Sketch(name string) (*Theme, error) {
	if _, err := fs.Stat(embedded, name+"/"+themeFile); err != nil {
		return nil, err
	}
	return &Theme{Name: name, Fonts: liberation()}, nil
}

// Whole is the theme of a sketch, and of a theme itself.
func (t *Theme) Whole() *Theme {
	if len(t.Print) > 0 {
		return t
	}
	theme, err := Load(t.Name)
	if err != nil {
		panic(err) // it is part of the program
	}
	return theme
}

// Open reads a theme from a folder of its own: a theme.toml with the palettes, and whatever fonts that names. A style sheet (site.css) and
// scripts (site.js, search.js, run.js, picture.js) that it does not have are those of the default theme. name, the folder as people should see it, is
// printed nowhere but in diagnostics; sound says what is wrong with a font.
func Open(folder fs.FS, name string, sound func(font []byte) error) (*Theme, source.Diagnostics) {
	theme, err := Load("default")
	if err != nil {
		panic(err) // it is part of the program
	}
	theme.Name, theme.Script = name, nil
	text, err := fs.ReadFile(folder, themeFile)
	if err != nil {
		return nil, theme.unreadable(themeFile, err)
	}
	theme.add(themeFile, text)
	found := theme.take(folder, "site.css", &theme.CSS)
	for _, file := range scripts {
		script, err := fs.ReadFile(embedded, path.Join("default", file))
		if err != nil {
			panic(err) // it is part of the program
		}
		found = append(found, theme.take(folder, file, &script)...)
		theme.Script = append(theme.Script, script...)
	}
	if found = append(found, theme.read(folder, ".", path.Join(name, themeFile), text, sound)...); found.HasErrors() {
		return nil, found
	}
	slices.SortFunc(theme.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return theme, found
}

// unreadable is the fault of a file of a theme's folder that is no file to read.
func (t *Theme) unreadable(file string, err error) source.Diagnostics {
	return source.Diagnostics{fault("H01", source.OfFile(path.Join(t.Name, file)), "the folder of a theme holds a "+themeFile+", and what that names, as regular files", "cannot read: %s", plain(err))}
}

// plain leaves out the path, which a diagnostic names already.
func plain(err error) string {
	if inPath := (*fs.PathError)(nil); errors.As(err, &inPath) {
		err = inPath.Err
	}
	return err.Error()
}

// take reads a file of a theme's folder, if it has it.
func (t *Theme) take(folder fs.FS, file string, into *[]byte) source.Diagnostics {
	data, err := fs.ReadFile(folder, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return t.unreadable(file, err)
	}
	*into = data
	t.add(file, data)
	return nil
}

// add notes a file of the theme's folder, once however often it is named.
func (t *Theme) add(file string, data []byte) {
	if !t.has(file) {
		t.Files = append(t.Files, File{file, data})
	}
}

func (t *Theme) has(file string) bool {
	return slices.ContainsFunc(t.Files, func(f File) bool { return f.Name == file })
}

// Names lists the embedded themes in alphabetical order.
func Names() []string { return names(embedded) }

func load(folders fs.FS, name string) (*Theme, error) {
	theme := &Theme{Name: name, Fonts: liberation()}
	var err error
	if theme.Portal, err = fs.ReadFile(embedded, "default/"+portalScript); err != nil {
		return nil, err
	}
	file := path.Join(name, themeFile)
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
	own := func([]byte) error { return nil }
	if found := theme.read(folders, name, file, text, own); found.HasErrors() {
		return nil, faults(found)
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
