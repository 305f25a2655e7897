package reference

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"portolan/model/golden"
	"portolan/model/intake"
	"portolan/model/source"
)

// TestEveryKeyIsSaid holds the texts against the types: each table and key has a sentence, and each sentence its key.
func TestEveryKeyIsSaid(t *testing.T) {
	left := map[string]bool{}
	for table, keys := range texts() {
		for key := range keys {
			left[table+"."+key] = true
		}
	}
	for _, f := range Files {
		for _, table := range f.tables() {
			room, name := typeName(table.is)
			if table.text.Says == "" {
				t.Errorf("nothing is said of the table %s.%s", room, name)
			}
			delete(left, room+"."+name+"."+about)
			for _, key := range table.keys {
				if len(said(table.is, key).Says) < 4 {
					t.Errorf("nothing is said of %s.%s.%s", room, name, key.Name)
				}
				if form := said(table.is, key).Form; !reflect.DeepEqual(forms[form], form) && forms[form].pattern == "" && forms[form].max == 0 && !forms[form].list && form != "" {
					t.Errorf("%s.%s: unknown form %q", name, key.Name, form)
				}
				delete(left, room+"."+name+"."+key.Name)
				room, name := typeName(key.In)
				delete(left, room+"."+name+"."+key.Name)
			}
		}
	}
	for key := range left {
		t.Errorf("something is said of %s, which there is not", key)
	}
}

var schemas = map[string]*jsonschema.Schema{}

func compiled(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	if known := schemas[name]; known != nil {
		return known
	}
	f, ok := Find(name)
	if !ok {
		t.Fatalf("no file %q", name)
	}
	var doc any
	if err := json.Unmarshal(f.Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name+".json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	schemas[name] = schema
	return schema
}

// valuesOf is a file as editors hold it against a schema. ok is false where it is not TOML.
func valuesOf(t *testing.T, name string) (values any, file *source.File) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return valuesIn(t, name, data)
}

func valuesIn(t *testing.T, name string, data []byte) (values any, file *source.File) {
	t.Helper()
	file, _ = source.Parse(name, data)
	if file == nil {
		return nil, nil
	}
	tables, _ := source.Bind[map[string]source.Val[any]](file)
	out := map[string]any{}
	for key, v := range tables {
		out[key] = v.V
	}
	var plainly func(v any) any
	plainly = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for key := range v {
				v[key] = plainly(v[key])
			}
			return v
		case []map[string]any:
			var list []any
			for _, item := range v {
				list = append(list, plainly(item))
			}
			return list
		case []any:
			for i := range v {
				v[i] = plainly(v[i])
			}
			return v
		case float64:
			if math.IsInf(v, 0) || math.IsNaN(v) {
				return "no number of JSON"
			}
			return v
		case string, bool, int64:
			return v
		case time.Time:
			if v.Location().String() == "date-local" {
				return v.Format("2006-01-02")
			}
			return v.String()
		}
		return fmt.Sprint(v)
	}
	text, err := json.Marshal(plainly(out))
	if err != nil {
		t.Fatal(err)
	}
	values, err = jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return values, file
}

// good are files without faults, by the kind of file.
var good = map[string][]string{
	"site":      {"../../../sites/*/site.toml", "../../../model/testdata/failover/*.toml", "../../../model/testdata/topologies/*.toml", "../../../model/testdata/approvals/*.toml", "../../../model/testdata/findings/*.toml", "../../../model/catalog/testdata/guide/site/site.toml"},
	"part":      {"../../../model/testdata/declared/*.toml", "../../../model/testdata/parties/*.toml"},
	"mapping":   {"example/import/mapping.toml"},
	"approvals": {"../../../sites/multi*/approvals.toml"},
	"columns":   {"../../../sites/*/columns.toml"},
	"theme":     {"../../../themes/default/theme.toml"},
	"catalog":   {"../../../model/catalog/*/*/*.toml", "../../../model/catalog/infrastructure/*/*/*.toml"},
	"runbook":   {"../../../model/catalog/*/*/runbooks/*.toml", "../testdata/mutated/runbooks/*.toml"},
	"procedure": {"../../../model/catalog/*/*/procedures/*.toml"},
	"file":      {"../../../model/catalog/*/*/files/*.toml"},
}

