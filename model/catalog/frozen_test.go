package catalog

import (
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/freeze"
	"portolan/model/golden"
	"portolan/model/source"
)

// TestFrozenIsWhatIsWritten freezes each embedded edition and list, and reads it back: it is what the parser reads, and sound.
func TestFrozenIsWhatIsWritten(t *testing.T) {
	var all strings.Builder
	for _, list := range []struct {
		name   string
		freeze func(*testing.T, string) string
	}{{"destructive.toml", listAndBack[destructiveList]}, {"protocols.toml", listAndBack[protocolList]}, {"systems.toml", listAndBack[systemList]},
		{"wellknown.toml", listAndBack[wellKnownList]}, {"infrastructure/topics.toml", listAndBack[topicList]}} {
		frozen := list.freeze(t, list.name)
		fmt.Fprintf(&all, "%s %d\n%s", list.name, len(frozen), frozen)
	}
	for _, folder := range []Folder{Embedded(), Infrastructure()} {
		for _, dir := range folder.Editions() {
			name := folder.frozenName(dir)
			t.Run(name, func(t *testing.T) {
				frozen := frozenAndBack(t, folder, dir)
				fmt.Fprintf(&all, "%s %d\n%s", name, len(frozen), frozen)
				if _, found := folder.Load(dir); len(found) > 0 {
					t.Error(found)
				}
			})
		}
	}
	golden.Check(t, "frozen.bin", all.String())
}

// frozenAndBack parses an edition, freezes it, and holds what is thawed to what was parsed.
func frozenAndBack(t *testing.T, f Folder, dir string) string {
	t.Helper()
	want, found := f.read(dir)
	if len(found) > 0 {
		t.Fatal(found)
	}
	frozen := freeze.Value(f.Files, f.Texts(dir), frozenEdition{*want, valuesAt(want.Runbooks), valuesAt(want.Procedures), valuesAt(want.Generated)})
	got := f.thawed(dir, frozen)
	if got == nil || len(got.Files) != len(want.Files) {
		t.Fatalf("%s cannot be read back", dir)
	}
	for i, file := range got.Files {
		if was := want.Files[i]; was.Name != file.Name || !reflect.DeepEqual(was.Top(), file.Top()) { // which reads the files, and counts the lines of both
			t.Errorf("%s is another file", file.Name)
		}
	}
	got.Files = want.Files
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: what is thawed is not what was frozen", dir)
	}
	return frozen
}

// listAndBack does so with a list that editions share.
func listAndBack[T any](t *testing.T, name string) string {
	t.Helper()
	want := readShared[T](name)
	frozen := freeze.Value(sharedLists, []string{name}, want)
	var got T
	files, ok := source.Thaw(sharedLists, []string{name}, frozen, &got)
	if !ok {
		t.Fatalf("%s cannot be read back", name)
	}
	if at := files[0].Top(); at.Line() != 1 || !reflect.DeepEqual(got, want) { // of texts whose lines are counted
		t.Errorf("%s: what is thawed is not what was frozen", name)
	}
	return frozen
}

func valuesAt[T any](list []*T) (all []T) {
	for _, each := range list {
		all = append(all, *each)
	}
	return all
}

// TestFrozenOfOtherFiles changes the files of an edition one after another, each by a line: none is read as it was frozen.
func TestFrozenOfOtherFiles(t *testing.T) {
	f, dir := Embedded(), Editions()[0]
	names, files := f.Texts(dir), fstest.MapFS{}
	for _, name := range names {
		data, err := fs.ReadFile(f.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	frozen := freeze.Value(files, names, frozenEdition{})
	thaws := func(names []string) bool {
		_, ok := source.Thaw(files, names, frozen, &frozenEdition{})
		return ok
	}
	if !thaws(names) {
		t.Errorf("%s is not read as it was frozen", dir)
	}
	for i, name := range names {
		was := files[name].Data
		if files[name].Data = append(was[:len(was):len(was)], '\n'); thaws(names) {
			t.Errorf("%s is thawed although it has another line", name)
		}
		files[name].Data = was
		if thaws(append(names[:i:i], names[i+1:]...)) {
			t.Errorf("%s is thawed although it is not there", name)
		}
	}
	if thaws(append(names[:len(names):len(names)], dir+"/more.toml")) {
		t.Error("an edition with another file is thawed")
	}
}
