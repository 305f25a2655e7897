package form

import (
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/words"
	"portolan/render/worksheet"
)

// A Printer turns rules into lines.
type Printer struct {
	plan   *plan.Plan
	policy *policy.Policy
	words  *words.List
	zones  map[string]string
	walls  map[string]string
}

// NewPrinter makes a printer of the rules of a plan and of their grouped form.
func NewPrinter(resolved *plan.Plan, pol *policy.Policy, w *words.List) *Printer {
	p := &Printer{plan: resolved, policy: pol, words: w, zones: map[string]string{plan.OutsideZone: w.Text("filing.outside"), plan.SeveralZone: w.Text("filing.several")},
		walls: map[string]string{}}
	for _, z := range resolved.Zones {
		p.zones[z.ID] = z.Name
	}
	for _, f := range resolved.Firewalls {
		p.walls[f.ID] = f.Name
	}
	return p
}

// Zone is the printed name of a zone, also of those that stand for none or several.
func (p *Printer) Zone(id string) string { return p.zones[id] }

// Firewall is the printed name of a firewall.
func (p *Printer) Firewall(id string) string { return p.walls[id] }

// Row is a rule as it stands in a worksheet.
func (p *Printer) Row(sheet *worksheet.Sheet, r worksheet.Row) Line {
	f := p.plan.Flow(r.ID)
	l := newLine()
	l.say("rules", r.ID)
	why, _, _ := strings.Cut(r.Why, " · [")
	l.say("id", r.ID)
	l.say("direction", p.words.Text("direction."+string(r.Direction)))
	l.say("source", r.Source.Name)
	l.say("destination", r.Destination.Name)
	l.say("source-address", r.Source.All...)
	l.say("destination-address", r.Destination.All...)
	l.say("source-zone", p.Zone(p.plan.FromZone(f)))
	l.say("destination-zone", p.Zone(p.plan.ToZone(f)))
	l.say("source-translated", p.translated(f, f.From, plan.SourceTranslation)...)
	l.say("destination-translated", p.translated(f, f.To, plan.DestinationTranslation)...)
	l.say("service", r.Service)
	l.say("caller", r.Caller)
	l.say("purpose", r.Purpose)
	if f.Via != "" {
		l.say("via", p.words.Fill("worksheet.via", "via", worksheet.ViaText(p.plan, f, p.words), "leg", f.Leg))
	}
	l.say("encrypted", r.Encrypted)
	l.say("requirement", r.Requirement)
	l.say("states", r.States)
	l.say("protocol-basis", r.Basis)
	l.say("why", why)
	for _, n := range r.Sources {
		l.say("sources", sheet.Sources[n-1])
	}
	l.say("question", f.Disputed)
	l.say("reason", strings.TrimPrefix(f.Rule, plan.DeclaredPrefix))
	l.say("notes", f.Notes...)
	p.ports(l, []policy.Port{{Protocol: f.Protocol, Port: f.Port, Choice: f.Choice}})
	p.terms(l, policy.Terms{Action: f.Action, Phase: f.Phase, SourcePort: f.SourcePort, Log: f.Log, Status: f.Status, Owner: f.Owner, Requester: f.Requester,
		Ticket: f.Ticket, Since: f.Since, Until: f.Until, Approval: f.Approval, Standing: f.Standing})
	p.firewalls(l, f.Firewalls)
	return l
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
func (p *Printer) Grouped(r *policy.Rule) Line {
	from, to, services := p.policy.HostGroup(r.From), p.policy.HostGroup(r.To), p.policy.ServiceGroup(r.Services)
	l := newLine()
	l.say("rules", r.Flows...)
	l.say("id", r.ID)
	l.say("source", worksheet.GroupName(p.plan, p.policy, from, p.words))
	l.say("destination", worksheet.GroupName(p.plan, p.policy, to, p.words))
	l.say("source-group", from.ID)
	l.say("destination-group", to.ID)
	l.say("source-address", p.Where(from)...)
	l.say("destination-address", p.Where(to)...)
	l.say("source-zone", p.Zone(r.FromZone))
	l.say("destination-zone", p.Zone(r.ToZone))
	uses := p.policy.Uses(r)
	l.say("service", worksheet.AtPorts(uses, func(u policy.Use) []string { return u.Answers }, p.words)...)
	l.say("service-group", services.ID)
	l.say("purpose", worksheet.AtPorts(uses, func(u policy.Use) []string { return u.Purposes }, p.words)...)
	l.say("states", worksheet.StatesText(p.plan, r.States, p.words))
	l.say("requirement", p.requirement(r))
	l.say("question", r.Disputed)
	for _, reason := range r.Reasons {
		l.say("reason", strings.TrimPrefix(reason, plan.DeclaredPrefix))
	}
	p.ports(l, services.Ports)
	p.terms(l, r.Terms)
	p.firewalls(l, r.Firewalls)
	return l
}

// Enforced is a grouped rule as one firewall sees it: addresses are those with which packets come to it; behind it they may be others.
func (p *Printer) Enforced(r *policy.Rule, e *policy.EnforcedRule) Line {
	l := p.Grouped(r)
	for side, ends := range map[string][]policy.Endpoint{"source": e.Source, "destination": e.Destination} {
		var arriving, leaving []string
		for _, end := range ends {
			arriving, leaving = append(arriving, end.Arriving...), append(leaving, end.Leaving...)
		}
		l.drop(side + "-address")
		l.say(side+"-address", arriving...)
		if !slices.Equal(arriving, leaving) {
			l.say(side+"-translated", leaving...)
		}
	}
	if e.Log != "" {
		l.drop("log")
		l.say("log", p.words.Text("rule-log."+e.Log))
	}
	return l
}

// Where are the addresses of a group's members, or their host names.
func (p *Printer) Where(g *policy.HostGroup) []string {
	var all []string
	for _, id := range g.Members {
		for _, where := range p.plan.Party(id).Where() {
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

func (p *Printer) ports(l Line, ports []policy.Port) {
	for _, port := range ports {
		text := port.Protocol
		if port.Port != "" {
			text += "/" + port.Port
		}
		l.say("protocol-port", text)
	}
	if len(ports) == 1 {
		l.say("protocol", ports[0].Protocol)
		l.say("port", ports[0].Port)
		l.say("port-choice", ports[0].Choice)
	}
}

// terms are what single and grouped rules have alike.
func (p *Printer) terms(l Line, t policy.Terms) {
	w := p.words
	l.say("action", w.Text("filed.action-"+t.Action))
	if t.SourcePort == plan.AnyPort {
		l.say("source-port", w.Text("filed.port-any"))
	} else {
		l.say("source-port", t.SourcePort)
	}
	l.say("phase", w.Text("filing.phase-"+string(t.Phase)))
	if t.Log != "" {
		l.say("log", w.Text("rule-log."+t.Log))
	}
	if t.Status != "" {
		l.say("status", w.Text("filed.status-"+t.Status))
	}
	l.say("owner", t.Owner)
	l.say("requester", t.Requester)
	l.say("ticket", t.Ticket)
	l.day("since", t.Since)
	l.day("until", t.Until)
	state := worksheet.ApprovalText(t.Approval, t.Standing, w)
	if a := t.Approval; a != nil {
		l.say("approver", a.By)
		l.day("approval-date", a.Date)
		l.say("approval-ticket", a.Ticket)
	} else if t.Standing.State != approval.Unneeded {
		l.say("approver", state) // a form may have no other column that tells why nobody is named
	}
	l.say("approval", state)
}

func (p *Printer) firewalls(l Line, ids []string) {
	for _, id := range ids {
		l.say("firewalls", p.Firewall(id))
	}
}

// say adds values that are not empty.
func (l Line) say(field string, values ...string) {
	at := place(field)
	for _, v := range values {
		if v != "" {
			l[at] = append(l[at], v)
		}
	}
}

// drop takes back what was said.
func (l Line) drop(field string) { l[place(field)] = nil }

func (l Line) day(field string, d source.Date) {
	if !d.IsZero() {
		l.say(field, d.String())
	}
}

// Statuses are the printed states of work, in their order: what the column of them offers.
func Statuses(w *words.List) []string {
	var all []string
	for _, s := range plan.Statuses {
		all = append(all, w.Text("filed.status-"+s))
	}
	return all
}