// TestSchemasAcceptWhatIsGood holds files without faults against the schemas.
func TestSchemasAcceptWhatIsGood(t *testing.T) {
	part := compiled(t, "part")
	for kind, patterns := range good {
		schema := compiled(t, kind)
		for _, pattern := range patterns {
			files, _ := filepath.Glob(pattern)
			if len(files) == 0 {
				t.Errorf("no file %s", pattern)
			}
			for _, name := range files {
				values, file := valuesOf(t, name)
				if file == nil || file.Has("base") {
					continue
				}
				against := schema
				if kind == "site" && !file.Has("document") {
					against = part
				}
				if err := against.Validate(values); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
}

// sayable are the codes of faults that a schema can say, with every fault that they are given for. What it cannot: that an id exists, that a
// text is unique in a file, that a value fits another or the catalogue, that TOML is none.
var sayable = []string{"T05", "T06", "T07", "S01", "S02", "S04", "S05", "S07", "S08", "S09", "S10", "S12", "S16", "S19", "S42", "S45", "S49", "S51", "S52", "S80", "S83", "S208", "S216", "S270", "S290", "S291", "S296",
	"S310", "S319", "S330", "S332", "C01", "C04", "C05", "C08", "C12", "P06", "P12"}

// partly are codes of which a schema says some faults: ids of keys, and what is the same word for word.
var partly = []string{"S193", "P04"}

// unsaid are faults of these codes that a schema cannot say: an end of a flow can be a network or a name; what an included procedure asks for; a
// value that is lost because of another fault.
var unsaid = []string{"flows-for-areas.toml S07", "includes/shop/1/runbooks/one.toml T07", "includes/shop/1/runbooks/two.toml T07", "unchecked-text/shop/1/rest.toml T07"}

// TestSchemasRefuseWhatIsBad holds files with faults against the schemas: what a schema can say it refuses, as the compiler does.
func TestSchemasRefuseWhatIsBad(t *testing.T) {
	fault := regexp.MustCompile(`(?m)^(\S+\.toml):[0-9]+:[0-9]+: error\[([A-Z][0-9]+)\]`)
	refusedFor, alone, accepted := map[string]bool{}, map[string]map[string]bool{}, map[string]bool{}
	for _, folder := range []struct {
		kind, at string
		least    int // files that the schema refuses; it may become more
	}{{"site", "../../../model/testdata/bad", 60}, {"catalog", "../../../model/catalog/testdata/bad", 20}, {"columns", "../../../render/content/rulecolumns/testdata/bad", 9}} {
		lists, _ := filepath.Glob(folder.at + "/*.txt")
		files, demanded := map[string]bool{}, map[string]bool{}
		for _, list := range lists {
			text, err := os.ReadFile(list)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range fault.FindAllStringSubmatch(string(text), -1) {
				name := filepath.Join(folder.at, m[1])
				if folder.kind == "catalog" {
					name = filepath.Join(strings.TrimSuffix(list, ".txt"), m[1])
				}
				ok, seen := files[name]
				if !seen {
					values, _ := valuesOf(t, name)
					ok = values == nil || compiled(t, fileKind(folder.kind, name)).Validate(values) != nil
					files[name] = ok
					alone[name] = map[string]bool{}
				}
				alone[name][m[2]] = true
				accepted[name] = !ok
				if slices.Contains(sayable, m[2]) && !slices.Contains(unsaid, strings.TrimPrefix(filepath.ToSlash(name), folder.at+"/")+" "+m[2]) {
					if demanded[name], refusedFor[m[2]] = true, true; !ok {
						t.Errorf("%s: the schema accepts what the compiler refuses with %s", name, m[2])
					}
				}
			}
		}
		refused := 0
		for _, ok := range files {
			if ok {
				refused++
			}
		}
		if refused < folder.least {
			t.Errorf("of the files of %s the schema refuses %d; it was %d", folder.at, refused, folder.least)
		}
		t.Logf("%s: of %d files with errors the schema refuses %d; %d have an error that a schema can say", folder.kind, len(files), refused, len(demanded))
	}
	for code, e := range codeExamples() { // those by hand, of faults that no file has
		if e.Says != "" || !slices.Contains(sayable, code) {
			continue
		}
		values, _ := valuesIn(t, "over.toml", []byte(e.Bad))
		if values == nil {
			continue
		}
		if refusedFor[code] = true; compiled(t, "part").Validate(values) == nil {
			t.Errorf("the schema accepts the bad example of %s", code)
		}
	}
	for _, code := range sayable {
		if !refusedFor[code] {
			t.Errorf("no file has the fault %s any more, which the schema says", code)
		}
	}
	// A file with one fault that the schema refuses: the schema says that fault, so it is one of the list from now on.
	for name, codes := range alone {
		for code := range codes {
			if len(codes) == 1 && !accepted[name] && !slices.Contains(slices.Concat(sayable, partly), code) && code[0] != 'T' {
				t.Errorf("the schema refuses %s, which has the fault %s alone: put that into the list of what schemas say", name, code)
			}
		}
	}
}

// TestMappingSchema holds the schema of mappings against the program that reads them.
func TestMappingSchema(t *testing.T) {
	list := &intake.Table{Name: "servers.csv"}
	for _, heading := range []string{"Asset", "CPUs"} {
		list.Rows = append(list.Rows, nil)
		list.Rows[0] = append(list.Rows[0], intake.Cell{Text: heading, At: source.Place("servers.csv", 1, 1, 1)})
	}
	list.Rows = list.Rows[:1]
	for text, good := range map[string]bool{
		"separator = \";\"\ncolumns.host = \"Asset\"\ncolumns.\"facts.cores\" = [\"CPUs\"]\nwords.role.Web = \"proxy\"\n": true,
		"columns.host = \"Asset\"\nseparator = \"\\t\"\n":                                                                 true,
		"columns.host = \"Asset\"\nseparator = \";;\"\n":                                                                  false,
		"columns.host = \"Asset\"\ncolumns.hots = \"CPUs\"\n":                                                             false,
		"columns.host = 7\n":                                     false,
		"columns.host = [\"Asset\", 7]\n":                        false,
		"columns.host = \"Asset\"\nwords.role.Web = 7\n":         false,
		"columns.host = \"Asset\"\nwords.roll.Web = \"proxy\"\n": false,
		"columns.host = \"Asset\"\ncolumn.zone = \"Zone\"\n":     false,
		"columns.host = \"Asset\"\nsheet = [\"Servers\"]\n":      false,
	} {
		values, _ := valuesIn(t, "mapping.toml", []byte(text))
		if err := compiled(t, "mapping").Validate(values); (err == nil) != good {
			t.Errorf("the schema says %v of\n%s", err, text)
		}
		m, found := intake.ReadMapping("mapping.toml", []byte(text))
		if !found.HasErrors() {
			_, found = list.Records(m, []string{"facts.cores"})
		}
		if found.HasErrors() == good {
			t.Errorf("the program says %v of\n%s", found, text)
		}
	}
}

// TestEditorsSeeKeys: editors by Taplo complete no key of a table whose schema has allOf, oneOf or anyOf beside its properties.
func TestEditorsSeeKeys(t *testing.T) {
	for _, f := range Files {
		var schema struct {
			Definitions map[string]object `json:"definitions"`
		}
		if err := json.Unmarshal(f.Schema(), &schema); err != nil {
			t.Fatal(err)
		}
		n := 0
		for name, table := range schema.Definitions {
			if table["properties"] == nil {
				continue
			}
			n++
			for _, word := range []string{"allOf", "oneOf", "anyOf"} {
				if table[word] != nil {
					t.Errorf("schema %s: %s beside the properties of %s", f.Name, word, name)
				}
			}
		}
		if n == 0 {
			t.Errorf("schema %s has no table", f.Name)
		}
	}
}

// fileKind is the kind of a file of a catalogue, by its folder.
func fileKind(kind, name string) string {
	if folder := filepath.Base(filepath.Dir(name)); kind == "catalog" {
		return cmp.Or(map[string]string{"runbooks": "runbook", "procedures": "procedure", "files": "file"}[folder], kind)
	}
	return kind
}

// TestPage holds the reference as it is in the repository, and that each key has an example. Of a theme, the program's own is the example.
func TestPage(t *testing.T) {
	for _, f := range Files {
		if f.Part || f.Name == "theme" {
			continue
		}
		for _, table := range f.tables() {
			if _, first := firstIn(table.is); first != f.Name {
				continue
			}
			if _, missing := shown(table, allCuts()[f.Name][table.is]); len(missing) > 0 {
				t.Errorf("%s, %s: no example shows %s", f.Name, table.title(), strings.Join(missing, ", "))
			}
		}
	}
	golden.Check(t, "REFERENCE.md", Whole())
}
