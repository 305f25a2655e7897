package model

import (
	"cmp"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// finishFlows gives flows their ids, approvals and order, leaves out disputed ones in the strict profile, and keeps the parties that
// take part.
func (r *resolver) finishFlows() {
	r.plan.flow = map[string]*Flow{}
	used := map[string]bool{}
	for key, f := range r.flows {
		f.ID = ruleID(key.rule, key.from, key.to, key.listener)
		if f.port.Kind != catalog.NoPort {
			f.Port = f.port.String()
		}
		if old, ok := r.plan.flow[f.ID]; ok {
			r.fault("S37", r.site.File.Top(), "rename one of the parties", "the flows %s from %s to %s and %s from %s to %s get the same id %s",
				old.Rule, old.From, old.To, f.Rule, f.From, f.To, f.ID)
		}
		r.plan.flow[f.ID] = f
		slices.SortFunc(f.States, func(a, b string) int { return cmp.Compare(r.stateOrder(a), r.stateOrder(b)) })
		if f.Disputed != "" && !f.Internal && r.plan.Profile == "strict" {
			r.plan.Dropped = append(r.plan.Dropped, f)
			delete(r.plan.flow, f.ID)
			continue
		}
		used[f.From], used[f.To] = true, true
		r.plan.Flows = append(r.plan.Flows, f)
	}
	slices.SortFunc(r.plan.Flows, compareFlows)
	slices.SortFunc(r.plan.Dropped, compareFlows)
	r.approve()
	r.keepParties(used)
	r.checkConflicts()
}

func (r *resolver) stateOrder(id string) int {
	return slices.IndexFunc(r.plan.States, func(s State) bool { return s.ID == id })
}

// compareFlows orders flows as people look for them: by ends, then by port, then by rule.
func compareFlows(a, b *Flow) int {
	return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To), cmp.Compare(a.port.Low, b.port.Low),
		strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Listener, b.Listener))
}

// keepParties lists the parties of the plan: all that the site describes, and of the catalogue's externals those that are called.
func (r *resolver) keepParties(used map[string]bool) {
	r.plan.party = r.parties
	for _, id := range sortedKeys(r.parties) {
		p := r.parties[id]
		_, described := r.site.Externals[id]
		if p.Kind == ExternalParty && !described && !used[id] {
			continue
		}
		r.plan.Parties = append(r.plan.Parties, p)
	}
}

// approve writes onto each flow who agreed to it. What is said of one rule counts before what is said of all.
func (r *resolver) approve() {
	names := sortedKeys(r.site.Approvals)
	used := map[string]bool{}
	for _, f := range r.plan.Flows {
		for _, wanted := range []string{f.ID, strings.TrimPrefix(f.Rule, DeclaredPrefix), f.Rule, "all"} {
			for _, name := range names {
				a := r.site.Approvals[name]
				if f.Approval == nil && slices.ContainsFunc(a.Covers, func(v str) bool { return v.V == wanted }) {
					f.Approval = &Approval{a.By.V, a.Role.V, a.Date.V, a.Ticket.V}
				}
				if slices.ContainsFunc(a.Covers, func(v str) bool { return v.V == wanted }) {
					used[name+"\x00"+wanted] = true
				}
			}
		}
	}
	for _, name := range names {
		for _, v := range r.site.Approvals[name].Covers {
			if !used[name+"\x00"+v.V] {
				r.warn("S38", v, "approve \"all\", a flow rule such as \"R4\", a declared flow, or a rule's id", "the approval covers %q, which is no rule of this plan", v.V)
			}
		}
	}
}

// listUnopened lists the ports that services listen on and that no flow ends at, so that a reader sees that they were not forgotten.
func (r *resolver) listUnopened() {
	reached := map[[2]string]bool{}
	for _, f := range r.plan.Flows {
		reached[[2]string{f.To, f.Listener}] = true
	}
	for _, f := range r.plan.Dropped {
		reached[[2]string{f.To, f.Listener}] = true
	}
	for _, n := range r.nodes {
		for _, service := range sortedKeys(n.services) {
			listeners := r.cat.Services[service].Listeners
			for _, name := range sortedKeys(listeners) {
				id := service + "." + name
				if !reached[[2]string{n.id, id}] {
					r.plan.Unopened = append(r.plan.Unopened, r.listening(n.id, service, id, listeners[name]))
				}
			}
		}
	}
}

func (r *resolver) listening(node, service, id string, l catalog.Listener) Listening {
	out := Listening{Node: node, Listener: id, Service: r.cat.Services[service].Name.V, Protocol: l.Transport.V, Port: l.Port.V,
		Reason: cmp.Or(l.Peer.V, "unused"), Note: l.Note.V}
	if l.Never.Set() {
		out.Reason, out.Note = "never", l.Never.V
	}
	return out
}

// checkConflicts finds two listeners that claim one port of one host.
func (r *resolver) checkConflicts() {
	type socket struct{ host, protocol, port string }
	claims := map[socket]*Flow{}
	for _, f := range r.plan.Flows {
		if f.port.Kind != catalog.OnePort || !r.parties[f.To].Managed() || strings.HasPrefix(f.Rule, DeclaredPrefix) {
			continue
		}
		s := socket{f.To, f.Protocol, f.Port}
		old, ok := claims[s]
		if ok && old.Listener != f.Listener {
			at := r.parties[f.To].at
			if o, moved := r.site.Overrides[f.Listener]; moved {
				at = o.Port.At
			}
			r.fault("S39", at, "move one of them with [overrides]", "%s and %s both claim %s/%s on %s", old.Listener, f.Listener, f.Protocol, f.Port, f.To)
		}
		claims[s] = f
	}
}
