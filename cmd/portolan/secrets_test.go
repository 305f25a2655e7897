package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/decision"
	"portolan/model/secret"
	"portolan/model/secret/secrettest"
	"portolan/model/site"
	"portolan/model/source"
	"portolan/model/testenv"
	"portolan/render/content/rulecolumns"
	"portolan/themes"
)

// A planting is a file of people's, and what reads it: each key that its tables can have may hold a secret.
type planting struct {
	file  string
	text  string
	table reflect.Type // nil for texts without keys, which have PLACE where a secret can be
	args  [][]string
}

// plantings are all inputs that people write, with texts from which each is made.
func plantings(t *testing.T) []planting {
	t.Helper()
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	const answers = "json=json.out"
	check := func(args ...string) []string {
		return append([]string{"check", "--format", "pretty", "--format", answers, "--format", "github=github.out", "--format", "sarif=sarif.out"}, args...)
	}
	ofSite := [][]string{check("site"), {"build", "site", "-o", "out"}, {"explain", "L48", "site"}}
	ofProduct := [][]string{check("tide", "--catalog", "products"), {"build", "tide", "--catalog", "products", "-o", "out"}}
	theme := [][]string{check("plain", "--theme", "./theme"), {"build", "plain", "--theme", "./theme", "-o", "out"}}
	list := [][]string{{"import", "list.csv"}, {"import", "list.csv", "-o", "new"}, {"import", "list.csv", "-o", "plain"}}
	return []planting{
		{"site/site.toml", siteWithAll(read("cmd/portolan/testdata/mutated/site.toml")), reflect.TypeFor[site.Site](), ofSite},
		{"site/parts/hosts.toml", "[service_groups.all]\nname = \"ALL\"\nports = [\"tcp/443\"]\n", reflect.TypeFor[site.Site](), ofSite},
		{"site/columns.toml", read("sites/scenario-large/columns.toml"), rulecolumns.Table, ofSite},
		{"site/runbooks/change.toml", read("cmd/portolan/testdata/mutated/runbooks/change.toml"), reflect.TypeFor[catalog.Runbook](), ofSite},
		{"site/approvals.toml", read("sites/harbour-logistics/approvals.toml"), approval.Table, ofSite},
		{"site/decisions.toml", read("sites/harbour-logistics/decisions.toml"), decision.Table, ofSite},
		{"site/status.toml", "schema = 1\n", approval.RecordTable, ofSite},
		{"site/imported.toml", "schema = 1\n[of.\"nodes.central\"]\nhost = PLACE\nlists = [\"a.csv\"]\n", nil, ofSite},
		{"site/chapters/introduction.md", "# Introduction MARK\n\nA text, MARK.\n\n| a |\n|---|\n| MARK |\n", nil, ofSite},
		{"products/tide-gauge/2/product.toml", read("model/testdata/products/tide-gauge/2/product.toml"), reflect.TypeFor[catalog.Catalogue](), ofProduct},
		{"products/tide-gauge/2/gauge.toml", read("model/testdata/products/tide-gauge/2/gauge.toml"), reflect.TypeFor[catalog.Catalogue](), ofProduct},
		{"theme/theme.toml", read("themes/default/theme.toml"), themes.Table, theme},
		{"theme/site.css", "/* MARK */\nbody { color: black }\n", nil, theme},
		{"mapping.toml", "sheet = PLACE\nseparator = PLACE\n\n[columns]\nhost = PLACE\nnote = [PLACE]\n\n[words.zone]\nlab = PLACE\n", nil, [][]string{{"import", "list.csv", "--mapping", "mapping.toml"}}},
		{"list.csv", "Name,IP,Zone,Note,OS,Role,Password,MARK\nsense7,10.60.1.77,MARK,MARK,MARK,MARK,hunter2,x\nMARK,10.60.1.78,Lab,x,x,x,x,x\n", nil, list},
	}
}

