package svg

import (
	"slices"

	"portolan/render/layout/diagram"
	"portolan/themes"
)

// style writes the colours that this drawing uses, and no others.
func (w *writer) style(theme *themes.Theme) {
	fills, strokes := w.fills(), w.strokes()
	rules := func(palette themes.Palette) { w.rules(palette, fills, strokes) }
	w.text("<style>\n")
	rules(theme.Light)
	w.text("@media (prefers-color-scheme: dark) {\n")
	rules(theme.Dark)
	w.text("}\n@media print {\n")
	rules(theme.Print)
	w.text("}\n.hit { stroke-width: 9; pointer-events: stroke }\na:hover path:not(.hit), a:focus path:not(.hit) { stroke-width: 2 }\na:focus-visible { outline-width: 2px; outline-style: solid; outline-offset: 2px }\n</style>\n")
}

func (w *writer) rules(palette themes.Palette, fills, strokes []string) {
	if c, ok := palette["focus"]; ok {
		w.text("a:focus-visible { outline-color: " + c.Hex() + " }\n")
	}
	for _, name := range fills {
		if c, ok := palette[name]; ok {
			w.text(".f-" + name + " { fill: " + c.Hex() + " }\n")
		}
	}
	for _, name := range strokes {
		if c, ok := palette[name]; ok {
			w.text(".s-" + name + " { stroke: " + c.Hex() + " }\n")
		}
	}
}

func (w *writer) fills() []string {
	return w.colours([]string{diagram.Paper}, func(s diagram.Shape) string {
		switch s := s.(type) {
		case diagram.Path:
			return s.Fill
		case diagram.Text:
			return s.Fill
		}
		return ""
	})
}

func (w *writer) strokes() []string {
	return w.colours(nil, func(s diagram.Shape) string {
		if p, ok := s.(diagram.Path); ok {
			return p.Stroke
		}
		return ""
	})
}

// colours are sorted and each there once, so that equal drawings give equal bytes.
func (w *writer) colours(names []string, colour func(diagram.Shape) string) []string {
	for _, g := range w.d.Groups {
		for _, s := range g.Shapes {
			if c := colour(s); c != "" && !slices.Contains(names, c) {
				names = append(names, c)
			}
		}
	}
	slices.Sort(names)
	return names
}
