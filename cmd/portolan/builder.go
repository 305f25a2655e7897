package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"portolan/model/resolve"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/format/spreadsheet"
	"portolan/themes"
)

// A builder holds what all sites of one build share.
type builder struct {
	program *program
	report  *reporter
	options buildOptions
	day     source.Date
	theme   *themes.Theme
	faults  source.Diagnostics // of the theme, which is nil then
	into    *destination
	shelf   *shelf
	stamps  sync.Map // site -> stamp that its pack would have had when the run began
	known   sync.Map // sites whose packs have their stamps
}

// A result is what became of one site.
type result struct {
	found        source.Diagnostics
	files, rules int
	same         bool // the pack that stands there was left alone
	err          error
}

// build looks at the packs that are to be replaced, lets workers build the sites, shows what became of each, and gives the output
// folder up.
func (b *builder) build(ctx context.Context, sites []siteFolder) error {
	names, err := b.unknown(ctx, sites)
	if err == nil {
		err = b.into.check(ctx, names)
	}
	if err == nil {
		err = b.show(ctx, sites, b.start(ctx, sites))
	}
	if closing := b.into.close(); closing != nil {
		return closing
	}
	return err
}

// start lets the workers run. Each site has its own channel, so that results can be shown in the order of the sites as they come.
func (b *builder) start(ctx context.Context, sites []siteFolder) []chan result {
	next := make(chan int, len(sites))
	results := make([]chan result, len(sites))
	for i := range sites {
		results[i] = make(chan result, 1)
		next <- i
	}
	close(next)
	for range min(b.options.jobs, len(sites)) {
		go func() {
			for i := range next {
				results[i] <- b.one(ctx, sites[i])
			}
		}()
	}
	return results
}

// one builds a site from its text to its pack on disk.
func (b *builder) one(ctx context.Context, s siteFolder) (r result) {
	defer caught(&r.err, s.file)
	if r.err = context.Cause(ctx); r.err != nil {
		return r
	}
	if _, known := b.known.Load(s.id); known {
		return result{same: true}
	}
	same := b.unchanged(s)
	if same && !b.options.strict && !b.findings() {
		return result{same: true}
	}
	c, r := b.compiled(s)
	if r.same = same; r.err != nil || same {
		return r
	}
	files, r := b.packed(s, c, r)
	if r.err == nil {
		r.err = b.into.write(ctx, s.id, files)
	}
	return r
}

// findings reports whether somebody keeps the findings: then those of an unchanged pack are told, too, as though it was built.
func (b *builder) findings() bool {
	return b.report != nil && !slices.Equal(b.report.to.all(), []formatted{{form: pretty}})
}

// files makes the pack of a site in memory.
func (b *builder) files(s siteFolder) ([]render.File, result) {
	c, r := b.compiled(s)
	if r.err != nil {
		return nil, r
	}
	return b.packed(s, c, r)
}

// compiled works out a site. Its result has an error where no pack is to be made.
func (b *builder) compiled(s siteFolder) (c compiled, r result) {
	return b.workedOut(openSite(s, b.shelf))
}

// workedOut does so for a site that is open.
func (b *builder) workedOut(o opened, found source.Diagnostics) (c compiled, r result) {
	c = o.compile(found, b.theme, resolve.Options{AsOf: b.day, Strict: b.options.strict})
	r.found = c.found
	if c.plan != nil {
		r.found = append(r.found, render.RefusedRules(c.plan, dialectsOf(c.pack))...).Sorted()
	}
	r.err = verdict(r.found, b.options.strict)
	return c, r
}

// packed makes the pack of a compiled site, and adds to its result.
func (b *builder) packed(s siteFolder, c compiled, r result) ([]render.File, result) {
	return b.packedAs(s, c, r, false)
}

// packedAs does so, or makes what pages show of the pack alone.
func (b *builder) packedAs(s siteFolder, c compiled, r result, screen bool) ([]render.File, result) {
	options := b.packOptions(c)
	options.Screen = screen
	files, err := b.program.pack(c.plan, b.theme.With(c.logo), options)
	if err != nil {
		r.err = unpacked(s, err)
		return nil, r
	}
	r.files, r.rules = len(files), len(c.plan.Network())
	return files, r
}

