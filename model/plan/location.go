package plan

import "slices"

// Location is where zones are: a data centre, a region of a cloud, an office.
type Location struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Kind        string `json:"kind,omitempty"`
	Note        string `json:"note,omitempty"`
	StandsInFor string `json:"stands_in_for,omitempty"` // the location whose duties its hosts take over when that is lost
}

// LocationOf is the location of a zone of a plan, or nil.
func LocationOf(p *Plan, zone string) *Location {
	for _, z := range p.Zones {
		if z.ID == zone {
			return p.Location(z.Location)
		}
	}
	return nil
}

// Location finds a location by its id, or nil.
func (p *Plan) Location(id string) *Location {
	for i := range p.Locations {
		if p.Locations[i].ID == id {
			return &p.Locations[i]
		}
	}
	return nil
}

// Parties are all that is in the zones of a location.
func (l *Location) Parties(p *Plan) []*Party {
	var out []*Party
	for _, party := range p.Parties {
		if at := LocationOf(p, party.Zone); at != nil && at.ID == l.ID && party.Kind != GroupParty {
			out = append(out, party)
		}
	}
	return Standing(out)
}

// Standing leaves out of the parties of an area the addresses that hosts of other areas have or may have there: the area does not take these hosts with
// it.
func Standing(area []*Party) []*Party {
	in := map[string]bool{}
	for _, party := range area {
		in[party.ID] = true
	}
	return slices.DeleteFunc(slices.Clone(area), func(party *Party) bool {
		return party.Of != "" && slices.ContainsFunc(party.OnHosts(), func(host string) bool { return !in[host] }) ||
			party.Kind == FloatingParty && slices.ContainsFunc(party.OnHosts(), func(host string) bool { return !in[host] })
	})
}

// ZoneAt is a zone as those know it who set up a firewall there.
type ZoneAt struct {
	Zone, Location, VLAN, Interface, Called string // Called is the firewall's own name of the zone
}

// Known are the zones of a firewall; none where nothing but their names is known.
func (f *Firewall) Known(p *Plan) []ZoneAt {
	var out []ZoneAt
	known := len(f.Interfaces)+len(f.ZoneNames) > 0
	for _, z := range p.Zones {
		if !slices.Contains(f.Zones, z.ID) {
			continue
		}
		at := ZoneAt{Zone: z.Name, VLAN: z.VLAN, Interface: f.Interfaces[z.ID], Called: f.ZoneNames[z.ID]}
		if l := p.Location(z.Location); l != nil {
			at.Location = l.Name
		}
		known = known || at.Location+at.VLAN != ""
		out = append(out, at)
	}
	if !known {
		return nil
	}
	return out
}
