package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"portolan/cmd/portolan/inspect"
	"portolan/cmd/portolan/staging"
	"portolan/model/source"
	"portolan/render"
	"portolan/themes"
)

// A freshness is what a pack was built from, held against what its site is now.
type freshness struct {
	*program
	shelf *shelf
	theme *themes.Theme
	sites []siteFolder
}

// stale names the packs of a folder that are not current, by the hashes of inputs in their manifests: nothing is rendered, and what the files of packs
// hold is not looked at.
func (f freshness) stale(ctx context.Context, name string) error {
	packs, err := packsIn(name)
	if err != nil {
		return fmt.Errorf("%s: %w", shownPath(name), err)
	}
	behind := 0
	for _, pack := range packs {
		reasons, err := unlessInterrupted(ctx, func() []string { return f.reasons(pack) })
		if err != nil {
			return err
		}
		text := shownPath(pack) + ": current\n"
		if len(reasons) > 0 {
			behind++
			text = shownPath(pack) + ": not current: " + strings.Join(reasons, "; ") + "\n"
		}
		if err := f.print(text); err != nil {
			return err
		}
	}
	f.say("%d of %d packs are current\n", len(packs)-behind, len(packs))
	if behind > 0 {
		return exitCode(exitNotAllowed)
	}
	return nil
}

// packsIn are the packs that a name stands for: one, or all that are directly in a folder, but for a portal over them.
func packsIn(name string) ([]string, error) {
	if isPack(name) {
		return []string{name}, nil
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, plainError(err)
	}
	var packs []string
	for _, e := range entries {
		if full := filepath.Join(name, e.Name()); !strings.HasPrefix(e.Name(), ".") && isPack(full) && !(e.Name() == render.PortalName && isPortal(full)) {
			packs = append(packs, full)
		}
	}
	if len(packs) == 0 {
		return nil, errors.New("there is no pack in it")
	}
	return packs, nil
}

// reasons say why a pack is not current; none where it is.
func (f freshness) reasons(pack string) []string {
	m, err := inspect.Manifest(pack)
	if err != nil {
		return []string{plainError(err).Error()}
	}
	if m.Built == nil {
		return []string{"its manifest does not say how it was built: it is no pack of a site, or an older version built it"}
	}
	i := slices.IndexFunc(f.sites, func(s siteFolder) bool { return s.id == m.Site })
	if i < 0 {
		return []string{fmt.Sprintf("none of the sites has its name, %s", m.Site)}
	}
	var out []string
	if m.Program != version {
		out = append(out, fmt.Sprintf("built by portolan %s, and this is portolan %s", staging.Shown(m.Program), version))
	}
	files, _, found := f.inputs(f.sites[i])
	if found.HasErrors() {
		return append(out, "its site has errors, which this command tells: portolan check "+f.sites[i].folder())
	}
	for _, d := range differ(m.Inputs, render.Hash(files)) {
		out = append(out, "input "+staging.Shown(d.path)+" "+d.word())
	}
	return out
}

// inputs are the files that a site's pack is made from, and whether all are in its folder or in the program.
func (f freshness) inputs(s siteFolder) (files []render.File, inside bool, found source.Diagnostics) {
	o, found := openSite(s, f.shelf)
	if o.site == nil || found.HasErrors() {
		return nil, false, found
	}
	d := o.dress()
	files = d.inputs(o)
	return append(files, themeFiles(f.theme)...), near(o, files), append(found, d.found...)
}

// A differing file is in only one of two lists, or has other content in the second.
type differing struct {
	path     string
	old, new string // SHA-256, empty where it is not there
}

// differ compares two lists of files by their paths. A path that is there twice, as that of two catalogues could be, counts with all its contents.
func differ(old, new render.Hashes) []differing {
	at := map[string]*differing{}
	of := func(path string) *differing {
		if at[path] == nil {
			at[path] = &differing{path: path}
		}
		return at[path]
	}
	for _, h := range old {
		of(h.Path).old += h.SHA256
	}
	for _, h := range new {
		of(h.Path).new += h.SHA256
	}
	var out []differing
	for _, path := range source.SortedKeys(at) {
		if d := at[path]; d.old != d.new {
			out = append(out, *d)
		}
	}
	return out
}

// word says what happened to a file since.
func (d differing) word() string {
	switch {
	case d.old == "":
		return "is new"
	case d.new == "":
		return "is no longer there"
	}
	return "changed"
}

// of says where a file is that is on one side only, or that it differs.
func (d differing) of(first, second string) string {
	switch {
	case d.old == "":
		return "only in " + second
	case d.new == "":
		return "only in " + first
	}
	return "differs"
}
