// Package topology turns a plan into pictures: which there are, what each shows, what is folded together, and which traffic one line
// stands for. It decides nothing about places and knows no format.
package topology

import (
	"slices"

	"portolan/model/plan"
	"portolan/render/layout/diagram"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
)

// Outside is the id of the zone that holds parties whose zone the site does not give. No zone of a site can have it.
const Outside = plan.OutsideZone

// A Kind is what a picture is about.
type Kind string

// The kinds of pictures.
const (
	SiteKind   Kind = "site"   // the whole site by zones
	ZoneKind   Kind = "zone"   // one zone and all that it talks to, where the site is too large for one picture
	StateKind  Kind = "state"  // the site as it lies in one state
	ChangeKind Kind = "change" // what a failover adds and removes
	RoleKind   Kind = "role"   // all nodes of a role, and what they talk to
	GroupKind  Kind = "group"  // the hosts that other pictures fold to one box
	HostKind   Kind = "host"   // one host, and what it talks to
	AlikeKind  Kind = "alike"  // hosts that are alike as one box, and what they talk to: in place of a picture of each
)

// A Picture is a graph with the flows that each of its elements stands for: every flow that the picture is about is at one element.
type Picture struct {
	*diagram.Graph
	Kind    Kind
	Subject string                  // id of the zone, state, role, host, or of the first of several hosts
	Hosts   []string                // on whose pages it stands
	Caption string                  // one sentence below the picture
	Page    ref.Ref                 // where readers find it
	AtEdge  map[string][]*plan.Flow // by the edge's id
	InBox   map[string][]*plan.Flow // by the box's id: what stands in it as lines
}

// Path is the picture's file in the pack, without extension.
func (p *Picture) Path() string { return ref.Data + "diagrams/" + p.ID }

// Pictures are all pictures of a plan.
type Pictures struct {
	Overview *Picture // of the zones of a large site, or nil
	Site     *Picture
	Zones    []*Picture // of a site that does not go into one picture
	Changes  []*Picture // one for every state but the normal one, whose lines are those of the site's that are not marked as for after a failover
	States   []*Picture // the same states, whole
	Roles    []*Picture // of which no host's picture shows the same
	Groups   []*Picture
	Hosts    []*Picture // by the hosts' ids; one for all that are alike
}

// All lists the pictures in reading order.
func (p *Pictures) All() []*Picture {
	all := []*Picture{p.Site}
	if p.Overview != nil {
		all = []*Picture{p.Overview, p.Site}
	}
	for _, part := range [][]*Picture{p.Zones, p.Changes, p.States, p.Roles, p.Groups, p.Hosts} {
		all = append(all, part...)
	}
	return all
}

// Of draws all pictures of a plan.
func Of(plan *plan.Plan, w *wordlist.List) *Pictures {
	d := newDrawer(plan, w)
	p := &Pictures{Site: d.site(), Overview: d.overview()}
	if len(plan.States) > 1 {
		for _, s := range plan.States[1:] {
			p.States = append(p.States, d.stateOf(s))
			p.Changes = append(p.Changes, d.change(s))
		}
	}
	p.Roles = d.roles()
	p.Hosts = d.hosts()
	p.Groups = d.groups()
	p.Zones = d.zones()
	for _, each := range p.All() {
		if slices.ContainsFunc(each.Graph.Zones, func(z diagram.Zone) bool { return z.Walled }) {
			each.Description += " " + w.Text("topology.walls-description")
		}
	}
	return p
}

// A drawer holds what the pictures of one plan share.
type drawer struct {
	plan    *plan.Plan
	words   *wordlist.List
	classes []*box          // of hosts that are alike, by their first host
	class   map[string]*box // party -> its class
	network []*plan.Flow
	touch   map[string][]*plan.Flow // party -> flows with an end at it, or at a group or population that covers it
	zoned   map[string]bool         // zones that a picture shows as a whole, so that each needs a picture of its own
	tiers   map[string]diagram.Tier // of zones
	walls   map[string][]string     // names of the firewalls at the borders of zones
	domain  string                  // that most hosts have in common, with its dot; or empty
	whole   *sketch                 // of the whole site, which its states share
	ranks   rank                    // in it
}

// ends are the parties at both ends of a flow, groups and populations and those that they cover, each once.
func (d *drawer) ends(f *plan.Flow) []string {
	ids := slices.Concat(d.plan.Covered(f.From), d.plan.Covered(f.To), d.plan.Party(f.From).Hosts, d.plan.Party(f.To).Hosts)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func newDrawer(resolved *plan.Plan, w *wordlist.List) *drawer {
	d := &drawer{plan: resolved, words: w, classes: classes(resolved), class: map[string]*box{}, network: resolved.Network(), touch: map[string][]*plan.Flow{},
		zoned: map[string]bool{}, tiers: tiers(resolved), domain: commonDomain(resolved)}
	d.walls = walls(resolved, d.network)
	for _, f := range d.network {
		for _, id := range d.ends(f) {
			d.touch[id] = append(d.touch[id], f)
		}
	}
	for _, c := range d.classes {
		for _, p := range c.parties {
			d.class[p.ID] = c
		}
	}
	return d
}

// tiers say where the zones of a plan stand in its pictures, by their ids.
func tiers(p *plan.Plan) map[string]diagram.Tier {
	out := map[string]diagram.Tier{Outside: diagram.OutsideTier, Several: diagram.ApplicationTier}
	for _, z := range p.Zones {
		out[z.ID] = diagram.TierOf(z.Tier)
	}
	return out
}
