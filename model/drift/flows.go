package drift

import (
	"fmt"
	"net/netip"

	"portolan/model/catalog"
	"portolan/model/evidence"
	"portolan/model/plan"
)

// An Opening is what a rule lets through and the plan does not describe, in the words in which a site declares flows.
type Opening struct {
	Device, Rule, Where string
	From, To, Port      string
	Unknown             []string // ends that are no host of the plan
}

// mostOpenings is the number of ranges of one rule that are worth words: a rule that lets more through is described by hand.
const mostOpenings = 8

// Openings are those of all rules that let more through than the plan describes, and the rules of which that cannot be told in words of flows: they are not
// understood, or let too much through.
func (r *Report) Openings(p *plan.Plan) (openings []Opening, broad []Row) {
	for _, row := range r.Rows {
		var these []Opening
		for _, b := range row.more {
			o := Opening{Device: row.Device, Rule: row.What, Where: row.Where, Port: portOf(b)}
			var known, narrow [2]bool
			o.From, known[0], narrow[0] = endOf(p, b.From)
			o.To, known[1], narrow[1] = endOf(p, b.To)
			if o.Port == "" || !narrow[0] || !narrow[1] {
				these = nil
				break
			}
			for i, end := range []string{o.From, o.To} {
				if !known[i] {
					o.Unknown = append(o.Unknown, end)
				}
			}
			these = append(these, o)
		}
		switch {
		case row.Status == NotAssessed && row.Where != "", len(row.more) > 0 && (len(these) == 0 || len(these) > mostOpenings):
			broad = append(broad, row)
		default:
			openings = append(openings, these...)
		}
	}
	return openings, broad
}

// endOf is a party of the plan by its address, else a network or an address; other ranges have no word.
func endOf(p *plan.Plan, s evidence.Span) (end string, known, ok bool) {
	if s.Low == s.High {
		for _, party := range p.Parties {
			for _, a := range party.Addresses {
				if a == s.Low {
					return party.ID, true, true
				}
			}
		}
		return s.Low.String(), false, true
	}
	for bits := 1; bits < s.Low.BitLen(); bits++ {
		prefix := netip.PrefixFrom(s.Low, bits)
		if prefix.Masked() != prefix || evidence.SpanOf(prefix) != s {
			continue
		}
		for _, party := range p.Parties {
			for _, n := range party.Networks {
				if n == prefix {
					return party.ID, true, true
				}
			}
		}
		return prefix.String(), false, true
	}
	return "", false, false
}

// portOf is the port of a box as a flow has it, or "" where there is no word for it.
func portOf(b evidence.Box) string {
	if b.Protocol.Low != b.Protocol.High || b.Source != evidence.AnyPort {
		return ""
	}
	port := catalog.PortAt(b.Protocol.Low, max(b.Port.Low, 1), b.Type.Low, b.Four())
	switch {
	case port.IsICMP() && b.Type == evidence.AnyType:
		return port.Protocol
	case port.IsICMP() || port.Numbers.None():
		return port.Socket()
	case b.Port == evidence.AnyPort:
		return ""
	case b.Port.Low != b.Port.High:
		return fmt.Sprintf("%s-%d", port.Socket(), b.Port.High)
	}
	return port.Socket()
}
