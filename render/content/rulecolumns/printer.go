package rulecolumns

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/worksheet"
	"portolan/render/text/wordlist"
)

// A Printer turns rules into lines.
type Printer struct {
	plan   *plan.Plan
	policy *policy.Policy
	words  *wordlist.List
	zones  map[string]string
	names  map[string]string // of firewalls
}

// NewPrinter makes a printer of the rules of a plan and of their grouped form.
func NewPrinter(resolved *plan.Plan, pol *policy.Policy, w *wordlist.List) *Printer {
	p := &Printer{plan: resolved, policy: pol, words: w, zones: map[string]string{plan.OutsideZone: w.Text("filing.outside"), plan.SeveralZone: w.Text("filing.several")},
		names: map[string]string{}}
	for _, z := range resolved.Zones {
		p.zones[z.ID] = z.Name
	}
	for _, f := range resolved.Firewalls {
		p.names[f.ID] = f.Name
	}
	return p
}

// Zone is the printed name of a zone, also of those that stand for none or several.
func (p *Printer) Zone(id string) string { return p.zones[id] }

// Firewall is the printed name of a firewall.
func (p *Printer) Firewall(id string) string { return p.names[id] }

// Row is a rule as it stands in a worksheet.
func (p *Printer) Row(sheet *worksheet.Sheet, r worksheet.Row) *Line {
	f := p.plan.Flow(r.ID)
	l := &Line{words: p.words, id: r.ID, rules: []string{r.ID}, grouped: p.grouped(r.ID), direction: p.words.Text("direction." + string(r.Direction)),
		source:      end{name: r.Source.Name, zone: p.Zone(p.plan.FromZone(f)), addresses: r.Source.All, translated: p.translated(f, f.From, plan.SourceTranslation)},
		destination: end{name: r.Destination.Name, zone: p.Zone(p.plan.ToZone(f)), addresses: r.Destination.All, translated: p.translated(f, f.To, plan.DestinationTranslation)},
		ports:       []catalog.Port{f.Port}, basis: r.Basis, services: []string{r.Service}, caller: r.Caller, purposes: []string{r.Purpose},
		encrypted: r.Encrypted, requirement: r.Requirement, states: r.States, firewalls: p.firewalls(f.Firewalls), question: f.Disputed, why: r.Why, notes: f.Notes,
		reasons: []string{strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)},
		terms:   policy.TermsOf(f)}
	if f.Via != "" {
		l.via = p.words.Fill("worksheet.via", "via", worksheet.ViaText(p.plan, f, p.words), "leg", f.Leg)
	}
	for _, n := range r.Sources {
		l.sources = append(l.sources, sheet.Sources[n-1].Text)
	}
	return l
}

// RowAt is a rule as it stands in the file of a host: of a large group at its own end it has the host's addresses, and of one at the far end where those are
// listed.
func (p *Printer) RowAt(sheet *worksheet.Sheet, r worksheet.Row) *Line {
	l := p.Row(sheet, r)
	if sheet.Party == nil || r.Direction == worksheet.Internal {
		return l
	}
	f := p.plan.Flow(r.ID)
	near, far, nearID, farID := &l.source, &l.destination, f.From, f.To
	if r.Direction == worksheet.Inbound {
		near, far, nearID, farID = &l.destination, &l.source, f.To, f.From
	}
	if p.large(nearID, near) {
		near.addresses = nil
		for _, place := range p.plan.Places(sheet.Party.ID) {
			if slices.Contains(p.plan.Party(nearID).Members, place.ID) {
				near.addresses = append(near.addresses, worksheet.Where(place, p.words)...)
			}
		}
	}
	if p.large(farID, far) {
		far.addresses = []string{p.words.Fill("rule-column.listed", "n", len(far.addresses), "object", farID)}
	}
	return l
}

func (p *Printer) large(id string, e *end) bool {
	return len(e.addresses) > plan.ManyHosts && p.plan.Party(id).Kind == plan.GroupParty && p.policy.HostGroup(id) != nil
}

// grouped is the id of the grouped rule that stands for a rule; inside hosts there is none.
func (p *Printer) grouped(id string) string {
	if r := p.policy.Of(id); r != nil {
		return r.ID
	}
	return ""
}

// translated are the addresses by which the other end of a flow knows one of its parties.
func (p *Printer) translated(f *plan.Flow, party string, kind plan.TranslationKind) []string {
	var all []string
	for _, t := range p.plan.Translations {
		mine := func(id string) bool { return p.plan.Party(party).Is(id) }
		if t.Kind != kind || !slices.Contains(f.Translated, t.ID) || !slices.ContainsFunc(t.Parties, mine) {
			continue
		}
		for _, a := range t.Addresses {
			all = append(all, a.String())
		}
	}
	return all
}

