package staging

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Replace makes files the whole content of the pack of that name. When it fails before the exchange, the old pack is as it was and
// nothing else is left; ctx is looked at between files and never after the exchange has begun.
func (o *Output) Replace(ctx context.Context, name string, files []File) error {
	if err := CheckName(name); err != nil {
		return err
	}
	if err := checkPaths(files); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	if err := o.checkOld(name); err != nil {
		return err
	}
	fresh := newPrefix + name
	err := o.write(ctx, fresh, files)
	if err == nil {
		err = o.exchange(fresh, name)
	}
	// Under the name fresh stands now either the new pack that failed, or the old one that was exchanged, or nothing.
	if left := o.remove(fresh); left != nil {
		err = errors.Join(err, fmt.Errorf("%w (%s itself is whole; the next build tries again)", left, filepath.Join(o.dir, name)))
	}
	return err
}

// checkOld refuses to replace what is not a pack: with a wrong output folder it could be the user's own work.
func (o *Output) checkOld(name string) error {
	shown := filepath.Join(o.dir, name)
	at, err := o.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return o.fault("look at", name, err)
	}
	if !at.IsDir() {
		return fmt.Errorf("%s is in the way: it is not a folder", shown)
	}
	if _, err := o.root.Lstat(path.Join(name, Mark)); err == nil {
		return nil
	}
	entries, err := fs.ReadDir(o.root.FS(), name)
	if err != nil {
		return o.fault("read folder", name, err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is in the way: it is not a pack, for it has no %s; move it away or choose another output folder", shown, Mark)
	}
	return nil
}

// write makes the folder with all files and syncs it. Modes are set outright, so that the umask does not change a pack.
func (o *Output) write(ctx context.Context, folder string, files []File) error {
	made := []string{}
	if err := o.makeFolders(folder, &made); err != nil {
		return err
	}
	for _, f := range files {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		full := path.Join(folder, f.Path)
		if err := o.makeFolders(path.Dir(full), &made); err != nil {
			return err
		}
		if err := o.writeFile(full, f.Data); err != nil {
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

// exchange puts fresh in the place of name. The old pack, if there was one, is left under the name fresh or is gone.
func (o *Output) exchange(fresh, name string) error {
	if o.missing(name) {
		if err := o.rename(fresh, name); err != nil {
			return err
		}
		return o.sync(".")
	}
	done, err := swap(o.root, fresh, name)
	if err != nil {
		return o.fault("exchange", name, err)
	}
	if done {
		return o.sync(".")
	}
	return o.exchangeInTwoSteps(fresh, name)
}

// exchangeInTwoSteps is for systems that cannot swap two folders. Between the steps there is no pack; if the program dies just there,
// the next Open puts the old one back.
func (o *Output) exchangeInTwoSteps(fresh, name string) error {
	old := oldPrefix + name
	if err := o.rename(name, old); err != nil {
		return err
	}
	if err := o.rename(fresh, name); err != nil {
		return errors.Join(err, o.rename(old, name))
	}
	return errors.Join(o.sync("."), o.remove(old))
}
