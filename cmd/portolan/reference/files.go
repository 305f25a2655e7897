// Package reference says which keys the files of a site, a catalogue and a theme can have: as pages for people and as JSON Schemas for editors. Both follow
// from the types that the files are read into, and from one text for each key. It reads no file of a user and checks nothing.
package reference

import (
	"reflect"
	"strings"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/decision"
	"portolan/model/intake"
	"portolan/model/plan"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/rulecolumns"
	"portolan/themes"
)

// A File is a kind of file that people write.
type File struct {
	Name string // of its schema
	Is   string // where it is, for readers
	Part bool   // tables need not have the keys that they need as a whole

	roots   []reflect.Type // of several the first whose mark the file has, else the last
	mark    string         // a key
	oneLine bool           // each text is printed on one line
}

// Files are all kinds, in the order in which a newcomer meets them.
var Files = []File{
	{Name: "site", Is: "`site.toml`: a site", roots: []reflect.Type{reflect.TypeFor[site.Site]()}, oneLine: true},
	{Name: "part", Is: "a file that a site includes, or an environment: a `site.toml` with `base`", Part: true, roots: []reflect.Type{reflect.TypeFor[site.Site]()}, oneLine: true},
	{Name: "columns", Is: "`columns.toml`: a customer's own columns of rule sheets", roots: []reflect.Type{rulecolumns.Table}},
	{Name: "runbook", Is: "`runbooks/NAME.toml` of a site or catalogue: a runbook, or changes to one", mark: "changes",
		roots: []reflect.Type{reflect.TypeFor[site.BookChanges](), reflect.TypeFor[catalog.Runbook]()}},
	{Name: "approvals", Is: "`approvals.toml`: what was approved, written by `portolan approve`", roots: []reflect.Type{approval.Table}, oneLine: true},
	{Name: "status", Is: "`status.toml`: what a firewall team returned of rules, written by `portolan import-status`", roots: []reflect.Type{approval.RecordTable}, oneLine: true},
	{Name: "decisions", Is: "`decisions.toml`: what was decided on open items, written by `portolan decide`", roots: []reflect.Type{decision.Table}, oneLine: true},
	{Name: "mapping", Is: "a mapping of `portolan import`: what columns and words of a list mean", roots: []reflect.Type{intake.MappingTable}},
	{Name: "theme", Is: "`theme.toml`: colours, fonts and logo", roots: []reflect.Type{themes.Table}},
	{Name: "catalog", Is: "`PRODUCT/EDITION/NAME.toml` of a catalogue", roots: []reflect.Type{reflect.TypeFor[catalog.Catalogue]()}},
	{Name: "procedure", Is: "`PRODUCT/EDITION/procedures/NAME.toml` of a catalogue: steps that runbooks include", roots: []reflect.Type{reflect.TypeFor[catalog.Procedure]()}},
	{Name: "file", Is: "`PRODUCT/EDITION/files/NAME.toml` of a catalogue: a file that is generated for hosts", roots: []reflect.Type{reflect.TypeFor[catalog.Generated]()}},
}

// Find finds a kind of file by its name.
func Find(name string) (File, bool) {
	for _, f := range Files {
		if f.Name == name {
			return f, true
		}
	}
	return File{}, false
}

// typeName is how the texts and the closed lists name a type: its package and itself.
func typeName(t reflect.Type) (room, name string) {
	return t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:], t.Name()
}

// choices are the closed list of a key's values, or nil.
func choices(table reflect.Type, key source.Key) []string {
	if own := closed(table, key.Name); own != nil {
		return own
	}
	return closed(key.In, key.Name)
}

func closed(in reflect.Type, key string) []string {
	room, name := typeName(in)
	lists := map[string]map[string][]string{"approval": {"writtenRecord.status": plan.Statuses}, "site": site.Choices, "catalog": catalog.Choices, "rulecolumns": {"fileColumn.value": rulecolumns.Names(), "fileColumn.values": rulecolumns.Names()}}
	if room == "site" && name == "Pack" && key == "dialects" {
		return render.Dialects()
	}
	return lists[room][name+"."+key]
}
