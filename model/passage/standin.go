package passage

import (
	"net/netip"
	"slices"

	"portolan/model/plan"
)

// A StandIn is the addresses that a party gets for a trial, where a site knows nothing but its name.
type StandIn struct {
	Party     string       `json:"party"`
	Host      string       `json:"host"`
	Addresses []netip.Addr `json:"addresses"`
}

// WithStandIns is a plan in which every party has addresses; those that had none have some of ranges that no network routes (RFC 2544, RFC 3849).
func WithStandIns(p *plan.Plan) (*plan.Plan, []StandIn) {
	out := *p
	out.Parties = slices.Clone(p.Parties)
	parties, flows := map[string]*plan.Party{}, map[string]*plan.Flow{}
	var list []StandIn
	for i, party := range p.Parties {
		if party.Kind != plan.GroupParty && len(party.Prefixes()) == 0 {
			n := len(list) + 1
			stand := *party
			stand.Addresses = []netip.Addr{netip.AddrFrom4([4]byte{198, 18, byte(n >> 7), byte(n << 1)}), netip.AddrFrom16([16]byte{0x20, 1, 0xd, 0xb8, 0xff, 0xff, 14: byte(n >> 7), 15: byte(n << 1)})}
			list = append(list, StandIn{party.ID, party.Host, stand.Addresses})
			party = &stand
		}
		out.Parties[i], parties[party.ID] = party, party
	}
	for _, f := range slices.Concat(p.Flows, p.Dropped) {
		flows[f.ID] = f
	}
	out.LookIn(parties, flows)
	return &out, list
}
