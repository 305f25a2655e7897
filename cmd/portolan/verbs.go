package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/source"
)

// An action does what a verb is for. Its flags have been read.
type action func(ctx context.Context, p *program, args []string) error

// A verb is one thing that the program can do.
type verb struct {
	name     string
	args     string // as in the usage line
	does     string // one line, for the list of verbs
	examples string
	takes    string                            // what goes on where it takes its time, as a terminal says it
	prepare  func(flags *pflag.FlagSet) action // declares the flags that the action will find filled
}

// verbs in the order of the help text.
func verbs() []verb {
	return []verb{initVerb, importVerb, buildVerb, serveVerb, checkVerb, approveVerb, decideVerb, importStatusVerb, acceptVerb, explainVerb, queryVerb, profilesVerb, simulateVerb, firewallVerb, proveVerb, driftVerb, upgradeVerb, diffVerb, portalVerb, catalogVerb, fmtVerb, listVerb, schemaVerb, guideVerb, signVerb, verifyVerb, completionVerb, licensesVerb, versionVerb, helpVerb()}
}

func findVerb(name string) (verb, error) {
	names := []string{}
	for _, v := range verbs() {
		if v.name == name {
			return v, nil
		}
		names = append(names, v.name)
	}
	return verb{}, usageError("unknown command %q; %s", name, source.DidYouMean(name, names))
}

// run does what the arguments say. A panic comes back as an error, so that it is reported like one.
func (p *program) run(ctx context.Context, args []string) (err error) {
	defer caught(&err, "")
	if len(args) == 0 {
		lead := ""
		if !exists(siteFile) && !exists("sites") {
			lead = "; there is no site here: portolan init sites/NAME makes one"
		}
		return usageError("missing command; portolan help lists the commands%s", lead)
	}
	switch args[0] {
	case "-h", "--help":
		args[0] = "help"
	case "--version":
		args[0] = "version"
	}
	if args[0] == completing {
		return p.complete(args[1:])
	}
	v, err := findVerb(args[0])
	if err != nil {
		return err
	}
	flags, act, usual := v.flags()
	switch err := flags.Parse(args[1:]); {
	case errors.Is(err, pflag.ErrHelp):
		return p.print(v.help(flags))
	case err != nil:
		return flagError(v, flags, err)
	}
	if p.colours.stdout, err = wantsColour(*usual.colour, os.Stdout); err != nil {
		return err
	}
	if p.colours.stderr, err = wantsColour(*usual.colour, os.Stderr); err != nil {
		return err
	}
	p.quiet = *usual.quiet
	p.progress.live = !p.quiet && p.stderr == os.Stderr && watched(os.Stderr)
	defer p.working(v.takes)()
	return act(ctx, p, flags.Args())
}

// usualFlags are those that every verb has.
type usualFlags struct {
	colour *string
	quiet  *bool
}

// flags are those of a verb, those of all verbs last.
func (v verb) flags() (*pflag.FlagSet, action, usualFlags) {
	flags := pflag.NewFlagSet(v.name, pflag.ContinueOnError)
	flags.Usage = func() {}
	flags.SortFlags = false
	act := v.prepare(flags)
	return flags, act, usualFlags{
		quiet:  flags.BoolP("quiet", "q", false, "say nothing of what goes well, and no progress; findings, errors and answers are printed"),
		colour: flags.String("color", "auto", "colour messages: `when` is auto, always or never"),
	}
}

// flagError says what to write instead of a flag that does not exist.
func flagError(v verb, flags *pflag.FlagSet, err error) error {
	text := err.Error()
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && len(unknown.GetSpecifiedName()) > 1 {
		names := []string{}
		flags.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		slices.Sort(names)
		text += "; " + source.DidYouMean("--"+unknown.GetSpecifiedName(), names)
	}
	return usageError("%s\nportolan %s --help lists the flags", text, v.name)
}

// helpVerb is a function because it looks at the verbs, of which it is one.
func helpVerb() verb {
	return verb{
		name: "help", args: "[VERB]", does: "show help for the program or a command",
		examples: "  portolan help build\n",
		prepare: func(*pflag.FlagSet) action {
			return func(ctx context.Context, p *program, args []string) error {
				switch len(args) {
				case 0:
					return p.print(overview())
				case 1:
					return p.run(ctx, []string{args[0], "--help"})
				}
				return usageError("help takes one verb")
			}
		},
	}
}

func (v verb) help(flags *pflag.FlagSet) string {
	return fmt.Sprintf("portolan %s: %s\n\nExamples:\n%s\nUsage:\n  portolan %s\n\nFlags:\n%s", v.name, v.does, v.examples,
		strings.TrimSpace(v.name+" [flags] "+v.args), flags.FlagUsages())
}

func overview() string {
	var b strings.Builder
	b.WriteString(`portolan compiles site descriptions into handover packs: diagrams, firewall worksheets, runbooks.

Examples:
  portolan init sites/harbour             make a new site that builds at once
  portolan build                          build the pack of every site below sites/ into dist/
  portolan check sites/harbour            check one site, write nothing
  portolan explain QX7K2M sites/harbour   show why a firewall rule exists
  portolan query sites/harbour zone dmz   list the rules of a zone, a host, a port or a service

Commands:
`)
	for _, v := range verbs() {
		fmt.Fprintf(&b, "  %-13s %s\n", v.name, v.does)
	}
	b.WriteString(`
portolan COMMAND --help shows more.

Exit codes:
  0    done
  1    errors in the input, or a file could not be read or written
  2    warnings, with --strict
  3    query: not allowed by the plan, or only in part; prove: the rule files failed; accept: a test failed or is not tested; drift: drift; check --stale: a pack is not current
  4    prove: not tested, this host lacks something
  64   wrong usage
  70   internal error
  71   out of memory: far more than GOMEMLIMIT allows; every pack is complete, old or new
  130  interrupted; every pack is complete, old or new
`)
	return b.String()
}
