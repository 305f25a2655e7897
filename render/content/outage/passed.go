package outage

import (
	"slices"
	"strings"

	"portolan/model/outage"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// passed says to whom nothing gets any more that comes by way of the host, a load balancer or forward proxy, and whom others still reach, or
// reach in another state.
func (b builder) passed() []document.Block {
	var gone, left, others, purposes []string
	var later []document.Block
	for _, p := range b.lost.Passed {
		to := b.name(p.To)
		switch p.Change {
		case outage.Gone:
			gone, purposes = append(gone, to), append(purposes, p.Purpose)
		case outage.Later:
			for _, s := range p.Later {
				later = append(later, document.Text{Text: b.w.Fill("stays.passed-later", "target", to, "state", worksheet.StateName(b.plan, s.State, b.w), "others", b.listed(s.Hosts))})
			}
		default:
			left = append(left, to)
			others = append(others, p.Now...)
		}
	}
	var blocks []document.Block
	if len(gone) > 0 {
		blocks = append(blocks, document.Text{Text: b.w.Fill("stays.passed", "targets", joined(gone), "purposes", sentences(purposes))})
	}
	blocks = append(blocks, slices.CompactFunc(later, func(a, b document.Block) bool { return a == b })...)
	if len(left) > 0 {
		blocks = append(blocks, document.Text{Text: b.w.Fill("stays.passed-by", "targets", joined(left), "others", b.listed(others))})
	}
	return blocks
}

// listed are the names of hosts in a sentence, each once.
func (b builder) listed(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, b.name(id))
	}
	return joined(names)
}

func joined(names []string) string {
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}
