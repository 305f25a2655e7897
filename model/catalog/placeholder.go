package catalog

import (
	"maps"
	"reflect"
	"regexp"
	"slices"

	"portolan/model/source"
)

// plainNames are what runbooks may ask of every site, whatever the product.
var plainNames = []string{"site.title", "site.customer", "backup.folder", "backup.every_hours", "node.host", "node.id"}

// heads are the first parts of names that mean something of their own in runbooks, so that no resource can have them.
var heads = []string{"site", "backup", "node", "set", "port", "value", "item"}

// braces finds what looks like a name; commands of other programs have uses of their own for braces.
var braces = regexp.MustCompile(`\{\{\s*([A-Za-z][A-Za-z0-9_.:-]*)\s*\}\}`)

// names checks what a runbook asks for, in {{...}} and in its list of needs: a misspelt name would leave the runbook out of every pack.
func (k *checker) names(book *Runbook) {
	known := k.namesFor(book)
	check := func(name string, at source.Position) {
		if !slices.Contains(known, name) {
			k.fault("P14", at, source.DidYouMean(name, known), "the runbook %s asks for %q, which there is not", book.ID.V, name)
		}
	}
	for _, need := range book.Needs {
		check(need.V, need.At)
	}
	eachText(reflect.ValueOf(book).Elem(), func(text str) {
		for _, found := range braces.FindAllStringSubmatch(text.V, -1) {
			check(found[1], text.At)
		}
	})
	lists := append(slices.Sorted(maps.Keys(book.Lists)), "services", "services reversed")
	for _, s := range book.Steps {
		if s.Each.Set() && !slices.Contains(lists, s.Each.V) {
			k.fault("P14", s.Each.At, source.DidYouMean(s.Each.V, lists), "the runbook %s has no list %q", book.ID.V, s.Each.V)
		}
	}
}

// namesFor lists everything that a runbook can ask for.
func (k *checker) namesFor(book *Runbook) []string {
	names := append(slices.Clone(plainNames), "item")
	for _, v := range book.Values {
		names = append(names, "value:"+v.Name.V)
	}
	for set := range k.c.Sets {
		names = append(names, "set."+set+".host")
	}
	for _, listener := range k.c.listenerIDs() {
		names = append(names, "port."+listener)
	}
	for id, r := range k.c.Resources {
		names = append(names, id+".host", id+".port")
		for fact := range r.Facts {
			names = append(names, id+"."+fact)
		}
		if _, ok := r.Facts["version"]; ok {
			names = append(names, id+".major")
		}
	}
	return names
}

// eachText visits every text of a value.
func eachText(v reflect.Value, visit func(str)) {
	if text, ok := v.Interface().(str); ok {
		visit(text)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachText(v.Field(i), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), visit)
		}
	}
}
