package modeltest

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"portolan/model/source"
)

var (
	headerLine = regexp.MustCompile(`^\[(\[?)([^\[\]]+)\]\]?\s*(#.*)?$`)
	pairLine   = regexp.MustCompile(`^[A-Za-z0-9_."-]+ *= *\S`)
)

// A block is the lines of a text that stay together: a table, or all tables of a list with those in them, whose order means something.
type block struct {
	list  string // the name of the list
	lines []string
}

// Rearrange is a text in TOML with the same values, but its tables and their keys in another order, with comments and blank lines between them. It
// panics where the values are not the same.
func Rearrange(text []byte, random *rand.Rand) []byte {
	blocks := []*block{{}}
	for line := range strings.Lines(string(text)) {
		at := blocks[len(blocks)-1]
		if m := headerLine.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil {
			i := slices.IndexFunc(blocks, func(b *block) bool { return b.list != "" && (m[2] == b.list || strings.HasPrefix(m[2], b.list+".")) })
			if i >= 0 {
				at = blocks[i] // and stays the last, for its keys follow
				blocks = append(slices.Delete(blocks, i, i+1), at)
			} else {
				at = &block{}
				blocks = append(blocks, at)
			}
			if i < 0 && m[1] != "" {
				at.list = m[2]
			}
		}
		at.lines = append(at.lines, line)
	}
	tables := blocks[1:]
	random.Shuffle(len(tables), func(i, j int) { tables[i], tables[j] = tables[j], tables[i] })
	out := remark(random)
	for _, b := range blocks {
		for _, line := range shuffledKeys(b, random) {
			out += line
			if strings.TrimSpace(line) == "" {
				out += remark(random)
			}
		}
		out += "\n" + remark(random)
	}
	mustEqual(text, []byte(out))
	return []byte(out)
}

// shuffledKeys are the lines of a table, its keys in another order where each has a line of its own.
func shuffledKeys(b *block, random *rand.Rand) []string {
	first := min(1, len(b.lines))
	if first == 1 && !headerLine.MatchString(strings.TrimRight(b.lines[0], "\n")) {
		first = 0
	}
	keys := slices.Clone(b.lines[first:])
	for _, line := range keys {
		if bare := strings.TrimSpace(line); bare == "" || strings.HasPrefix(bare, "#") {
			continue
		}
		if _, found := source.Parse("line", []byte(line)); !pairLine.MatchString(line) || len(found) > 0 {
			return b.lines
		}
	}
	random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	return slices.Concat(b.lines[:first], keys)
}

func remark(random *rand.Rand) string {
	return strings.Repeat("\n", random.IntN(3)) + strings.Repeat("# A remark.\n", random.IntN(3))
}

func mustEqual(before, after []byte) {
	var files [2]*source.File
	for i, text := range [][]byte{before, after} {
		file, found := source.Parse("site.toml", text)
		if file == nil {
			panic(fmt.Sprintf("%s\n%s", Printed(found), text))
		}
		files[i] = file
	}
	if d := source.Differences(files[0], files[1]); len(d) > 0 {
		panic(fmt.Sprintf("%v\n%s", d, after))
	}
}
