package resolve

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/source"
)

// unused finds what the site describes and no rule has anything to do with: most often a flow was forgotten, or a name misspelled.
func (k *findings) unused() {
	met, ends := map[string]bool{}, map[string]bool{}
	for _, f := range k.Every {
		met[f.From], met[f.To] = true, true
	}
	for end := range met {
		for _, id := range slices.Concat(k.members(end), k.Parties[end].Hosts) {
			ends[id] = true
			if area := k.Parties[id]; area.IsArea() && area.Kind != plan.AnyParty { // whoever is there has rules
				for _, other := range k.Plan.Covered(id) {
					ends[other] = true
				}
			}
		}
	}
	k.unusedZones()
	for _, id := range source.SortedKeys(k.Site.Servers) {
		if !ends[id] && !k.holdsResource(id) {
			k.add("S163", id, k.Site.Servers[id].At, fmt.Sprintf("declare its flows: [flows.NAME] with to = %q; or remove it", id), "the host %s is in no rule and holds no resource", id)
		}
	}
	for _, id := range source.SortedKeys(k.Site.Clients) {
		if !ends[id] {
			k.unusedParty("clients", id, k.Site.Clients[id].At, fmt.Sprintf("[flows.NAME] with from = %q", id))
		}
	}
	for _, id := range source.SortedKeys(k.Site.Externals) {
		if !ends[id] {
			k.unusedParty("external service", id, k.Site.Externals[id].At, fmt.Sprintf("[flows.NAME] with to = %q", id))
		}
	}
	k.unusedGroups(ends)
	k.unusedFirewalls()
	k.unusedOverrides()
}

// unusedParty is left out where a rule of a catalogue waits for something else: then that is to be said (see lacking).
func (k *findings) unusedParty(kind, id string, at source.Position, flow string) {
	if !slices.ContainsFunc(k.waiting, func(w *waiting) bool { return w.id == id }) {
		k.add("S194", id, at, fmt.Sprintf("declare what it is for: %s; or remove it", flow), "the %s %s: no rule names it", kind, id)
	}
}

func (k *findings) holdsResource(host string) bool {
	for _, placed := range k.Site.Resources {
		if placed.On.V == host {
			return true
		}
	}
	return false
}

// unusedZones finds zones that hold nothing, and that do not lie between two firewalls.
func (k *findings) unusedZones() {
	for _, id := range source.SortedKeys(k.Site.Zones) {
		zone := k.Site.Zones[id]
		networks := prefixes(zone.Networks)
		holds := slices.ContainsFunc(k.Plan.Parties, func(p *plan.Party) bool { return p.Zone == id || inOneOf(p, networks) })
		joins := 0
		for _, f := range k.Plan.Firewalls {
			if slices.Contains(f.Zones, id) {
				joins++
			}
		}
		if !holds && joins < 2 {
			k.add("S162", id, zone.At, "remove it, or give hosts, clients or external services that are in it zone = "+fmt.Sprintf("%q", id), "the zone %s holds nothing of the site", id)
		}
	}
}

// inOneOf reports whether an address or network of a party is in one of some networks.
func inOneOf(p *plan.Party, networks []netip.Prefix) bool {
	return slices.ContainsFunc(networks, func(n netip.Prefix) bool {
		return slices.ContainsFunc(p.Addresses, func(a netip.Addr) bool { return n.Contains(a.Unmap()) }) ||
			slices.ContainsFunc(p.Networks, func(o netip.Prefix) bool { return n.Bits() <= o.Bits() && n.Contains(o.Addr()) })
	})
}

// unusedGroups finds groups of hosts of which none is in a rule, and groups of ports of which no rule has one.
func (k *findings) unusedGroups(ends map[string]bool) {
	for _, g := range k.Plan.Groups {
		if !slices.ContainsFunc(g.Members, func(id string) bool { return ends[id] }) {
			k.add("S164", g.ID, k.Site.Groups[g.ID].At, "remove it", "the group %s: no rule names any of its members", g.ID)
		}
	}
	for _, g := range k.Plan.ServiceGroups {
		used := slices.ContainsFunc(k.Crossing, func(f *plan.Flow) bool {
			return slices.ContainsFunc(g.Ports, f.Overlaps)
		})
		if !used {
			k.add("S164", "service_groups."+g.ID, k.Site.ServiceGroups[g.ID].At, "remove it", "the service group %s: no rule has a port of it", g.ID)
		}
	}
}

// unusedFirewalls finds firewalls that no rule passes and that translate nothing.
func (k *findings) unusedFirewalls() {
	for _, fw := range k.Plan.Firewalls {
		enforces := slices.ContainsFunc(k.Crossing, func(f *plan.Flow) bool { return slices.Contains(f.Firewalls, fw.ID) })
		if !enforces && !slices.ContainsFunc(k.Plan.Translations, func(t plan.Translation) bool { return t.Firewall == fw.ID }) {
			k.add("S165", fw.ID, k.Site.Firewalls[fw.ID].At, "remove it, or name the zones that it is between", "the firewall %s: no rule passes it", fw.ID)
		}
	}
}

// unusedOverrides finds overrides of listeners of services that run nowhere at the site.
func (k *findings) unusedOverrides() {
	for _, id := range source.SortedKeys(k.Site.Overrides) {
		name, of := overridden(k.Network, id)
		service, _, _ := strings.Cut(name, ".")
		ours := func(installation string) bool {
			return slices.ContainsFunc(of, func(r *product.Product) bool { return r.ID == installation })
		}
		used := slices.ContainsFunc(k.Every, func(f *plan.Flow) bool {
			return ours(f.Product) && (catalog.BaseListener(f.Listener) == name || f.Rule == name)
		}) || slices.ContainsFunc(k.Plan.Omitted, func(o plan.OmittedRule) bool { return ours(o.Product) && o.Rule == name })
		for _, r := range of {
			for host := range k.Parties {
				used = used || k.Parties[host].Managed() && slices.Contains(servicesOn(r, host), service)
			}
		}
		if !used {
			k.add("S167", id, k.Site.Overrides[id].At, "remove it", "the override of %s has no effect: no host of the site listens there, and no rule has to do with it", id)
		}
	}
}

