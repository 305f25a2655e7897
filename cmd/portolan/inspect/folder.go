package inspect

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"portolan/cmd/portolan/staging"
	"portolan/render"
	"portolan/render/archive"
)

// Folder inspects a pack as it stands in a folder, with the zip in it, if there is one. The error says why the manifest cannot be trusted;
// then every file differs.
func Folder(root *os.Root) (*Report, error) {
	data, hash, err := manifestAt(root)
	m := &render.Manifest{}
	if err == nil {
		m, err = readManifest(data)
	}
	f := folder{root: root, data: data, report: &Report{Own: map[string]string{}}, wanted: map[string]render.Hashed{}, parents: map[string]bool{".": true}}
	if at, missing := root.Lstat(render.ManifestPath); missing == nil {
		f.report.Written = at.ModTime()
	}
	if err == nil {
		f.report.Manifest, f.report.Text, f.report.Own[render.ManifestPath] = m, data, hash
		for _, want := range m.Outputs {
			f.wanted[want.Path] = want
			for dir := path.Dir(want.Path); !f.parents[dir]; dir = path.Dir(dir) {
				f.parents[dir] = true
			}
		}
	}
	f.walk()
	for name := range f.wanted { // what was met is no longer in it
		f.differs(name, "missing")
		f.report.Differ[len(f.report.Differ)-1].Missing = true
	}
	slices.SortStableFunc(f.report.Differ, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return f.report, err
}

// manifestAt reads the folder's manifest and hashes it.
func manifestAt(root *os.Root) (data []byte, hash string, err error) {
	file, at, err := staging.OpenRegular(root, render.ManifestPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("there is no %s in it: it is no pack, or not the whole of one", render.ManifestPath)
	}
	if err != nil {
		return nil, "", fmt.Errorf("its %s: %s", render.ManifestPath, plain(err))
	}
	defer file.Close() // it is only read
	if at.Size() > render.ManifestLimit {
		return nil, "", fmt.Errorf("its %s has %d bytes; the limit is %d", render.ManifestPath, at.Size(), render.ManifestLimit)
	}
	data, err = io.ReadAll(io.LimitReader(file, at.Size()+1))
	return data, sum(data), err
}

type folder struct {
	root    *os.Root
	data    []byte // of the manifest
	report  *Report
	wanted  map[string]render.Hashed
	parents map[string]bool // folders that hold files of the pack
	filled  map[string]bool // folders that hold anything
}

func (f *folder) differs(name, what string) {
	f.report.Differ = append(f.report.Differ, Difference{Path: name, What: what})
}

// walk looks at everything in the folder and follows no link.
func (f *folder) walk() {
	f.filled = map[string]bool{}
	var folders []string
	_ = fs.WalkDir(f.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		f.filled[path.Dir(name)] = true
		switch {
		case err != nil:
			f.differs(name, "it cannot be read: "+plain(err))
			f.filled[name] = true
		case e.IsDir():
			folders = append(folders, name)
		default:
			if what := f.file(name, e.Type()); what != "" {
				f.differs(name, what)
			}
		}
		return nil
	})
	for _, name := range folders {
		if !f.filled[name] && !f.parents[name] && name != "." {
			f.differs(name, "an empty folder, which is "+notListed)
		}
	}
}

// file says what is wrong with a file, or "".
func (f *folder) file(name string, kind fs.FileMode) string {
	want, listed := f.wanted[name]
	delete(f.wanted, name)
	m := f.report.Manifest
	switch {
	case kind&fs.ModeSymlink != 0:
		return "a link; a pack holds files only"
	case !kind.IsRegular():
		return "neither a file nor a folder; a pack holds nothing else"
	case m == nil:
		return "not known, for there is no manifest to go by"
	case name == render.ManifestPath:
		return ""
	case name == render.SignaturePath:
		f.report.Signed = true
		return ""
	case name == m.ZipPath():
		f.report.Zip = true
		return f.read(name, f.zip)
	case !listed:
		return notListed
	}
	return f.read(name, func(file *os.File, size int64) (string, string, error) {
		if size != want.Bytes {
			return lengthDiffers(size, want), "", nil
		}
		what, err := content(file, want)
		return what, want.SHA256, err
	})
}

// read opens a file and lets it be judged.
func (f *folder) read(name string, judge func(*os.File, int64) (what, hash string, err error)) string {
	file, at, err := staging.OpenRegular(f.root, name)
	if err != nil {
		return "it cannot be read: " + plain(err)
	}
	defer file.Close() // it is only read
	what, hash, err := judge(file, at.Size())
	if err != nil {
		return "it cannot be read: " + plain(err)
	}
	if what == "" {
		f.report.Own[name] = hash
	}
	return what
}

// zip holds the pack's own zip against the manifest of the folder, which must also be the one in it.
func (f *folder) zip(file *os.File, size int64) (what, hash string, err error) {
	members, err := archive.List(file, size)
	if err != nil {
		return "it is not the zip of this pack: " + err.Error(), "", nil
	}
	var all []string
	for _, d := range zipAgainst(file, size, members, f.report.Manifest, f.data) {
		if d.Path == f.report.Manifest.ZipPath() {
			all = append(all, d.What)
		} else {
			all = append(all, staging.Shown(d.Path)+" in it: "+d.What)
		}
	}
	if len(all) > 0 {
		return strings.Join(all, "; "), "", nil
	}
	hash, err = hashOf(io.NewSectionReader(file, 0, size))
	return "", hash, err
}

// plain is an error without the name, which is shown already.
func plain(err error) string {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		err = inPath.Err
	}
	return err.Error()
}
