package main

import (
	"fmt"
	"slices"

	"portolan/model/site"
	"portolan/model/source"
	"portolan/render"
)

// unknownDialects finds dialects of rule files that the site names and that there are not.
func unknownDialects(o opened) source.Diagnostics {
	var found source.Diagnostics
	for _, d := range o.site.Pack.Dialects {
		if known := render.Dialects(); !slices.Contains(known, d.V) {
			found = append(found, source.Diagnostic{Code: "S319", At: d.At, What: fmt.Sprintf("rule files have no dialect %q", d.V), Help: source.OneOf(d.V, known)})
		}
	}
	return found
}

// dialectsOf are the dialects that a site chooses for its pack; none where it leaves that to the systems of its hosts.
func dialectsOf(p site.Pack) []string { return source.Strings(p.Dialects) }
