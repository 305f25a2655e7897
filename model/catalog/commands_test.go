package catalog

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/source"
)

// documented are forms of commands, or of paths, that stand in one place.
type documented struct {
	From    str              `toml:"from,required"`
	Forms   strs             `toml:"forms,required"`
	Mark    str              `toml:"mark"`
	Marked  str              `toml:"marked"`
	Changes source.Val[bool] `toml:"changes"`
}

// commandTable is the table of what documents say of commands that no test runs.
type commandTable struct {
	Commands []documented `toml:"commands,required"`
	Paths    []documented `toml:"paths,required"`

	used map[string]bool // forms that something prints
}

func readCommands(t *testing.T) *commandTable {
	t.Helper()
	data, err := os.ReadFile("testdata/commands.toml")
	if err != nil {
		t.Fatal(err)
	}
	file, found := source.Parse("commands.toml", data)
	if file == nil {
		t.Fatal(found)
	}
	table, found := source.Bind[commandTable](file)
	if len(found) > 0 {
		t.Fatal(found)
	}
	table.used = map[string]bool{}
	return &table
}

// printed is a command as its words. Prose that only names one may leave out its arguments.
type printed struct {
	words []string
	named bool
}

var (
	substitute = regexp.MustCompile(`\$\(([^()]*)\)`)
	onFiler    = regexp.MustCompile(`"((?:volume|vserver|snapmirror) [^"]*)"`)
	separator  = regexp.MustCompile(`&&|\|&?|[<>] ?|\n`)
	unrun      = regexp.MustCompile(`^\s*(?:sudo )?(?:/usr/pgsql-\S+/bin/)?((?:tscli|volume|vserver|snapmirror|pg_[a-z]+cluster|pg_lsclusters|pg_conftool|postgresql-\S*setup|systemctl|dnf|apt-get|semanage|restorecon|firewall-cmd|ufw) .*)`)
	shellWord  = regexp.MustCompile(`(?:'[^']*'|"[^"]*"|[^\s'"])+`)
	packaged   = regexp.MustCompile(`/(?:usr/(?:lib/postgresql|pgsql)|var/(?:lib/(?:pgsql|postgresql)|log/postgresql)|etc/postgresql)[^\s'"` + "`" + `,;:]*`)
)

// commandsIn are the commands of a text that no test runs: those of a script, and those that prose names as code.
func commandsIn(text string) []printed {
	var out []printed
	for _, span := range codeSpan.FindAllStringSubmatch(text, -1) {
		for _, c := range scriptCommands(span[1]) {
			out = append(out, printed{c.words, true})
		}
	}
	return append(out, scriptCommands(codeSpan.ReplaceAllString(text, ""))...)
}

// commandsOf are the commands of a text of a catalogue, once with each unit that they may be about.
func commandsOf(cat *Catalogue, text string) []printed {
	var out []printed
	for _, v := range cat.RunbookValues {
		if name := "{{value:" + v.Name.V + "}}"; strings.HasSuffix(v.Name.V, "-unit") && strings.Contains(text, name) {
			out = append(out, commandsIn(strings.ReplaceAll(text, name, v.Text.V))...)
		}
	}
	if len(out) > 0 {
		return out
	}
	return commandsIn(text)
}

func scriptCommands(script string) []printed {
	var out []printed
	script = strings.NewReplacer(`\(`, "", `\)`, "").Replace(script)
	for _, inner := range []*regexp.Regexp{substitute, onFiler} {
		script = inner.ReplaceAllStringFunc(script, func(whole string) string {
			out = append(out, scriptCommands(inner.FindStringSubmatch(whole)[1])...)
			return "X"
		})
	}
	for _, part := range separator.Split(script, -1) {
		if m := unrun.FindStringSubmatch(part); m != nil {
			out = append(out, printed{words: shellWord.FindAllString(m[1], -1)})
		}
	}
	return out
}

var (
	formPart = regexp.MustCompile(`\[[^\]]*\]|\S+`)
	anyWord  = regexp.MustCompile(`<[^>]*>`)
)

// formWord is what a word of a form matches.
func formWord(word string) *regexp.Regexp {
	var quoted []string
	for _, one := range strings.Split(word, "|") {
		parts := anyWord.Split(one, -1)
		for i, p := range parts {
			parts[i] = regexp.QuoteMeta(p)
		}
		quoted = append(quoted, strings.Join(parts, `[^-\s]\S*`))
	}
	return regexp.MustCompile("(?s)^(?:" + strings.Join(quoted, "|") + ")$")
}

