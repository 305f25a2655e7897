package main

import (
	"path"

	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/rulecolumns"
)

// readColumns reads the file of the customer's own columns, where the site names one. It is an input of the pack, named as the site names it.
func readColumns(o opened) (*rulecolumns.Form, []render.File, source.Diagnostics) {
	named := o.site.Worksheet.Columns
	if !named.Set() || o.doubts.Of("worksheet", "columns") {
		return nil, nil, nil
	}
	file := path.Join(path.Dir(named.At.File()), named.V)
	data, found := o.from.read(file)
	if found.HasErrors() { // what has to be mended is the line of the site
		found[0].What, found[0].At = file+": "+found[0].What, named.At
		return nil, nil, found
	}
	columns, found := rulecolumns.Load(file, data)
	return columns, []render.File{{Path: o.from.relative(file), Data: data}}, append(found, siteSecrets(file, data, found)...)
}
