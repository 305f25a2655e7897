package themes

import (
	"fmt"
	"math"

	"portolan/model/source"
)

// least contrasts that WCAG 2.2 AA asks: of text, and of lines that carry meaning.
const (
	ofText  = 4.5
	ofLines = 3.0
)

// grounds are the colours that stand on each other in pages, pictures and on paper, with the contrast that they need.
var grounds = []struct {
	least       float64
	under, over []string
}{
	{ofText, []string{"paper", "panel", "zebra", "code-fill"}, []string{"ink", "muted", "accent", "note", "warning", "danger"}},
	{ofText, []string{"note-fill", "warning-fill", "danger-fill"}, []string{"ink", "accent", "muted"}},
	{ofText, []string{"note-fill"}, []string{"note"}},
	{ofText, []string{"warning-fill"}, []string{"warning"}},
	{ofText, []string{"danger-fill"}, []string{"danger"}},
	{ofText, []string{"accent"}, []string{"accent-ink"}},
	{ofText, []string{"paper", "zone-fill", "outside-fill", "node-fill", "server-fill", "balancer-fill", "proxy-fill", "external-fill", "clients-fill", "summary-fill"}, []string{"label-ink", "ink", "muted"}},
	{ofLines, []string{"paper", "panel", "code-fill"}, []string{"focus"}},
	{ofText, []string{"matrix-1", "matrix-2", "matrix-3", "matrix-4"}, []string{"ink", "label-ink"}},
	{ofText, []string{"paper"}, []string{"added-line", "removed-line", "altered-line"}},
	{ofLines, []string{"paper", "zone-fill", "outside-fill"}, []string{"here-line", "added-line", "removed-line", "altered-line", "edge", "edge-standby", "edge-disputed", "edge-optional"}},
	{ofLines, []string{"paper"}, []string{"matrix-line", "zone-line"}},
	{ofLines, []string{"paper", "zone-fill"}, []string{"node-line", "server-line", "balancer-line", "proxy-line", "external-line", "clients-line", "summary-line"}},
}

// faint are the colours of a palette that cannot be told from the grounds they stand on. Each is told once, where it is written, with the ground on which it
// is worst.
func faint(name string, palette Palette, table colours) source.Diagnostics {
	var found source.Diagnostics
	told := map[string]bool{}
	for _, g := range grounds {
		for _, over := range g.over {
			ink, ok := palette[over]
			worst, on := math.Inf(1), ""
			for _, under := range g.under {
				ground, there := palette[under]
				if c := Contrast(ink, ground); ok && there && c < worst {
					worst, on = c, under
				}
			}
			if worst >= g.least || told[over] {
				continue
			}
			told[over] = true
			help := fmt.Sprintf("readers need at least %.1f:1 (WCAG 2.2 AA); take a darker or a lighter colour", g.least)
			found = append(found, fault("H05", table.V[over].At, help, "%s.%s has a contrast of %.2f:1 with %s", name, over, worst, on))
		}
	}
	return found
}

// Contrast is the ratio of the luminances of two colours as WCAG defines it, from 1 to 21.
func Contrast(a, b Colour) float64 {
	la, lb := a.luminance(), b.luminance()
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func (c Colour) luminance() float64 {
	linear := func(channel uint8) float64 {
		v := float64(channel) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