// Grouped is a grouped rule.
func (p *Printer) Grouped(r *policy.Rule) *Line {
	services, uses := p.policy.ServiceGroup(r.Services), p.policy.Uses(r)
	l := &Line{words: p.words, id: r.ID, rules: r.Flows, source: p.end(r.From, r.FromZone), destination: p.end(r.To, r.ToZone), ports: services.Ports, serviceGroup: services.ID,
		services: worksheet.AtPorts(uses, func(u policy.Use) []string { return worksheet.ServiceNames(u.Answers, p.words) }, p.words), purposes: worksheet.AtPorts(uses, func(u policy.Use) []string { return u.Purposes }, p.words),
		states: worksheet.StatesText(p.plan, r.States, p.words), requirement: p.requirement(r), question: r.Disputed, firewalls: p.firewalls(r.Firewalls), terms: r.Terms}
	for _, reason := range r.Reasons {
		l.reasons = append(l.reasons, strings.TrimPrefix(reason, plan.DeclaredPrefix))
	}
	l.logs, l.tasks, l.evidence = p.logs(r), p.tasks(r), p.evidence(r)
	for _, id := range r.Flows {
		f := p.plan.Flow(id)
		l.source.translate(p.translated(f, f.From, plan.SourceTranslation))
		l.destination.translate(p.translated(f, f.To, plan.DestinationTranslation))
	}
	return l
}

// logs are whether the firewalls of a grouped rule log it; with their names where they differ.
func (p *Printer) logs(r *policy.Rule) []string {
	var values, at []string
	for _, f := range p.policy.Firewalls {
		for _, e := range f.Enforced {
			if e.Rule != r.ID || e.Log == "" {
				continue
			}
			text := p.words.Text("rule-log." + e.Log)
			values, at = append(values, text), append(at, p.words.Fill("rule-log.at", "log", text, "firewall", p.Firewall(f.Firewall)))
		}
	}
	slices.Sort(values)
	if values = slices.Compact(values); len(values) < 2 {
		return values
	}
	return at
}

// tasks are what is to do about a rule; with the names of its firewalls where that differs.
func (p *Printer) tasks(r *policy.Rule) []string {
	if len(r.Firewalls) == 0 {
		return []string{p.words.Text("request.do-" + string(p.policy.TaskAt("", r)))}
	}
	var values, at []string
	for _, id := range r.Firewalls {
		text := p.words.Text("request.do-" + string(p.policy.TaskAt(id, r)))
		values, at = append(values, text), append(at, p.words.Fill("evidence.at", "firewall", p.Firewall(id), "text", text))
	}
	slices.Sort(values)
	if values = slices.Compact(values); len(values) < 2 {
		return values
	}
	return at
}

// evidence is what evidence shows of a rule at those of its firewalls of which there is some.
func (p *Printer) evidence(r *policy.Rule) []string {
	seen := p.policy.Sightings()
	if seen == nil {
		return nil
	}
	var out []string
	for _, id := range r.Firewalls {
		if !slices.Contains(seen.Firewalls, id) {
			continue
		}
		s := p.policy.Sighting(id, r.ID)
		text := strings.Join(append([]string{worksheet.Evidence(s, p.words)}, worksheet.SeenIn(s, p.words)...), ", ")
		out = append(out, p.words.Fill("evidence.at", "firewall", p.Firewall(id), "text", text))
	}
	return out
}

// translate adds addresses by which the other end knows this one.
func (e *end) translate(addresses []string) {
	for _, a := range addresses {
		if !slices.Contains(e.translated, a) {
			e.translated = append(e.translated, a)
		}
	}
}

// end is a group of hosts as the source or destination of a rule.
func (p *Printer) end(group, zone string) end {
	g := p.policy.HostGroup(group)
	return end{name: worksheet.GroupName(p.plan, p.policy, g, p.words), group: g.ID, zone: p.Zone(zone), addresses: p.Where(g)}
}

// Where are the addresses of a group's members, or their host names.
func (p *Printer) Where(g *policy.HostGroup) []string {
	var all []string
	for _, id := range g.Members {
		for _, where := range worksheet.Where(p.plan.Party(id), p.words) {
			if !slices.Contains(all, where) {
				all = append(all, where)
			}
		}
	}
	return all
}

func (p *Printer) requirement(r *policy.Rule) string {
	text := p.words.Text("requirement." + r.Requirement)
	if r.Condition != "" {
		text = p.words.Fill("worksheet.if", "requirement", text, "condition", r.Condition)
	}
	if r.Phase == plan.SetUpPhase {
		text = p.words.Fill("worksheet.set-up", "requirement", text)
	}
	if r.Disputed != "" {
		text = p.words.Fill("worksheet.disputed", "requirement", text, "question", r.Disputed)
	}
	return text
}

func (p *Printer) firewalls(ids []string) []string {
	var names []string
	for _, id := range ids {
		names = append(names, p.Firewall(id))
	}
	return names
}

// Statuses are the printed states of work, in their order: what the column of them offers.
func Statuses(w *wordlist.List) []string {
	var all []string
	for _, s := range plan.Statuses {
		all = append(all, w.Text("filed.status-"+s))
	}
	return all
}
