package model

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/source"
)

// file writes onto each flow what firewall teams file beside a rule, and then how its approval stands: a rule's source port is part of what
// is approved, and its status may claim an approval.
func (s *shared) file() {
	r := newRequested(s)
	known := map[[2]string][]string{} // firewalls by zones, since many flows go the same way
	for _, f := range slices.Concat(s.plan.Flows, s.plan.Dropped) {
		r.fill(f)
		f.Action, f.SourcePort = AllowAction, cmp.Or(f.SourcePort, AnyPort)
		if f.Phase == "" {
			f.Phase = RunPhase
			if !slices.Contains(f.States, NormalState) {
				f.Phase = FailoverPhase
			}
		}
		if f.Internal {
			continue
		}
		from, to := s.plan.party[f.From], s.plan.party[f.To]
		zones := [2]string{s.plan.ZoneOf(from), s.plan.ZoneOf(to)}
		walls, ok := known[zones]
		if several := slices.Contains(zones[:], SeveralZone); !ok || several {
			walls = s.plan.enforcing(f)
			known[zones] = walls
		}
		f.Firewalls = walls
		f.Translated = append(s.plan.translatedBy(SourceTranslation, from, s.plan.ZoneOf(to)), s.plan.translatedBy(DestinationTranslation, to, s.plan.ZoneOf(from))...)
	}
	r.report()
	s.approve()
	r.checkClaims()
}

// An attribute is one thing that a request can say of a rule.
type attribute struct {
	name  string
	text  func(SiteRequest) string // "" where the request does not say it
	own   func(*Flow) bool         // the flow's own declaration says it
	write func(*Flow, SiteRequest)
}

var attributes = []attribute{
	{"owner", func(r SiteRequest) string { return r.Owner.V }, func(f *Flow) bool { return f.Owner != "" }, func(f *Flow, r SiteRequest) { f.Owner = r.Owner.V }},
	{"requester", func(r SiteRequest) string { return r.Requester.V }, func(f *Flow) bool { return f.Requester != "" }, func(f *Flow, r SiteRequest) { f.Requester = r.Requester.V }},
	{"ticket", func(r SiteRequest) string { return r.Ticket.V }, func(f *Flow) bool { return f.Ticket != "" }, func(f *Flow, r SiteRequest) { f.Ticket = r.Ticket.V }},
	{"since", func(r SiteRequest) string { return day(r.Since) }, func(f *Flow) bool { return !f.Since.IsZero() }, func(f *Flow, r SiteRequest) { f.Since = r.Since.V }},
	{"until", func(r SiteRequest) string { return day(r.Until) }, func(f *Flow) bool { return !f.Until.IsZero() }, func(f *Flow, r SiteRequest) { f.Until = r.Until.V }},
	{"log", func(r SiteRequest) string { return yesNo(r.Log) }, func(f *Flow) bool { return f.Log != "" }, func(f *Flow, r SiteRequest) { f.Log = yesNo(r.Log) }},
	{"source_port", func(r SiteRequest) string { return r.SourcePort.V }, func(f *Flow) bool { return f.SourcePort != "" }, func(f *Flow, r SiteRequest) { f.SourcePort = r.SourcePort.V }},
	{"status", func(r SiteRequest) string { return r.Status.V }, func(f *Flow) bool { return f.Status != "" }, func(f *Flow, r SiteRequest) { f.Status = r.Status.V }},
}

func day(v source.Val[source.Date]) string {
	if !v.Set() {
		return ""
	}
	return v.V.String()
}

// requested finds the request that counts for each attribute of each flow.
type requested struct {
	*shared
	covering map[string][]string // what requests cover -> their names, sorted
	used     map[string]bool     // of these, what is there
	clashes  map[string]bool
	said     map[statement]string // the request that says it
}

// statement is an attribute of a flow.
type statement struct {
	flow      *Flow
	attribute string
}

func newRequested(s *shared) *requested {
	r := &requested{s, map[string][]string{}, map[string]bool{}, map[string]bool{}, map[statement]string{}}
	for _, name := range sortedKeys(s.site.Requests) {
		for _, v := range s.site.Requests[name].Covers {
			if !slices.Contains(r.covering[v.V], name) {
				r.covering[v.V] = append(r.covering[v.V], name)
			}
		}
	}
	return r
}

