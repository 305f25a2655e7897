package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
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
  portolan list rules --format json      the same for programs, of the site in this folder
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
	programLists = map[string]func() []listItem{"codes": listedCodes, "dialects": listedDialects, "themes": listedThemes, "templates": listedTemplates}
	siteLists    = map[string]func(*plan.Plan) []listItem{"nodes": listedNodes, "services": listedServices, "ports": listedPorts, "rules": listedRules}
)

// A listItem is a row of values, by their columns.
type listItem []listedValue

// A listedValue is a text, several, or a number of rules.
type listedValue struct {
	Column string
	Value  any
}

// cells are the values as people read them.
func (l listItem) cells() (row []string) {
	for _, v := range l {
		switch value := v.Value.(type) {
		case []string:
			row = append(row, strings.Join(value, ", "))
		case int:
			row = append(row, fmt.Sprintf("%d %s", value, map[bool]string{true: "rule", false: "rules"}[value == 1]))
		default:
			row = append(row, fmt.Sprint(value))
		}
	}
	return row
}

// MarshalJSON writes an item as an object with the columns in their order.
func (l listItem) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, v := range l {
		value, err := json.Marshal(v.Value)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:%s", v.Column, value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func asTable(list []listItem) (rows [][]string) {
	for _, l := range list {
		rows = append(rows, l.cells())
	}
	return rows
}

func prepareList(flags *pflag.FlagSet) action {
	width := flags.Int("width", 0, "break lines at this `number` of characters (default: none but on a terminal)")
	catalogs, to := catalogFlag(flags), formatFlag(flags, pretty, "json")
	return func(ctx context.Context, p *program, args []string) error {
		list, err := p.listed(ctx, *catalogs, args)
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
		return to.textOrJSON(p, func() string {
			var b strings.Builder
			texttable.Table(&b, wide, 0, asTable(list))
			return b.String()
		}, func() (string, error) { return indented(slices.Concat([]listItem{}, list)) })
	}
}

func (p *program) listed(ctx context.Context, catalogs, args []string) ([]listItem, error) {
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

func listedCodes() (rows []listItem) {
	for _, c := range source.Codes {
		rows = append(rows, listItem{{"code", c.ID}, {"severity", c.Severity.String()}, {"summary", c.Summary}})
	}
	return rows
}

func listedDialects() (rows []listItem) {
	for _, d := range render.Dialects() {
		rows = append(rows, listItem{{"dialect", d}})
	}
	return rows
}

func listedThemes() (rows []listItem) {
	for _, t := range themes.Names() {
		rows = append(rows, listItem{{"theme", t}})
	}
	return rows
}

func listedTemplates() (rows []listItem) {
	for _, t := range starters.Templates() {
		rows = append(rows, listItem{{"template", t.Name}, {"about", t.Says}})
	}
	return rows
}

func listedNodes(p *plan.Plan) (rows []listItem) {
	for _, n := range p.Nodes {
		addresses := []string{}
		for _, a := range n.Addresses {
			addresses = append(addresses, a.String())
		}
		rows = append(rows, listItem{{"node", n.ID}, {"host", n.Host}, {"addresses", addresses}, {"zone", n.Zone}, {"os", n.OS}, {"role", n.RoleName}})
	}
	return rows
}

func listedServices(p *plan.Plan) (rows []listItem) {
	for _, n := range p.Nodes {
		for _, part := range append([]plan.Part{n.Part}, n.Also...) {
			for _, s := range part.Services {
				rows = append(rows, listItem{{"node", n.ID}, {"service", s.ID}, {"name", s.Name}})
			}
		}
	}
	return rows
}

// listedPorts are the ports at which hosts accept connections, with how many rules lead there.
func listedPorts(p *plan.Plan) (rows []listItem) {
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
		rows = append(rows, listItem{{"host", at.host}, {"port", at.port}, {"rules", rules[at]}, {"service", at.service}})
	}
	return rows
}

func listedRules(p *plan.Plan) (rows []listItem) {
	for _, f := range p.Flows {
		rows = append(rows, listItem{{"rule", f.ID}, {"source", f.From}, {"destination", f.To}, {"port", f.Port.String()}, {"purpose", f.Purpose}})
	}
	return rows
}
