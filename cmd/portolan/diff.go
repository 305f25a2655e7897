package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/inspect"
	"portolan/cmd/portolan/terminal"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/revision"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/changes"
	"portolan/render/content/rules"
	"portolan/themes"
)

var diffVerb = verb{
	name: "diff", args: "OLD NEW", does: "say what changed between two revisions: rules, hosts, findings, runbooks",
	examples: `  portolan diff dist/harbour sites/harbour                         what was handed over, and the site as it is now
  portolan diff --format markdown old/harbour dist/harbour         for the description of a merge request
  portolan diff --strict old/harbour.zip sites/harbour             exit code 2 where they differ
  portolan diff old/harbour.zip sites/harbour --output change      a change pack: what to open before, what to close after, rollback, sign-off

OLD and NEW are each the folder of a site, a pack, or the zip of a pack.
`,
	takes:   "comparing",
	prepare: prepareDiff,
}

type diffOptions struct {
	catalogs *[]string
	format   *formats
	asOf     string
	output   string
	theme    string
	strict   bool
}

func prepareDiff(flags *pflag.FlagSet) action {
	o := diffOptions{}
	o.format = formatFlag(flags, pretty, "markdown", "json")
	flags.StringVar(&o.asOf, "as-of", "", "judge expiries of sites as of this `date`, as 2026-10-01 (default SOURCE_DATE_EPOCH, or the site's own date)")
	flags.StringVarP(&o.output, "output", "o", "", "write a change pack into this `folder`: index.html, changes.pdf, changes.xlsx, changes.json and rules/")
	flags.StringVar(&o.theme, "theme", "default", "the look of a change pack: a `theme` by its name")
	flags.BoolVar(&o.strict, "strict", false, "a difference fails: exit code 2")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.diff(ctx, p, args) }
}

func (o diffOptions) diff(ctx context.Context, p *program, args []string) error {
	if len(args) != 2 {
		return usageError("diff takes two revisions: the old one and the new one")
	}
	day, err := asOf(o.asOf, os.Getenv("SOURCE_DATE_EPOCH"), source.Date{})
	if err != nil {
		return err
	}
	shelf, found := openShelf(*o.catalogs)
	p.showLoose(found)
	if found.HasErrors() {
		return exitCode(exitFailed)
	}
	var both [2]render.Revised
	var sides [2]revised
	for i, name := range args {
		read, err := unlessInterrupted(ctx, func() revised { return revisionOf(name, shelf, resolve.Options{AsOf: day}) })
		if err != nil {
			return err
		}
		if read.site != "" {
			p.show(read.site, read.found)
		}
		if read.err != nil {
			return read.err
		}
		both[i].Revision, sides[i] = read.revision, read
	}
	d := revision.Compare(both[0].Revision, both[1].Revision)
	if made, err := d.Apply(both[0].Revision); err != nil || !made.Equal(both[1].Revision) { // half of a difference is worse than none
		return internalError{what: fmt.Sprintf("the difference does not lead from the one to the other: %v", err)}
	}
	if o.output != "" {
		for i, name := range args {
			if both[i].Rules, err = sides[i].ruleFiles(name, sides[1-i], i == 1); err != nil {
				return err
			}
		}
		err = o.write(ctx, p, both)
	} else {
		says := map[string]func(*revision.Difference) string{pretty: terminal.Difference, "markdown": terminal.DifferenceMarkdown, "json": (*revision.Difference).JSON}
		err = o.format.answer(p, func(form string) (string, error) { return says[form](d), nil })
	}
	if err != nil {
		return err
	}
	if o.strict && !d.Empty() {
		return exitCode(exitWarned)
	}
	return nil
}

// write puts a change pack into a folder of its own.
func (o diffOptions) write(ctx context.Context, p *program, both [2]render.Revised) error {
	theme, err := themes.Load(o.theme)
	if err != nil {
		return usageError("--theme: %v", err)
	}
	dated, err := source.ParseDate(both[1].Date)
	if err != nil {
		return fmt.Errorf("the date of revision %s: %w", both[1].Head.Revision, err)
	}
	files, err := render.ChangePack(both[0], both[1], dated, theme, render.Options{Version: version})
	if err != nil {
		return internalError{what: err.Error()}
	}
	if err := p.writeAlone(ctx, o.output, both[1].Site, changes.Name+".json", files); err != nil {
		return err
	}
	return p.done("%s: %d files\n", o.output, len(files))
}

// A revised is one side of a comparison.
type revised struct {
	revision *revision.Revision
	plan     *plan.Plan    // of a site
	dialects []string      // that it names for rule files
	inputs   []render.File // what it was read from
	site     string        // the file of a site that was compiled
	found    source.Diagnostics
	err      error
}

// revisionOf reads a pack, or compiles a site as far as a pack's data goes.
func revisionOf(name string, on *shelf, options resolve.Options) (r revised) {
	if isPack(name) {
		data, err := inspect.Data(name, render.PlanPath, render.RulesPath)
		if err != nil {
			return revised{err: fmt.Errorf("%s: %w", shownPath(name), plainError(err))}
		}
		if r.revision, r.err = revision.Read(data[0], data[1]); r.err != nil {
			r.err = fmt.Errorf("%s: %w", shownPath(name), r.err)
		}
		r.inputs = []render.File{{Path: render.PlanPath, Data: data[0]}, {Path: render.RulesPath, Data: data[1]}}
		return r
	}
	sites, found := findSites([]string{name})
	if found.HasErrors() || len(sites) != 1 {
		r.site, r.found, r.err = name, found, exitCode(exitFailed)
		if !found.HasErrors() {
			r.err = usageError("%s holds %d sites; name one of them", shownPath(name), len(sites))
		}
		return r
	}
	sites[0].compared = true
	c := compile(sites[0], on, nil, options)
	r.site, r.found, r.plan, r.dialects = sites[0].file, c.found, c.plan, dialectsOf(c.pack)
	if c.plan == nil {
		r.err = exitCode(exitFailed)
		return r
	}
	r.inputs = c.inputs()
	r.revision, _, r.err = packedRevision(c.plan)
	return r
}

// packedRevision is what the pack of a plan would say, with its plan.json.
func packedRevision(p *plan.Plan) (*revision.Revision, []byte, error) {
	text, err := render.PlanJSON(p)
	list, err2 := rules.JSON(p, policy.Of(p))
	if err = errors.Join(err, err2); err != nil {
		return nil, nil, err
	}
	r, err := revision.Read(text, list)
	return r, text, err
}

// ruleFiles are those that a pack has, or that of a site would have. They call what is theirs by the site's id, which is the name of its folder: a folder of
// another name holds the same site if its document is the same, and what was handed over, or else the new one, says what that is called.
func (r revised) ruleFiles(name string, other revised, isNew bool) ([]render.File, error) {
	if r.plan != nil {
		named := *r.plan
		if r.revision.Document == other.revision.Document && (other.plan == nil || !isNew) {
			named.Site = other.revision.Site
		}
		var out []render.File
		for _, each := range render.RuleFilesOf(&named, r.dialects) {
			out = append(out, each.Files...)
		}
		return out, nil
	}
	files, err := inspect.Below(name, render.RuleFolder)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", shownPath(name), plainError(err))
	}
	return files, nil
}

// isPack tells a pack from a site: by its manifest, or as a zip.
func isPack(name string) bool {
	if strings.EqualFold(filepath.Ext(name), ".zip") {
		return true
	}
	_, err := os.Lstat(filepath.Join(name, render.ManifestPath))
	return err == nil
}
