package approval

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestQuickReadsAsTheParserDoes reads all approvals of the repository in both ways, and each again with characters changed by chance: whatever the quick
// way takes, the parser reads the same and finds no fault in it.
func TestQuickReadsAsTheParserDoes(t *testing.T) {
	names, _ := filepath.Glob("../../sites/*/approvals.toml")
	if len(names) == 0 {
		t.Fatal("no site has approvals")
	}
	taken, left := 0, 0
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !agree(t, name, data) {
			t.Errorf("%s, as the program wrote it, is left to the parser", name)
		}
		short := data[:bytes.LastIndex(data[:min(len(data), 4000)], []byte("\n\n"))+1]
		random := rand.New(rand.NewPCG(uint64(i), 7))
		for range 400 {
			if agree(t, name, mutated(random, short)) {
				taken++
			} else {
				left++
			}
		}
	}
	if taken == 0 || left == 0 {
		t.Errorf("%d changed texts were taken, %d left: too few of one kind to tell anything", taken, left)
	}
}

// mutated is a text with a few lines put elsewhere, repeated, removed, or with other characters.
func mutated(random *rand.Rand, text []byte) []byte {
	const characters = "\"'[]#=.,\\ \n\t\r-_{}AZaz019é\u202e"
	lines := bytes.SplitAfter(text, []byte("\n"))
	for range 1 + random.IntN(3) {
		i, j := random.IntN(len(lines)), random.IntN(len(lines))
		switch random.IntN(6) {
		case 0:
			lines[i] = nil
		case 1:
			lines[i] = lines[j]
		case 2:
			lines[i] = append([]byte("# a remark\n"), lines[i]...)
		case 3:
			lines[i] = bytes.Replace(lines[i], []byte("\n"), []byte(" # a remark\n"), 1)
		default:
			line, runes := []rune(string(lines[i])), []rune(characters)
			if len(line) > 0 {
				at := random.IntN(len(line))
				line = append(line[:at:at], append([]rune{runes[random.IntN(len(runes))]}, line[at+random.IntN(2):]...)...)
			}
			lines[i] = []byte(string(line))
		}
	}
	return bytes.Join(lines, nil)
}

// agree tells whether a text is read in the quick way, which must then be that of the parser.
func agree(t *testing.T, name string, data []byte) bool {
	t.Helper()
	got, ok := quick(name, data)
	if !ok {
		return false
	}
	want, found := parsed(name, data)
	if len(found) > 0 {
		t.Errorf("taken, although the parser says: %v\n%s", found, data)
		return true
	}
	for id, e := range want.Entries {
		have := got.Entries[id]
		if have.At.SourceLine() != e.At.SourceLine() {
			t.Errorf("%s: another line: %q, %q", id, have.At.SourceLine(), e.At.SourceLine())
		}
		have.At, e.At = have.At.WithoutText(), e.At.WithoutText()
		if !reflect.DeepEqual(have, e) {
			t.Errorf("%s: %+v\nthe parser reads %+v", id, have, e)
		}
	}
	if len(got.Entries) != len(want.Entries) {
		t.Errorf("%d entries, the parser reads %d", len(got.Entries), len(want.Entries))
	}
	return true
}
