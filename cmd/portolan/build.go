package main

import (
	"context"
	"errors"
	"os"
	"runtime"

	"github.com/spf13/pflag"

	"portolan/model/source"
)

var buildVerb = verb{
	name: "build", args: "[SITE or FOLDER ...]", does: "build the packs of sites",
	examples: `  portolan build                               the site in this folder, or every site below sites/, into dist/
  portolan build sites/harbour -o /srv/packs   one site, elsewhere
  portolan build --strict                      build no site that has warnings
  portolan build --replace                     move what others put into packs aside
  portolan build --force                       build anew what has not changed, too
  portolan build --zip                         also all of a pack as one file, to hand over: dist/harbour/harbour.zip
  portolan build --shard 2/6                   the second of six shares of the sites; each share is a run of its own
  portolan build - < site.toml                 the site in this folder, with this description
  portolan build --format pretty --format sarif=findings.sarif      findings for people, and for a service of code review

A pack is left alone where it is as its manifest says, and site, products, theme, options and program are those that it was built from;
warnings of such a site are not told again: portolan check does. On Linux the user's cache folder keeps a stamp of each pack that was found so; while size, place on
the disk and times of all its files are those of the stamp, they are not read again. --force and portolan verify read everything. A build replaces files that it wrote and that are as it wrote them. If a pack's folder holds anything else, such as a signed copy or
an edited page, the build lists it, exits with 1 and changes no pack.
`,
	takes:   "building",
	prepare: prepareBuild,
}

type buildOptions struct {
	output, theme, asOf string
	format              *formats
	catalogs            *[]string
	input               *string
	strict, attach      bool
	full, zip           bool
	replace, force      bool
	jobs                int
	shard               *shard
}

func prepareBuild(flags *pflag.FlagSet) action {
	o := buildOptions{}
	o.flags(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.build(ctx, p, args) }
}

func (o *buildOptions) flags(flags *pflag.FlagSet) {
	flags.StringVarP(&o.output, "output", "o", "dist", "put packs into this `folder`")
	flags.StringVar(&o.theme, "theme", "default", "the packs' look: a `theme` by its name, or a folder that holds one, as ./ours")
	flags.BoolVar(&o.strict, "strict", false, "do not build sites with warnings: exit code 2")
	flags.BoolVar(&o.replace, "replace", false, "move what this program did not write out of packs' folders, to SITE.kept-1 beside them, and build")
	flags.BoolVar(&o.force, "force", false, "build packs anew that are unchanged")
	flags.BoolVar(&o.full, "full", false, "print everything: each page by itself as PDF, and books that leave nothing to pages")
	flags.BoolVar(&o.zip, "zip", false, "put a zip of the whole pack into its folder")
	flags.BoolVar(&o.attach, "attach", false, "put the pack's data (spreadsheets, plan) into the first of its PDFs as attachments")
	o.format = formatFlag(flags, findingFormats...)
	o.catalogs, o.input = catalogFlag(flags), inputFlag(flags)
	flags.IntVar(&o.jobs, "jobs", runtime.GOMAXPROCS(0), "build up to this `number` of sites at the same time")
	o.shard = shardFlag(flags)
	flags.StringVar(&o.asOf, "as-of", "", "judge expiries as of this `date`, as 2026-10-01 (default SOURCE_DATE_EPOCH, or the site's own date)")
}

func (o buildOptions) build(ctx context.Context, p *program, args []string) error {
	b, err := o.builder(p)
	if err != nil {
		return err
	}
	err = o.buildAll(ctx, b, args)
	var done exitCode
	if err == nil || errors.As(err, &done) { // else not all was found that there is
		err = firstOf(b.report.end(), err)
	}
	return err
}

func (o buildOptions) buildAll(ctx context.Context, b *builder, args []string) error {
	shelf, found := openShelf(*o.catalogs)
	b.shelf = shelf
	if found = append(b.faults, found...); found.HasErrors() {
		return firstOf(b.report.find(found), exitCode(exitFailed))
	}
	sites, found := findSitesOr(args, *o.input)
	if err := b.report.find(found); err != nil {
		return err
	}
	if err := distinct(sites); err != nil {
		return err
	}
	err := b.build(ctx, o.shard.sites(sites))
	if err == nil || found.HasErrors() && errors.Is(err, exitCode(exitWarned)) {
		return verdict(found, o.strict)
	}
	return err
}

// builder checks the options before any site is read.
func (o buildOptions) builder(p *program) (*builder, error) {
	if o.jobs < 1 {
		return nil, usageError("--jobs is %d; at least 1 is needed", o.jobs)
	}
	if o.output == "" {
		return nil, usageError("--output is empty")
	}
	day, err := asOf(o.asOf, os.Getenv("SOURCE_DATE_EPOCH"), source.Date{})
	if err != nil {
		return nil, err
	}
	theme, found, err := openTheme(o.theme)
	if err != nil {
		return nil, err
	}
	into := &destination{program: p, folder: o.output, aside: o.replace,
		cure: "move it away, build into another folder with -o, or let portolan build --replace move it aside; nothing is deleted"}
	return &builder{program: p, report: &reporter{program: p, to: o.format}, options: o, day: day, theme: theme, faults: found, into: into}, nil
}

// distinct refuses sites that would take each other's place in the output folder.
func distinct(sites []siteFolder) error {
	at := map[string]string{}
	for _, s := range sites {
		if other, ok := at[s.id]; ok {
			return usageError("%s and %s would both become the pack %s; build them into different folders", other, s.file, s.id)
		}
		at[s.id] = s.file
	}
	return nil
}
