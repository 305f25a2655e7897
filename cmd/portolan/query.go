package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/query"
)

var queryVerb = verb{
	name: "query", args: `SITE "A -> B SERVICE" | SITE SUBJECT`, does: "show whether the plan allows a connection, or the rules of a host, zone, port or service",
	examples: `  portolan query sites/harbour "proxy1 -> engine1 tcp/443"     allowed? by which rules, in which states?
  portolan query sites/harbour "10.128.7.1 -> hub"             all that an address may reach on the load balancer
  portolan query sites/harbour "any -> set engines QES"        clients of a service on the members of a set
  portolan query sites/harbour engine1                         all rules of a host
  portolan query sites/harbour zone dmz                        ... a zone; or tcp/443, or "Engine Service"
  portolan query sites/harbour --format json "users -> hub 443"       for programs

A and B are ids, host names or their first label, addresses, networks in CIDR form, zones ("zone dmz"), sets of the
catalogue ("set engines"), groups ("group proxies"), "all nodes", or "any". SERVICE is a port (tcp/443, 443, 8000-8010, icmp, icmp/echo-request,
esp), a service or listener by id, short or full name, a declared flow, "rule R4", "firewall perimeter", or "any";
without one, everything from A to B.

"Allowed" means that a rule of this plan opens it. What real firewalls do is not known here.

Exit codes:
  0   every connection that was asked for is allowed; with "any", and of a listing: something was found
  1   the site has errors
  3   not allowed, only partly, or only via a load balancer or proxy; of a listing: nothing was found
  64  the question cannot be understood
`,
	takes:   "working out the plan",
	prepare: prepareQuery,
}

type queryOptions struct {
	catalogs *[]string
	format   *formats
	profile  string
	width    int
}

func prepareQuery(flags *pflag.FlagSet) action {
	o := queryOptions{}
	o.format = formatFlag(flags, pretty, "json")
	flags.StringVar(&o.profile, "profile", "", "ask the plan of this profile, whatever the site's own: the `profile` is usual, full or undisputed")
	flags.IntVar(&o.width, "width", texttable.Width, "break lines at this `number` of characters")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.query(ctx, p, args) }
}

func (o queryOptions) query(ctx context.Context, p *program, args []string) error {
	args = orAskedHere(args)
	if len(args) < 2 {
		return usageError(`query takes a site and a question, as in: portolan query sites/harbour "users -> hub tcp/443"`)
	}
	plan, err := p.planOf(ctx, *o.catalogs, args[0], o.profile)
	if err != nil {
		return err
	}
	result, err := query.Ask(plan, strings.Join(args[1:], " "))
	var misread *query.Misread
	switch {
	case errors.As(err, &misread):
		return usageError("%s", misread)
	case err != nil:
		return err
	}
	err = o.format.textOrJSON(p, func() string { return terminal.Result(plan, result, o.width) }, func() (string, error) { return indented(result) })
	if err != nil {
		return err
	}
	if !result.Holds() {
		return exitCode(exitNotAllowed)
	}
	return nil
}

// indented is a value as JSON that people can read too.
func indented(value any) (string, error) {
	var b strings.Builder
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false) // an arrow stays one
	to.SetIndent("", "  ")
	err := to.Encode(value)
	return b.String(), err
}
