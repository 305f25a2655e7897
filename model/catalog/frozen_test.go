package catalog

import (
	"encoding/binary"
	"io/fs"
	"path"
	"reflect"
	"testing"

	"portolan/model/freeze"
	"portolan/model/golden"
)

// TestFrozenIsWhatIsWritten freezes each embedded edition, whose files hold that, and reads it back: it is what the parser reads, and sound.
func TestFrozenIsWhatIsWritten(t *testing.T) {
	for _, in := range []struct {
		folder Folder
		path   string
	}{{Embedded(), ""}, {Infrastructure(), "infrastructure"}} {
		for _, dir := range in.folder.Editions() {
			t.Run(path.Join(in.path, dir), func(t *testing.T) {
				var frozen []byte
				for _, kind := range frozenKinds {
					names, _ := fs.Glob(in.folder.Files, path.Join(dir, kind.pattern))
					for _, name := range names {
						frozen = appendLong(appendLong(frozen, []byte(name)), kind.freeze(t, in.folder, name))
					}
				}
				golden.Check(t, path.Join(in.path, dir, frozenFile), frozen)
				if _, found := in.folder.Load(dir); len(found) > 0 {
					t.Error(found)
				}
			})
		}
	}
}

// frozenKinds are the files of an edition by what is in them.
var frozenKinds = []struct {
	pattern string
	freeze  func(*testing.T, Folder, string) []byte
}{{"*.toml", frozenAs[Catalogue]}, {"files/*.toml", frozenAs[Generated]}, {"procedures/*.toml", frozenAs[Procedure]}, {"runbooks/*.toml", frozenAs[Runbook]}}

// frozenAs parses a file, freezes it, and holds what is thawed to what was parsed.
func frozenAs[T any](t *testing.T, f Folder, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(f.Files, name)
	want := parseOne[T](f, name, data, err)
	if want.file == nil || len(want.found) > 0 {
		t.Fatal(want.found)
	}
	frozen := freeze.Value(want.file, want.value)
	got, ok := thawed[T](name, data, frozen)
	if !ok {
		t.Fatalf("%s cannot be read back", name)
	}
	if want.file.Top() != got.file.Top() && !reflect.DeepEqual(want.file.Top(), got.file.Top()) { // which counts the lines of both texts
		t.Errorf("%s is another file", name)
	}
	if !reflect.DeepEqual(got.value, want.value) {
		t.Errorf("%s: what is thawed is not what was frozen", name)
	}
	if _, ok := thawed[T](name, append(data, '\n'), frozen); ok {
		t.Errorf("%s is thawed although it has another line", name)
	}
	return frozen
}

func appendLong(data, part []byte) []byte {
	return append(binary.AppendUvarint(data, uint64(len(part))), part...)
}
