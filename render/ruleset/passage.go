package ruleset

import (
	"net/netip"
	"strings"

	"portolan/model/source"
)

// A Device is what a firewall calls itself and its objects, for dialects in which rules have names.
type Device struct {
	VirtualSystem string      // the part of it that holds the rules: VDOM, vsys, context; may be empty
	Above         source.Text // the rule of its owner above which ours are put; when not set they are the last
	Prefix        string      // what the site's names of objects and rules begin with; empty for one that is made of the site's id
}

// A Passage is a way through a firewall: packets of any of the ends come in by any of its sides and leave by any of the others.
type Passage struct {
	In, Out  []Side
	From, To []End
}

// A Side is what a firewall has towards a zone, as it calls it. What the site does not say is not set.
type Side struct {
	Zone       string // its id, or that of what lies in no zone
	Interface  source.Text
	Name       source.Text // of the zone
	AccessList source.Text // what is bound to the interface
}

// Key is how the site's table of the firewall calls the zone.
func (s Side) Key() string { return strings.TrimPrefix(s.Zone, "_") }

// A Translated is what a firewall does with the address of an end that it translates itself.
type Translated struct {
	Translation string         // its id
	Object      string         // what the firewall calls it; empty where the site does not say
	Arriving    []netip.Prefix // addresses of a destination before the firewall changes them, of a source after that
	At          source.Position
}
