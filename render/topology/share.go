package topology

import (
	"maps"
	"slices"
	"strings"

	"portolan/model"
	"portolan/render/words"
)

// many is the number of boxes from which on equal traffic becomes a line of text in the one box that all of it has in common. A picture
// in which every host has a line to the directory, the database and the share shows nothing else.
const many = 3

// bundle is one port of one box towards, or from, others.
type bundle struct {
	home  string // the box that the traffic has in common
	in    bool   // it comes in there
	flows []*model.Flow
	boxes map[string]bool // the boxes at the other ends
	hosts map[string]bool // the parties at the other ends
}

// share finds traffic that many boxes have with one box that is no node of the product: a server's port, or a port that clients call
// everywhere. It returns the lines for the boxes, and the flows that need no edge.
func share(plan *model.Plan, home map[string]string, w *words.List) (map[string][]string, map[*model.Flow]bool) {
	bundles := map[string]*bundle{}
	note := func(party, other *model.Party, in bool, f *model.Flow) {
		if party.Kind == model.NodeParty || home[party.ID] == home[other.ID] || f.Via != "" && f.Leg == 2 {
			return
		}
		key := strings.Join([]string{home[party.ID], map[bool]string{true: "in", false: "out"}[in], Ports([]*model.Flow{f})[0]}, " ")
		b, ok := bundles[key]
		if !ok {
			b = &bundle{home: home[party.ID], in: in, boxes: map[string]bool{}, hosts: map[string]bool{}}
			bundles[key] = b
		}
		b.flows = append(b.flows, f)
		b.boxes[home[other.ID]] = true
		for _, host := range members(other) {
			b.hosts[host] = true
		}
	}
	for _, f := range plan.Network() {
		from, to := plan.Party(f.From), plan.Party(f.To)
		note(to, from, true, f)
		if from.Kind == model.ClientsParty && to.Managed() {
			note(from, to, false, f)
		}
	}
	return lines(bundles, w)
}

// members are a party itself, or the members of a group.
func members(p *model.Party) []string {
	if p.Kind == model.GroupParty {
		return p.Members
	}
	return []string{p.ID}
}

// lines joins the ports that the same hosts share into one line.
func lines(bundles map[string]*bundle, w *words.List) (map[string][]string, map[*model.Flow]bool) {
	type ends struct {
		home, hosts string
		in          bool
	}
	joined := map[ends]*bundle{}
	var order []ends
	shared := map[*model.Flow]bool{}
	for _, key := range slices.Sorted(maps.Keys(bundles)) {
		b := bundles[key]
		if len(b.boxes) < many {
			continue
		}
		e := ends{b.home, strings.Join(slices.Sorted(maps.Keys(b.hosts)), " "), b.in}
		if joined[e] == nil {
			joined[e] = &bundle{hosts: b.hosts}
			order = append(order, e)
		}
		for _, f := range b.flows {
			shared[f] = true
		}
		joined[e].flows = append(joined[e].flows, b.flows...)
	}
	notes := map[string][]string{}
	for _, e := range order {
		word := "topology.to-hosts"
		if e.in {
			word = "topology.from-hosts"
		}
		for i, chunk := range wrap("", Ports(joined[e].flows)) {
			if i == 0 {
				chunk = w.Fill(word, "n", len(joined[e].hosts), "ports", chunk)
			}
			notes[e.home] = append(notes[e.home], chunk)
		}
	}
	return notes, shared
}
