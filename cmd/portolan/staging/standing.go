package staging

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A StrangersError names everything in a pack's folder that keeps it from being replaced.
type StrangersError struct {
	Folder  string
	NoPack  string // why nothing in it is known to be the program's, or ""
	Strange []Stranger
}

// Error is a text of several lines.
func (e *StrangersError) Error() string {
	var b strings.Builder
	if e.NoPack != "" {
		fmt.Fprintf(&b, "%s is in the way: %s", e.Folder, e.NoPack)
	} else {
		fmt.Fprintf(&b, "%s holds what this program did not write, or what was changed since", e.Folder)
	}
	for _, s := range e.Strange {
		fmt.Fprintf(&b, "\n  %s: %s", Shown(s.Path), s.What)
	}
	return b.String()
}

// Shown is a name as it can be printed: as it is where a pack could have it, else quoted, so that it cannot be taken for anything but a name.
func Shown(name string) string {
	for part := range strings.SplitSeq(name, "/") {
		if !partForm.MatchString(part) {
			return strconv.QuoteToASCII(name)
		}
	}
	return name
}

// Check tells what keeps the pack of that name from being replaced: what is not the program's, unless that is to be moved aside, and what
// this user may not do. It changes nothing.
func (o *Output) Check(name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	standing, err := o.standing(name)
	o.looking.Lock()
	defer o.looking.Unlock()
	if err == nil {
		o.checked[name] = standing
	}
	return err
}

// standing looks at the pack of that name. One that was checked is not read again: what was changed since is found when it is removed.
func (o *Output) standing(name string) (Standing, error) {
	if err := mayWrite(o.root, "."); err != nil {
		return Standing{}, o.fault("write to", ".", err)
	}
	at, err := o.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Standing{}, nil
	}
	if err != nil {
		return Standing{}, o.fault("look at", name, err)
	}
	o.looking.Lock()
	standing, known := o.checked[name]
	o.looking.Unlock()
	switch {
	case !at.IsDir():
		standing = Standing{NoPack: "it is not a folder"}
	case known:
		standing.Strange = append(slices.Clip(standing.Strange), o.newcomers(name, standing)...)
	default:
		if standing, err = o.inspect(name); err != nil {
			return Standing{}, err
		}
	}
	if !o.terms.Aside && (standing.NoPack != "" || len(standing.Strange) > 0) {
		return Standing{}, &StrangersError{filepath.Join(o.dir, name), standing.NoPack, standing.Strange}
	}
	return standing, o.mayReplace(name, at, standing)
}

// newcomers are files that are there and were not when the pack was checked.
func (o *Output) newcomers(name string, standing Standing) []Stranger {
	var found []Stranger
	_ = fs.WalkDir(o.root.FS(), name, func(file string, e fs.DirEntry, err error) error {
		inside := strings.TrimPrefix(file, name+"/")
		if err == nil && !e.IsDir() && standing.Own[inside] == "" {
			found = append(found, Stranger{inside, "put there since the build began"})
		}
		return nil // what cannot be read is found when it is removed
	})
	return found
}

func (o *Output) inspect(name string) (Standing, error) {
	pack, err := o.root.OpenRoot(name)
	if err != nil {
		return Standing{}, o.fault("open folder", name, err)
	}
	standing, err := o.terms.Inspect(pack, name)
	return standing, errors.Join(o.fault("read", name, err), pack.Close())
}

// mayReplace asks before anything is touched whether this user may exchange the pack and remove the old one.
func (o *Output) mayReplace(name string, at fs.FileInfo, standing Standing) error {
	if err := mayRename(o.root, at); err != nil {
		return o.fault("replace", name, err)
	}
	if !at.IsDir() || len(standing.Own) == 0 {
		return nil
	}
	own := newOwn()
	for file, hash := range standing.Own {
		own.add(file, hash)
	}
	for _, folder := range slices.Sorted(maps.Keys(own.folders)) {
		if err := mayWrite(o.root, path.Join(name, folder)); err != nil {
			return o.fault("replace", path.Join(name, folder), err)
		}
	}
	return nil
}
