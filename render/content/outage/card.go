package outage

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/content/runbook"
	"portolan/render/content/worksheet"
	"portolan/render/document"
	"portolan/render/ref"
)

// severities are how bad a loss is, by what it means.
var severities = map[outage.Verdict]string{outage.Outage: "critical", outage.Lacking: "high", outage.Failover: "high", outage.Fewer: "medium", outage.Alone: "low"}

// firstMinute is what a reader needs before all else: how bad it is, what fails, what still works, what to type first, and whom to call when.
func (b builder) firstMinute() []document.Field {
	var out []document.Field
	add := func(key string, cells ...document.Cell) {
		if len(cells) > 0 {
			out = append(out, document.Field{Name: b.w.Text("card." + key), Cells: cells})
		}
	}
	add("severity", document.C(b.severity()))
	add("fails", b.list(b.services(outage.Gone))...)
	add("later", b.list(b.services(outage.Later))...)
	add("works", b.list(b.works())...)
	add("at-risk", b.list(b.atRisk())...)
	add("command", b.firstCommand()...)
	add("call", b.contacts(b.toCall())...)
	add("escalate", b.escalation()...)
	add("declare", b.declares()...)
	return out
}

func (b builder) list(names []string) []document.Cell {
	if len(names) == 0 {
		return nil
	}
	return []document.Cell{document.C(strings.Join(names, ", "))}
}

// severity is how bad the loss is, in the site's words where it has some, and why.
func (b builder) severity() string {
	level := severities[b.lost.Verdict]
	name := b.w.Text("card.level-" + level)
	if own := b.plan.Incident.Severities[level]; own != "" {
		name += " (" + own + ")"
	}
	return name + ": " + b.because()
}

// because is why the loss is so bad. Where none of the plan's own failovers helps, a runbook may that moves a resource to its standby.
func (b builder) because() string {
	if b.lost.Verdict == outage.Outage || b.lost.Verdict == outage.Lacking {
		for _, k := range b.lost.Applicable() {
			if k.Kind == catalog.FailoverKind {
				return b.w.Fill("card.because-"+string(b.lost.Verdict)+"-runbook", "runbook", k.Title)
			}
		}
	}
	return b.w.Text("card.because-" + string(b.lost.Verdict))
}

