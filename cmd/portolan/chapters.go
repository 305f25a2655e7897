package main

import (
	"fmt"
	"path"

	"portolan/model/site"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/chapter"
	"portolan/themes"
)

// readChapters reads the chapters of the site's own. They are inputs of the pack, named as the site names them.
func readChapters(o opened) (chapters []*chapter.Chapter, inputs []render.File, found source.Diagnostics) {
	if o.doubts.Of("pack", "chapters") {
		return nil, nil, nil
	}
	for _, named := range o.site.Pack.Chapters {
		if !site.IsMarkdown(named.V) {
			continue
		}
		file := path.Join(path.Dir(named.At.File()), named.V)
		data, faults := o.from.read(file)
		if faults.HasErrors() { // what has to be mended is the line of the site
			faults[0].What, faults[0].At = file+": "+faults[0].What, named.At
			found = append(found, faults...)
			continue
		}
		c, faults := chapter.Load(named.V, file, data)
		found = append(found, faults...)
		if c != nil {
			chapters, inputs = append(chapters, c), append(inputs, render.File{Path: o.from.relative(file), Data: data})
		}
	}
	return chapters, inputs, found
}

// chapterNames are the chapters of the bundle, as the site chooses and orders them.
func (c compiled) chapterNames() []string {
	var names []string
	for _, chapter := range c.pack.Chapters {
		names = append(names, chapter.V)
	}
	return names
}

// unprintableChapters finds the characters of chapters that no font of the theme has.
func unprintableChapters(chapters []*chapter.Chapter, theme *themes.Theme) source.Diagnostics {
	missing := render.Unprintable(theme)
	var found source.Diagnostics
	for _, c := range chapters {
		c.Texts(func(line string, at source.Position) {
			runes, err := missing(line)
			if err != nil {
				panic(err) // themes are opened with their fonts
			}
			if len(runes) > 0 {
				found = append(found, source.Diagnostic{Code: "S172", At: at, What: fmt.Sprintf("no font of the theme can print %s", characters(runes)), Help: unprintableHelp})
			}
		})
	}
	return found
}