// fill writes each attribute from what is most specific: a request for the rule's id, the flow's own declaration, a request for the
// declared flow or the catalogue's flow rule, a request for all. A request that says nothing of an attribute leaves it to the next.
func (r *requested) fill(f *Flow) {
	if len(r.covering) == 0 {
		return
	}
	levels := []string{f.ID, strings.TrimPrefix(f.Rule, DeclaredPrefix), f.Rule, "all"}
	for _, level := range levels {
		r.used[level] = true
	}
	names := map[string]bool{}
	for _, a := range attributes {
		own := a.own(f)
		for i, level := range levels {
			if i > 0 && own {
				break
			}
			if name := r.pick(a, level); name != "" {
				a.write(f, r.site.Requests[name])
				names[name], r.said[statement{f, a.name}] = true, name
				break
			}
		}
	}
	f.Requests = slices.Sorted(maps.Keys(names))
}

// pick is the request that says an attribute at one level: the first by name, which matters only where several say different things.
func (r *requested) pick(a attribute, level string) string {
	picked := ""
	for _, name := range r.covering[level] {
		text := a.text(r.site.Requests[name])
		switch {
		case text == "":
		case picked == "":
			picked = name
		case text != a.text(r.site.Requests[picked]):
			r.clash(a, level, picked, name)
		}
	}
	return picked
}

func (r *requested) clash(a attribute, level, first, second string) {
	key := strings.Join([]string{a.name, level, first, second}, "\x00")
	if !r.clashes[key] {
		r.clashes[key] = true
		r.warn("S58", str{At: r.site.Requests[second].At}, "let one of them say it", "the requests %s and %s give %s a different %s; %s counts", first, second, level, a.name, first)
	}
}

// report names what requests cover and the plan does not have.
func (r *requested) report() {
	for _, name := range sortedKeys(r.site.Requests) {
		for _, v := range r.site.Requests[name].Covers {
			if !r.used[v.V] {
				r.warn("S57", v, "cover \"all\", a flow rule such as \"R4\", a declared flow, or a rule's id", "the request covers %q, which is no rule of this plan", v.V)
			}
		}
	}
}

// checkClaims finds rules that are said to have come further than somebody agreed to, and those whose time is over: one warning for each
// place that says so. A status that is not so is not handed on.
func (r *requested) checkClaims() {
	unapproved, ended := map[source.Position][]*Flow{}, map[source.Position][]*Flow{}
	for _, f := range r.plan.Network() {
		if slices.Index(Statuses, f.Status) > 0 && f.Approval == nil {
			at := r.saidAt("status", f)
			unapproved[at] = append(unapproved[at], f)
		}
		if !f.Until.IsZero() && f.Until.Before(r.opts.AsOf) {
			at := r.saidAt("until", f)
			ended[at] = append(ended[at], f)
		}
	}
	for at, flows := range unapproved {
		r.warn("S59", str{At: at}, r.approveCommand(flows), "the status %q is claimed for %s that no approval covers: %s", flows[0].Status, count(len(flows)), rulesOf(flows))
	}
	for _, f := range slices.Concat(r.plan.Network(), r.plan.Dropped) {
		if slices.Index(Statuses, f.Status) > 0 && f.Approval == nil {
			f.Claimed, f.Status = f.Status, Statuses[0]
		}
	}
	for at, flows := range ended {
		r.warn("S81", str{At: at}, "close the rules and take them out of the site, or give them a new end", "the time of %s ended on %s: %s", count(len(flows)), flows[0].Until, rulesOf(flows))
	}
}

// saidAt is where the site says an attribute of a flow: in a request, or in the flow's own declaration.
func (r *requested) saidAt(attribute string, f *Flow) source.Position {
	if name, ok := r.said[statement{f, attribute}]; ok {
		return r.site.Requests[name].At
	}
	return r.site.Flows[strings.TrimPrefix(f.Rule, DeclaredPrefix)].At
}

func count(rules int) string {
	if rules == 1 {
		return "1 rule"
	}
	return fmt.Sprintf("%d rules", rules)
}

// rulesOf names what flows follow from, as requests can cover it.
func rulesOf(flows []*Flow) string {
	names := map[string]bool{}
	for _, f := range flows {
		names[strings.TrimPrefix(f.Rule, DeclaredPrefix)] = true
	}
	return strings.Join(slices.SortedFunc(maps.Keys(names), compareNatural), ", ")
}
