package main

import (
	"context"
	"os"
	"reflect"

	"portolan/cmd/portolan/inspect"
	"portolan/render"
)

// unchanged reports whether the pack that stands there is the one that a build would make: it is as its manifest says, the manifest names these inputs,
// options and version, the program is no newer than it, and it has a zip if one is asked for.
func (b *builder) unchanged(s siteFolder) bool {
	report := b.into.sound(s.id)
	if b.options.force || report == nil || b.options.zip && !report.Zip || report.Manifest.Program != version || !b.olderThan(report) || !reflect.DeepEqual(report.Manifest.Built, b.built()) {
		return false
	}
	files, near, found := freshness{b.program, b.shelf, b.theme, nil}.inputs(s)
	if found.HasErrors() || len(differ(report.Manifest.Inputs, render.Hash(files))) > 0 {
		return false
	}
	if near && !report.Signed { // whose folder a build complains of
		b.keepStamp(s)
	}
	return true
}

// unknown are the packs that have to be looked into, for they have no stamp. What a build that died left in the output folder is cleared away all the same.
func (b *builder) unknown(ctx context.Context, sites []siteFolder) ([]string, error) {
	there := exists(b.options.output)
	if there {
		if _, err := b.into.open(ctx); err != nil {
			return nil, err
		}
	}
	var names []string
	for _, s := range sites {
		switch {
		case s.found.HasErrors(): // its name is none for a pack
		case there && b.stamped(s):
			b.known.Store(s.id, true)
		default:
			names = append(names, s.id)
		}
	}
	return names, context.Cause(ctx)
}

// olderThan reports whether the program's file is older than a manifest: a program of the same version that was compiled since may build something else.
func (b *builder) olderThan(report *inspect.Report) bool {
	name, err := os.Executable()
	if err != nil {
		return false
	}
	program, err := os.Stat(name)
	return err == nil && program.ModTime().Before(report.Written)
}
