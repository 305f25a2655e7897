package themes

import (
	"bytes"
	"fmt"
)

// Stylesheet is the style sheet of the HTML pages: the palettes as custom properties, a fill and a stroke class for every role
// (pictures carry classes, because pages forbid style attributes), and the theme's own rules.
func (t *Theme) Stylesheet() []byte {
	var out bytes.Buffer
	// Dark applies to screens only, so that a page printed from a dark screen is printed in the colours for paper.
	properties(&out, ":root", "light", t.Light)
	out.WriteString("@media screen {\n")
	properties(&out, ":root[data-theme=\"dark\"]", "dark", t.Dark)
	out.WriteString("}\n@media screen and (prefers-color-scheme: dark) {\n")
	properties(&out, ":root:not([data-theme=\"light\"])", "dark", t.Dark)
	out.WriteString("}\n@media print {\n")
	properties(&out, ":root", "light", t.Print)
	out.WriteString("}\n")
	for _, role := range Roles {
		fmt.Fprintf(&out, ".f-%[1]s { fill: var(--%[1]s); }\n.s-%[1]s { stroke: var(--%[1]s); }\n", role)
	}
	out.WriteByte('\n')
	out.Write(t.CSS)
	return out.Bytes()
}

func properties(out *bytes.Buffer, selector, scheme string, palette Palette) {
	fmt.Fprintf(out, "%s {\n  color-scheme: %s;\n", selector, scheme)
	for _, role := range Roles {
		fmt.Fprintf(out, "  --%s: %s;\n", role, palette[role].Hex())
	}
	out.WriteString("}\n")
}
