package staging

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Replace makes files the whole content of the pack of that name. When it fails before the exchange, the old pack is as it was and
// nothing else is left; ctx is looked at between files and never after the exchange has begun. What somebody puts into the old pack
// while it is at work is moved aside.
func (o *Output) Replace(ctx context.Context, name string, files []File) error {
	if err := CheckName(name); err != nil {
		return err
	}
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	if err := CheckPaths(paths); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	standing, err := o.standing(name)
	if err != nil {
		return err
	}
	s, err := o.prepare(name, files, standing)
	if err != nil {
		return err
	}
	err = o.write(ctx, s.fresh(), files)
	if err == nil {
		err = o.exchange(s)
	}
	o.looking.Lock()
	delete(o.checked, name)
	o.looking.Unlock()
	// Under the name fresh is now either the new pack that failed, or the old one that was exchanged, or nothing.
	if left := o.finish(s); left != nil {
		err = errors.Join(err, fmt.Errorf("%w (%s itself is whole; the next build tries again)", left, filepath.Join(o.dir, name)))
	}
	return err
}

// write makes the folder with all files and syncs it. The mark comes first: it tells the folder from that of the old pack. Modes are set outright, so that the umask does not change a pack.
func (o *Output) write(ctx context.Context, folder string, files []File) error {
	made := []string{}
	if err := o.makeFolders(folder, &made); err != nil {
		return err
	}
	at := slices.IndexFunc(files, func(f File) bool { return f.Path == Mark })
	for _, f := range slices.Concat(files[at:at+1], files[:at], files[at+1:]) {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		full := path.Join(folder, f.Path)
		if err := o.makeFolders(path.Dir(full), &made); err != nil {
			return err
		}
		part := path.Join(folder, fmt.Sprintf("%s%x", partPrefix, sha256.Sum256(f.Data)))
		if err := o.writeFile(part, f.Data); err != nil {
			return err
		}
		if err := o.rename(part, full); err != nil {
			return err
		}
	}
	for _, name := range slices.Backward(made) {
		if err := o.sync(name); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// makeFolders makes a folder and those above it, parents first, unless they are among the made.
func (o *Output) makeFolders(name string, made *[]string) error {
	if name == "." || slices.Contains(*made, name) {
		return nil
	}
	if err := o.makeFolders(path.Dir(name), made); err != nil {
		return err
	}
	if err := o.root.Mkdir(name, 0o755); err != nil {
		return o.fault("make folder", name, err)
	}
	*made = append(*made, name)
	return o.fault("set the mode of", name, o.root.Chmod(name, 0o755))
}

func (o *Output) writeFile(name string, data []byte) error {
	f, err := o.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return o.fault("create", name, err)
	}
	_, err = f.Write(data)
	err = o.fault("write", name, err)
	if err == nil {
		err = o.fault("set the mode of", name, f.Chmod(0o644))
	}
	if err == nil {
		err = o.fault("sync", name, f.Sync())
	}
	if closing := f.Close(); err == nil {
		err = o.fault("close", name, closing)
	}
	return err
}

func (o *Output) sync(name string) error {
	f, err := o.root.Open(name)
	if err != nil {
		return o.fault("open folder", name, err)
	}
	err = o.fault("sync folder", name, syncFolder(f))
	if closing := f.Close(); err == nil {
		err = o.fault("close folder", name, closing)
	}
	return err
}

// exchange puts the new pack in the place of the old. The old one, if there was one, is left under one of the hidden names.
func (o *Output) exchange(s stage) error {
	if o.missing(s.pack) {
		if err := o.rename(s.fresh(), s.pack); err != nil {
			return err
		}
		return o.sync(".")
	}
	done, err := swap(o.root, s.fresh(), s.pack)
	if err != nil {
		return o.fault("exchange", s.pack, err)
	}
	if done {
		return o.sync(".")
	}
	return o.exchangeInTwoSteps(s)
}

// exchangeInTwoSteps is for systems that cannot swap two folders. Between the steps there is no pack; if the program dies just there,
// the next Open puts the old one back.
func (o *Output) exchangeInTwoSteps(s stage) error {
	if err := o.rename(s.pack, s.old()); err != nil {
		return err
	}
	if err := o.rename(s.fresh(), s.pack); err != nil {
		return errors.Join(err, o.rename(s.old(), s.pack))
	}
	return o.sync(".")
}
