package source

import (
	"os"
	"testing"
)

// BenchmarkParse measures reading and placing the largest TOML file of the repository.
func BenchmarkParse(b *testing.B) {
	data := largest(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if f, found := Parse("f.toml", data); f == nil {
			b.Fatal(printed(found))
		}
	}
}

func largest(b *testing.B) []byte {
	var data []byte
	for _, name := range tomlFiles(b) {
		if text, err := os.ReadFile(name); err == nil && len(text) > len(data) {
			data = text
		}
	}
	return data
}