// siteWithAll is a site that names a part, columns and a chapter, besides what it has.
func siteWithAll(text string) string {
	text = strings.Replace(text, "schema = 1\n", "schema = 1\ninclude = [\"parts/hosts.toml\"]\n", 1)
	return text + "\n[pack]\nchapters = [\"summary\", \"chapters/introduction.md\"]\n\n[worksheet]\ncolumns = \"columns.toml\"\n"
}

// A spot is a key at which a secret can be planted, or the number of a mark.
type spot struct {
	head string
	key  source.Key
}

// spotsOf are the keys of all tables that a file can have.
func spotsOf(table reflect.Type) []spot {
	var all []spot
	known := map[reflect.Type]bool{}
	var at func(t reflect.Type, path, before, behind string)
	at = func(t reflect.Type, path, before, behind string) {
		switch t = source.PlainType(t); {
		case t.Kind() == reflect.Slice:
			at(t.Elem(), path, "[[", "]]")
		case t.Kind() == reflect.Map:
			at(t.Elem(), path+".x", before, behind)
		case source.IsTable(t) && !known[t]:
			known[t] = true
			for _, key := range source.Keys(t) {
				head := ""
				if path != "" {
					head = before + path + behind
				}
				all = append(all, spot{head, key})
				at(key.Type, strings.TrimPrefix(path+"."+key.Name, "."), "[", "]")
			}
		}
	}
	at(table, "", "[", "]")
	return all
}

// plant puts a text at a key, into the first table of the file that is the spot's, or into one of its own.
func (s spot) plant(text, value string) string {
	quoted := tomlQuoted(value)
	switch {
	case s.key.Type.Kind() == reflect.Slice:
		quoted = "[" + quoted + "]"
	case s.key.Type.Kind() == reflect.Map:
		quoted = "{ x = " + quoted + " }"
	}
	line := s.key.Name + " = " + quoted + "\n"
	if s.head == "" {
		return line + regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(s.key.Name)+` = .*\n`).ReplaceAllString(text, "")
	}
	head := regexp.MustCompile(`(?m)^` + strings.ReplaceAll(regexp.QuoteMeta(s.head), `\.x`, `\.[\w-]+`) + `\n`)
	found := head.FindStringIndex(text)
	if found == nil {
		return text + "\n" + s.head + "\n" + line
	}
	body, rest, more := strings.Cut(text[found[1]:], "\n[")
	if more {
		rest = "\n[" + rest
	}
	body = regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(s.key.Name)+` = .*\n?`).ReplaceAllString(body, "")
	return text[:found[1]] + line + body + rest
}

func tomlQuoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}

// hiddenOf are what must not be told of a text: its secrets, and the ends of long ones.
func hiddenOf(text string) []string {
	values := secret.Values(text)
	for _, v := range values {
		if len(v) > 24 && !strings.Contains(v, "-----") {
			values = append(values, v[len(v)-16:])
		}
	}
	return values
}

