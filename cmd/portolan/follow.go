package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"portolan/cmd/portolan/preview"
	"portolan/model/source"
	"portolan/render"
)

const (
	lookEach   = 150 * time.Millisecond
	restWithin = 2 * time.Second // files that are written all the time do not keep a pack from being made for longer
)

// A follower makes the pack of a site anew when something that it is made from has changed, and somebody looks at it.
type follower struct {
	*program
	options serveOptions
	site    siteFolder
	server  *preview.Server

	made  *render.Hashes // the inputs of the pack that is shown
	rest  func()         // makes the files of that pack which no page shows; nil where they are there
	shown string         // findings that were told
}

// follow looks at the files until it is interrupted. They are asked for: no system tells of changes on network drives and in all containers, and which files a
// site is made from is different after each change. A few hundred files take a millisecond.
func (f *follower) follow(ctx context.Context) {
	list := f.watched(nil, nil)
	seen := list.state()
	for ctx.Err() == nil {
		next, pack := f.look()
		seen = next.stateSince(seen)
		list = next
		f.wait(ctx, list, seen, pack)
		if ctx.Err() == nil {
			f.server.Stale()
			seen = atRest(ctx, list)
		}
	}
}

// wait returns when a file has changed. Until then it makes the pack as soon as somebody wants it: first what pages show, then the rest, which a page that is
// open does not need.
func (f *follower) wait(ctx context.Context, list watchlist, seen map[string]string, pack func()) {
	for {
		if pack != nil && f.server.Watched() {
			pack()
			pack = nil
		}
		select {
		case <-ctx.Done():
			return
		case <-f.server.Asked():
			if pack != nil {
				pack()
				pack = nil
			}
		case <-f.server.Missed():
			if f.rest != nil {
				f.rest()
				f.rest = nil
			}
		case <-time.After(lookEach):
		}
		if !maps.Equal(list.state(), seen) {
			return
		}
	}
}

// atRest is the state of files that have come to rest: an editor saves in several steps, and a person several files.
func atRest(ctx context.Context, list watchlist) map[string]string {
	now := list.state()
	for began := time.Now(); ctx.Err() == nil && time.Since(began) < restWithin; {
		time.Sleep(lookEach)
		next := list.state()
		if maps.Equal(now, next) {
			break
		}
		now = next
	}
	return now
}

// look reads the site and tells what is found of it. It returns what to watch from now on, and what makes the pack; nil where there is none to be made.
func (f *follower) look() (list watchlist, pack func()) {
	began := time.Now()
	s := f.site
	s.reads = &reads{}
	b, found, err := f.builderNow()
	if err != nil || found.HasErrors() {
		f.fail(found, err)
		return f.watched(nil, s.reads), nil
	}
	var c compiled
	var r result
	var o opened
	func() {
		defer caught(&r.err, s.file)
		o, found = openSite(s, b.shelf)
		c, r = b.workedOut(o, found)
	}()
	list = f.watched(o.shelf, s.reads)
	f.tell(r.found)
	if r.err != nil {
		f.fail(r.found, r.err)
		return list, nil
	}
	inputs := render.Hash(append(c.inputs(), themeFiles(b.theme)...))
	if f.made != nil && len(differ(*f.made, inputs)) == 0 {
		f.note("%s: unchanged\n", s.id) // nobody is left with the faults of before
		f.server.Keep()
		return list, nil
	}
	looked := time.Since(began)
	return list, func() { f.pack(b, s, c, inputs, looked) }
}

// builderNow is what a build would begin with now: theme and catalogues may have changed.
func (f *follower) builderNow() (*builder, source.Diagnostics, error) {
	b, err := f.options.builder(f.program)
	if err != nil {
		return nil, nil, err
	}
	shelf, found := openShelf(*f.options.catalogs)
	b.shelf = shelf
	return b, append(b.faults, found...), nil
}

