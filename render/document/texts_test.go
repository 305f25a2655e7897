package document

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// silent are texts of blocks that name things for programs, or stand on paper beside what the reader is told: the title of a procedure is that
// of the step that a book prints in its place.
var silent = []string{"ID", "Key", "Path", "Labels", "Shared.Title"}

// fill gives every text in a value a word of its own, which it returns.
func fill(v reflect.Value, path string, words *[]string) {
	switch v.Kind() {
	case reflect.String:
		for _, name := range silent {
			if strings.HasSuffix(path, "."+name) || strings.Contains(path, ".Step."+name) {
				return
			}
		}
		v.SetString(fmt.Sprintf("w%d", len(*words)))
		*words = append(*words, v.String()+" "+path)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), path, words)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Ref]() {
			return // says nothing: it leads
		}
		for i := range v.NumField() {
			fill(v.Field(i), path+"."+v.Type().Field(i).Name, words)
		}
	}
}

// TestTextsOfEveryBlock fills every kind of block and expects to be told each of its texts.
func TestTextsOfEveryBlock(t *testing.T) {
	for _, block := range []Block{Heading{}, Prose{}, Text{}, Fields{}, Table{}, Figure{}, Callout{}, Step{}, Checklist{}, List{}, Index{}, Signatures{}} {
		v := reflect.New(reflect.TypeOf(block)).Elem()
		var words []string
		fill(v, "."+v.Type().Name(), &words)
		if table, ok := v.Interface().(Table); ok {
			table.Empty = "" // printed only where there are no rows
			v.Set(reflect.ValueOf(table))
		}
		said := map[string]bool{}
		for where, text := range Texts(&Document{Blocks: []Block{v.Interface().(Block)}}) {
			if !strings.HasPrefix(where, "block 1 (") {
				t.Errorf("%T: %q stands at %q", block, text, where)
			}
			said[text] = true
		}
		for _, word := range words {
			text, path, _ := strings.Cut(word, " ")
			if !said[text] && path != ".Table.Empty" && path != ".Signatures.Empty" && path != ".Signatures.Labels.Open" {
				t.Errorf("%s is not told", path)
			}
		}
	}
}

// TestTextsStop: who has heard enough is told no more.
func TestTextsStop(t *testing.T) {
	n := 0
	for range Texts(&Document{Title: "a", Blocks: []Block{Text{"b"}, Text{"c"}}}) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d texts", n)
	}
}