// contacts finds contacts that nobody can reach, and those that no runbook calls for what they are there for.
func (k *findings) contacts() {
	asked := map[string]bool{}
	ask := func(list []catalog.Escalation) {
		for _, e := range list {
			for _, to := range e.To {
				asked[to.V] = true
			}
		}
	}
	for _, r := range k.Products {
		for _, b := range r.Catalogue.Runbooks {
			ask(b.Escalation)
		}
	}
	for _, b := range k.Books {
		if b.Own != nil {
			ask(b.Own.Escalation)
		}
	}
	unnamed(k, asked)
	atNight(k, asked)
	for _, id := range source.SortedKeys(k.Site.Contacts) {
		c := k.Site.Contacts[id]
		if c.Phone.V == "" && c.Mail.V == "" {
			k.add("S168", id, c.At, fmt.Sprintf("add phone = \"...\" or mail = \"...\" to [contacts.%s]", id), "the contact %s has neither phone nor mail", id)
		}
		called := slices.ContainsFunc(c.Duties, func(d source.Text) bool { return asked[d.V] })
		if len(asked) > 0 && len(c.Duties) > 0 && !called && !asked[id] {
			k.add("S166", id, c.Duties[0].At, "runbooks call for "+strings.Join(source.SortedKeys(asked), ", "), "the contact %s is there for %s, and no runbook calls for that", id,
				strings.Join(source.Strings(c.Duties), ", "))
		}
	}
}

// unnamed finds sites that say something of their operation, and nobody whom their runbooks call.
func unnamed(k *findings, asked map[string]bool) {
	if len(k.Site.Contacts) > 0 || len(asked) == 0 || !operated(k.Network) || k.DoubtWithin("contacts") {
		return
	}
	duties := source.SortedKeys(asked)
	k.add("S349", "contacts", k.Site.File.Top(), fmt.Sprintf("add who answers, with a duty for each team: `[contacts.%s]\nname = \"NAME\"\nrole = \"On call\"\nphone = \"NUMBER\"\nwhen = \"at any time\"\nalways = true\nduties = [\"%s\"]`", duties[0], strings.Join(duties, "\", \"")),
		"no contact is named: runbooks and failure cards name roles to call (%s), and no phone number", strings.Join(duties, ", "))
}

// atNight finds sites where a call at night is not answered, or answered by nobody whom a runbook escalates to, and those with a standby location that do not
// say who may declare a disaster. asked are the duties and contacts that runbooks escalate to.
func atNight(k *findings, asked map[string]bool) {
	ids := source.SortedKeys(k.Site.Contacts)
	if len(ids) == 0 {
		return
	}
	unreachable := func(id string) bool { return k.Site.Contacts[id].Phone.V+k.Site.Contacts[id].Mail.V == "" }
	awake := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return !k.Site.Contacts[id].Always.V || unreachable(id)
	})
	repairs := func(id string) bool {
		return asked[id] || slices.ContainsFunc(k.Site.Contacts[id].Duties, func(d source.Text) bool { return asked[d.V] })
	}
	switch {
	case len(awake) == 0 && slices.ContainsFunc(ids, func(id string) bool { return k.Site.Contacts[id].Always.V && unreachable(id) }): // S168 says so
	case len(awake) == 0:
		k.add("S344", "contacts", k.Site.Contacts[ids[0]].At, fmt.Sprintf("add `always = true` to the contact that answers at any hour, as in [contacts.%s]", ids[0]),
			"no contact answers at any hour: a call at night is not answered")
	case len(asked) > 0 && !slices.ContainsFunc(awake, repairs):
		k.add("S347", "contacts", k.Site.Contacts[awake[0]].At, fmt.Sprintf("add `always = true` to a contact with one of the duties %s, or these `duties` to [contacts.%s]", strings.Join(source.SortedKeys(asked), ", "), awake[0]),
			"at night only %s answers, and no runbook escalates there: who is called there can neither repair nor escalate", strings.Join(awake, ", "))
	}
	stagesAtNight(k, awake)
	for _, id := range source.SortedKeys(k.Site.Locations) {
		l := k.Site.Locations[id]
		if l.StandsInFor.Set() && (k.Site.Incident == nil || len(k.Site.Incident.Declare) == 0) {
			k.add("S345", id, l.StandsInFor.At, fmt.Sprintf("add `[incident]\ndeclare = [%q]`", ids[0]), "location %s is standby for %s, and the site does not say who may declare a disaster there", id, l.StandsInFor.V)
		}
	}
}

// stagesAtNight finds an escalation that reaches nobody at night: all who are called work by day.
func stagesAtNight(k *findings, awake []string) {
	i := k.Site.Incident
	if i == nil || len(i.Escalate) == 0 || len(awake) == 0 {
		return
	}
	for _, stage := range i.Escalate {
		if slices.ContainsFunc(stage.To, func(to source.Text) bool { return slices.Contains(awake, to.V) }) {
			return
		}
	}
	last := i.Escalate[len(i.Escalate)-1]
	k.add("S348", "incident", last.At, fmt.Sprintf("add to the last of [[incident.escalate]] a contact that answers at any hour: `to = [\"%s\"]`", strings.Join(awake, "\", \"")),
		"no stage of [incident] escalate calls a contact that answers at any hour: a failure at night is not escalated")
}
