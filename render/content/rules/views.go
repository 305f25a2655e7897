package rules

import "portolan/model/policy"

// Views are the same rules filed in several ways. In each view but those of hosts and firewalls, every rule between hosts stands in exactly
// one part; a host's rules stand at both of its ends, and a rule that passes several firewalls stands at each.
type Views struct {
	Hosts     []HostView     `json:"hosts"`
	ZonePairs []ZonePair     `json:"zone_pairs"`
	Firewalls []FirewallView `json:"firewalls"`
	Phases    []PhaseView    `json:"phases"`
	Profile   ProfileView    `json:"profile"`
}

// Part is a part of the rules between hosts, in the long and in the grouped form, with the lengths of both lists.
type Part struct {
	Count        int      `json:"count"`
	Rules        []string `json:"rules"`
	GroupedCount int      `json:"grouped_count"`
	Grouped      []string `json:"grouped_rules"`
}

// HostView is the traffic of one party.
type HostView struct {
	Party    string `json:"party"`
	Inbound  Part   `json:"inbound"`
	Outbound Part   `json:"outbound"`
}

// ZonePair is the traffic from one zone to another, or inside one.
type ZonePair struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	Inside    bool     `json:"inside"`
	Firewalls []string `json:"firewalls"`
	Part
}

// FirewallView is what one firewall has to allow, and with which addresses.
type FirewallView struct {
	Firewall string `json:"firewall"`
	Part
	Enforced []Enforced `json:"enforced"`
}

// Enforced is a grouped rule as one firewall sees it.
type Enforced struct {
	Rule        string     `json:"rule"`
	Log         string     `json:"log,omitempty"`
	Source      []Endpoint `json:"source"`
	Destination []Endpoint `json:"destination"`
}

// Endpoint is a party at a firewall: where its packets come from or go to, before it and behind it.
type Endpoint struct {
	Party        string   `json:"party"`
	Arriving     []string `json:"arriving"`
	Leaving      []string `json:"leaving"`
	Translations []string `json:"translations"`
}

// PhaseView is what one phase of the site's life needs.
type PhaseView struct {
	Phase string `json:"phase"`
	Part
}

// ProfileView tells what no document disputes, what is disputed and open all the same, and what the plan's profile has left out.
type ProfileView struct {
	Undisputed Part     `json:"undisputed"`
	Disputed   Part     `json:"disputed"`
	Dropped    []string `json:"dropped"`
}

// Counts are the numbers that all documents of the pack print.
type Counts struct {
	Rules       int `json:"rules"`       // between hosts
	Internal    int `json:"internal"`    // inside hosts
	Between     int `json:"between"`     // zones
	Inside      int `json:"inside"`      // zones
	Unenforced  int `json:"unenforced"`  // between zones that no declared firewall joins
	Grouped     int `json:"grouped"`     // rules
	Perimeter   int `json:"perimeter"`   // of these, between zones
	SameZone    int `json:"same_zone"`   // of these, inside zones
	Connections int `json:"connections"` // from one party to another at one port, each once
}

func views(p *policy.Policy) Views {
	v := Views{Hosts: []HostView{}, ZonePairs: []ZonePair{}, Firewalls: []FirewallView{}, Phases: []PhaseView{},
		Profile: ProfileView{Undisputed: part(p.Profile.Undisputed), Disputed: part(p.Profile.Disputed), Dropped: list(p.Profile.Dropped)}}
	for _, h := range p.Parties {
		v.Hosts = append(v.Hosts, HostView{h.Party, part(h.Inbound), part(h.Outbound)})
	}
	for _, z := range p.Zones {
		v.ZonePairs = append(v.ZonePairs, ZonePair{z.From, z.To, z.Inside(), list(z.Firewalls), part(z.Part)})
	}
	for _, f := range p.Firewalls {
		view := FirewallView{f.Firewall, part(f.Part), []Enforced{}}
		for _, e := range f.Enforced {
			view.Enforced = append(view.Enforced, Enforced{e.Rule, e.Log, endpoints(e.Source), endpoints(e.Destination)})
		}
		v.Firewalls = append(v.Firewalls, view)
	}
	for _, ph := range p.Phases {
		v.Phases = append(v.Phases, PhaseView{string(ph.Phase), part(ph.Part)})
	}
	return v
}

func part(p policy.Part) Part { return Part{len(p.Flows), list(p.Flows), len(p.Rules), list(p.Rules)} }

func endpoints(ends []policy.Endpoint) []Endpoint {
	out := []Endpoint{}
	for _, e := range ends {
		out = append(out, Endpoint{e.Party, list(e.Arriving), list(e.Leaving), list(e.Translations)})
	}
	return out
}

// list is a list that JSON writes as one, also when it is empty.
func list[T any](values []T) []T {
	if values == nil {
		return []T{}
	}
	return values
}
