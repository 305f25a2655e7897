// Package rulesets says what each host and firewall of a plan lets through, for dialects of firewalls.
package rulesets

import (
	"fmt"
	"iter"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
)

// Of are the rulesets of all hosts on which the site's people set up rules, and of all firewalls of the site. Each is made when it is asked for: together those
// of many hosts, with the others that each calls, are large.
func Of(resolved *plan.Plan, filed *policy.Policy, w *wordlist.List) iter.Seq[*ruleset.Ruleset] {
	return func(yield func(*ruleset.Ruleset) bool) {
		m := &maker{plan: resolved, policy: filed, words: w, approvals: filed.RecordsApprovals(), known: map[sight]ruleset.End{}}
		for _, p := range resolved.Parties {
			if p.Managed() && !yield(m.host(p)) {
				return
			}
		}
		for i := range filed.Firewalls {
			if !yield(m.firewall(&filed.Firewalls[i])) {
				return
			}
		}
	}
}

type maker struct {
	plan   *plan.Plan
	policy *policy.Policy
	words  *wordlist.List

	approvals bool // the site has its rules approved here
	known     map[sight]ruleset.End
}

// A sight is a party as a host in a zone knows it.
type sight struct {
	party, zone string
	kind        plan.TranslationKind
}

// add puts a rule into a ruleset; one that must not be let through is only named there.
func (m *maker) add(s *ruleset.Ruleset, r *policy.Rule, rule ruleset.Rule) {
	if why := m.barred(r); why != "" {
		s.Omitted = append(s.Omitted, ruleset.Omitted{Rule: rule, Why: why})
		return
	}
	if w := m.waivesRule(s.Device, r.Flows); w != nil {
		rule.Waiver = m.words.Fill("rule-file.waived", "reason", w.Reason)
	}
	s.Rules = append(s.Rules, rule)
}

// barred says why a rule must not be let through: its last day is over, or nobody approved it where the site has rules approved. A site that records no
// approvals at all has its rules approved elsewhere, and its files say so at their heads. What is in place without an approval stays, with a mark, until
// somebody decides.
func (m *maker) barred(r *policy.Rule) string {
	if task := r.Task(m.plan); m.policy.Bars(r) {
		return m.words.Fill("rule-file.omitted", "task", strings.ToUpper(m.words.Text("request.do-"+string(task))), "why", m.words.Text("request.do-"+string(task)+"-text"))
	}
	return ""
}

func (m *maker) host(p *plan.Party) *ruleset.Ruleset {
	s := &ruleset.Ruleset{Site: m.plan.Site, Device: p.ID, Kind: ruleset.Host, System: p.OS, At: p.At, Head: m.head("rule-file.host", p.Name)}
	inbound, outbound := m.policy.Host(p.ID)
	self := func(at policy.AtHost) []ruleset.End {
		e := m.end(p, at.Self)
		e.Self = true
		return []ruleset.End{e}
	}
	for _, at := range inbound {
		r := m.rule(at.Rule, ruleset.Inbound, at.Rule.Log)
		r.From, r.To = m.peers(at.Peers, at.Zone, plan.SourceTranslation), self(at)
		m.add(s, at.Rule, r)
	}
	for _, at := range outbound {
		r := m.rule(at.Rule, ruleset.Outbound, at.Rule.Log)
		r.From, r.To = self(at), m.peers(at.Peers, at.Zone, plan.DestinationTranslation)
		m.add(s, at.Rule, r)
	}
	s.Needs = m.needs(p.ID, inbound, outbound)
	return s
}

func (m *maker) firewall(part *policy.FirewallPart) *ruleset.Ruleset {
	w := m.plan.Firewall(part.Firewall)
	s := &ruleset.Ruleset{Site: m.plan.Site, Device: w.ID, Kind: ruleset.Firewall, System: w.OS, At: w.At, Head: m.head("rule-file.firewall", w.Name),
		Names: ruleset.Device{VirtualSystem: w.VirtualSystem, Above: w.Above, Prefix: w.Prefix}}
	s.Adding = m.adding(s.Head)
	for _, enforced := range part.Enforced {
		of := m.policy.Rule(enforced.Rule)
		r := m.rule(of, ruleset.Forward, enforced.Log)
		for _, e := range enforced.Source {
			r.From = append(r.From, m.at(w, e, e.Before, e.Behind))
		}
		for _, e := range enforced.Destination {
			r.To = append(r.To, m.at(w, e, e.Behind, e.Before))
		}
		r.Passages = m.passages(w, r.From, r.To)
		m.add(s, of, r)
	}
	return s
}

// head is what stands above the rules of a file.
func (m *maker) head(key, name string) []string {
	d := m.plan.Document
	lines := []string{m.words.Fill(key, "name", name),
		m.words.Fill("rule-file.of", "customer", d.Customer, "title", d.Title, "revision", d.Revision, "date", d.Date, "classification", d.Classification)}
	approved := "rule-file.approved"
	if !m.approvals {
		approved = "rule-file.draft"
	}
	for _, key := range []string{key + "-drops", key + "-base", "rule-file.ids", approved, "rule-file.marked", "rule-file.first"} {
		lines = append(lines, m.words.Text(key))
	}
	return lines
}

