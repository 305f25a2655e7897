package source

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"portolan/model/testenv"
)

// fill repeats a text up to the size limit.
func fill(unit string) []byte { return []byte(strings.Repeat(unit, MaxBytes/len(unit))) }

// numbered repeats a text with a number in it up to a limit of size or number.
func numbered(format string) []byte { return numberedTo(MaxBytes, format) }

func numberedTo(n int, format string) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < MaxBytes-100 && i < n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.Bytes()
}

func wrapped(before string, middle []byte, after string) []byte {
	room := MaxBytes - len(before) - len(after)
	return append(append([]byte(before), middle[:min(room, len(middle))]...), after...)
}

// junk makes texts as large as the limit allows, each of which has cost some parser minutes or gigabytes.
func junk() map[string][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	noise, printable := make([]byte, MaxBytes), make([]byte, MaxBytes)
	for i := range noise {
		noise[i] = byte(random.Uint32())
		printable[i] = byte(' ' + random.Uint32()%95)
	}
	return map[string][]byte{
		"random bytes":                     noise,
		"random characters":                printable,
		"zero bytes":                       make([]byte, MaxBytes),
		"open brackets":                    fill("["),
		"brackets with blanks":             wrapped("a = ", fill("[ "), ""),
		"open braces":                      wrapped("a = ", fill("{a="), ""),
		"hidden brackets":                  wrapped(`a = ["""x"""", `, fill("["), ""),
		"hidden braces":                    wrapped(`a = ['''x'''', `, fill("{a="), ""),
		"dotted key":                       fill("a."),
		"dotted quoted key":                fill(`"a" . `),
		"dotted header":                    wrapped("[", fill("a."), "a]"),
		"open text":                        wrapped(`a = "`, fill("x"), ""),
		"open long text":                   wrapped(`a = """`, fill("x\n"), ""),
		"quotes":                           fill(`"`),
		"backslashes":                      wrapped(`a = "`, fill(`\`), ""),
		"one key often":                    fill("a=1\n"),
		"one table often":                  fill("[a]\n"),
		"equals signs":                     fill("="),
		"newlines":                         fill("\n"),
		"carriage returns":                 fill("\r"),
		"one comment":                      wrapped("#", fill("x"), ""),
		"one long text":                    wrapped(`name = "`, fill("x"), `"`),
		"escapes":                          wrapped(`name = "`, fill(`\n`), `"`),
		"folded lines":                     wrapped(`name = """`, fill("\\\n"), "\n\"\"\""),
		"one digit often":                  wrapped("count = ", fill("1"), ""),
		"many numbers":                     wrapped("tags = [", fill("1,"), "]"),
		"as many numbers as allowed":       wrapped("tags = [", bytes.Repeat([]byte("1,"), MaxValues-1), "]"),
		"as many tables as allowed":        wrapped("rules = [", bytes.Repeat([]byte("{},"), MaxValues-1), "]"),
		"many texts":                       wrapped("tags = [", fill(`"",`), "]"),
		"many empty lists":                 wrapped("tags = [", fill("[],"), "]"),
		"many empty tables":                wrapped("rules = [", fill("{},"), "]"),
		"many array tables":                fill("[[rules]]\n"),
		"many unknown keys":                numbered("k%d=1\n"),
		"as many keys as allowed":          numberedTo(MaxKeys, "k%d=1\n"),
		"as many tables as allowed in one": numberedTo(MaxKeys/2, "[nodes.n%d]\nhots=1\n"),
		"many unknown tables":              numbered("[t%d]\n"),
		"many nodes":                       numbered("[nodes.n%d]\nhots=1\n"),
		"many keys in a line":              wrapped("facts = {", numbered("k%d=1,"), "z=1}"),
		"keys to and fro":                  wrapped("nodes = {", append(numberedTo(MaxKeys/2-2, "a%d.x=1,"), numberedTo(MaxKeys/2-2, "a%d.y=1,")...), "z=1}"),
		"wide characters":                  wrapped(`tags = [`, fill(`"日本",`), `]`),
	}
}

// fine are the texts that are only large.
var fine = map[string]bool{"one long text": true, "folded lines": true, "escapes": true}

// TestJunk gives Parse, Bind and Print four megabytes of nonsense of many kinds. Each must be answered soon, in little memory, and no
// more is printed than every error in a line or two.
func TestJunk(t *testing.T) {
	testenv.Long(t, "takes seconds")
	for name, data := range junk() {
		t.Run(name, func(t *testing.T) {
			if len(data) > MaxBytes {
				t.Fatalf("%d bytes", len(data))
			}
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			f, found := Parse("junk.toml", data)
			if f != nil {
				_, found = Bind[sample](f)
			}
			text := printed(found.Sorted())
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%v, %d MB allocated, %d diagnostics", took.Round(time.Millisecond), allocated, len(found))
			if !found.HasErrors() && !fine[name] {
				t.Error("nothing wrong was found")
			}
			if lines := strings.Count(text, "\n"); lines > 5*MaxPrinted+2*MaxFound || len(text) > 300_000 {
				t.Errorf("prints %d lines, %d bytes", lines, len(text))
			}
			if took > 20*time.Second || allocated > 800 {
				t.Errorf("took %v and %d MB", took, allocated)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	nested := func(n int) string { return "a = " + strings.Repeat("[", n) + strings.Repeat("]", n) }
	cases := []struct {
		what, text, want string
	}{
		{"as large as allowed", "# " + strings.Repeat("x", MaxBytes-2), ""},
		{"one byte too many", "# " + strings.Repeat("x", MaxBytes-1), "f.toml: error[T02]: the file has 4194305 bytes; the limit is 4194304"},
		{"not UTF-8", "a = 1\nb = \"\xff\"", "f.toml:2:6: error[T03]: the text is not UTF-8"},
		{"cut character", "a = \"é\"\nb = \"\xc3", "f.toml:2:6: error[T03]: the text is not UTF-8"},
		{"UTF-16", "\xff\xfea\x00=\x001\x00", "f.toml:1:1: error[T03]: the text is not UTF-8"},
		{"brackets at the limit", nested(MaxDepth), ""},
		{"one bracket too many", nested(MaxDepth + 1), "f.toml:1:37: error[T04]: nested more than 32 deep"},
		{"braces", "a = " + strings.Repeat("{a = ", 40) + "1" + strings.Repeat("}", 40), "f.toml:1:165: error[T04]: nested more than 32 deep"},
		{"dots at the limit", strings.Repeat("a.", MaxDepth) + "a = 1", ""},
		{"one dot too many", strings.Repeat("a.", MaxDepth+1) + "a = 1", "f.toml:1:66: error[T04]: nested more than 32 deep"},
		{"dots in a header", "[" + strings.Repeat("'a'.", MaxDepth+1) + "a]", "f.toml:1:133: error[T04]: nested more than 32 deep"},
		{"values at the limit", "a = [" + strings.Repeat("1,", MaxValues) + "]", ""},
		{"one value too many", "a = [" + strings.Repeat("1,", MaxValues+1) + "]", "f.toml:1:400007: error[T04]: more than 200000 values"},
		{"one key too many", string(numberedTo(MaxKeys+1, "k%d=1\n")), "f.toml:30001:7: error[T04]: more than 30000 keys"},
		{"brackets in text", `a = "` + strings.Repeat("[", 99) + `"`, ""},
		{"brackets in literal text", `a = '` + strings.Repeat("[", 99) + `'`, ""},
		{"brackets in long text", `a = """` + strings.Repeat("[\n", 99) + `"""`, ""},
		{"brackets in a comment", `a = 1 # ` + strings.Repeat("[", 99), ""},
		{"brackets behind a quote at the end of long text", `a = ["""x"""", ` + strings.Repeat("[", 99), "f.toml:1:47: error[T04]: nested more than 32 deep"},
		{"brackets behind two quotes at the end of long text", `a = ['''x''''', ` + strings.Repeat("[", 99), "f.toml:1:48: error[T04]: nested more than 32 deep"},
		{"brackets behind an escaped quote", `a = ["\"", ` + strings.Repeat("[", 99), "f.toml:1:43: error[T04]: nested more than 32 deep"},
		{"dots in numbers of a list", "a = [\n" + strings.Repeat("1.5,\n", 99) + "]", ""},
		{"dots in a text", `a = "` + strings.Repeat(".", 99) + `"`, ""},
	}
	for _, c := range cases {
		f, found := Parse("f.toml", []byte(c.text))
		first, _, _ := strings.Cut(printed(found), "\n")
		if first != c.want || (f == nil) != (c.want != "") {
			t.Errorf("%s: got %q, want %q", c.what, first, c.want)
		}
	}
}

// TestManySmallTables: a text of small tables may hold more keys than one of large ones, and has bounds of its own.
func TestManySmallTables(t *testing.T) {
	tables := numberedTo(MaxKeys/10, "[rules.n%d]\na=1\nb=1\nc=1\nd=1\ne=1\nf=1\ng=1\nh=1\ni=1\nj=1\nk=1\nl=1\n")
	if _, found := Parse("f.toml", tables); len(found) == 0 {
		t.Error("Parse took too many keys")
	}
	if file, found := ParseTables("f.toml", tables); file == nil {
		t.Errorf("%v", found)
	}
	for name, data := range map[string][]byte{
		"keys in one table": numberedTo(MaxKeys+1, "k%d=1\n"),
		"tables":            numberedTo(MaxKeys+1, "[n%d]\n"),
		"keys":              numberedTo(MaxKeys/3, "[n%d]\na=1\nb=1\nc=1\nd=1\ne=1\nf=1\ng=1\nh=1\ni=1\nj=1\nk=1\nl=1\nm=1\nn=1\no=1\np=1\nq=1\nr=1\n"),
	} {
		if _, found := ParseTables("f.toml", data); len(found) != 1 || found[0].Code != "T04" {
			t.Errorf("too many %s: %v", name, found)
		}
	}
}

// TestFaultsEnd binds a table with more unknown keys than are told: the last finding says that the search was ended.
func TestFaultsEnd(t *testing.T) {
	f, found := Parse("f.toml", numberedTo(MaxFound+5, "k%d=1\n"))
	if f == nil {
		t.Fatal(found)
	}
	_, found = Bind[struct{}](f)
	if last := found[len(found)-1]; last.Code != "T08" || len(found) != MaxFound+1 {
		t.Errorf("%d findings, the last is %s: %s", len(found), last.Code, last.What)
	}
	f, _ = Parse("f.toml", numberedTo(MaxFound-5, "k%d=1\n"))
	if _, found = Bind[struct{}](f); len(found) != MaxFound-5 || found[len(found)-1].Code == "T08" {
		t.Errorf("%d findings of %d unknown keys", len(found), MaxFound-5)
	}
}
