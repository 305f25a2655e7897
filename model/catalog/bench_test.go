package catalog

import (
	"io/fs"
	"testing"

	"portolan/model/source"
)

// BenchmarkRead reads each embedded catalogue, which every run of the program does with those of its sites.
func BenchmarkRead(b *testing.B) {
	for _, dir := range Editions() {
		b.Run(dir, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c, found := Embedded().read(dir); c == nil {
					b.Fatal(found)
				}
			}
		})
	}
}

// BenchmarkLargestFile parses and binds the largest file of the catalogues.
func BenchmarkLargestFile(b *testing.B) {
	var data []byte
	names, _ := fs.Glob(builtin, "*/*/*.toml")
	for _, name := range names {
		if text, err := fs.ReadFile(builtin, name); err == nil && len(text) > len(data) {
			data = text
		}
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f, found := source.Parse("f.toml", data)
		if f == nil {
			b.Fatal(found)
		}
		if _, found = source.Bind[Catalogue](f); found.HasErrors() {
			b.Fatal(found)
		}
	}
}

// BenchmarkCheck checks a catalogue that was loaded before.
func BenchmarkCheck(b *testing.B) {
	c, found := Open(Editions()[0])
	if c == nil {
		b.Fatal(found)
	}
	b.ReportAllocs()
	for b.Loop() {
		if found := c.check(); found.HasErrors() {
			b.Fatal(found)
		}
	}
}
