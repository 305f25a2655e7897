package themes

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"

	"portolan/model/source"
)

type colours = source.Val[map[string]source.Val[string]]

// written is a theme.toml as it stands in the file.
type written struct {
	Light colours `toml:"light,required"`
	Dark  colours `toml:"dark,required"`
	Print colours `toml:"print,required"`

	Fonts map[string]source.Val[string] `toml:"fonts"` // files of the theme's folder; what is not named is the program's own
	Logo  source.Val[string]            `toml:"logo"`  // a PNG of the theme's folder
}

// Table is what a theme.toml is read into, for the reference of its keys.
var Table = reflect.TypeFor[written]()

// read fills the theme's palettes and fonts from its theme.toml, and reports every fault of the file, each with its place.
func read(theme *Theme, folder fs.FS, name string, text []byte) error {
	file, found := source.Parse(name, text)
	if file == nil {
		return faults(found)
	}
	tables, found := source.Bind[written](file)
	for _, one := range []struct {
		name  string
		table colours
		into  *Palette
	}{{"light", tables.Light, &theme.Light}, {"dark", tables.Dark, &theme.Dark}, {"print", tables.Print, &theme.Print}} {
		if one.table.Set() {
			palette, wrong := readPalette(one.name, one.table)
			if len(wrong) == 0 {
				wrong = faint(one.name, palette, one.table)
			}
			*one.into, found = palette, append(found, wrong...)
		}
	}
	found = append(found, theme.readFonts(folder, path.Dir(name), tables.Fonts)...)
	found = append(found, theme.readLogo(folder, path.Dir(name), tables.Logo)...)
	return faults(found)
}

// readLogo reads the theme's logo, if it names one.
func (t *Theme) readLogo(folder fs.FS, dir string, file source.Val[string]) source.Diagnostics {
	if !file.Set() {
		return nil
	}
	fault := func(format string, args ...any) source.Diagnostics {
		return source.Diagnostics{{At: file.At, What: fmt.Sprintf(format, args...), Help: LogoHelp}}
	}
	if !fs.ValidPath(file.V) {
		return fault("%q is no file of the theme's folder", file.V)
	}
	data, err := fs.ReadFile(folder, path.Join(dir, file.V))
	if err != nil {
		return fault("the logo %q cannot be read in the theme's folder", file.V)
	}
	if t.Logo, err = NewLogo(data); err != nil {
		return fault("the logo %q cannot be used: %v", file.V, err)
	}
	t.Files = append(t.Files, File{file.V, data})
	return nil
}

func readPalette(name string, table colours) (Palette, source.Diagnostics) {
	palette, found := Palette{}, source.Diagnostics{}
	for _, role := range slices.Sorted(maps.Keys(table.V)) {
		value := table.V[role]
		if !slices.Contains(Roles, role) {
			found = append(found, source.Diagnostic{At: value.At,
				What: fmt.Sprintf("unknown colour %q in [%s]", role, name), Help: source.DidYouMean(role, Roles)})
			continue
		}
		colour, err := parseColour(value.V)
		if err != nil {
			found = append(found, source.Diagnostic{At: value.At, What: fmt.Sprintf("%s.%s: %v", name, role, err)})
		}
		palette[role] = colour
	}
	for _, role := range Roles {
		if _, ok := table.V[role]; !ok {
			found = append(found, source.Diagnostic{At: table.At, What: fmt.Sprintf("[%s] lacks the colour %q", name, role)})
		}
	}
	return palette, found
}

// faults makes one Go error of all diagnostics: a theme is part of the program, so its faults are not a user's.
func faults(found source.Diagnostics) error {
	var all []error
	for _, d := range found.Sorted() {
		line := fmt.Errorf("%s:%d:%d: %s", d.At.File, d.At.Line, d.At.Col, d.What)
		if d.Help != "" {
			line = fmt.Errorf("%w (%s)", line, d.Help)
		}
		all = append(all, line)
	}
	return errors.Join(all...)
}
