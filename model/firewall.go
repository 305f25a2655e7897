package model

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"

	"portolan/model/source"
)

// placeFirewalls resolves what the site says of firewalls, groups and translations. It comes after the states, because sets have members
// only then.
func (s *shared) placeFirewalls() {
	for _, id := range sortedKeys(s.site.Firewalls) {
		f := s.site.Firewalls[id]
		s.plan.Firewalls = append(s.plan.Firewalls, Firewall{id, f.Name.V, zones(f.Zones, f.Outside), f.Owner.V, yesNo(f.Log), f.Note.V})
	}
	for _, id := range sortedKeys(s.site.Groups) {
		g := s.site.Groups[id]
		members := s.named(g.Members)
		if len(members) == 0 && len(g.Members) > 0 && !s.found.HasErrors() {
			s.fault("S47", g.At, "name parties, or sets that have members here", "group %s has no members at this site", id)
		}
		s.plan.Groups = append(s.plan.Groups, Group{id, g.Name.V, members, g.Note.V})
	}
	for _, id := range sortedKeys(s.site.ServiceGroups) {
		g := s.site.ServiceGroups[id]
		ports := texts(g.Ports)
		slices.Sort(ports)
		s.plan.ServiceGroups = append(s.plan.ServiceGroups, ServiceGroup{id, g.Name.V, slices.Compact(ports), g.Note.V})
	}
	for _, id := range sortedKeys(s.site.Translations) {
		s.placeTranslation(id, s.site.Translations[id])
	}
}

// zones are the ids of zones, sorted, with the one that stands for none.
func zones(list strs, outside source.Val[bool]) []string {
	ids := texts(list)
	if outside.V {
		ids = append(ids, OutsideZone)
	}
	slices.Sort(ids)
	return ids
}

// yesNo is a flag as plans say it; "" where the site does not set it.
func yesNo(v source.Val[bool]) string {
	if !v.Set() {
		return ""
	}
	return map[bool]string{true: "yes", false: "no"}[v.V]
}

// named are the ids of the parties that a list names, sorted.
func (s *shared) named(list strs) []string {
	ids := map[string]bool{}
	for _, name := range list {
		found := s.partiesNamed(name.V)
		if len(found) == 0 && !slices.Contains(s.setNames(), name.V) {
			s.fault("S35", name.At, source.DidYouMean(name.V, s.partyNames()), "unknown party %q", name.V)
		}
		for _, p := range found {
			ids[p.ID] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// placeTranslation resolves a translation and sees to it that its firewall stands where it has to.
func (s *shared) placeTranslation(id string, t SiteTranslation) {
	out := Translation{ID: id, Kind: TranslationKind(t.Kind.V), Firewall: t.Firewall.V, Zones: zones(t.Zones, t.Outside), Note: t.Note.V}
	for _, a := range t.Addresses {
		address, _ := netip.ParseAddr(a.V) // checked when the site was loaded
		out.Addresses = append(out.Addresses, address)
	}
	if _, isGroup := s.site.Groups[t.Party.V]; isGroup {
		out.Parties = s.named(s.site.Groups[t.Party.V].Members)
	} else {
		out.Parties = s.named(strs{t.Party})
	}
	if out.Kind == DestinationTranslation && len(out.Parties) > 1 {
		s.fault("S54", t.Party.At, "name one party; give each its own address", "%q is %d parties, and who calls an address can mean only one", t.Party.V, len(out.Parties))
	}
	for _, party := range out.Parties {
		for _, zone := range out.Zones {
			own := s.plan.ZoneOf(s.parties[party])
			way := s.plan.Way(own, zone)
			at := slices.IndexFunc(way.Firewalls, func(w WayPoint) bool { return w.Firewall == out.Firewall })
			if at < 0 {
				s.fault("S55", t.Firewall.At, "name a firewall on the way between the two", "firewall %s does not stand between %s and %s, where %s is", out.Firewall, zoneText(zone), zoneText(own), party)
				continue
			}
			for i, other := range way.Firewalls {
				if i != at && other.Step == way.Firewalls[at].Step {
					s.warn("S82", t.Firewall, "let one firewall stand between the two", "traffic between %s and %s may pass %s instead of %s, and is not translated there", zoneText(zone), zoneText(own), other.Firewall, out.Firewall)
				}
			}
		}
	}
	for _, other := range s.plan.Translations {
		if party, zone := other.clash(out); party != "" {
			s.fault("S56", t.At, "merge the two, or take zones away from one", "%s and %s both give %s another address as %s for %s", other.ID, id, party, out.Kind, zoneText(zone))
		}
	}
	s.plan.Translations = append(s.plan.Translations, out)
}

// zoneText is a zone as diagnostics name it.
func zoneText(zone string) string {
	return cmp.Or(map[string]string{OutsideZone: "what lies in no zone", SeveralZone: "several zones"}[zone], "zone "+zone)
}

// clash finds a party and a zone for which two translations of one kind hold.
func (t Translation) clash(other Translation) (party, zone string) {
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
