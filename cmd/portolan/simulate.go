package main

import (
	"context"
	"errors"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/terminal"
	"portolan/cmd/portolan/terminal/texttable"
	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/model/query"
)

var simulateVerb = verb{
	name: "simulate", args: "SITE --lose HOST | SITE --each", does: "show the impact of host failures",
	examples: `  portolan simulate sites/harbour --lose engine1                    impact of one failed host
  portolan simulate sites/harbour --lose central --lose proxy1      ... of two
  portolan simulate sites/harbour --lose "zone dmz"                 ... of all hosts of a zone
  portolan simulate sites/harbour --lose "location dc1"             ... of a whole location, and the failover
  portolan simulate sites/harbour --each                            single points of failure
  portolan simulate sites/harbour --lose db1 --format json                 JSON, with the fate of every flow

A host is a node, another host of the site, load balancer, forward proxy or external service, by id, host name or its first label.

  kept            a flow whose source, destination and path are available
  after failover  a flow that works only in another state of the plan, whose holder is available
  lost            every other flow, each with its cause
  stalled         a service that requires a failed resource, or starts after a stalled service of its host
  cut off         the clients of a rule have no destination left; "fewer" means that some are left

The result follows from the plan: flows, states, requirements, resources, start order. The plan does not know how long a
program continues without what it requires, or whether one host can replace another.

Exit codes:
  0   done, whatever the impact
  1   the site has errors
  64  a name is not known
`,
	takes:   "working out the plan",
	prepare: prepareSimulate,
}

type simulateOptions struct {
	catalogs *[]string
	lose     []string
	each     bool
	format   *formats
	width    int
}

func prepareSimulate(flags *pflag.FlagSet) action {
	o := simulateOptions{}
	flags.StringArrayVar(&o.lose, "lose", nil, "`host`, zone, location or set that fails; may be given several times")
	flags.BoolVar(&o.each, "each", false, "fail each host by itself, and list the single points of failure")
	o.format = formatFlag(flags, pretty, "json")
	flags.IntVar(&o.width, "width", texttable.Width, "break lines at this `number` of characters")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.simulate(ctx, p, args) }
}

func (o simulateOptions) simulate(ctx context.Context, p *program, args []string) error {
	args = orHere(args, 1)
	if len(args) != 1 || o.each == (len(o.lose) > 0) {
		return usageError("simulate takes a site and either --lose or --each, as in: portolan simulate sites/harbour --lose engine1")
	}
	plan, err := p.planOf(ctx, *o.catalogs, args[0], "")
	if err != nil {
		return err
	}
	var result any
	var text string
	if o.each {
		each, stopped := unlessInterrupted(ctx, func() *outage.Each { return outage.ForEach(plan) })
		if stopped != nil {
			return stopped
		}
		result, text = each, terminal.EachLoss(each, o.width)
	} else {
		outcome, misread := o.outcome(plan)
		if misread != nil {
			return misread
		}
		result, text = outage.Write(outcome), terminal.Outcome(plan, outcome, o.width)
	}
	return o.format.textOrJSON(p, func() string { return text }, func() (string, error) { return indented(result) })
}

func (o simulateOptions) outcome(plan *plan.Plan) (*outage.Outcome, error) {
	var ids []string
	for _, name := range o.lose {
		more, err := query.Parties(plan, name)
		var misread *query.Misread
		if errors.As(err, &misread) {
			return nil, usageError("--lose: %s", misread)
		}
		ids = append(ids, more...)
	}
	return outage.Simulate(plan, ids), nil
}
