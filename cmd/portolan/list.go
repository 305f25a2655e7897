package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"portolan/cmd/portolan/starters"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/plan"
	"portolan/model/source"
	"portolan/render"
	"portolan/themes"
)

var listVerb = verb{
	name: "list", args: "WHAT [SITE]", does: "list nodes, services, ports or rules of a site; codes, dialects, themes or templates of the program",
	examples: `  portolan list rules sites/harbour      every rule: id, source, destination, port
  portolan list ports sites/harbour      every port at which a host accepts connections
  portolan list templates                what init makes new sites of
  portolan list codes                    errors and warnings; explain CODE has an example of each
`,
	takes:   "working out the plan",
	prepare: prepareList,
}

// unbroken is wider than any row, so that each is a line for programs.
const unbroken = 100_000

// Lists of the program, and lists of a site, one row an item.
var (
	programLists = map[string]func() [][]string{"codes": listedCodes, "dialects": listedDialects, "themes": listedThemes, "templates": listedTemplates}
	siteLists    = map[string]func(*plan.Plan) [][]string{"nodes": listedNodes, "services": listedServices, "ports": listedPorts, "rules": listedRules}
)

func prepareList(flags *pflag.FlagSet) action {
	width := flags.Int("width", 0, "break lines at this `number` of characters (default: none but on a terminal)")
	catalogs := catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error {
		rows, err := p.listed(ctx, *catalogs, args)
		if err != nil {
			return err
		}
		wide := *width
		switch {
		case wide > 0:
		case term.IsTerminal(int(os.Stdout.Fd())):
			wide = texttable.Width
		default:
			wide = unbroken
		}
		var b strings.Builder
		texttable.Table(&b, wide, 0, rows)
		return p.print(b.String())
	}
}

func (p *program) listed(ctx context.Context, catalogs, args []string) ([][]string, error) {
	known := append(slices.Sorted(maps.Keys(programLists)), slices.Sorted(maps.Keys(siteLists))...)
	if len(args) == 0 {
		return nil, usageError("list takes what to list: %s", strings.Join(known, ", "))
	}
	if list, ok := programLists[args[0]]; ok {
		if len(args) > 1 {
			return nil, usageError("%s are the program's; list takes no site for them", args[0])
		}
		return list(), nil
	}
	list, ok := siteLists[args[0]]
	switch {
	case !ok:
		return nil, usageError("there is no list of %q; %s", args[0], source.DidYouMean(args[0], known))
	case len(args) == 1 && exists(siteFile):
		args = append(args, ".")
	case len(args) != 2:
		return nil, usageError("list %s takes a site, as in: portolan list %s sites/harbour", args[0], args[0])
	}
	plan, err := p.planOf(ctx, catalogs, args[1], "")
	if err != nil {
		return nil, err
	}
	return list(plan), nil
}

func listedCodes() (rows [][]string) {
	for _, c := range source.Codes {
		rows = append(rows, []string{c.ID, c.Severity.String(), c.Summary})
	}
	return rows
}

func listedDialects() (rows [][]string) {
	for _, d := range render.Dialects() {
		rows = append(rows, []string{d})
	}
	return rows
}

func listedThemes() (rows [][]string) {
	for _, t := range themes.Names() {
		rows = append(rows, []string{t})
	}
	return rows
}

func listedTemplates() (rows [][]string) {
	for _, t := range starters.Templates() {
		rows = append(rows, []string{t.Name, t.Says})
	}
	return rows
}

func listedNodes(p *plan.Plan) (rows [][]string) {
	for _, n := range p.Nodes {
		var addresses []string
		for _, a := range n.Addresses {
			addresses = append(addresses, a.String())
		}
		rows = append(rows, []string{n.ID, n.Host, strings.Join(addresses, ", "), n.Zone, n.OS, n.RoleName})
	}
	return rows
}

func listedServices(p *plan.Plan) (rows [][]string) {
	for _, n := range p.Nodes {
		for _, part := range append([]plan.Part{n.Part}, n.Also...) {
			for _, s := range part.Services {
				rows = append(rows, []string{n.ID, s.ID, s.Name})
			}
		}
	}
	return rows
}

// listedPorts are the ports at which hosts accept connections, with how many rules lead there.
func listedPorts(p *plan.Plan) (rows [][]string) {
	type port struct{ host, port, service string }
	rules := map[port]int{}
	for _, f := range p.Flows {
		rules[port{f.To, f.Port.String(), f.Service}]++
	}
	for _, l := range p.Unopened {
		rules[port{l.Node, l.Port.String(), l.Service}] += 0
	}
	for _, at := range slices.SortedFunc(maps.Keys(rules), func(a, b port) int {
		return cmp.Or(strings.Compare(a.host, b.host), strings.Compare(a.port, b.port), strings.Compare(a.service, b.service))
	}) {
		count := fmt.Sprintf("%d rules", rules[at])
		if rules[at] == 1 {
			count = "1 rule"
		}
		rows = append(rows, []string{at.host, at.port, count, at.service})
	}
	return rows
}

func listedRules(p *plan.Plan) (rows [][]string) {
	for _, f := range p.Flows {
		rows = append(rows, []string{f.ID, f.From, f.To, f.Port.String(), f.Purpose})
	}
	return rows
}