func (m *maker) peers(ids []string, zone string, kind plan.TranslationKind) []ruleset.End {
	out := make([]ruleset.End, 0, len(ids))
	for _, id := range ids {
		at := sight{id, zone, kind}
		end, ok := m.known[at]
		if !ok {
			party := m.plan.Party(id)
			end = m.end(party, m.policy.SeenFrom(zone, kind, party))
			end.Addresses = slices.Clip(end.Addresses)
			m.known[at] = end
		}
		out = append(out, end)
	}
	return out
}

// tables are the tables of a site in which parties stand.
var tables = map[plan.PartyKind]string{plan.NodeParty: "nodes", plan.ServerParty: "servers", plan.BalancerParty: "load_balancers", plan.ProxyParty: "forward_proxies",
	plan.ExternalParty: "externals", plan.ClientsParty: "clients", plan.MulticastParty: "multicast_groups"}

func (m *maker) end(p *plan.Party, addresses []netip.Prefix) ruleset.End {
	e := ruleset.End{ID: p.ID, Host: p.Host, Addresses: addresses, Entry: tables[p.Kind] + "." + p.ID}
	if p.At.File() == m.anyPlace().File() { // one that the catalogue alone describes has no place in the site
		e.At = p.At
	}
	return e
}

// anyPlace is a place in the site: that of its first host.
func (m *maker) anyPlace() source.Position {
	for _, p := range m.plan.Parties {
		if p.Managed() {
			return p.At
		}
	}
	return source.Position{}
}

func (m *maker) rule(r *policy.Rule, direction ruleset.Direction, log string) ruleset.Rule {
	var follows []string
	for _, reason := range r.Reasons {
		follows = append(follows, strings.TrimPrefix(reason, plan.DeclaredPrefix))
	}
	objects := fmt.Sprintf("%s -> %s, %s", r.From, r.To, r.Services)
	if ends := m.ends(r); ends != "" {
		objects += " - " + ends
	}
	return ruleset.Rule{ID: r.ID, Direction: direction, Follows: follows, Services: m.services(r), SourcePort: sourcePort(r), Log: log == "yes", Comment: strings.Join(r.Purposes, "; "),
		Until: r.Until, Ends: m.ends(r), About: m.about(r), Called: ruleset.Called{From: r.From, To: r.To, Services: r.Services},
		Objects: objects + m.task(r)}
}

// ends is a rule's last day, in words: few systems end a rule by themselves.
func (m *maker) ends(r *policy.Rule) string {
	if r.Until.IsZero() {
		return ""
	}
	return m.words.Fill("rule-about.until", "until", r.Until.String())
}

// about says when a rule is needed, and what was asked for.
func (m *maker) about(r *policy.Rule) string {
	var about []string
	if ends := m.ends(r); ends != "" { // first, for what is long is cut
		about = append(about, ends)
	}
	about = append(about, m.words.Fill("rule-about.phase", "phase", m.words.Text("filing.phase-"+string(r.Phase))), m.words.Fill("rule-about.states", "states", strings.Join(r.States, ", ")))
	if r.Ticket != "" {
		about = append(about, m.words.Fill("rule-about.ticket", "ticket", r.Ticket))
	}
	return strings.Join(about, "; ")
}

// task is what a change request says of a rule that is in place and that nobody approved, behind a dash; nothing of others.
func (m *maker) task(r *policy.Rule) string {
	if r.Task(m.plan) == policy.Decide {
		return " - " + strings.ToUpper(m.words.Text("request.do-"+string(policy.Decide)))
	}
	return ""
}

// sourcePort is that of any of the rule's flows: they have it in common.
func sourcePort(r *policy.Rule) catalog.Numbers {
	if r.SourcePort == plan.AnyPort {
		return catalog.Numbers{}
	}
	numbers, _ := catalog.ParseSourcePort(r.SourcePort) // checked when the site and the catalogue were loaded
	return numbers
}

// services are the ports of a rule's flows, each once.
func (m *maker) services(r *policy.Rule) []ruleset.Service {
	var out []ruleset.Service
	for _, id := range r.Flows {
		f := m.plan.Flow(id)
		if slices.ContainsFunc(out, func(s ruleset.Service) bool { return s.Port == f.Port }) {
			continue
		}
		s := ruleset.Service{Port: f.Port}
		if f.Choice.Unsettled() {
			s.Cure = settled(f)
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b ruleset.Service) int { return a.Compare(b.Port) })
	return out
}

// settled is what the site can say to settle which of several ports a flow's listener uses.
func settled(f *plan.Flow) string {
	declared, is := strings.CutPrefix(f.Rule, plan.DeclaredPrefix)
	switch {
	case is:
		return fmt.Sprintf("[flows.%s]\nports = [%q]", declared, f.At(f.Numbers.Low()))
	case strings.Contains(f.Listener, "."):
		return fmt.Sprintf("[overrides.%q]\nport = %d\nreason = \"...\"", f.Listener, f.Numbers.Low())
	}
	return fmt.Sprintf("[externals.%s]\nport = %d", catalog.BaseListener(f.Listener), f.Numbers.Low())
}
