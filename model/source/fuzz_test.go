package source

import (
	"os"
	"testing"
)

// FuzzParse holds any text to what the rest of the program relies on: no panic, either a file or an error, and a place for every value
// of the file.
func FuzzParse(f *testing.F) {
	for _, name := range tomlFiles(f) {
		if data, err := os.ReadFile(name); err == nil && len(data) < 20_000 {
			f.Add(data)
		}
	}
	for _, text := range []string{"a = [[1], {b.c = 2}]", "[[a]]\n[a.b]\n[[a]]\n", "a = {\n b = 1,\n}", `a = """x"""""`, "a = 1979-05-27 07:32:00Z", "a = \"\\e\\x41\""} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, found := Parse("fuzz.toml", data)
		if (file == nil) != found.HasErrors() {
			t.Fatalf("file %v with %v", file != nil, found)
		}
		if file != nil {
			conforms(t, file)
			_, found = Bind[sample](file)
		}
		for _, d := range found {
			if d.Code == "" || d.What == "" || !d.At.IsValid() && d.Code != "T02" && d.Code != "T08" {
				t.Errorf("a diagnostic without place or words: %+v", d)
			}
		}
		_ = printed(found.Sorted())
	})
}