// services are those of the host, and who gets in by it, that become of the loss what is asked for.
func (b builder) services(change outage.Change) []string {
	var names []string
	for _, m := range b.lost.Services() {
		name := b.serves(m)
		if m.Change == change && !m.Upkeep && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return append(b.shutOut(change), names...)
}

// serves is what a service of the host is known by: where it is called only after something else has failed too, the resource that the host has ready.
func (b builder) serves(m outage.Missed) string {
	if ready := b.ready(m); ready != "" {
		return ready
	}
	return worksheet.ServiceName(m.Service, b.w)
}

// ready is the name of a resource that the site can do without, of a service that nobody requires; "" of all others.
func (b builder) ready(m outage.Missed) string {
	if i := slices.IndexFunc(b.lost.Resources, func(r outage.Resource) bool { return !r.Required }); i >= 0 && m.Requirement == outage.Conditional {
		return b.lost.Resources[i].Name
	}
	return ""
}

// people say of those who have to get in, and are not lost themselves, what a question finds of their way in; the first begins a line.
func (b builder) people(say func(a *outage.Access, access string) string) []string {
	var out []string
	for i := range b.lost.Access {
		a := &b.lost.Access[i]
		if a.Requirement != outage.Required || a.Declared || slices.Contains(b.lost.Lost, a.Population) {
			continue
		}
		if text := say(a, b.w.Fill("paper.failures-access", "who", b.name(a.Population))); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if len(out) > 0 {
		out[0] = runbook.Capital(out[0])
	}
	return out
}

// shutOut are the people who do not get in, or do in another state only.
func (b builder) shutOut(change outage.Change) []string {
	return b.people(func(a *outage.Access, access string) string {
		if a.Change != change {
			return ""
		}
		return access
	})
}

// getsIn reports whether people still get in, whatever becomes of the hosts behind.
func getsIn(a *outage.Access) bool { return a.Change != outage.Gone && a.Change != outage.Later }

// works are who still gets in, and the services that other hosts still answer, by these.
func (b builder) works() []string {
	out := b.people(func(a *outage.Access, access string) string {
		if !getsIn(a) || len(a.Impaired) > 0 {
			return ""
		}
		return access
	})
	var hosts []string
	services := map[string][]string{}
	for _, m := range byService(offered(b.lost.Services())) {
		if m.Change != outage.Some {
			continue
		}
		on := strings.Join(b.left(m.Now), ", ")
		if services[on] == nil {
			hosts = append(hosts, on)
		}
		services[on] = append(services[on], worksheet.ServiceName(m.Service, b.w))
	}
	for _, on := range hosts {
		out = append(out, b.w.Fill("card.served", "service", strings.Join(services[on], ", "), "hosts", on))
	}
	return out
}

// atRisk are who still gets in to hosts that lose something themselves: whether they go on working is not known from the network.
func (b builder) atRisk() []string {
	return b.people(func(a *outage.Access, access string) string {
		var hosts []string
		for _, i := range a.Impaired {
			if !slices.Contains(hosts, i.Host) {
				hosts = append(hosts, i.Host)
			}
		}
		if !getsIn(a) || len(hosts) == 0 {
			return ""
		}
		return b.w.Fill("card.risk", "access", access, "hosts", strings.Join(b.named(hosts), ", "))
	})
}

// firstCommand is the first check of the triage, or else a look whether the host answers.
func (b builder) firstCommand() []document.Cell {
	if len(b.lost.Triage) > 0 {
		t := b.lost.Triage[0]
		where := strings.Join(b.named(t.Where), ", ")
		if where == "" {
			where = t.Place
		}
		text := t.Text
		if len(t.Commands) > 0 {
			if command, short := inOneLine(t.Commands[0].Text); short {
				text = command
			}
		}
		to := docs.Lost(b.party.ID).At("decide-" + t.ID)
		if len(b.card) > 0 {
			to = docs.Lost(b.party.ID).At("triage")
		}
		return []document.Cell{document.L(b.w.Fill("card.on", "command", text, "host", where), to)}
	}
	if p, ok := outage.ProbeOf(b.plan, b.party); ok {
		return []document.Cell{document.C(b.w.Fill("card.on", "command", p.Text, "host", b.name(p.From)))}
	}
	return nil
}

// toCall are the owners of what fails, and who answers at any hour where none of them does.
func (b builder) toCall() []plan.Contact {
	var out []plan.Contact
	owners := b.answerable()
	for _, c := range b.plan.Contacts {
		if slices.Contains(owners, c.Name) {
			out = append(out, c)
		}
	}
	if slices.ContainsFunc(out, func(c plan.Contact) bool { return c.Always }) {
		return out
	}
	for _, c := range b.plan.Contacts {
		if c.Always {
			return append(out, c)
		}
	}
	return out
}

func (b builder) contacts(who []plan.Contact) []document.Cell {
	var out []document.Cell
	for _, c := range who {
		out = append(out, document.L(strings.TrimSpace(c.Name+" "+runbook.Reach(c)), ref.Phone(c.Phone)))
	}
	return out
}

func (b builder) byID(ids []string) []plan.Contact {
	var out []plan.Contact
	for _, id := range ids {
		if i := slices.IndexFunc(b.plan.Contacts, func(c plan.Contact) bool { return c.ID == id }); i >= 0 {
			out = append(out, b.plan.Contacts[i])
		}
	}
	return out
}

// escalation is who is called after how many minutes: as the site says, or else as the first runbook for the loss does, with its reasons.
func (b builder) escalation() []document.Cell {
	stages := b.plan.Incident.Escalate
	if len(stages) == 0 {
		for _, k := range b.lost.Applicable() {
			if stages = k.Runbook.Escalation; len(stages) > 0 {
				break
			}
		}
	}
	var out []document.Cell
	for _, s := range stages {
		var names []string
		for _, c := range b.byID(s.Contacts) {
			names = append(names, strings.TrimSpace(c.Name+" "+runbook.Reach(c)))
		}
		if len(names) == 0 && len(s.Teams) > 0 {
			names = []string{runbook.Unnamed(s.Teams, b.w)}
		}
		if len(names) == 0 {
			continue
		}
		after := b.w.Text("book.at-once")
		if s.AfterMinutes > 0 {
			after = b.w.Fill("card.after", "time", runbook.Duration(s.AfterMinutes, b.w))
		}
		text := after + ": " + strings.Join(names, b.w.Text("book.otherwise"))
		if why := strings.TrimSuffix(runbook.Plain(s.Text), "."); why != "" {
			text += " (" + why + ")"
		}
		out = append(out, document.C(text))
	}
	return out
}

// declares are who may declare a disaster; where a location is there for that, it is said that nobody is named.
func (b builder) declares() []document.Cell {
	if who := b.contacts(b.byID(b.plan.Incident.Declare)); len(who) > 0 {
		return who
	}
	standby := func(l plan.Location) bool { return l.StandsInFor != "" }
	if slices.ContainsFunc(b.plan.Locations, standby) {
		return []document.Cell{document.C(b.w.Text("card.nobody-declares"))}
	}
	return nil
}
