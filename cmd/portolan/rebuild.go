package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"portolan/model/source"
	"portolan/render"
	"portolan/themes"
)

// rebuilt holds a pack, which is what its manifest says, against what a site gives today.
func (o verifyOptions) rebuilt(ctx context.Context, p *program, shown string, m *render.Manifest) error {
	if m.Built == nil {
		return fmt.Errorf("%s: its manifest does not say how it was built: it is no pack of a site, or an older version built it", shown)
	}
	b, err := o.rebuilder(p, m)
	if err != nil {
		return fmt.Errorf("%s: %w", shown, err)
	}
	site, shelf, err := p.oneSite(*o.catalogs, o.site)
	if err != nil {
		return err
	}
	b.shelf = shelf
	type made struct {
		files []render.File
		result
	}
	today, err := unlessInterrupted(ctx, func() (t made) { t.files, t.result = b.files(site); return t })
	if err == nil {
		err = today.err
	}
	if err != nil {
		p.show(site.file, today.found)
		return err
	}
	return p.compared(shown, site, m, today.files)
}

// rebuilder builds as a manifest says that its pack was built.
func (o verifyOptions) rebuilder(p *program, m *render.Manifest) (b *builder, err error) {
	b = &builder{program: p, options: buildOptions{full: m.Built.Full, attach: m.Built.Attach}}
	if m.Built.AsOf != "" {
		if b.day, err = source.ParseDate(m.Built.AsOf); err != nil {
			return nil, fmt.Errorf("its manifest names no day: %w", err)
		}
	}
	if o.theme != "" {
		b.theme, err = p.theme(o.theme)
		return b, err
	}
	if b.theme, err = themes.Load(m.Built.Theme); err != nil { // by its name alone: a stranger's pack opens no folder
		return nil, errors.New("it was built with a theme that is not the program's own; name its folder with --theme")
	}
	return b, nil
}

// compared names every input and every file of a pack that is not what the site gives today.
func (p *program) compared(shown string, s siteFolder, m *render.Manifest, files []render.File) error {
	today, err := manifestOf(files)
	if err != nil {
		return err
	}
	var text strings.Builder
	inputs, outputs := differ(m.Inputs, today.Inputs), differ(m.Outputs, today.Outputs)
	for _, d := range inputs {
		fmt.Fprintf(&text, "input %s: %s\n", d.path, d.of("the pack", "the site"))
	}
	for _, d := range outputs {
		fmt.Fprintf(&text, "%s: %s\n", d.path, d.of("the pack", "what the site gives"))
	}
	if m.Program != today.Program {
		fmt.Fprintf(&text, "the pack was built by portolan %s, and this is portolan %s, which may write other files\n", m.Program, today.Program)
	}
	if m.Site != today.Site || m.Date != today.Date {
		fmt.Fprintf(&text, "the pack is that of %s, dated %s; the site is %s, dated %s\n", m.Site, m.Date, today.Site, today.Date)
	}
	if text.Len() > 0 {
		p.say("%s is not what %s gives: %d of %d files differ, %d inputs differ\n", shown, s.folder(), len(outputs), len(m.Outputs), len(inputs))
		if err := p.print(text.String()); err != nil {
			return err
		}
		return exitCode(exitFailed)
	}
	return p.done("%s: %d files are what %s and portolan %s give, byte for byte\n", shown, len(m.Outputs), s.folder(), version)
}

// manifestOf reads the manifest among the files of a pack.
func manifestOf(files []render.File) (*render.Manifest, error) {
	for _, f := range files {
		if f.Path == render.ManifestPath {
			return render.ReadManifest(f.Data)
		}
	}
	return nil, internalError{what: "a pack without a manifest"}
}
