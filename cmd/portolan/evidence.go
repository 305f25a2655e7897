package main

import (
	"fmt"
	"path"
	"path/filepath"

	"portolan/model/drift"
	"portolan/model/source"
	"portolan/render"
)

// readEvidence reads the evidence that a site names as its own, [pack] evidence: a folder beside the site's file, whose files are inputs of the pack.
func readEvidence(o opened) (*collection, []render.File, source.Diagnostics) {
	named := o.site.Pack.Evidence
	if !named.Set() || o.doubts.Of("pack", "evidence") {
		return nil, nil, nil
	}
	if !filepath.IsLocal(filepath.FromSlash(named.V)) || path.Clean(named.V) == "." {
		return nil, nil, source.Diagnostics{{Code: "I01", At: named.At, What: fmt.Sprintf("%q is no folder of the site's folder", named.V), Help: "put the evidence into a folder beside the site's file, as in evidence = \"evidence\""}}
	}
	folder := path.Join(path.Dir(named.At.File()), named.V)
	var c *collection
	found := linkedOut(path.Dir(named.At.File()), folder)
	if !found.HasErrors() {
		c, found = collectionIn(folder)
	}
	if c == nil { // what has to be mended is the line of the site
		found[0].What, found[0].At = found[0].At.File()+": "+found[0].What, named.At
		return nil, nil, found
	}
	if unread := c.unread(); unread.HasErrors() {
		return nil, nil, unread
	}
	texts := c.inputs()
	for i := range texts {
		texts[i].Path = o.from.relative(texts[i].Path)
	}
	return c, texts, found
}

// report is what the site's own evidence shows, or nil where it has none.
func (c compiled) report() *drift.Report {
	if c.evidence == nil {
		return nil
	}
	return drift.Compare(c.plan, c.evidence)
}
