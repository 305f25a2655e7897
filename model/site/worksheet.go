package site

import (
	"fmt"
	"strings"

	"portolan/model/source"
)

// Worksheet says how the customer wants rule sheets.
type Worksheet struct {
	At      source.Position
	Columns str `toml:"columns"` // a file of the customer's own columns, seen from the site's folder; the caller reads it
}

// worksheet checks that the file of columns is named in a way that means the same on every machine that the site is copied to.
func (k *checker) worksheet() {
	v := k.site.Worksheet.Columns
	if v.Set() && (strings.HasPrefix(v.V, "/") || strings.ContainsAny(v.V, `\\:`) || !strings.HasSuffix(v.V, ".toml")) {
		k.fault("S80", v.At, fmt.Sprintf("write it as seen from the site's folder, with %q, as in %q", "/", "columns.toml"), "%q is no TOML file as seen from the site's folder", v.V)
	}
}
