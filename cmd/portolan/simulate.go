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
	name: "simulate", args: "SITE --lose HOST | SITE --each", does: "say what the loss of hosts means: who gets in, what is lost and why",
	examples: `  portolan simulate sites/harbour --lose engine1                    what does the loss of one host mean?
  portolan simulate sites/harbour --lose central --lose proxy1      ... of two at once
  portolan simulate sites/harbour --lose "zone dmz"                 ... of all that stands in a zone
  portolan simulate sites/harbour --lose "location dc1"             ... of a whole location: what works, and in which state
  portolan simulate sites/harbour --each                            which hosts are single points of failure?
  portolan simulate sites/harbour --lose db1 --json                 for programs, with the fate of every flow

A host is a node, server, load balancer, forward proxy or outside party, by id, host name or its first label.

  kept            a flow whose ends and way are there
  after failover  a flow that works only in another state of the plan, whose holder is not lost
  lost            every other flow, each with its cause
  stalled         a service that requires a lost resource, or starts after a stalled service of its host
  cut off         who calls has no far end left under a rule; "fewer" means that some are left

All follows from the plan: flows, states, requirements, resources, order of start. How long a program goes on without
what it requires, and whether one host can stand in for another, the plan does not know.

Exit codes:
  0   done, whatever the loss means
  1   the site has errors
  64  a name is not known
`,
	prepare: prepareSimulate,
}

type simulateOptions struct {
	catalogs   *[]string
	lose       []string
	each, json bool
	width      int
}

func prepareSimulate(flags *pflag.FlagSet) action {
	o := simulateOptions{}
	flags.StringArrayVar(&o.lose, "lose", nil, "lose this `host`, zone, location or set; may be given several times")
	flags.BoolVar(&o.each, "each", false, "lose every host by itself, and list the single points of failure")
	flags.BoolVar(&o.json, "json", false, "answer for programs; within one major format_version keys are only added")
	flags.IntVar(&o.width, "width", texttable.Width, "break lines at this `number` of characters")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.simulate(ctx, p, args) }
}

func (o simulateOptions) simulate(ctx context.Context, p *program, args []string) error {
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
		result, text = outcome, terminal.Outcome(plan, outcome, o.width)
	}
	if o.json {
		text, err = indented(result)
	}
	return firstOf(err, p.print(text))
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
