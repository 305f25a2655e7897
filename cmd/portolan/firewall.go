package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/ref"
)

var firewallVerb = verb{
	name: "firewall", args: "SITE", does: "write the rule files of hosts and firewalls",
	examples: `  portolan firewall sites/harbour                            which hosts and firewalls have files, and why others have none
  portolan firewall sites/harbour --on engine1               the file of one host
  portolan firewall sites/harbour --on edge --dialect asa    ... of a firewall, in a dialect
  portolan firewall sites/harbour --output rules             all files, into a folder

Each host has the dialect of its system: powershell for Windows, nftables for Linux; each firewall that of the os in its table.
Other dialects are named. Packs hold the same files; their pages say how to apply, check, remove and roll back.

A file lets through what the plan says and drops all else. What its dialect cannot say, and a file that would lock administrators
out, is refused, with the way out.

Exit codes:
  0   done
  1   the site has errors, or a file that was asked for is refused
  64  a name is not known, or several files do not go to the terminal
`,
	takes:   "working out the plan",
	prepare: prepareFirewall,
}

type firewallOptions struct {
	catalogs     *[]string
	on, dialects []string
	output       string
	width        int
}

func prepareFirewall(flags *pflag.FlagSet) action {
	o := firewallOptions{}
	flags.StringArrayVar(&o.on, "on", nil, "`host` or firewall, by its id; may be given several times")
	flags.StringArrayVar(&o.dialects, "dialect", nil, "the files' language, a `dialect`: "+strings.Join(render.Dialects(), ", "))
	flags.StringVarP(&o.output, "output", "o", "", "write the files into this `folder`")
	flags.IntVar(&o.width, "width", texttable.Width, "break lines at this `number` of characters")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.firewall(ctx, p, args) }
}

func (o firewallOptions) firewall(ctx context.Context, p *program, args []string) error {
	args = orHere(args, 1)
	if len(args) != 1 {
		return usageError("firewall takes a site, as in: portolan firewall sites/harbour")
	}
	for _, name := range o.dialects {
		if known := render.Dialects(); !slices.Contains(known, name) {
			return usageError("--dialect: unknown dialect %q; %s", name, source.OneOf(name, known))
		}
	}
	resolved, err := p.planOf(ctx, *o.catalogs, args[0], "")
	if err != nil {
		return err
	}
	var ids []string
	for _, party := range resolved.Parties {
		if party.Managed() {
			ids = append(ids, party.ID)
		}
	}
	for _, w := range resolved.Firewalls {
		ids = append(ids, w.ID)
	}
	for _, id := range o.on {
		if !slices.Contains(ids, id) {
			return usageError("--on: unknown host or firewall %q; %s", id, source.DidYouMean(id, ids))
		}
	}
	all, err := unlessInterrupted(ctx, func() []render.RuleFiles { return render.RuleFilesOf(resolved, o.dialects) })
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(r render.RuleFiles) bool { return len(o.on) > 0 && !slices.Contains(o.on, r.Device) })
	if len(all) == 0 {
		return usageError("no dialect for the systems of these hosts and firewalls; name one with --dialect: %s", strings.Join(render.Dialects(), ", "))
	}
	return o.answer(p, all)
}

// answer writes the files, prints the one that was asked for, or lists which there are.
func (o firewallOptions) answer(p *program, all []render.RuleFiles) error {
	var files []render.File
	var refused source.Diagnostics
	for _, r := range all {
		files, refused = append(files, r.Files...), append(refused, r.Refused...)
	}
	var err error
	switch {
	case o.output != "":
		err = writeInto(p, o.output, files)
	case len(o.on) == 0:
		return p.print(devices(all, o.width))
	case len(files) == 1 && len(refused) == 0:
		return p.print(string(files[0].Data))
	case len(files) > 1:
		return usageError("%d files; name a folder for them with --output", len(files))
	}
	if err == nil && len(refused) > 0 {
		p.showLoose(refused.Sorted())
		return exitCode(exitFailed)
	}
	return err
}

// devices are the hosts and firewalls with their files, or the first reason why there are none.
func devices(all []render.RuleFiles, width int) string {
	var b strings.Builder
	rows := [][]string{}
	for _, r := range all {
		text := ""
		for _, f := range r.Files {
			text += " " + path.Base(f.Path)
		}
		switch n := len(r.Why); {
		case n == 1:
			text = "refused: " + r.Why[0]
		case n > 1:
			text = fmt.Sprintf("refused for %d reasons: %s; ...", n, r.Why[0])
		}
		rows = append(rows, []string{r.Device, cmp.Or(r.Dialect, "-"), strings.TrimSpace(text)})
	}
	texttable.Table(&b, width, 0, rows)
	return b.String()
}

// writeInto writes files into a folder, where they stand as in a pack. What is there under other names stays.
func writeInto(p *program, folder string, files []render.File) error {
	for _, f := range files {
		file := filepath.Join(folder, filepath.FromSlash(strings.TrimPrefix(f.Path, ref.Data+"firewall/")))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, f.Data, 0o644)); err != nil {
			return err
		}
		if err := p.done("%s\n", file); err != nil {
			return err
		}
	}
	return nil
}
