package themes

import (
	"fmt"
	"strconv"
)

// A Colour is an opaque colour.
type Colour struct{ R, G, B uint8 }

// A Palette names the colours of one presentation (light, dark, print) by role, for instance "ink", "paper", "node-fill".
type Palette map[string]Colour

// Roles are the names of a palette: every palette has exactly these. Those of documents come first, then those of diagrams.
var Roles = []string{
	"ink", "paper", "muted", "line", "accent", "accent-ink", "panel", "zebra",
	"note", "note-fill", "warning", "warning-fill", "danger", "danger-fill", "code-fill", "focus",
	"zone-fill", "zone-line", "outside-fill", "node-fill", "node-line", "server-fill", "server-line",
	"balancer-fill", "balancer-line", "proxy-fill", "proxy-line", "external-fill", "external-line",
	"clients-fill", "clients-line", "edge", "edge-standby", "edge-disputed", "edge-optional", "label-ink",
	"summary-fill", "summary-line", "here-line", "added-line", "removed-line", "altered-line",
	"matrix-line", "matrix-1", "matrix-2", "matrix-3", "matrix-4",
}

// Hex is the colour as CSS and TOML write it: "#rrggbb".
func (c Colour) Hex() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// parseColour reads "#rrggbb" and nothing else: short forms and names would make two spellings of one colour.
func parseColour(text string) (Colour, error) {
	if len(text) == 7 && text[0] == '#' {
		if v, err := strconv.ParseUint(text[1:], 16, 32); err == nil {
			return Colour{uint8(v >> 16), uint8(v >> 8), uint8(v)}, nil
		}
	}
	return Colour{}, fmt.Errorf("%q is not a colour", text)
}
