package resolve

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// placeFirewalls resolves what the site says of firewalls, groups and translations. It comes after the states, because sets have members
// only then.
func placeFirewalls(s *product.Network) {
	for _, id := range source.SortedKeys(s.Site.Firewalls) {
		f := s.Site.Firewalls[id]
		s.Plan.Firewalls = append(s.Plan.Firewalls, plan.Firewall{ID: id, Name: f.Name.V, Zones: zones(f.Zones, f.Outside), Owner: f.Owner.V, Log: yesNo(f.Log), Note: f.Note.V, Interfaces: textsOf(byZone(f, f.Interfaces)), ZoneNames: textsOf(byZone(f, f.ZoneNames)),
			OS: f.OS.V, VirtualSystem: f.VirtualSystem.V, Above: f.Above, Prefix: f.Prefix.V, Sides: sides(f), At: f.At})
	}
	for _, id := range source.SortedKeys(s.Site.Groups) {
		g := s.Site.Groups[id]
		members := partyIDs(s, g.Members)
		if len(members) == 0 && len(g.Members) > 0 && !s.InDoubt("groups", id, "members") && !s.NodesInDoubt() && !membersInDoubt(s, g.Members) {
			s.Fault("S47", g.At, "name hosts, or sets that have members here", "group %s has no members at this site", id)
		}
		s.Plan.Groups = append(s.Plan.Groups, plan.Group{ID: id, Name: g.Name.V, Members: members, Note: g.Note.V})
	}
	for _, id := range source.SortedKeys(s.Site.ServiceGroups) {
		g := s.Site.ServiceGroups[id]
		var ports []catalog.Port
		for _, text := range g.Ports {
			port, _ := catalog.ParsePort(text.V) // what is no port was reported when the site was loaded
			ports = append(ports, port)
		}
		slices.SortFunc(ports, catalog.Port.Compare)
		s.Plan.ServiceGroups = append(s.Plan.ServiceGroups, plan.ServiceGroup{ID: id, Name: g.Name.V, Ports: slices.Compact(ports), Note: g.Note.V})
	}
	for _, id := range source.SortedKeys(s.Site.Translations) {
		placeTranslation(s, id, s.Site.Translations[id])
	}
}

// membersInDoubt reports whether one of the names may be that of a party whose description is faulty.
func membersInDoubt(s *product.Network, names []source.Text) bool {
	return slices.ContainsFunc(names, func(v source.Text) bool { return s.PartyInDoubt(v.V) })
}

// byZone has names by the ids of zones, also that of what lies in none. Where a zone of the firewall is called so, it means that zone.
func byZone(f site.Firewall, names map[string]source.Text) map[string]source.Text {
	name, ok := names[site.OutsideName]
	if !ok || source.Contains(f.Zones, site.OutsideName) {
		return names
	}
	out := maps.Clone(names)
	delete(out, site.OutsideName)
	out[plan.OutsideZone] = name
	return out
}

// sides are what a firewall has towards each of its zones.
func sides(f site.Firewall) map[string]plan.FirewallSide {
	interfaces, names, lists := byZone(f, f.Interfaces), byZone(f, f.ZoneNames), byZone(f, f.AccessLists)
	out := map[string]plan.FirewallSide{}
	for _, zone := range zones(f.Zones, f.Outside) {
		out[zone] = plan.FirewallSide{Interface: interfaces[zone], ZoneName: names[zone], AccessList: lists[zone]}
	}
	return out
}

// textsOf are texts without their places; nil where there are none.
func textsOf(values map[string]source.Text) map[string]string {
	if len(values) == 0 {
		return nil
	}
	out := map[string]string{}
	for key, v := range values {
		out[key] = v.V
	}
	return out
}

// zones are the ids of zones, sorted, with the one that stands for none.
func zones(list []source.Text, outside source.Val[bool]) []string {
	ids := source.Strings(list)
	if outside.V {
		ids = append(ids, plan.OutsideZone)
	}
	slices.Sort(ids)
	return ids
}

