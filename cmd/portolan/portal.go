package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/inspect"
	"portolan/cmd/portolan/staging"
	"portolan/render"
	"portolan/render/content/portal"
	"portolan/render/format/html"
	"portolan/render/parallel"
	"portolan/themes"
)

var portalVerb = verb{
	name: "portal", args: "[PACK or FOLDER ...]", does: "join packs into one portal: all sites on a page, with a search over them",
	examples: `  portolan portal                              the packs in dist/, into dist/portal
  portolan portal dist archive                 with those that were handed over before: packs of one site are its revisions
  portolan portal dist -o public --copy        into public/portal, with copies of the packs in public/portal-packs: upload public, or zip it
  portolan portal dist --title "Sites of ACME"

The portal opens from a folder, and from any web server. It links to the packs by relative paths; move them together with it, or use --copy. A pack is joined only
where every file is as its manifest says; any other is named on the portal and on the terminal, and the exit code is 1. The latest revision
of a site is the one with the latest date, as the packs state it. No clock is read: the same packs give the same portal.
`,
	prepare: preparePortal,
}

// copiesFolder is where --copy puts packs, beside the portal.
const copiesFolder = "portal-packs"

type portalOptions struct {
	output, theme, title string
	copy, replace        bool
}

func preparePortal(flags *pflag.FlagSet) action {
	o := portalOptions{}
	flags.StringVarP(&o.output, "output", "o", "dist", "put the portal into this `folder`, as "+render.PortalName)
	flags.StringVar(&o.title, "title", "", "`title` of the portal")
	flags.StringVar(&o.theme, "theme", "default", "the portal's look: a `theme` by its name, or a folder that holds one, as ./ours")
	flags.BoolVar(&o.copy, "copy", false, "copy the packs beside the portal, to "+copiesFolder+", and link to the copies")
	flags.BoolVar(&o.replace, "replace", false, "move what this program did not write out of the portal's folder, and write the portal")
	return func(ctx context.Context, p *program, args []string) error { return o.portal(ctx, p, args) }
}

// A foundPack is a pack that a portal is to join, with what was found in it.
type foundPack struct {
	name   string // as people know it
	report *inspect.Report
	err    error // why it is not joined
}

func (o portalOptions) portal(ctx context.Context, p *program, args []string) error {
	if o.output == "" {
		return usageError("--output is empty")
	}
	theme, err := p.theme(o.theme)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"dist"}
	}
	packs, err := packsOf(args)
	if err == nil {
		packs, err = inspectAll(ctx, packs)
	}
	if err != nil {
		return err
	}
	join, refused := o.sorted(p, packs)
	if len(join) == 0 {
		return errors.New("there is no pack to join; no portal was written")
	}
	if err := o.write(ctx, p, theme, join, refused); err != nil {
		return err
	}
	if len(refused) > 0 {
		return exitCode(exitFailed)
	}
	return nil
}

// packsOf are the packs that arguments stand for, each once, in order. Portals in folders are none, nor are zips of packs that are there.
func packsOf(args []string) ([]foundPack, error) {
	known := map[string]bool{}
	var packs []foundPack
	for _, arg := range args {
		names, err := packsIn(filepath.Clean(arg))
		remains := remainsIn(arg)
		if err != nil && len(remains) == 0 {
			return nil, fmt.Errorf("%s: %w", shownPath(arg), err)
		}
		names = append(names, remains...)
		for _, name := range names {
			real := realPath(name)
			at, err := os.Stat(name)
			switch {
			case err == nil && !at.IsDir() && name == filepath.Clean(arg):
				return nil, usageError("%s: a portal leads to pages, which a zip does not show; unpack it and name the folder", shownPath(arg))
			case err == nil && !at.IsDir(), known[real], isPortal(name):
				continue
			}
			known[real] = true
			packs = append(packs, foundPack{name: name})
		}
	}
	slices.SortFunc(packs, func(a, b foundPack) int { return strings.Compare(realPath(a.name), realPath(b.name)) })
	return packs, nil
}

// remainsIn are folders directly in a folder that hold what packs do, but no manifest.
func remainsIn(name string) []string {
	entries, _ := os.ReadDir(name) // what cannot be read was told
	var out []string
	for _, e := range entries {
		folder := filepath.Join(name, e.Name())
		if !strings.HasPrefix(e.Name(), ".") && !isPack(folder) && exists(filepath.Join(folder, filepath.FromSlash(render.PlanPath))) {
			out = append(out, folder)
		}
	}
	return out
}

// isPortal tells a portal from packs of sites, by what its manifest lists.
func isPortal(name string) bool {
	m, err := inspect.Manifest(name)
	return err == nil && m.IsPortal()
}

// inspectAll holds every pack against its manifest, side by side.
func inspectAll(ctx context.Context, packs []foundPack) ([]foundPack, error) {
	err := parallel.Each(len(packs), func(i int) error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		packs[i].inspect()
		return nil
	})
	return packs, err
}

func (f *foundPack) inspect() {
	root, err := os.OpenRoot(f.name)
	if err != nil {
		f.err = plainError(err)
		return
	}
	f.report, f.err = inspect.Folder(root)
	f.err = errors.Join(f.err, root.Close())
	if f.err == nil && len(f.report.Differ) > 0 {
		first := f.report.Differ[0]
		f.err = fmt.Errorf("%s is not as its manifest says: %s", staging.Shown(first.Path), first.What)
		if n := len(f.report.Differ); n > 1 {
			f.err = fmt.Errorf("%d files are not as its manifest says; %s: %s", n, staging.Shown(first.Path), first.What)
		}
	}
	m := f.report.Manifest
	if f.err == nil && !(m.Lists(portal.SummaryPath) && m.Lists(html.SearchPath)) {
		f.err = fmt.Errorf("it has no %s or no %s: it is no pack of a site, or an older version built it; build it anew", portal.SummaryPath, html.SearchPath)
	}
}

