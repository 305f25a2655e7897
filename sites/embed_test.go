package sites

import (
	"io/fs"
	"path/filepath"
	"testing"
)

// TestEverySiteIsEmbedded looks for sites of the repository that embed.go does not name.
func TestEverySiteIsEmbedded(t *testing.T) {
	there, err := filepath.Glob("*/*.toml")
	if err != nil || len(there) < 16 {
		t.Fatal(there, err)
	}
	for _, name := range there {
		if _, err := fs.Stat(Files, filepath.ToSlash(name)); err != nil {
			t.Errorf("%s is not in the program: name its folder in embed.go, or keep it elsewhere", name)
		}
	}
}
