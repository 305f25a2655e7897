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

// read fills the theme's palettes and fonts from its theme.toml, which stands in a directory of the folder, and reports every fault of the file, each with its
// place.
func (t *Theme) read(folder fs.FS, dir, shown string, text []byte, sound func([]byte) error) source.Diagnostics {
	file, found := source.Parse(shown, text)
	if file == nil {
		return found
	}
	tables, found := source.Bind[written](file)
	for _, one := range []struct {
		name  string
		table colours
		into  *Palette
	}{{"light", tables.Light, &t.Light}, {"dark", tables.Dark, &t.Dark}, {"print", tables.Print, &t.Print}} {
		if one.table.Set() {
			palette, wrong := readPalette(one.name, one.table, *one.into)
			if len(wrong) == 0 {
				wrong = faint(one.name, palette, one.table)
			}
			*one.into, found = palette, append(found, wrong...)
		}
	}
	found = append(found, t.readFonts(folder, dir, tables.Fonts, sound)...)
	return append(found, t.readLogo(folder, dir, tables.Logo)...)
}

// readLogo reads the theme's logo, if it names one.
func (t *Theme) readLogo(folder fs.FS, dir string, file source.Val[string]) source.Diagnostics {
	if !file.Set() {
		return nil
	}
	fault := func(format string, args ...any) source.Diagnostics {
		return source.Diagnostics{fault("H07", file.At, LogoHelp, format, args...)}
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
	t.add(file.V, data)
	return nil
}

func fault(code string, at source.Position, help, format string, args ...any) source.Diagnostic {
	return source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help}
}

// readPalette reads one table of colours; instead are those that the theme has without it.
func readPalette(name string, table colours, instead Palette) (Palette, source.Diagnostics) {
	palette, found := Palette{}, source.Diagnostics{}
	for _, role := range slices.Sorted(maps.Keys(table.V)) {
		value := table.V[role]
		if !slices.Contains(Roles, role) {
			found = append(found, fault("H02", value.At, source.DidYouMean(role, Roles), "unknown colour %q in [%s]", role, name))
			continue
		}
		colour, err := parseColour(value.V)
		if err != nil {
			found = append(found, fault("H03", value.At, "write red, green and blue, as in `"+role+" = \""+instead[role].Hex()+"\"`", "%s.%s: %v", name, role, err))
		}
		palette[role] = colour
	}
	for _, role := range Roles {
		if _, ok := table.V[role]; !ok {
			found = append(found, fault("H04", table.At, "add it to the table, as in `"+role+" = \""+instead[role].Hex()+"\"`", "[%s] lacks the colour %q", name, role))
		}
	}
	return palette, found
}

// faults makes one Go error of all diagnostics of a theme that is part of the program: they are not a user's.
func faults(found source.Diagnostics) error {
	var all []error
	for _, d := range found.Sorted() {
		line := fmt.Errorf("%s:%d:%d: %s", d.At.File(), d.At.Line(), d.At.Col(), d.What)
		if d.Help != "" {
			line = fmt.Errorf("%w (%s)", line, d.Help)
		}
		all = append(all, line)
	}
	return errors.Join(all...)
}