// sorted tells the packs that can be joined from the others, which it names. Of packs that are the same, the first counts.
func (o portalOptions) sorted(p *program, packs []foundPack) (join []foundPack, refused []render.RefusedPack) {
	known := map[string]string{}
	for _, f := range packs {
		shown := shownPath(f.name)
		if f.err != nil {
			p.say("%s: not joined: %s\n", shown, f.err)
			r := render.RefusedPack{At: shownPath(filepath.Base(realPath(f.name))), Why: f.err.Error()}
			if f.report != nil && f.report.Manifest != nil {
				r.Site = f.report.Manifest.Site
			}
			refused = append(refused, r)
			continue
		}
		if first, same := known[string(f.report.Text)]; same {
			p.say("%s: the same pack as %s\n", shown, first)
			continue
		}
		known[string(f.report.Text)] = shown
		join = append(join, f)
	}
	return join, refused
}

// write makes the portal and puts it into the output folder, all of it at once.
func (o portalOptions) write(ctx context.Context, p *program, theme *themes.Theme, join []foundPack, refused []render.RefusedPack) (err error) {
	into := &destination{program: p, folder: o.output, site: render.PortalName, portal: true, aside: o.replace,
		cure: "move it away, write into another folder with -o, or let portolan portal --replace move it aside; nothing is deleted"}
	defer func() { err = errors.Join(err, into.close()) }()
	if err := into.check(ctx, []string{render.PortalName}); err != nil {
		return err
	}
	packs, err := o.joined(ctx, p, join)
	if err != nil {
		return err
	}
	files, err := unlessFailed(ctx, func() ([]render.File, error) {
		return render.Portal(packs, refused, o.title, theme, render.Options{Version: version})
	})
	var same *render.SameRevisionError
	if errors.As(err, &same) {
		return fmt.Errorf("%w\nname one of them, or give the later one a revision or date of its own; no portal was written", err)
	}
	if err != nil {
		return err
	}
	if err := into.write(ctx, render.PortalName, files); err != nil {
		return err
	}
	return p.print(fmt.Sprintf("%s: %d packs\n", filepath.Join(o.output, render.PortalName), len(packs)))
}

// unlessFailed is unlessInterrupted for what may fail.
func unlessFailed[V any](ctx context.Context, work func() (V, error)) (V, error) {
	type answer struct {
		value V
		err   error
	}
	a, err := unlessInterrupted(ctx, func() (a answer) {
		a.value, a.err = work()
		return a
	})
	return a.value, cmp.Or(err, a.err)
}

// joined are the packs as the portal sees them: where they stand, or where their copies do.
func (o portalOptions) joined(ctx context.Context, p *program, join []foundPack) ([]render.JoinedPack, error) {
	var packs []render.JoinedPack
	for _, f := range join {
		summary, err := inspect.Data(f.name, portal.SummaryPath)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", shownPath(f.name), plainError(err))
		}
		packs = append(packs, render.JoinedPack{Manifest: f.report.Manifest, Text: f.report.Text, Summary: summary[0], Index: func() ([]byte, error) {
			data, err := inspect.Data(f.name, html.SearchPath)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", shownPath(f.name), plainError(err))
			}
			return data[0], nil
		}})
	}
	return packs, o.place(ctx, p, join, packs)
}

// place says where each pack is as seen from the portal.
func (o portalOptions) place(ctx context.Context, p *program, join []foundPack, packs []render.JoinedPack) error {
	if o.copy {
		return o.copyAll(ctx, p, join, packs)
	}
	from := filepath.Join(realPath(o.output), render.PortalName)
	for i, f := range join {
		way, err := filepath.Rel(from, realPath(f.name))
		if err != nil {
			return fmt.Errorf("%s: no link leads there from %s; copy the packs with --copy", shownPath(f.name), o.output)
		}
		packs[i].At = filepath.ToSlash(way)
	}
	return nil
}

// copyAll copies packs beside the portal, each into a folder with the name of its site and what tells its content, so that no copy ever takes the place of another.
// Copies that are as they should be are left alone.
func (o portalOptions) copyAll(ctx context.Context, p *program, join []foundPack, packs []render.JoinedPack) (err error) {
	into := &destination{program: p, folder: filepath.Join(o.output, copiesFolder), sites: map[string]string{}, aside: o.replace,
		cure: "move it away, or let portolan portal --replace move it aside; nothing is deleted"}
	defer func() { err = errors.Join(err, into.close()) }()
	names := make([]string, len(join))
	for i := range join {
		names[i] = fmt.Sprintf("%.50s-%.12s", packs[i].Manifest.Site, packs[i].Manifest.Checksum)
		into.sites[names[i]] = packs[i].Manifest.Site
		packs[i].At = "../" + copiesFolder + "/" + names[i]
	}
	if err := into.check(ctx, names); err != nil {
		return err
	}
	for i, f := range join {
		if there := into.sound(names[i]); there != nil && string(there.Text) == string(f.report.Text) {
			continue
		}
		files, err := inspect.Below(f.name, "")
		if err != nil {
			return fmt.Errorf("%s: %w", shownPath(f.name), plainError(err))
		}
		if err := into.write(ctx, names[i], append(files, render.File{Path: render.ManifestPath, Data: f.report.Text})); err != nil {
			return err
		}
	}
	return nil
}