// matches reports whether a command has a form: its words in their order, its options in any, and none that the form does not have.
func (c printed) matches(form string) bool {
	words := slices.Clone(c.words)
	for _, part := range formPart.FindAllString(form, -1) {
		optional := strings.HasPrefix(part, "[")
		of := strings.Fields(strings.Trim(part, "[]"))
		at := 0
		if strings.HasPrefix(of[0], "-") {
			if at = slices.IndexFunc(words, formWord(of[0]).MatchString); at < 0 {
				at = len(words)
			}
		}
		if at+len(of) > len(words) || !allMatch(of, words[at:]) {
			if optional || c.named && at >= len(words) {
				continue
			}
			return false
		}
		words = slices.Delete(words, at, at+len(of))
	}
	return len(words) == 0
}

func allMatch(of, words []string) bool {
	for i, w := range of {
		word := words[i]
		if strings.ContainsAny(word, " \t") {
			word = "X" // a quoted argument
		}
		if !formWord(w).MatchString(word) {
			return false
		}
	}
	return true
}

// command is the entry that has the form of a command.
func (table *commandTable) command(c printed) *documented {
	for i := range table.Commands {
		for _, form := range table.Commands[i].Forms {
			if c.matches(form.V) {
				table.used[form.V] = true
				return &table.Commands[i]
			}
		}
	}
	return nil
}

func (table *commandTable) path(name string) bool {
	for _, of := range table.Paths {
		for _, form := range of.Forms {
			if regexp.MustCompile("^" + anyWord.ReplaceAllString(form.V, `[^/]+`) + "(?:/|$)").MatchString(name) {
				table.used[form.V] = true
				return true
			}
		}
	}
	return false
}

// partsOf are the steps and checks of a runbook in their order, and what else it says, each of which bears its own mark.
func partsOf(book *Runbook) []any {
	var out []any
	rest := *book
	checks := func(list []Check) {
		for i := range list {
			out = append(out, &list[i])
		}
	}
	steps := func(list []Step) {
		for i := range list {
			out = append(out, &list[i])
		}
	}
	checks(book.PreChecks)
	steps(book.Steps)
	checks(book.Verify)
	steps(book.Undo)
	rest.PreChecks, rest.Steps, rest.Verify, rest.Undo = nil, nil, nil, nil
	return append(out, &rest)
}

func isDerived(part any) bool {
	switch part := part.(type) {
	case *Check:
		return part.Derived.V
	case *Step:
		return part.Derived.V
	}
	return false
}

// TestCommandsAreDocumented holds commands and paths that no test can run to what documents say: each has a form of the table, and bears its mark; and
// nothing stands in the table that nobody prints.
func TestCommandsAreDocumented(t *testing.T) {
	table := readCommands(t)
	for _, dir := range []string{"thoughtspot/network-ports", "qlik-sense/2023-08"} {
		cat, _ := Open(dir)
		for _, book := range cat.Whole() {
			for _, part := range partsOf(book) {
				table.holds(t, cat, book.ID.V, part)
			}
		}
		for i := range cat.RunbookValues {
			table.holds(t, cat, "value "+cat.RunbookValues[i].Name.V, &cat.RunbookValues[i])
		}
		for i := range cat.Triage {
			table.holds(t, cat, "triage "+cat.Triage[i].ID.V, &cat.Triage[i])
		}
	}
	section := regexp.MustCompile(`^[1-3]\.\d+$`)
	for _, list := range [][]documented{table.Commands, table.Paths} {
		for _, of := range list {
			for _, form := range of.Forms {
				if !table.used[form.V] {
					t.Errorf("nothing prints %s", form.V)
				}
			}
			ts, _ := Open("thoughtspot/network-ports")
			qlik, _ := Open("qlik-sense/2023-08")
			_, a := ts.Documents[of.From.V]
			_, b := qlik.Documents[of.From.V]
			if !a && !b && !section.MatchString(of.From.V) {
				t.Errorf("line %d: %s is neither a section nor a document", of.From.At.Line(), of.From.V)
			}
		}
	}
}