// pack makes what pages show of the pack, and shows it.
func (f *follower) pack(b *builder, s siteFolder, c compiled, inputs render.Hashes, looked time.Duration) {
	began := time.Now()
	files, r := f.files(b, s, c, true)
	if r.err != nil {
		return
	}
	f.made, f.rest = &inputs, func() {
		files, _ := f.files(b, s, c, false)
		f.server.Complete(files)
	}
	f.server.Show(files, true)
	f.note("%s: %d rules, %.1f s\n", s.id, r.rules, (looked + time.Since(began)).Seconds())
}

// files are those of the pack, or those that pages show; without the manifest then, which is one of all. What goes wrong is shown.
func (f *follower) files(b *builder, s siteFolder, c compiled, screen bool) (out []preview.File, r result) {
	var files []render.File
	func() {
		defer caught(&r.err, s.file)
		files, r = b.packedAs(s, c, result{}, screen)
	}()
	if r.err != nil {
		f.fail(nil, r.err)
		return nil, r
	}
	for _, file := range files {
		if !screen || file.Path != render.ManifestPath {
			out = append(out, preview.File(file))
		}
	}
	return out, r
}

// tell prints findings, unless they are those that were told last.
func (f *follower) tell(found source.Diagnostics) {
	if text := format(found, f.colours.stderr); text != f.shown {
		f.say("%s", text)
		f.shown = text
	}
	if len(found) > 0 {
		f.note("%s in %s\n", count(found), f.site.file)
	}
}

// fail shows why there is no pack: the errors that were found, or what went wrong beside them.
func (f *follower) fail(found source.Diagnostics, err error) {
	fault := faultOf(found)
	var ended exitCode
	if err != nil && !errors.As(err, &ended) {
		f.report(err)
		fault.Title = "The pack could not be built"
		fault.Items = append(fault.Items, preview.Item{Kind: "error", Place: f.site.file, What: err.Error()})
	}
	f.server.Fail(fault)
}

// faultOf are the errors among findings, as a page shows them.
func faultOf(found source.Diagnostics) *preview.Fault {
	fault := &preview.Fault{}
	for _, d := range found {
		if d.Severity != source.Error {
			continue
		}
		if len(fault.Items) == source.MaxPrinted {
			fault.More = fmt.Sprintf("%d more are not listed", found.Count(source.Error)-source.MaxPrinted)
			break
		}
		d = d.WithoutSecrets()
		item := preview.Item{Kind: d.Severity.String(), Code: d.Code, Place: placeShown(d.At), What: d.What, Help: d.Help, Lines: []preview.Line{lineAt(d.At)}}
		for _, r := range d.Related {
			line := lineAt(r.At)
			line.Place, line.Says = placeShown(r.At), r.What
			item.Lines = append(item.Lines, line)
		}
		fault.Items = append(fault.Items, item)
	}
	fault.Title = count(slices.DeleteFunc(slices.Clone(found), func(d source.Diagnostic) bool { return d.Severity != source.Error }))
	return fault
}

// placeShown is a place as editors take it.
func placeShown(at source.Position) string {
	if !at.IsValid() {
		return at.File()
	}
	return fmt.Sprintf("%s:%d:%d", at.File(), at.Line(), at.Col())
}

func lineAt(at source.Position) preview.Line {
	s := snippetOf(at)
	if s == nil {
		return preview.Line{}
	}
	return preview.Line{Number: s.StartLine, Before: s.Code[:s.Start], Marked: s.Code[s.Start:s.End], After: s.Code[s.End:]}
}

// watched is what a pack is made from: the folder of the site, what was read of it elsewhere, catalogues and theme.
func (f *follower) watched(shelf *shelf, read *reads) watchlist {
	list := watchlist{folders: []string{realPath(filepath.FromSlash(f.site.folder()))}}
	if name := f.options.theme; filepath.Base(name) != name {
		list.folders = append(list.folders, realPath(name))
	}
	for _, folder := range *f.options.catalogs {
		list.folders = append(list.folders, realPath(folder))
	}
	if shelf != nil {
		for _, folder := range shelf.folders {
			if on, ok := folder.Files.(disk); ok {
				list.folders = append(list.folders, realPath(on.folder))
			}
		}
	}
	if read != nil {
		list.files = read.sorted()
	}
	return list
}
