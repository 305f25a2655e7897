package catalog

import (
	"slices"
	"strconv"
	"strings"
)

// A witness is what a catalogue has on a port: a listener alone, or a flow with the listener or external party at its end.
type witness struct {
	port          Port
	owner, caller string // services
	listener      *Listener
	external      *External
	flow          *Flow
	asked         bool // a question bears on it
}

func witnesses(c *Catalogue) []witness {
	var out []witness
	for _, id := range c.listenerIDs() {
		l, _ := c.Listener(id)
		port, _ := PortOf("", l.Port.V)
		owner, _, _ := strings.Cut(id, ".")
		out = append(out, witness{port: port, owner: owner, listener: &l, asked: len(l.Questions) > 0})
	}
	for i := range c.Flows {
		f := &c.Flows[i]
		w := witness{flow: f, caller: f.From.Service.V}
		w.asked = f.Disputed.Set() || slices.ContainsFunc(c.Questions, func(q Question) bool {
			return slices.ContainsFunc(q.Concerns, func(v str) bool { return v.V == f.ID.V })
		})
		if e, ok := c.Externals[f.To.External.V]; ok {
			w.external = &e
			w.port, _ = PortOf("", e.Port.V)
		} else if l, ok := c.Listener(f.To.Listener.V); ok {
			w.listener = &l
			w.owner, _, _ = strings.Cut(f.To.Listener.V, ".")
			w.port, _ = PortOf("", l.Port.V)
		}
		out = append(out, w)
	}
	return out
}

// cites tells whether the flow, or what it ends at, cites lines of the row.
func (w witness) cites(c *Catalogue, r statedPort) bool {
	var sources strs
	if w.flow != nil {
		sources = w.flow.Source
	}
	if w.listener != nil {
		sources = slices.Concat(sources, w.listener.Source)
	}
	if w.external != nil {
		sources = slices.Concat(sources, w.external.Source)
	}
	return slices.ContainsFunc(sources, func(s str) bool {
		citation, _ := ParseCitation(s.V)
		return strings.HasPrefix(c.Documents[citation.Document].File.V, r.document+"_") && overlap(citation.Lines, r.lines)
	})
}

func overlap(a, b string) bool {
	for x := range strings.SplitSeq(a, ",") {
		for y := range strings.SplitSeq(b, ",") {
			xLow, xHigh := lineRange(x)
			yLow, yHigh := lineRange(y)
			if xLow <= yHigh && yLow <= xHigh {
				return true
			}
		}
	}
	return false
}

func lineRange(s string) (int, int) {
	low, high, _ := strings.Cut(s, "-")
	from, _ := strconv.Atoi(low)
	to, err := strconv.Atoi(high)
	if err != nil {
		to = from
	}
	return from, to
}

func samePort(a, b Port) bool {
	return a != Port{} && a.Plain() == b.Plain()
}

// directed tells whether a witness agrees with the direction of a row. Where the row says more than one thing, all must find theirs.
func directed(w witness, r statedPort, found []witness) bool {
	mine := func(service string) bool { return r.service == "" || service == r.service }
	switch r.direction {
	case "in":
		return mine(w.owner) && w.listener != nil || w.external != nil && w.asked
	case "out":
		if w.flow == nil {
			return w.listener.Peer.V == "unknown" && w.asked
		}
		return mine(w.caller) || w.caller == ""
	case "internal":
		if w.flow == nil {
			return mine(w.owner) && (w.listener.Peer.Set() || w.listener.Never.Set())
		}
		return w.flow.Between.V != "other nodes" && w.external == nil && (mine(w.owner) || mine(w.caller))
	case "both":
		return w.asked || w.flow != nil && (w.flow.AndBack.V || w.flow.From.Set.Set() && w.flow.From.Set.V == w.flow.To.Set.V)
	case "internal or out":
		return directed(w, r.toward("internal"), found) || directed(w, r.toward("out"), found)
	case "internal and in":
		other := func(d string) bool {
			return slices.ContainsFunc(found, func(w witness) bool { return w.flow != nil && directed(w, r.toward(d), nil) })
		}
		return other("internal") && other("in")
	}
	return true
}

func (r statedPort) toward(direction string) statedPort {
	r.direction = direction
	return r
}

// spoken tells whether the witnesses speak the protocols of a row: transports as stated, others as the application or by its encryption.
func spoken(list []witness, protocol string) bool {
	for p := range strings.FieldsFuncSeq(protocol, func(r rune) bool { return r == '/' || r == ',' }) {
		if !slices.ContainsFunc(list, func(w witness) bool { return w.speaks(strings.TrimSpace(p)) }) {
			return false
		}
	}
	return true
}

func (w witness) speaks(protocol string) bool {
	var transport, basis, application, encrypted string
	if w.external != nil {
		transport, basis, application, encrypted = w.external.Transport.V, w.external.TransportBasis.V, w.external.Application.V, w.external.Encrypted.V
	} else {
		transport, basis, application, encrypted = w.listener.Transport.V, w.listener.TransportBasis.V, w.listener.Application.V, w.listener.Encrypted.V
	}
	switch protocol {
	case "-":
		return true
	case "TCP", "UDP":
		return transport == strings.ToLower(protocol) && basis == "stated"
	case "ICMP", "IP protocol 50":
		return w.port.Numbers.None() && strings.EqualFold(strings.Replace(protocol, "IP protocol ", "ip/", 1), w.port.Protocol)
	case "HTTPS":
		return strings.Contains(application, protocol) || encrypted == "yes"
	}
	return strings.Contains(strings.ToLower(application), strings.ToLower(protocol))
}

// conditional tells whether one of the witnesses keeps the condition of a row, and its being optional.
func conditional(found []witness, r statedPort) bool {
	kept := func(places string) bool {
		return slices.ContainsFunc(strings.Split(places, " ; "), func(place string) bool {
			return slices.ContainsFunc(found, func(w witness) bool { return w.has(place) })
		})
	}
	if r.requirement == "optional" && !kept("requirement optional ; requirement conditional") {
		return false
	}
	return r.wantedPlaces == "" && r.requirement != "conditional" || r.wantedPlaces != "" && kept(r.wantedPlaces)
}

func (w witness) has(place string) bool {
	name, text, _ := strings.Cut(place, " ")
	var equal, contain []string
	if f := w.flow; f != nil {
		switch name {
		case "when":
			equal = values(f.When)
		case "requirement":
			equal = []string{f.Requirement.V}
		case "between":
			equal = []string{f.Between.V}
		case "from":
			equal = []string{f.From.Set.V}
		case "to":
			equal = []string{f.To.Set.V, "resource " + f.To.Resource.V}
		case "condition":
			contain = []string{f.Condition.V}
		}
	}
	if l := w.listener; l != nil {
		contain = append(contain, map[string]string{"note": l.Note.V, "purpose": l.Purpose.V, "never": l.Never.V}[name])
		equal = append(equal, map[string]string{"peer": l.Peer.V}[name])
	}
	if e := w.external; e != nil && name == "note" {
		contain = append(contain, e.Note.V)
	}
	return slices.Contains(equal, text) || slices.ContainsFunc(contain, func(s string) bool { return strings.Contains(s, text) })
}

func values(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.V)
	}
	return out
}
