package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"portolan/cmd/portolan/inspect"
	"portolan/cmd/portolan/staging"
	"portolan/render"
	"portolan/render/parallel"
)

// A destination is the output folder of a build. It is opened, and so made and locked, when there is something in it to look at, or for
// the first pack that is ready: a build that has nothing to write leaves no trace.
type destination struct {
	program *program
	folder  string
	site    string            // whose packs may be replaced, or "" where packs have the names of their sites
	sites   map[string]string // of packs that have other names than their sites, by these names
	portal  bool              // the only thing that may be replaced is a portal
	aside   bool              // moves what is not the program's aside
	cure    string            // what to do where something is in the way

	opening sync.Mutex
	output  *staging.Output
	writing sync.RWMutex // held for reading while a pack is written

	standing sync.Map // name -> *inspect.Report, of packs that are as their manifests say
}

// check looks at all packs that a build would replace, before any is touched.
func (d *destination) check(ctx context.Context, names []string) error {
	if !exists(d.folder) {
		return nil
	}
	output, err := d.open(ctx)
	if err != nil {
		return err
	}
	found := make([]error, len(names))
	_ = parallel.Each(len(names), func(i int) error { // each keeps its own error
		if found[i] = context.Cause(ctx); found[i] == nil {
			found[i] = output.Check(names[i])
		}
		return nil
	})
	return d.cured(errors.Join(found...), "; no pack was changed")
}

func (d *destination) write(ctx context.Context, name string, files []render.File) error {
	d.writing.RLock()
	defer d.writing.RUnlock()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	output, err := d.open(ctx)
	if err != nil {
		return err
	}
	staged := make([]staging.File, len(files))
	for i, f := range files {
		staged[i] = staging.File(f)
	}
	return d.cured(output.Replace(ctx, name, staged), "")
}

// cured adds to an error what to do about it.
func (d *destination) cured(err error, touched string) error {
	var strangers *staging.StrangersError
	switch {
	case errors.As(err, &strangers):
		return fmt.Errorf("%w\n%s%s", err, d.cure, touched)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w\nthis user may not write here: let the owner of %s build, or build into another folder with -o%s", err, d.folder, touched)
	}
	return err
}

func (d *destination) open(ctx context.Context) (*staging.Output, error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	if d.output != nil {
		return d.output, nil
	}
	output, err := staging.Open(ctx, d.folder, staging.Terms{
		Waiting: func() { d.program.say("another build writes to %s; waiting for it\n", d.folder) },
		Inspect: d.inspect, Aside: d.aside, Kept: d.kept,
		Left: func(err error) {
			d.program.say("a build that died left something in %s, which stays: %v\n", d.folder, err)
		},
	})
	d.output = output
	return output, d.cured(err, "")
}

// inspect tells the program's own files from all else by the manifest that lies there.
func (d *destination) inspect(pack *os.Root, name string) (staging.Standing, error) {
	report, err := inspect.Folder(pack)
	standing := staging.Standing{Own: report.Own}
	site := cmp.Or(d.sites[name], d.site, name)
	switch {
	case err != nil && len(report.Differ) > 0: // an empty folder is in nobody's way
		standing.NoPack = err.Error()
	case err == nil && (report.Manifest.Site != site || report.Manifest.IsPortal() != d.portal):
		standing.NoPack = fmt.Sprintf("its %s is that of %s", render.ManifestPath, whose(report.Manifest))
		for _, path := range slices.Sorted(maps.Keys(report.Own)) {
			standing.Strange = append(standing.Strange, staging.Stranger{Path: path, What: "of the site " + report.Manifest.Site})
		}
		standing.Own = nil
	case err == nil && len(report.Differ) == 0:
		d.standing.Store(name, report)
	}
	if report.Signed { // who signed a pack wants it to stay
		standing.Strange = append(standing.Strange, staging.Stranger{Path: render.SignaturePath, What: "the signature of this pack"})
	}
	for _, each := range report.Differ {
		if !each.Missing {
			standing.Strange = append(standing.Strange, staging.Stranger{Path: each.Path, What: each.What})
		}
	}
	return standing, nil
}

// whose says what a manifest is of.
func whose(m *render.Manifest) string {
	if m.IsPortal() {
		return "a portal"
	}
	return "the site " + m.Site
}

// sound is what was found of a pack that is whole and as its manifest says; nil of any other.
func (d *destination) sound(name string) *inspect.Report {
	report, ok := d.standing.Load(name)
	if !ok {
		return nil
	}
	return report.(*inspect.Report)
}

// kept tells what was moved aside. Nothing of it is the program's, so its owner must know.
func (d *destination) kept(pack, folder string, names []string) {
	text := fmt.Sprintf("%s: what this program did not write is now in %s:\n", pack, folder)
	for _, name := range names {
		text += "  " + staging.Shown(name) + "\n"
	}
	d.program.say("%s", text)
}

// close waits for the packs that are being written: after an interruption workers may still be at it. The lock is kept, so that those
// who come later do not begin.
func (d *destination) close() error {
	d.writing.Lock()
	if d.output == nil {
		return nil
	}
	return d.output.Close()
}

// writeAlone puts a document that belongs to no pack into a folder of its own, which has a file of that name. A folder that holds something
// else, were it a pack, is left alone.
func (p *program) writeAlone(ctx context.Context, output, site, named string, files []render.File) error {
	whole, err := filepath.Abs(output)
	if err != nil {
		return err
	}
	if err := staging.CheckName(filepath.Base(whole)); err != nil {
		return usageError("--output: %v", err)
	}
	if exists(filepath.Join(whole, staging.Mark)) && !exists(filepath.Join(whole, named)) {
		return usageError("%s holds a pack; name a folder of its own", output)
	}
	into := &destination{program: p, folder: filepath.Dir(whole), site: site, cure: "move it away, or name another folder with -o"}
	err = into.write(ctx, filepath.Base(whole), files)
	return errors.Join(err, into.close())
}
