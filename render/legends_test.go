package render

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/render/layout/diagram"
)

// TestLegendsExplainWhatIsDrawnAndOnlyThat compares what is painted in every picture with the samples of its legend: fills, strokes and dashes
// of zones, boxes and lines, stacks, badges, signs of changes and marks behind ports.
func TestLegendsExplainWhatIsDrawnAndOnlyThat(t *testing.T) {
	looks := map[string]bool{}
	for _, d := range everyPicture(t) {
		painted, explained := map[string]bool{}, map[string]bool{}
		for _, g := range d.drawing.Groups {
			class, _, _ := strings.Cut(g.Class, " ")
			switch class {
			case "zone", "edge", "box":
				addLooks(painted, g)
				addSigns(painted, g)
			case "label":
				addSigns(painted, g)
			case "legend":
				addLooks(explained, g)
				addSamples(explained, g)
			}
		}
		for look := range painted {
			if looks[look] = true; !explained[look] {
				t.Errorf("%s, picture %s: the legend does not explain %q", d.site, d.picture.ID, look)
			}
		}
		for look := range explained {
			if !painted[look] {
				t.Errorf("%s, picture %s: the legend explains %q, which is not there", d.site, d.picture.ID, look)
			}
		}
	}
	for _, look := range []string{"stack", "sign ±", "mark *", "look outside-fill zone-line [5 4]", "look  edge []"} {
		if !looks[look] {
			t.Errorf("no picture has %q: the test does not see what it should", look)
		}
	}
}

// addLooks notes how the shapes of a group are filled and stroked. Sheets of stacks are the same for all kinds of boxes.
func addLooks(looks map[string]bool, g diagram.Group) {
	for _, s := range g.Shapes {
		path, ok := s.(diagram.Path)
		switch badge := slices.Contains([]string{diagram.AddedLine, diagram.RemovedLine, diagram.AlteredLine}, path.Stroke); {
		case !ok:
		case path.Fill == diagram.Paper && !badge:
			looks["stack"] = true
		case path.Stroke == "": // of a head, which is as its line
		default:
			looks[fmt.Sprintf("look %s %s %v", path.Fill, path.Stroke, path.Dash)] = true
		}
	}
}

var (
	changeSigns = []string{"+", "\u2212", "\u00b1"}
	portMarks   = "*?\u00b0"
)

// portion says for how many of the hosts of a role a port is, in words that need no legend.
var portion = regexp.MustCompile("\u00a0\\(\\d+\u00a0of\u00a0\\d+\\)")

// addSigns notes the signs that stand alone or before lines, and the marks behind ports.
func addSigns(looks map[string]bool, g diagram.Group) {
	for _, s := range g.Shapes {
		text, ok := s.(diagram.Text)
		if !ok {
			continue
		}
		for _, sign := range changeSigns {
			if text.Text == sign || strings.HasPrefix(text.Text, sign+" ") {
				looks["sign "+sign] = true
			}
		}
		if strings.HasPrefix(text.Text, "\u00d7 ") {
			looks["stack"] = true
		}
		for _, word := range strings.Fields(portion.ReplaceAllString(text.Text, "")) {
			word = strings.TrimRight(word, ",")
			if marks := strings.TrimLeft(word, "0123456789/-abcdefghijklmnopqrstuvwxyz|"); marks != word && strings.Trim(marks, portMarks+"()") == "" {
				for _, mark := range marks {
					looks["mark "+string(mark)] = true
				}
			}
		}
	}
}

// addSamples notes the signs and marks that a legend has as samples, or behind a word.
func addSamples(looks map[string]bool, g diagram.Group) {
	for _, s := range g.Shapes {
		text, ok := s.(diagram.Text)
		if !ok {
			continue
		}
		if slices.Contains(changeSigns, text.Text) {
			looks["sign "+text.Text] = true
		}
		marks := text.Text
		if i := strings.LastIndex(marks, " ("); i >= 0 && strings.HasSuffix(marks, ")") {
			marks = strings.Trim(marks[i:], " ()")
		}
		if strings.Trim(marks, portMarks+"()") == "" {
			for _, mark := range marks {
				looks["mark "+string(mark)] = true
			}
		}
	}
}
