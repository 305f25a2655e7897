package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"portolan/model/modeltest"
	"portolan/model/resolve"
	"portolan/model/source"
	"portolan/render"
	"portolan/themes"
)

// mutationsVariable asks for so many mutated files of each kind; without it none is made, since that takes long. mutationsFrom is the number of the first.
const (
	mutationsVariable = "PORTOLAN_MUTATIONS"
	mutationsFrom     = "PORTOLAN_MUTATIONS_FROM"
)

// mutated are the files that are mutated, below the repository's root: sites of few hosts, with all kinds of tables between them. A file of a
// site's folder is copied beside it.
var mutated = []struct{ site, approvals, book string }{
	{site: "sites/single-node/site.toml"},
	{site: "sites/proxy-in-dmz/site.toml", approvals: "sites/proxy-in-dmz/approvals.toml"},
	{site: "cmd/portolan/testdata/mutated/site.toml", book: "cmd/portolan/testdata/mutated/runbooks/change.toml"},
}

// hostile are values that no key expects, or that mean something to a program behind this one.
var hostile = []string{
	`1`, `-1`, `0`, `65536`, `9223372036854775807`, `0.5`, `nan`, `true`, `[]`, `{}`, `[[]]`, `[1, "a"]`, `{ a = 1 }`, `2026-02-28`, `9999-12-31`, `0001-01-01`, `12:00:00`,
	`""`, `" "`, `"\u0000"`, `"\u202e"`, `"a\tb"`, `"a\nb"`, `"e\u0301"`, `"日本"`, `"Ærø"`, `"all"`, `"all nodes"`, `"none"`, `"normal"`, `"outside"`,
	`"../../etc/passwd"`, `'C:\Windows'`, `'\\files.example\share'`, `"-rf /"`, `"$(reboot)"`, "\"`id`\"", `"'; DROP TABLE users; --"`, `"a b"`, `"\"quoted\""`, `"%COMSPEC%"`,
	`"<script>alert(1)</script>"`, `"]]>"`, `"&amp;"`, `"=cmd|' /C calc'!A0"`, `"@sum(1)"`, `"# heading"`, `"[link](javascript:alert(1))"`, `"[x](document:nowhere#at)"`,
	`"| a | b |"`, `"*"`, `"{{central.host}}"`, `"{{"`, `"{page}"`, `"{n}"`, `"%s%d"`, `"::1"`, `"0.0.0.0/0"`, `"::/0"`, `"10.0.0.1"`, `"10.0.0.0/8"`, `"fe80::1%eth0"`, `"tcp/1-65535"`, `"icmp"`,
	`"con"`, `"x.example"`, `"*.example"`, `"LONG"`, `"WORD"`,
}

// A mutant is a site with the changes that were made to it.
type mutant struct {
	*rand.Rand
	lines []string
	did   []string
}

func newMutant(text string, random *rand.Rand) *mutant {
	return &mutant{Rand: random, lines: strings.Split(strings.TrimRight(text, "\n"), "\n")}
}

func (m *mutant) text() string { return strings.Join(m.lines, "\n") + "\n" }