// secretRoom is a folder with every input, all sound.
func secretRoom(t *testing.T, all []planting) string {
	t.Helper()
	folder := t.TempDir()
	put := func(name, text string) {
		name = filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range all {
		put(p.file, p.sound())
	}
	for from, to := range map[string]string{"model/testdata/products/tide-gauge/site.toml": "tide/site.toml", "cmd/portolan/testdata/mutated/site.toml": "plain/site.toml"} {
		data, err := os.ReadFile(filepath.Join("../..", from))
		if err != nil {
			t.Fatal(err)
		}
		put(to, string(data))
	}
	return folder
}

// sound is the file without a secret.
func (p planting) sound() string {
	text := p.text
	if p.table == nil {
		text = strings.NewReplacer("PLACE", `"x"`, "MARK", "x", "hunter2", "").Replace(text)
	}
	if strings.HasSuffix(p.file, "approvals.toml") || strings.HasSuffix(p.file, "decisions.toml") {
		text = "schema = 1\n"
	}
	return text
}

// planted are the texts of the file with one secret each, by where it is.
func (p planting) planted(value string) map[string]string {
	all := map[string]string{}
	if p.table != nil {
		for _, s := range spotsOf(p.table) {
			all[s.head+" "+s.key.Name] = s.plant(p.text, value)
		}
		return all
	}
	written := strings.ReplaceAll(value, "\n", " ")
	if strings.HasSuffix(p.file, ".csv") {
		written = `"` + strings.ReplaceAll(written, `"`, `""`) + `"`
	}
	for i := range strings.Count(p.text, "MARK") + strings.Count(p.text, "PLACE") {
		text := p.text
		for n := 0; ; n++ {
			at := regexp.MustCompile(`MARK|PLACE`).FindStringIndex(text)
			if at == nil {
				break
			}
			with, plain := written, "x"
			if text[at[0]:at[1]] == "PLACE" {
				with, plain = tomlQuoted(value), `"x"`
			}
			if n == i {
				plain = with
			}
			text = text[:at[0]] + plain + text[at[1]:]
		}
		all[fmt.Sprintf("place %d", i+1)] = text
	}
	return all
}

// TestRandomSecretsAreNeverTold plants each form of secrets at the keys that files of people can have. It is found, and no command tells it: not in a message, in no
// format, not in a line that is shown, nor in a file that is written.
func TestRandomSecretsAreNeverTold(t *testing.T) {
	all := plantings(t)
	folder := secretRoom(t, all)
	t.Chdir(folder)
	for _, args := range [][]string{{"check", "site"}, {"check", "tide", "--catalog", "products"}, {"check", "plain", "--theme", "./theme"}, {"import", "list.csv"}} {
		if said, code := runInside(args); code != 0 {
			t.Fatalf("%v: %d\n%s", args, code, said)
		}
	}
	forms, count, found := slices.Sorted(maps.Keys(secrettest.Forms)), 0, 0
	for f, p := range all {
		p.args = append(p.args, []string{"fmt", "--check", p.file})
		names := slices.Sorted(maps.Keys(p.planted("x")))
		order := rand.New(rand.NewPCG(uint64(f), 22)).Perm(len(names))
		for round := range testenv.Rounds(t, max(len(names), len(forms))) {
			found += p.tells(t, names[order[round%len(names)]], forms[count%len(forms)], round)
			count++
		}
		p.put(t, p.sound())
	}
	t.Logf("%d secrets planted, %d named; before the others something else is to be mended", count, found)
	if found < count*3/4 {
		t.Errorf("only %d of %d secrets were named", found, count)
	}
}

// tells plants a secret, and lets commands read it: the first each time, every other time one of the rest, in turn. It reports whether the first of them named it.
func (p planting) tells(t *testing.T, name, form string, round int) (named int) {
	t.Helper()
	text := secrettest.Forms[form]
	p.put(t, p.planted(text)[name])
	before := files(t)
	for i, args := range [][]string{p.args[0], p.args[1:][round/2%len(p.args[1:])]} {
		if i == 1 && round%2 == 1 {
			break
		}
		said, code := runInside(args)
		found := strings.Contains(said, "secret")
		if i == 0 && found {
			named = 1
		}
		if passes := code == 0 && args[0] != "fmt" && (args[0] != "import" || !found); passes || code == exitCrashed {
			t.Errorf("%s, %s at %s: %v ends with %d:\n%s", p.file, form, name, args, code, said)
		}
		for at, data := range files(t) {
			if !bytes.Equal(before[at], data) {
				said += "\n" + at + ":\n" + string(data)
				_ = os.Remove(at)
			}
		}
		for _, value := range hiddenOf(text) {
			if strings.Contains(said, value) {
				t.Errorf("%s, %s at %s: %v tells %q:\n%s", p.file, form, name, args, value, said)
			}
		}
	}
	return named
}

func (p planting) put(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile(p.file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// files are all files of the folder, but for those of sound sites.
func files(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			all[name], err = os.ReadFile(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// runInside runs the program within the test, which takes a tenth of the time of a process.
func runInside(args []string) (said string, code int) {
	var out bytes.Buffer
	p := newProgram()
	p.stdout, p.stderr = &out, &out
	code = p.report(p.run(context.Background(), slices.Clone(args)))
	return out.String(), code
}