// packOptions are what the pack of a site needs besides its plan and theme.
func (b *builder) packOptions(c compiled) render.Options {
	built := b.built()
	return render.Options{Inputs: append(c.inputs(), themeFiles(b.theme)...), Version: version, Built: built, Columns: c.columns, Attach: built.Attach, Full: built.Full || c.pack.Full.V, Zip: b.options.zip,
		Header: c.pack.Header.V, Footer: c.pack.Footer.V, Chapters: c.chapterNames(), Own: c.chapters, Dialects: dialectsOf(c.pack), Results: runsOf(c.results), Previous: c.previous, Evidence: c.report()}
}

// built is what the manifest says of the options.
func (b *builder) built() *render.Built {
	built := &render.Built{Full: b.options.full, Attach: b.options.attach}
	if len(b.theme.Files) == 0 {
		built.Theme = b.theme.Name
	}
	if !b.day.IsZero() {
		built.AsOf = b.day.String()
	}
	return built
}

// unpacked is the error of a pack that could not be made. A text that a file format cannot hold came with the input; all else is a fault of
// the program.
func unpacked(s siteFolder, err error) error {
	var unfit *spreadsheet.Fault
	if errors.As(err, &unfit) {
		return fmt.Errorf("%s: %w", s.file, unfit)
	}
	var unprintable *render.MissingGlyphError
	if errors.As(err, &unprintable) {
		return fmt.Errorf("%s: %w", s.file, err)
	}
	return internalError{during: s.file, what: err.Error()}
}

// themeFiles are the files of a theme that is not the program's own: packs are made from them too.
func themeFiles(theme *themes.Theme) []render.File {
	var files []render.File
	for _, f := range theme.Files {
		files = append(files, render.File{Path: "theme/" + f.Name, Data: f.Data})
	}
	return files
}

// show reports every site. When interrupted it does not wait for those in work.
func (b *builder) show(ctx context.Context, sites []siteFolder, results []chan result) error {
	codes, said, ready := []int{}, map[string]bool{}, []string{}
	for i, s := range sites {
		b.program.step("building, %d of %d packs are ready", i, len(sites))
		var r result
		select {
		case r = <-results[i]:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if err := b.report.findIn(s.file, r.found); err != nil {
			return err
		}
		if r.err == nil {
			ready = append(ready, filepath.Join(b.options.output, s.id))
		}
		switch {
		case errors.Is(r.err, context.Canceled):
			return r.err
		case r.err == nil && r.same:
			if err := b.report.tell(filepath.Join(b.options.output, s.id) + ": unchanged\n"); err != nil {
				return err
			}
		case r.err == nil:
			line := fmt.Sprintf("%s: %d files, %d rules\n", filepath.Join(b.options.output, s.id), r.files, r.rules)
			if err := b.report.tell(line); err != nil {
				return err
			}
		default:
			if !said[r.err.Error()] { // a full disk says the same for every site
				said[r.err.Error()] = true
				codes = append(codes, b.program.report(r.err))
			}
			b.program.say("%s: not built\n", filepath.Join(b.options.output, s.id))
		}
	}
	if b.program.progress.live { // a person looks
		b.program.say("%s", opening(ready))
	}
	for _, gravest := range []int{exitCrashed, exitFailed, exitWarned} {
		if slices.Contains(codes, gravest) {
			return exitCode(gravest)
		}
	}
	return nil
}

// opening says which file to open of packs.
func opening(packs []string) string {
	if len(packs) == 0 {
		return ""
	}
	page := filepath.Join(packs[0], "index.html")
	if strings.ContainsAny(page, " \t") {
		page = `"` + page + `"` // as a shell takes it
	}
	if len(packs) > 1 {
		return fmt.Sprintf("open %s, or that of another of the %d packs\n", page, len(packs))
	}
	return "open " + page + "\n"
}
