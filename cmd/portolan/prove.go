package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/lab"
	"portolan/cmd/portolan/prove"
	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render"
	"portolan/render/content/proof"
	"portolan/themes"
)

var proveVerb = verb{
	name: "prove", args: "SITE", does: "test the rule files of hosts and firewalls with packets (Linux)",
	examples: `  portolan prove sites/harbour                 what is dropped and should pass, and the reverse
  portolan prove sites/harbour --format json   for programs
  portolan prove sites/harbour -o test         as a page and a PDF, in a folder of its own

Each rule file is loaded twice by its own tool, in a network namespace that ends with the program. Packets go from every address of
the site, and from unassigned addresses next to them, to every address and port, in IPv4 and IPv6: to each host past the rules of the
sender, out of each host, and through each firewall; replies have to get back. The expected result is computed from the plan's flows, not from the rule files.

It needs the tools of the dialect (nft, or iptables and ip6tables) and either unprivileged user namespaces or root. It changes nothing outside the namespaces.

Exit codes:
  0  passed
  1  the site has errors
  3  failed: missing or excess traffic, or a refused file
  4  not tested: this host lacks something; the message says what
`,
	takes:   "sending packets",
	prepare: prepareProve,
}

type proveOptions struct {
	format                 *formats
	catalogs               *[]string
	dialect, output, theme string
	width                  int
}

func prepareProve(flags *pflag.FlagSet) action {
	o := proveOptions{}
	flags.StringVar(&o.dialect, "dialect", prove.Names()[0], "the rule files' language, a `dialect`: "+strings.Join(prove.Names(), ", "))
	o.format = formatFlag(flags, pretty, "json")
	flags.StringVarP(&o.output, "output", "o", "", "write index.html, packet-test.pdf and packet-test.json into this `folder` instead")
	flags.StringVar(&o.theme, "theme", "default", "the document's look: a `theme` by its name")
	flags.IntVar(&o.width, "width", texttable.Width, "break lines at this `number` of characters")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.prove(ctx, p, args) }
}

func (o proveOptions) prove(ctx context.Context, p *program, args []string) error {
	args = orHere(args, 1)
	language, known := prove.Find(o.dialect)
	switch {
	case len(args) != 1:
		return usageError("prove takes a site, as in: portolan prove sites/harbour")
	case !known:
		return usageError("--dialect: %q cannot be loaded here; %s", o.dialect, source.OneOf(o.dialect, prove.Names()))
	}
	day, err := asOf("", os.Getenv("SOURCE_DATE_EPOCH"), source.DateOf(p.now()))
	if err != nil {
		return err
	}
	resolved, err := p.planOf(ctx, *o.catalogs, args[0], "")
	if err != nil {
		return err
	}
	report, err := prove.Run(ctx, resolved, language)
	var unable lab.UnableError
	if errors.As(err, &unable) {
		p.say("portolan: not tested: %s\n", unable)
		return exitCode(exitUnable)
	}
	if err != nil {
		return err
	}
	report.Proved = day.String()
	if err := o.answer(ctx, p, resolved, report); err != nil {
		return err
	}
	if !report.Holds {
		return exitCode(exitNotAllowed)
	}
	return nil
}

// answer prints the report, or writes its document.
func (o proveOptions) answer(ctx context.Context, p *program, resolved *plan.Plan, report *proof.Report) error {
	if o.output != "" {
		theme, err := themes.Load(o.theme)
		if err != nil {
			return usageError("--theme: %v", err)
		}
		files, err := render.Proof(report, resolved, theme, render.Options{Version: version})
		if err != nil {
			return internalError{what: err.Error()}
		}
		return p.writeAlone(ctx, o.output, resolved.Site, proof.Name+".json", files)
	}
	return o.format.textOrJSON(p, func() string { return terminal.Proof(report, o.width) }, func() (string, error) {
		data, err := proof.JSON(report)
		if err != nil {
			err = internalError{what: err.Error()}
		}
		return string(data), err
	})
}