// pick is a line that holds a key with its value, or a header; -1 where there is none.
func (m *mutant) pick(header bool) int {
	var found []int
	for i, line := range m.lines {
		if _, _, pair := strings.Cut(line, " = "); header && strings.HasPrefix(line, "[") || !header && pair && !strings.HasPrefix(line, "#") {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return -1
	}
	return found[m.IntN(len(found))]
}

// end is the line behind a table.
func (m *mutant) end(header int) int {
	for i := header + 1; i < len(m.lines); i++ {
		if strings.HasPrefix(m.lines[i], "[") {
			return i
		}
	}
	return len(m.lines)
}

func (m *mutant) value() string {
	v := hostile[m.IntN(len(hostile))]
	v = strings.ReplaceAll(v, "LONG", strings.Repeat("A long text of many words. ", source.MaxText/27))
	return strings.ReplaceAll(v, "WORD", strings.Repeat("W", source.MaxText))
}

// free are the keys whose values are any text: most sites that are mutated there pass the check.
var free = []string{"customer", "title", "id", "classification", "revision", "text", "name", "role", "note", "purpose", "owner", "requester", "ticket", "reason", "by", "result", "phone", "mail",
	"when", "expect", "authors", "distribution", "why", "run", "sees", "means"}

// dress gives a text that may be anything another value, of those that are one.
func (m *mutant) dress() {
	var texts []int
	for i, line := range m.lines {
		if key, _, pair := strings.Cut(line, " = "); pair && slices.Contains(free, key) {
			texts = append(texts, i)
		}
	}
	if len(texts) == 0 {
		return
	}
	i, value := texts[m.IntN(len(texts))], m.value()
	for !strings.ContainsAny(value[:1], "\"'") {
		value = m.value()
	}
	key, old, _ := strings.Cut(m.lines[i], " = ")
	if strings.HasPrefix(old, "[") {
		value = "[" + value + "]"
	}
	m.lines[i] = key + " = " + value
	m.did = append(m.did, fmt.Sprintf("%s -> %.120s", key, value))
}

// named is the name of one of the tables in place of a value.
func (m *mutant) named(value string) string {
	header := strings.Trim(m.lines[m.pick(true)], "[]")
	name := strconv.Quote(header[strings.LastIndex(header, ".")+1:])
	if strings.HasPrefix(value, "[") {
		return "[" + name + "]"
	}
	return name
}

// mutate changes one thing.
func (m *mutant) mutate() {
	if m.IntN(2) == 0 {
		m.dress()
		return
	}
	i, j, h := m.pick(false), m.pick(false), m.pick(true)
	if i < 0 || h < 0 {
		return // all is dropped
	}
	key, value, _ := strings.Cut(m.lines[i], " = ")
	otherKey, other, _ := strings.Cut(m.lines[j], " = ")
	before := m.lines[i]
	switch m.IntN(14) {
	case 0:
		m.lines = slices.Delete(m.lines, i, i+1)
		m.did = append(m.did, "dropped "+before)
		return
	case 1:
		m.did = append(m.did, "dropped "+m.lines[h])
		m.lines = slices.Delete(m.lines, h, m.end(h))
		return
	case 2:
		m.lines[i], m.lines[j] = key+" = "+other, otherKey+" = "+value
	case 3:
		m.lines[i] = key + " = " + other
	case 4:
		m.lines = slices.Insert(m.lines, i, m.lines[i])
	case 5: // a table once more, under another name
		table := slices.Clone(m.lines[h:m.end(h)])
		m.did = append(m.did, "doubled "+table[0])
		if strings.Contains(table[0], ".") && !strings.HasPrefix(table[0], "[[") {
			table[0] = strings.TrimSuffix(table[0], "]") + "x]"
		}
		m.lines = append(m.lines, table...)
		return
	case 6:
		m.lines[i] = key + "s = " + value
	case 7:
		m.did = append(m.did, "renamed "+m.lines[h])
		m.lines[h] = strings.Replace(m.lines[h], "]", "2]", 1)
		return
	case 8:
		m.lines[i] = key + " = [" + value + ", " + m.value() + "]"
	case 9: // an element of a list, or a part of an inline table
		if at := strings.LastIndexAny(value, `"`); at > 0 {
			m.lines[i] = key + " = " + value[:at] + `x` + value[at:]
		}
	case 10: // what a table is called, which leads to nothing, elsewhere or round in a circle
		m.lines[i] = key + " = " + m.named(value)
	case 11:
		m.lines[i] = otherKey + " = " + value
	default:
		m.lines[i] = key + " = " + m.value()
	}
	now := m.lines[i]
	m.did = append(m.did, fmt.Sprintf("%.120s -> %.120s", before, now))
}

// tally counts what became of mutated files.
type tally struct {
	runs, sound, built, errors int
	longest                    time.Duration
}

func (y tally) String() string {
	return fmt.Sprintf("%d runs: %d pass the check and were built, %d errors in the others; %d were built by the program, too; the longest took %v", y.runs, y.sound, y.errors, y.built, y.longest.Round(time.Millisecond))
}

// mutations is how many mutated files are asked for, from the number of the first.
func mutations(t *testing.T) (from, to int) {
	count, _ := strconv.Atoi(os.Getenv(mutationsVariable))
	if count == 0 {
		t.Skip(mutationsVariable + " does not say how many to mutate")
	}
	from, _ = strconv.Atoi(os.Getenv(mutationsFrom))
	return from, from + count
}

// run does one run and counts it. What it was about is told where anything is wrong: a panic, what takes too long.
func (y *tally) run(t *testing.T, what func() string, do func()) {
	began := time.Now()
	defer func() {
		if fault := recover(); fault != nil {
			t.Errorf("%s\npanic: %v\n%s", what(), fault, debug.Stack())
		}
		took := time.Since(began)
		y.runs, y.longest = y.runs+1, max(y.longest, took)
		if took > bearable {
			t.Errorf("%s\nit took %v", what(), took)
		}
	}()
	do()
}

// told fails for a finding without a code or a place: an error has its line, unless it is of a file as a whole. Codes of a vendor's rules are
// the catalogue's.
func (y *tally) told(t *testing.T, what func() string, found source.Diagnostics) {
	for _, d := range found {
		if d.Severity == source.Error && (d.Code == "" || !d.At.IsValid() && !slices.Contains(wholeFile, d.Code)) || d.At.File() == "" {
			t.Errorf("%s\nwithout a place or a code: %s", what(), modeltest.Printed(source.Diagnostics{d}))
		}
		if d.Severity == source.Error {
			y.errors++
		}
	}
}

// each is the share of runs in which the program itself builds.
const each = 25

// program lets the program build. It ends with the code of a success or of faulty input, and the folder holds one whole pack, or nothing.
func (y *tally) program(t *testing.T, what func() string, sound bool, site string, options ...string) {
	if y.runs%each != 0 {
		return
	}
	y.built++
	out := t.TempDir()
	defer os.RemoveAll(out)
	cmd := exec.Command("portolan", append([]string{"build", site, "-o", out}, options...)...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME=/nonexistent")
	said, _ := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != 0 && code != exitFailed || sound != (code == 0) {
		t.Errorf("%s\nsound: %v, and the program ends with %d: %.600s", what(), sound, code, said)
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) > 0 != sound || len(entries) > 1 {
		t.Errorf("%s\nsound: %v, and the folder holds %v (%v)", what(), sound, entries, err)
	}
	if !sound {
		return
	}
	if said, err := exec.Command("portolan", "verify", filepath.Join(out, entries[0].Name())).CombinedOutput(); err != nil {
		t.Errorf("%s\nthe pack is not whole: %v: %s", what(), err, said)
	}
}

// TestMutatedSites checks and then builds sites that were mutated by chance: keys dropped, swapped and doubled, values of other types, and hostile ones. A
// build never fails where the check passed; nothing panics; every error has a place. It runs where PORTOLAN_MUTATIONS says how many.
func TestMutatedSites(t *testing.T) {
	from, to := mutations(t)
	shelf, _ := openShelf(nil)
	theme, _, err := openTheme("default")
	if err != nil {
		t.Fatal(err)
	}
	var total tally
	for seed := from; seed < to; seed++ {
		mutateSite(t, seed, shelf, theme, &total)
	}
	t.Logf("sites from number %d: %v", from, total)
}

func mutateSite(t *testing.T, seed int, shelf *shelf, theme *themes.Theme, total *tally) {
	random := rand.New(rand.NewPCG(uint64(seed), 13))
	base := mutated[seed%len(mutated)]
	temp := t.TempDir()
	defer os.RemoveAll(temp) // which else waits for the last of thousands
	folder := filepath.Join(temp, "site")
	var did []string
	write := func(from, to string, mutations int) {
		if from == "" {
			return
		}
		data, err := os.ReadFile(filepath.Join("../..", from))
		if err != nil {
			t.Fatal(err)
		}
		m := newMutant(string(data), random)
		for range mutations {
			m.mutate()
		}
		for _, what := range m.did {
			did = append(did, to+": "+what)
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, to)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, to), []byte(m.text()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(base.site, siteFile, 1+random.IntN(4))
	write(base.approvals, approvalsFile, random.IntN(2))
	write(base.book, filepath.Join(booksFolder, "change.toml"), random.IntN(2))
	what := func() string { return fmt.Sprintf("number %d (%s):\n  %s", seed, base.site, strings.Join(did, "\n  ")) }
	total.run(t, what, func() {
		c := compile(newSite(folder), shelf, theme, resolve.Options{})
		total.told(t, what, c.found)
		total.packed(t, what, c, theme)
		total.program(t, what, c.plan != nil, folder)
	})
}

// packed builds the pack of a site that passed the check, which never fails.
func (y *tally) packed(t *testing.T, what func() string, c compiled, theme *themes.Theme) {
	if c.plan == nil {
		if !c.found.HasErrors() {
			t.Errorf("%s\nno plan, and no error", what())
		}
		return
	}
	y.sound++
	if _, err := render.Pack(c.plan, theme, render.Options{Inputs: c.inputs(), Version: version, Columns: c.columns}); err != nil {
		t.Errorf("%s\nthe check passed, and the build fails: %.600s", what(), err)
	}
}