// partyIDs are the ids of the parties that a list names, sorted.
func partyIDs(s *product.Network, list []source.Text) []string {
	ids := map[string]bool{}
	for _, name := range list {
		found := partiesNamed(s, name.V)
		if len(found) == 0 && !slices.Contains(setNames(s), name.V) && !s.PartyInDoubt(name.V) {
			unknownParty(s, name)
		}
		for _, p := range found {
			ids[p.ID] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// placeTranslation resolves a translation and sees to it that its firewall stands where it has to.
func placeTranslation(s *product.Network, id string, t site.Translation) {
	if !t.Party.Set() {
		return // it could not be read
	}
	out := plan.Translation{ID: id, Kind: plan.TranslationKind(t.Kind.V), Firewall: t.Firewall.V, Zones: zones(t.Zones, t.Outside), Object: t.Object.V, Note: t.Note.V, At: t.At}
	for _, a := range t.Addresses {
		address, _ := netip.ParseAddr(a.V) // checked when the site was loaded
		out.Addresses = append(out.Addresses, address)
	}
	if _, isGroup := s.Site.Groups[t.Party.V]; isGroup {
		out.Parties = partyIDs(s, s.Site.Groups[t.Party.V].Members)
	} else {
		out.Parties = partyIDs(s, []source.Text{t.Party})
	}
	_, single := s.Parties[t.Party.V]
	if s.DoubtWithin("translations", id) || !single && s.NodesInDoubt() {
		return // who it is for is not certain
	}
	if out.Kind == plan.DestinationTranslation && len(out.Parties) > 1 {
		s.Fault("S54", t.Party.At, "name one host; give each its own address", "%q is %d hosts, and an address can belong to only one", t.Party.V, len(out.Parties))
	}
	if s.DoubtWithin("firewalls") {
		return // nor what is on the way
	}
	for _, party := range out.Parties {
		if s.InDoubt("nodes", party, "zone") || s.InDoubt("servers", party, "zone") || s.PartyInDoubt(party) {
			continue
		}
		for _, zone := range out.Zones {
			own := s.Plan.ZoneOf(s.Parties[party])
			way := s.Plan.FirewallPath(own, zone)
			at := slices.IndexFunc(way.Firewalls, func(w plan.PathPoint) bool { return w.Firewall == out.Firewall })
			if at < 0 {
				s.Fault("S55", t.Firewall.At, "name a firewall on the way between the two", "firewall %s is not between %s and %s, where %s is", out.Firewall, zoneText(zone), zoneText(own), party)
				continue
			}
			for i, other := range way.Firewalls {
				if i != at && other.Step == way.Firewalls[at].Step {
					s.Warn("S82", t.Firewall, "put one firewall between the two", "traffic between %s and %s may pass %s instead of %s, and is not translated there", zoneText(zone), zoneText(own), other.Firewall, out.Firewall)
				}
			}
		}
	}
	for _, other := range s.Plan.Translations {
		if party, zone := clashOf(other, out); party != "" {
			s.Fault("S56", t.At, "merge the two, or take zones away from one", "%s and %s both give %s another address as %s for %s", other.ID, id, party, out.Kind, zoneText(zone))
		}
	}
	s.Plan.Translations = append(s.Plan.Translations, out)
}

// zoneText is a zone as diagnostics name it.
func zoneText(zone string) string {
	return cmp.Or(map[string]string{plan.OutsideZone: "outside all zones", plan.SeveralZone: "several zones"}[zone], "zone "+zone)
}

// clashOf finds a party and a zone for which two translations of one kind hold.
func clashOf(t plan.Translation, other plan.Translation) (party, zone string) {
	if t.Kind != other.Kind {
		return "", ""
	}
	for _, party := range t.Parties {
		for _, zone := range t.Zones {
			if slices.Contains(other.Parties, party) && slices.Contains(other.Zones, zone) {
				return party, zone
			}
		}
	}
	return "", ""
}
