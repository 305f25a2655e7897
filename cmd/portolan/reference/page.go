package reference

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"portolan/model/source"
)

// Page is the reference of one kind of file, in Markdown.
func (f File) Page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\nSchema: `portolan schema %s`.\n", capital(f.Is), f.Name)
	tables := f.tables()
	for _, t := range tables {
		if head, elsewhere := firstIn(t.is); elsewhere != f.Name {
			fmt.Fprintf(&b, "\n### %s\n\nAs %s in %s.\n", t.title(), head, elsewhere)
			continue
		}
		f.section(&b, t, tables)
	}
	return b.String()
}

// Whole is the reference of all kinds of files.
func Whole() string {
	var b strings.Builder
	b.WriteString("# Reference of keys\n\nEvery key of every file that the program reads: `portolan guide reference` prints this page, `portolan guide reference site` that of one kind of file, `portolan schema site` a\n" +
		"JSON Schema for editors. Examples are cut from sites and catalogues that come with the program. `ID` is an id of your own: small letters,\ndigits and hyphens.\n")
	for _, f := range Files {
		if !f.Part {
			b.WriteString("\n" + f.Page())
		}
	}
	return b.String()
}

// firstIn is where a table is described: the first kind of file that has it, and its head there.
func firstIn(t reflect.Type) (head, name string) {
	for _, f := range Files {
		for _, known := range f.tables() {
			if known.is == t {
				return known.title(), f.Name
			}
		}
	}
	return "", ""
}

func (t *table) title() string {
	if len(t.heads) == 0 {
		return "Keys at the top"
	}
	return "`" + strings.Join(t.heads[:min(2, len(t.heads))], "`, `") + "`"
}

func (f File) section(b *strings.Builder, t *table, tables []*table) {
	fmt.Fprintf(b, "\n### %s\n\n%s%s%s\n\n", t.title(), sentence(t.text.Says), t.conditions(), t.referredTo(tables))
	b.WriteString("| key | value | needed | meaning |\n|---|---|---|---|\n")
	for _, key := range t.keys {
		says := said(t.is, key)
		needed := ""
		switch {
		case key.Unless != "":
			needed = "unless `" + key.Unless + "`"
		case key.Required || says.Needed:
			needed = "yes"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s |\n", key.Name, cell(valueOf(t.is, key, says)), needed, cell(meaning(says)))
	}
	chosen, _ := shown(t, allCuts()[f.Name][t.is])
	if len(chosen) > 0 {
		fmt.Fprintf(b, "\n```toml\n%s\n```\n", strings.Join(chosen, "\n\n"))
	}
}

// conditions are what must be there of several keys.
func (t *table) conditions() string {
	says := ""
	for _, c := range []struct {
		keys []string
		what string
	}{{t.text.One, " Exactly one of %s is needed."}, {t.text.Any, " One of %s is needed."}, {t.text.Apart, " Only one of %s."}} {
		if len(c.keys) > 0 {
			says += fmt.Sprintf(c.what, "`"+strings.Join(c.keys, "`, `")+"`")
		}
	}
	return says
}

// referredTo is which keys name ids of the table.
func (t *table) referredTo(tables []*table) string {
	for _, head := range t.heads {
		name, isTable := strings.CutSuffix(strings.Trim(head, "[]"), ".ID")
		if !isTable || strings.Contains(name, ".") {
			continue
		}
		var by []string
		for _, r := range references(tables, name) {
			if at := "`" + strings.TrimSpace(r.head+" "+r.key) + "`"; !slices.Contains(by, at) {
				by = append(by, at)
			}
		}
		if len(by) > 0 {
			return " Referred to by " + strings.Join(by, ", ") + "."
		}
	}
	return ""
}

func meaning(says text) string {
	out := sentence(says.Says)
	if says.Default != "" {
		out += " When absent: " + strings.TrimSuffix(says.Default, ".") + "."
	}
	if says.Refers != "" {
		out += " Refers to `" + strings.Join(strings.Fields(says.Refers), "`, `") + "`."
	}
	return out
}

// valueOf is what kind of value a key has.
func valueOf(table reflect.Type, key source.Key, says text) string {
	if list := choices(table, key); list != nil {
		return "`" + strings.Join(list, "`, `") + "`"
	}
	return kindOf(key.Type, forms[says.Form], 1)
}

func kindOf(t reflect.Type, f form, n int) string {
	plural := func(one, many string) string { return map[bool]string{true: one, false: many}[n == 1] }
	switch t = source.PlainType(t); t.Kind() {
	case reflect.Slice:
		return kindOf(t.Elem(), f, 2)
	case reflect.Map:
		return "table of " + kindOf(t.Elem(), f, 2)
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Float64:
		if f.max > f.min {
			return fmt.Sprintf("%s, %d to %d", plural("number", "numbers"), f.min, f.max)
		}
		return plural("number", "numbers")
	case reflect.Interface:
		if f.words != "" {
			return f.words
		}
		return plural("value", "values")
	case reflect.String:
		if f.words != "" {
			return plural(f.words, manyOf(f.words))
		}
		return plural("text", "texts")
	}
	if source.IsTable(t) {
		return plural("table", "tables")
	}
	return plural("date", "dates")
}

func manyOf(word string) string {
	first, rest, _ := strings.Cut(word, " ")
	switch word {
	case "address":
		return "addresses"
	case "address or network":
		return "addresses or networks"
	case "host name":
		return "host names"
	}
	return strings.TrimSpace(first + "s " + rest)
}

// sentence begins with a capital and ends with a point.
func sentence(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(r)) + text[size:]
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, ":") {
		return text
	}
	return text + "."
}

func capital(text string) string { return strings.TrimSuffix(sentence(text), ".") }

func cell(text string) string { return strings.ReplaceAll(text, "|", "\\|") }
