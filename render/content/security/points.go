package security

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/render/document"
	"portolan/render/ref"
)

// toDecide are the points on which a reviewer has to decide, one a line, with the way to more of it.
func (b *builder) toDecide() []document.Block {
	points := b.decisions()
	if len(points) == 0 {
		return nil
	}
	return []document.Block{b.heading("points"), document.Text{Text: b.t("points-text")}, document.List{Items: points}}
}

// decisions are what documents say of trust that somebody has to accept or to change, what leads inwards from zones that are reachable from outside, and ranges
// of ports between zones.
func (b *builder) decisions() []document.Cell {
	var out []document.Cell
	for _, f := range b.plan.Trust {
		if f.Review {
			out = append(out, document.L(b.fill("point-trust", "topic", f.Topic, "text", f.Text), ref.Here("trust-"+f.ID)))
		}
	}
	for _, from := range b.zones {
		for _, to := range b.zones {
			if flows := b.between(from, to); !to.outside && len(flows) > 0 && b.reachedFromOutside(from) {
				out = append(out, document.L(b.w.Count("security.point-inwards", len(flows), "zones", b.fill("from-to", "from", from.name, "to", to.name), "what", b.reach(flows)), ref.Here("exposure")))
			}
		}
	}
	return append(out, b.ranges()...)
}

// reachedFromOutside tells whether a rule leads from outside the site into a zone of the site.
func (b *builder) reachedFromOutside(z zone) bool {
	return !z.outside && slices.ContainsFunc(b.zones, func(from zone) bool { return from.outside && len(b.pairs[[2]zone{from, z}]) > 0 })
}

// manyPorts is the number of ports from which a range is a point for the reviewer.
const manyPorts = 100

// ranges are wide ranges of ports that are open between zones, by range and pair of zones.
func (b *builder) ranges() []document.Cell {
	type opened struct{ socket, zones string }
	count := map[opened]int{}
	for _, f := range b.network {
		if b.crosses(f) && wide(f.Numbers) {
			count[opened{f.Socket(), b.terms(f).zones}]++
		}
	}
	var out []document.Cell
	for _, o := range slices.SortedFunc(maps.Keys(count), func(a, b opened) int {
		return cmp.Or(strings.Compare(a.socket, b.socket), strings.Compare(a.zones, b.zones))
	}) {
		out = append(out, document.L(b.fill("point-range", "ports", o.socket, "zones", o.zones, "n", count[o]), ref.Here("services")))
	}
	return out
}

// wide tells whether numbers hold a range of many.
func wide(n catalog.Numbers) bool {
	return slices.ContainsFunc(n.Spans(), func(s catalog.Span) bool { return s.High-s.Low >= manyPorts })
}
