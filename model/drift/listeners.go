package drift

import (
	"cmp"
	"fmt"
	"math/big"
	"net/netip"
	"slices"

	"portolan/model/catalog"
	"portolan/model/evidence"
	"portolan/model/plan"
)

// listeners looks for programs that wait for packets at ports that no document knows. What only the host itself reaches is no concern.
func (c *comparer) listeners(e Evidence) {
	seen := map[string]bool{}
	for _, l := range e.Listeners {
		if l.Address.IsLoopback() {
			continue
		}
		device := e.Device
		if device == "" || c.isFirewall(device) {
			device = c.holder(l.Address)
		}
		row := Row{Status: Undocumented, Device: device, What: "listener " + l.Port.Socket(), Where: l.Where, Detail: l.Program, Listener: true}
		if at := c.plan.Party(device); at == nil {
			row.Device, row.Detail = l.Address.String(), "no host of the site has this address"
		} else if port, known := c.known(device, l.Port); known {
			row.Status, row.Detail = Present, cmp.Or(l.Program, port)
		}
		if key := row.Device + row.What; !seen[key] { // in both families, or at several addresses
			seen[key] = true
			c.add(row)
		}
	}
}

// holder is the host that has an address.
func (c *comparer) holder(a netip.Addr) string {
	for _, p := range c.plan.Parties {
		if p.Managed() && slices.ContainsFunc(c.plan.Places(p.ID), func(at *plan.Party) bool { return slices.Contains(at.Addresses, a) }) {
			return p.ID
		}
	}
	return ""
}

// known reports whether a port of a host is one at which rules end, or one that the site's documents know as a listener.
func (c *comparer) known(device string, port catalog.Port) (string, bool) {
	for _, f := range c.plan.Flows {
		if c.plan.EndsAt(f, device) || f.Internal && f.To == device {
			if f.Plain().Holds(port) {
				return f.Service, true
			}
		}
	}
	for _, l := range c.plan.Unopened {
		if l.Node == device && l.Plain().Holds(port) {
			return l.Service, true
		}
	}
	return "", false
}

// shown are the packets of some boxes as people read them: the largest, and the number of others.
func shown(boxes []evidence.Box) string {
	slices.SortStableFunc(boxes, func(a, b evidence.Box) int { return b.Size().Cmp(a.Size()) })
	text := oneShown(boxes[0])
	if n := len(boxes) - 1; n > 0 {
		text += fmt.Sprintf(" and %d more ranges", n)
	}
	return text
}

func oneShown(b evidence.Box) string {
	return fmt.Sprintf("%s -> %s %s", span(b.From), span(b.To), service(b))
}

func span(s evidence.Span) string {
	size := new(big.Int).Sub(new(big.Int).SetBytes(s.High.AsSlice()), new(big.Int).SetBytes(s.Low.AsSlice()))
	switch {
	case s.Low == s.High:
		return s.Low.String()
	case size.BitLen() == s.Low.BitLen():
		return map[bool]string{true: "any IPv4", false: "any IPv6"}[s.Low.Is4()]
	}
	return s.Low.String() + " to " + s.High.String()
}

// service is the protocol and the ports of a box.
func service(b evidence.Box) string {
	if b.Protocol.Low != b.Protocol.High {
		return "any protocol"
	}
	port := catalog.PortAt(b.Protocol.Low, max(b.Port.Low, 1), b.Type.Low, b.Four())
	text := port.Socket()
	switch {
	case port.IsICMP() && b.Type == evidence.AnyType, !port.IsICMP() && !port.Numbers.None() && b.Port == evidence.AnyPort:
		text = port.Protocol
	case !port.Numbers.None() && b.Port.Low != b.Port.High:
		text += fmt.Sprintf(" to %d", b.Port.High)
	}
	if b.Source != evidence.AnyPort {
		text += fmt.Sprintf(" from source port %d to %d", b.Source.Low, b.Source.High)
	}
	return text
}
