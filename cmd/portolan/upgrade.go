package main

import (
	"context"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/model/catalog"
	"portolan/model/edition"
	"portolan/model/resolve"
	"portolan/model/source"
	"portolan/render"
	"portolan/themes"
)

var upgradeVerb = verb{
	name: "upgrade", args: "SITE --to PRODUCT/EDITION", does: "say what another edition asks of firewalls: open before, close after",
	examples: `  portolan upgrade sites/harbour --to shop/2                    host by host, on the terminal
  portolan upgrade sites/harbour --to shop/2 --format json      for programs
  portolan upgrade sites/harbour --to shop/2 -o harbour-to-2    as a page and a PDF, in a folder of its own
`,
	takes:   "comparing",
	prepare: prepareUpgrade,
}

type upgradeOptions struct {
	format                  *formats
	catalogs                *[]string
	to, output, theme, asOf string
	installations           *[]string
	strict                  bool
}

func prepareUpgrade(flags *pflag.FlagSet) action {
	o := upgradeOptions{}
	flags.StringVar(&o.to, "to", "", "the other `edition`, as PRODUCT/EDITION")
	o.installations = flags.StringArray("installation", nil, "an `installation` of the product by its id, where the site has several and not all change; may be given several times")
	o.format = formatFlag(flags, pretty, "json")
	flags.StringVarP(&o.output, "output", "o", "", "write index.html, upgrade.pdf and upgrade.json into this `folder` instead")
	flags.StringVar(&o.theme, "theme", "default", "the document's look: a `theme` by its name")
	flags.StringVar(&o.asOf, "as-of", "", "judge expiries as of this `date`, as 2026-10-01 (default SOURCE_DATE_EPOCH, or the site's own date)")
	flags.BoolVar(&o.strict, "strict", false, "fail with exit code 2 where the comparison leaves something out, or finds what is to mend")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.upgrade(ctx, p, args) }
}

func (o upgradeOptions) upgrade(ctx context.Context, p *program, args []string) error {
	args = orHere(args, 1)
	day, err := o.checked(args)
	if err != nil {
		return err
	}
	site, shelf, err := p.oneSite(*o.catalogs, args[0])
	if err != nil {
		return err
	}
	c, err := unlessInterrupted(ctx, func() compared { return compare(site, shelf, o.to, *o.installations, resolve.Options{AsOf: day}) })
	if err != nil {
		return err
	}
	p.show(site.file, c.found)
	if c.upgrade == nil {
		return firstOf(c.unknown, exitCode(exitFailed))
	}
	if err := o.answer(ctx, p, c); err != nil {
		return err
	}
	return verdict(c.found, o.strict)
}

// checked looks at the command line before any file is read.
func (o upgradeOptions) checked(args []string) (source.Date, error) {
	switch {
	case len(args) != 1 || o.to == "":
		return source.Date{}, usageError("upgrade takes a site and --to, as in: portolan upgrade sites/harbour --to shop/2")
	}
	return asOf(o.asOf, os.Getenv("SOURCE_DATE_EPOCH"), source.Date{})
}

// answer prints the comparison, or writes its document.
func (o upgradeOptions) answer(ctx context.Context, p *program, c compared) error {
	if o.output != "" {
		return o.write(ctx, p, c)
	}
	return o.format.textOrJSON(p, func() string { return terminal.Upgrade(c.upgrade) }, func() (string, error) {
		data, err := render.UpgradeJSON(c.upgrade)
		if err != nil {
			err = internalError{what: err.Error()}
		}
		return string(data), err
	})
}

// write puts the document into a folder of its own.
func (o upgradeOptions) write(ctx context.Context, p *program, c compared) error {
	theme, err := themes.Load(o.theme)
	if err != nil {
		return usageError("--theme: %v", err)
	}
	files, err := render.Upgrade(c.upgrade, theme, render.Options{Inputs: c.inputs, Version: version})
	if err != nil {
		return internalError{what: err.Error()}
	}
	if err := p.writeAlone(ctx, o.output, c.upgrade.Site, "upgrade.json", files); err != nil {
		return err
	}
	return p.done("%s: %d to open, %d to close, %d stale ports\n", o.output, len(c.upgrade.Open), len(c.upgrade.Close), len(c.upgrade.Stale))
}

// A compared site has been resolved against its own catalogue and another edition. The comparison is nil where there are errors.
type compared struct {
	upgrade *edition.Upgrade
	inputs  []render.File
	found   source.Diagnostics
	unknown error // --to names no edition
}

func compare(s siteFolder, on *shelf, to string, installations []string, options resolve.Options) compared {
	o, found := openSite(s, on)
	if o.site == nil || found.HasErrors() {
		return compared{found: found.Sorted()}
	}
	dir, err := o.shelf.named(to)
	if err != nil {
		return compared{found: found.Sorted(), unknown: err}
	}
	target, editions, more := o.shelf.editions(dir)
	if found = append(found, more...); target == nil || found.HasErrors() {
		return compared{found: found.Sorted()}
	}
	options.Approvals, options.Decisions = o.approvals, o.decisions
	upgrade, more := edition.UpgradeSite(o.site, o.cats, target, editions, options, installations...)
	used := slices.Clone(o.cats)
	for _, e := range editions {
		if e.Product.ID.V == target.Product.ID.V && !slices.ContainsFunc(used, func(c *catalog.Catalogue) bool { return c.Dir == e.Dir }) {
			used = append(used, e)
		}
	}
	return compared{upgrade: upgrade, inputs: inputs(opened{from: o.from, site: o.site, approvals: o.approvals, decisions: o.decisions, cats: used}), found: append(found, more...).Sorted()}
}

// editions loads a catalogue and every other edition of its product on the shelf. Those that do not load are nobody's concern here.
func (s *shelf) editions(dir string) (*catalog.Catalogue, []*catalog.Catalogue, source.Diagnostics) {
	target, found := s.holds[dir].Use(dir)
	if target == nil {
		return nil, nil, found
	}
	all := []*catalog.Catalogue{target}
	for _, other := range s.dirs {
		if c, _ := s.holds[other].Use(other); c != nil && other != dir && c.Product.ID.V == target.Product.ID.V {
			all = append(all, c)
		}
	}
	return target, all, found
}
