package intake

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"portolan/model/source"
)

//go:embed formats/*.toml
var formatFiles embed.FS

// A Format is what is known of the answers of one interface. All of it is data, each field with the place in public code from which its name is known.
type Format struct {
	Says    source.Val[string]   `toml:"says,required"`
	Inside  []source.Val[string] `toml:"inside"` // fields of an answer that hold the objects
	Answers []Answer             `toml:"answers,required"`
}

// An Answer is one kind of objects.
type Answer struct {
	Of       source.Val[string]   `toml:"of,required"`  // the call that gives it
	Has      []source.Val[string] `toml:"has,required"` // fields by which it is told
	Source   source.Val[string]   `toml:"source,required"`
	Services []source.Val[string] `toml:"services"` // that run on every such host
	Why      source.Val[string]   `toml:"why"`      // of them
	Fields   []AnswerField        `toml:"fields"`   // none, where a site keeps nothing of it
}

// AnswerField is what one field of an object says: a key of a host, a service that runs there, or something to decide.
type AnswerField struct {
	Path    source.Val[string]            `toml:"path,required"`
	Key     source.Val[string]            `toml:"key"`
	Service source.Val[string]            `toml:"service"` // where the field is true
	Decide  source.Val[string]            `toml:"decide"`  // with {value}
	Unless  []source.Val[string]          `toml:"unless"`  // values that need no decision
	Words   map[string]source.Val[string] `toml:"words"`   // what values are called in a site; others are not taken over
	Source  source.Val[string]            `toml:"source"`  // where it is not that of the answer
}

// Formats are all of them, in the order of their files.
var Formats = sync.OnceValue(func() (all []Format) {
	names, err := fs.Glob(formatFiles, "formats/*.toml")
	if err != nil {
		panic(err) // the pattern is the program's own
	}
	for _, name := range names {
		data, err := formatFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		file, found := source.Parse(name, data)
		if file == nil {
			panic(fmt.Sprint(found))
		}
		f, found := source.Bind[Format](file)
		if len(found) > 0 {
			panic(fmt.Sprint(found))
		}
		all = append(all, f)
	}
	return all
})

// Answers reads what an interface answered.
func Answers(name string, data []byte) (*List, source.Diagnostics) {
	v, found := parseAnswer(name, data)
	if v == nil {
		return nil, found
	}
	list, counts := &List{Name: name}, map[*Answer]int{}
	var kinds []*Answer
	for _, o := range objects(v) {
		a := kindOf(o)
		if a == nil {
			if len(found) == 0 {
				found = append(found, warn("M07", o.at, "known are "+knownAnswers(), "nothing is taken over from an object that is of no known kind"))
			}
			continue
		}
		if counts[a]++; counts[a] == 1 {
			kinds = append(kinds, a)
		}
		if r := a.record(o); len(r.Values) > 0 {
			list.Records = append(list.Records, r)
		}
	}
	for _, a := range kinds {
		what := ""
		if len(a.Fields) == 0 {
			what = "; a site keeps nothing of them"
		}
		list.Said = append(list.Said, fmt.Sprintf("%d of %s%s", counts[a], a.Of.V, what))
	}
	return list, found
}

func knownAnswers() string {
	var calls []string
	for _, f := range Formats() {
		for _, a := range f.Answers {
			calls = append(calls, a.Of.V)
		}
	}
	return strings.Join(calls, ", ")
}

// objects are those of an answer: itself, the items of a list, or what the fields hold that wrap lists.
func objects(v *value) []*value {
	if v.fields != nil {
		for _, f := range Formats() {
			for _, inside := range f.Inside {
				if list := v.fields[inside.V]; list != nil && list.items != nil {
					return objects(list)
				}
			}
		}
		return []*value{v}
	}
	var all []*value
	for _, item := range v.items {
		if item.items != nil || item.fields == nil {
			continue
		}
		all = append(all, item)
	}
	return all
}

// kindOf is the first kind whose fields an object has.
func kindOf(o *value) *Answer {
	for _, f := range Formats() {
		for i := range f.Answers {
			a := &f.Answers[i]
			if !slices.ContainsFunc(a.Has, func(path source.Val[string]) bool { return !o.has(strings.Split(path.V, ".")) }) {
				return a
			}
		}
	}
	return nil
}

// has reports whether there is a field, be it null.
func (v *value) has(path []string) bool {
	last := len(path) - 1
	in := v.get(path[:last])
	return in != nil && in.fields[path[last]] != nil
}

func (a *Answer) record(o *value) Record {
	r := Record{At: o.at}
	var services []string
	for _, s := range a.Services {
		services = append(services, s.V)
	}
	at := o.at
	for _, f := range a.Fields {
		v := o.get(strings.Split(f.Path.V, "."))
		if v == nil || v.text == "" {
			continue
		}
		switch word, known := f.Words[v.text]; {
		case f.Service.Set():
			if v.text == "true" {
				services, at = append(services, f.Service.V), v.at
			}
		case f.Decide.Set():
			if !source.Contains(f.Unless, v.text) {
				r.Values = append(r.Values, Value{"decide", strings.ReplaceAll(f.Decide.V, "{value}", v.text), v.at, f.Path.V})
			}
		case len(f.Words) == 0:
			r.Values = append(r.Values, Value{f.Key.V, v.text, v.at, f.Path.V})
		case known:
			r.Values = append(r.Values, Value{f.Key.V, word.V, v.at, f.Path.V})
		}
	}
	if len(services) > 0 {
		r.Values = append(r.Values, Value{"services", strings.Join(services, ","), at, "services"})
	}
	return r
}
