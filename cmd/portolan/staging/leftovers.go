package staging

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// clean repairs what dead builds left: it puts back a pack that was moved away and not yet followed by the new one, and removes from the
// rest what the program wrote. What it may not touch, because another user left it, is in nobody's way: it is told, and stays.
func (o *Output) clean() error {
	entries, err := fs.ReadDir(o.root.FS(), ".")
	if err != nil {
		return fault("read folder", o.dir, err)
	}
	left := map[string]stage{}
	for _, e := range entries {
		for _, prefix := range []string{newPrefix, oldPrefix, listPrefix} {
			if suffix, hidden := strings.CutPrefix(e.Name(), prefix); hidden {
				pack, _, _ := strings.Cut(suffix, ".")
				left[suffix] = stage{pack: pack, suffix: suffix}
			}
		}
	}
	for _, suffix := range slices.Sorted(maps.Keys(left)) {
		if err := o.repair(o.readList(left[suffix])); err != nil {
			o.terms.Left(err)
		}
	}
	return nil
}

func (o *Output) repair(s stage) error {
	if CheckName(s.pack) == nil && o.missing(s.pack) && !o.missing(s.old()) {
		if err := o.rename(s.old(), s.pack); err != nil {
			return err
		}
	}
	return o.finish(s)
}

// finish removes the hidden folders of a stage, as far as they are the program's, and then its list.
func (o *Output) finish(s stage) error {
	err := errors.Join(o.dispose(s.fresh(), s), o.dispose(s.old(), s))
	if err != nil {
		return err
	}
	return o.dropList(s.list())
}

// dispose removes a hidden folder. What is in it and not the program's, is moved aside as it lies there, and told.
func (o *Output) dispose(hidden string, s stage) error {
	at, err := o.root.Lstat(hidden)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return o.fault("look at", hidden, err)
	}
	if at.IsDir() {
		if err := o.removeOwn(hidden, s); err != nil || o.missing(hidden) {
			return err
		}
	}
	return o.keep(hidden, s.pack)
}

// removeOwn removes each file that still holds what the list says, and folders that are empty then. A failure leaves the file. The mark goes last: it tells the
// next build what the rest is, should this one die here.
func (o *Output) removeOwn(hidden string, s stage) error {
	own := s.found
	if mark, err := hashOf(o.root, path.Join(hidden, Mark)); err == nil && mark == s.made.files[Mark] {
		own = s.made // it was not exchanged, or is the same pack with more beside it
		for name, hash := range s.found.files {
			if mark == s.found.files[Mark] && own.files[name] == "" {
				own.add(name, hash)
			}
		}
	}
	var folders []string
	var last string
	var failed error
	note := func(act, name string, err error) {
		if err != nil && !errors.Is(err, fs.ErrNotExist) && failed == nil {
			failed = o.fault(act, name, err)
		}
	}
	_ = fs.WalkDir(o.root.FS(), hidden, func(name string, e fs.DirEntry, err error) error {
		inside := strings.TrimPrefix(strings.TrimPrefix(name, hidden), "/")
		switch {
		case err != nil:
			note("read", name, err)
		case inside == "":
			folders = append(folders, name)
		case e.IsDir():
			if !own.folders[inside] {
				return fs.SkipDir
			}
			folders = append(folders, name)
		case e.Type().IsRegular() && s.isPart(inside):
			note("remove", name, o.root.Remove(name))
		case e.Type().IsRegular() && own.files[inside] != "":
			hash, err := hashOf(o.root, name)
			note("read", name, err)
			switch {
			case hash != own.files[inside]:
			case inside == Mark:
				last = name
			default:
				note("remove", name, o.root.Remove(name))
			}
		}
		return nil
	})
	if last != "" {
		note("remove", last, o.root.Remove(last))
	}
	for _, name := range slices.Backward(folders) {
		if err := o.root.Remove(name); !errors.Is(err, fs.ErrExist) { // it is not empty: somebody's files are in it
			note("remove", name, err)
		}
	}
	return failed
}

// isPart tells a file that was not finished by its name, which holds a hash of the list.
func (s stage) isPart(name string) bool {
	part, found := strings.CutPrefix(name, partPrefix)
	return found && slices.Contains(slices.Collect(maps.Values(s.made.files)), part)
}

// keep moves what is not the program's out of its hidden folder, under a name that nothing has and no pack can have.
func (o *Output) keep(hidden, pack string) error {
	if CheckName(pack) != nil {
		pack = "leftover" // no build of today has such a name
	}
	for n := 1; ; n++ {
		aside := fmt.Sprintf("%s.kept-%d", pack, n)
		if !o.missing(aside) {
			continue
		}
		err := renameToFree(o.root, hidden, aside)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return o.fault("rename", hidden, err)
		}
		o.terms.Kept(filepath.Join(o.dir, pack), filepath.Join(o.dir, aside), o.held(aside))
		return o.sync(".")
	}
}

// held lists what a folder holds: all but folders that hold something.
func (o *Output) held(folder string) []string {
	var names []string
	parents := map[string]bool{}
	_ = fs.WalkDir(o.root.FS(), folder, func(name string, e fs.DirEntry, err error) error {
		if inside := strings.TrimPrefix(name, folder+"/"); inside != name {
			names = append(names, inside)
			parents[path.Dir(inside)] = true
		}
		return nil // what cannot be read is named all the same
	})
	return slices.DeleteFunc(names, func(name string) bool { return parents[name] })
}

func (o *Output) missing(name string) bool {
	_, err := o.root.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}
