package catalog

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"portolan/model/source"
)

// Filters change a value before it is quoted for its shell.
var Filters = []string{"literal", "identifier", "url"}

// A Fragment is a part of a text: words as they stand, or a name to be filled in.
type Fragment struct{ Text, Name, Filter string }

// Fragments takes a text with names apart. What stands in braces and looks like no name is left as it stands: commands of other programs have uses
// of their own for braces.
func Fragments(s string) []Fragment { return AppendFragments(nil, s) }

// AppendFragments adds those of a text to others.
func AppendFragments(out []Fragment, s string) []Fragment {
	if s == "" {
		return out
	}
	last, from := 0, 0
	for {
		at := strings.Index(s[from:], openBraces)
		if at < 0 {
			break
		}
		at += from
		f, length := nameAt(s[at:])
		if length == 0 {
			from = at + 1
			continue
		}
		if at > last {
			out = append(out, Fragment{Text: s[last:at]})
		}
		out = append(out, f)
		last, from = at+length, at+length
	}
	if last < len(s) {
		out = append(out, Fragment{Text: s[last:]})
	}
	return out
}

// HasNames tells whether a text can have names to be filled in; one that has none is as it stands.
func HasNames(s string) bool { return strings.Contains(s, openBraces) }

const (
	openBraces, closeBraces = "{{", "}}"
	blanks                  = " \t\n\f\r"
)

// nameAt reads the name, and perhaps the filter, that a text begins with, and says how long it is with its braces; 0 where there is none.
func nameAt(s string) (Fragment, int) {
	rest := unblanked(s[len(openBraces):])
	name := leading(rest, func(c byte, i int) bool {
		return isLetter(c) || i > 0 && (isDigit(c) || strings.IndexByte("_.:-", c) >= 0)
	})
	if name == "" {
		return Fragment{}, 0
	}
	f := Fragment{Name: name}
	rest = unblanked(rest[len(name):])
	if behind, filtered := strings.CutPrefix(rest, "|"); filtered {
		behind = unblanked(behind)
		if f.Filter = leading(behind, func(c byte, _ int) bool { return isLetter(c) }); f.Filter == "" {
			return Fragment{}, 0
		}
		rest = unblanked(behind[len(f.Filter):])
	}
	if !strings.HasPrefix(rest, closeBraces) {
		return Fragment{}, 0
	}
	return f, len(s) - len(rest) + len(closeBraces)
}

// unblanked is a text from its first character on that is no blank.
func unblanked(s string) string {
	for s != "" && strings.IndexByte(blanks, s[0]) >= 0 {
		s = s[1:]
	}
	return s
}

// leading is the part that a text begins with of which every character is wanted.
func leading(s string, wanted func(c byte, i int) bool) string {
	n := 0
	for n < len(s) && wanted(s[n], n) {
		n++
	}
	return s[:n]
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// names checks what a runbook or a generated file asks for, in {{...}} and in its list of needs: a misspelt name would leave it out of
// every pack.
func (k *checker) names(what, id string, needs strs, values []Value, thing any) {
	known := k.namesWith(values)
	check := func(name string, at source.Position) {
		if !slices.Contains(known, name) {
			k.fault("P14", at, source.DidYouMean(name, known), "%s %s refers to unknown %q", what, id, name)
		}
	}
	for _, need := range needs {
		check(need.V, need.At)
	}
	eachText(reflect.ValueOf(thing).Elem(), func(text str) {
		for _, f := range Fragments(text.V) {
			if f.Name != "" && !(strings.HasPrefix(f.Name, givenPrefix) && k.inProcedure(text.At)) { // which the procedure is told
				check(f.Name, text.At)
			}
			if f.Filter != "" && !slices.Contains(Filters, f.Filter) {
				k.fault("P14", text.At, source.DidYouMean(f.Filter, Filters), "there is no filter %q", f.Filter)
			}
		}
	})
}

// lists are the names that a step's "each" can have.
func (k *checker) lists(own map[string]strs) []string {
	return slices.Concat(slices.Sorted(maps.Keys(own)), slices.Sorted(maps.Keys(k.c.RunbookLists)), []string{eachServices, eachServices + " reversed", eachNodesOf + "SET", eachAddresses + "SET"})
}

// each checks what a command is repeated over.
func (k *checker) each(each str, own map[string]strs) {
	if !each.Set() {
		return
	}
	e := ParseEach(each.V)
	resource, isResource := strings.CutPrefix(e.Name, onResource)
	switch {
	case e.Of == EachService:
		for _, id := range slices.Concat(e.Only, e.But) {
			known(k, "service", source.V(id, each.At), k.c.Services)
		}
	case e.Of == EachAddress && isResource:
		known(k, "resource", source.V(resource, each.At), k.c.Resources)
	case e.Of == EachNode, e.Of == EachAddress:
		known(k, "set", source.V(e.Name, each.At), k.c.Sets)
	default:
		if names := k.lists(own); !slices.Contains(names[:len(names)-4], e.Name) {
			k.fault("P14", each.At, source.DidYouMean(each.V, names), "there is no list %q", each.V)
		}
	}
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
