package main

import (
	"os"
	"reflect"

	"portolan/cmd/portolan/inspect"
	"portolan/render"
)

// unchanged reports whether the pack that stands there is the one that a build would make: it is as its manifest says, the manifest names these inputs,
// options and version, and the program is no newer than it.
func (b *builder) unchanged(s siteFolder) bool {
	report := b.into.sound(s.id)
	if b.options.force || report == nil || report.Manifest.Program != version || !b.olderThan(report) || !reflect.DeepEqual(report.Manifest.Built, b.built()) {
		return false
	}
	files, found := freshness{b.program, b.shelf, b.theme, nil}.inputs(s)
	return !found.HasErrors() && len(differ(report.Manifest.Inputs, render.Hash(files))) == 0
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
