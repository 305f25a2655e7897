package reference

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// notWritten are types that files of the program itself are read into, and one that only looks at another's keys.
var notWritten = []string{"systemList", "struct {", "protocolList", "steered", "T", "map[string]map[string]string", "map[string]Example", "map[string]entry", "map[string]map[string]source.Val[any]",
	"mapping",       // the guide on use has its keys
	"writtenImport", // nobody but the program writes it
	"Format",        // of the program's own
}

// TestFilesAreAllThere finds every type that a file is read into, and looks whether the reference has it.
func TestFilesAreAllThere(t *testing.T) {
	bind := regexp.MustCompile(`source\.Bind(?:Lines)?\[(.+?)\]\(`)
	known := map[string]bool{}
	for _, f := range Files {
		for _, root := range f.roots {
			known[root.String()] = true
		}
	}
	for _, name := range notWritten {
		known[name] = true
	}
	root := os.DirFS("../../..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := fs.ReadFile(root, name)
		for _, m := range bind.FindAllSubmatch(data, -1) {
			folder := strings.Split(name, "/")
			local := folder[max(0, len(folder)-2)] + "." + string(m[1])
			if !known[string(m[1])] && !known[local] {
				t.Errorf("%s reads a file into %s, which is not in the reference: add it to Files", name, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