func (table *commandTable) holds(t *testing.T, cat *Catalogue, at string, part any) {
	t.Helper()
	eachText(reflect.ValueOf(part).Elem(), func(text str) {
		for _, c := range commandsOf(cat, text.V) {
			of := table.command(c)
			if of == nil {
				t.Errorf("%s, %s: no document has the command %q", cat.Dir, at, strings.Join(c.words, " "))
				continue
			}
			if of.Mark.Set() && !c.named && !table.marked(cat, of, part) {
				t.Errorf("%s, %s: %q is %s, and printed without a word on it", cat.Dir, at, strings.Join(c.words, " "), of.Mark.V)
			}
		}
		for _, name := range packaged.FindAllString(text.V, -1) {
			if !table.path(name) {
				t.Errorf("%s, %s: no document has the path %s", cat.Dir, at, name)
			}
		}
	})
}

// marked reports whether what prints a command says what is to be said of it; for a value, whether all steps do that use it.
func (table *commandTable) marked(cat *Catalogue, of *documented, part any) bool {
	value, ok := part.(*Value)
	if !ok {
		return of.Mark.V == "derived" && isDerived(part) || of.Marked.Set() && textHolds(part, of.Marked.V)
	}
	for _, book := range cat.Whole() {
		for _, user := range partsOf(book) {
			if textHolds(user, "{{value:"+value.Name.V+"}}") && !table.marked(cat, of, user) {
				return false
			}
		}
	}
	return true
}

// TestReleaseIsAsked: the documents on the cluster's commands are older than many clusters. A runbook that changes something asks the release first
// whether it has the commands; another says what to do where it has not.
func TestReleaseIsAsked(t *testing.T) {
	table := readCommands(t)
	cat, _ := Open("thoughtspot/network-ports")
	for _, book := range cat.Whole() {
		asked, types := map[string]bool{}, false
		for _, part := range partsOf(book) {
			eachText(reflect.ValueOf(part).Elem(), func(text str) {
				for _, c := range commandsIn(text.V) {
					if c.words[0] != "tscli" || c.named {
						continue
					}
					types = true
					if c.words[len(c.words)-1] == "-h" {
						asked[c.words[1]] = true
					}
					if of := table.command(c); of != nil && of.Changes.V && !asked[c.words[1]] {
						t.Errorf("%s does not ask the release for %s before it types %q", book.ID.V, c.words[1], strings.Join(c.words, " "))
					}
				}
			})
		}
		if types && len(asked) == 0 && !textHolds(book, "`tscli -h`") {
			t.Errorf("%s does not say what to do where the release lacks a command", book.ID.V)
		}
	}
}

// TestCommandForms: a command that no document has is found, wherever it stands.
func TestCommandForms(t *testing.T) {
	table := readCommands(t)
	for text, known := range map[string]bool{
		"tscli cluster status --mode table":                                   true,
		"tscli cluster status --tail --mode full":                             true,
		"tscli cluster status --mode wide":                                    false,
		"tscli cluster status now":                                            false,
		"tscli node add 10.0.0.5":                                             false,
		"cd / && tscli snapshot create \"a-$(date +%Y)\" b":                   false,
		"tscli snapshot create \"a-$(date +%Y)\" b 7":                         true,
		"x=\"$(tscli snapshots ls | sort)\"":                                  false,
		"Then `tscli dr-mirror` with `stop`.":                                 true,
		"Then `tscli dr-mirror break`.":                                       false,
		"tscli dr-mirror":                                                     false,
		"ssh \"$a@{{share.host}}\" \"volume snapshot delete -vserver {{x}}\"": false,
		"sudo systemctl stop postgresql-14":                                   true,
		"sudo systemctl stop postgres":                                        false,
		"sudo /usr/pgsql-14/bin/postgresql-14-setup upgrade":                  true,
		"sudo /usr/pgsql-14/bin/postgresql-14-setup migrate":                  false,
	} {
		found := commandsIn(text)
		if len(found) != 1 || (table.command(found[0]) != nil) != known {
			t.Errorf("%s: %v", text, found)
		}
	}
	for name, known := range map[string]bool{"/var/lib/pgsql/14/data/log": true, "/var/lib/pgsql/14": false, "/etc/postgresql/14": false, "/usr/pgsql-14/bin/psql": true} {
		if table.path(name) != known {
			t.Errorf("%s: %v", name, !known)
		}
	}
}
