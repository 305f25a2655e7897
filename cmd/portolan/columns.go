package main

import (
	"path"

	"portolan/model/site"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/rulecolumns"
)

// readColumns reads the file of the customer's own columns, where the site names one. It is an input of the pack, named as the site names it.
func readColumns(s siteFolder, site *site.Site) (*rulecolumns.Form, []render.File, source.Diagnostics) {
	named := site.Worksheet.Columns
	if !named.Set() {
		return nil, nil, nil
	}
	file := path.Join(path.Dir(s.file), named.V)
	data, found := readRegular(file)
	if found.HasErrors() { // what has to be mended is the line of the site
		found[0].What, found[0].At = file+": "+found[0].What, named.At
		return nil, nil, found
	}
	columns, found := rulecolumns.Load(file, data)
	return columns, []render.File{{Path: path.Clean(named.V), Data: data}}, found
}
