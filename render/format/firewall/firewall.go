// Package firewall is the seam between what hosts and firewalls let through and the dialects in which they are told. A dialect writes a
// ruleset or refuses it; it never lets through more or less than the rules say.
package firewall

import (
	"slices"

	"portolan/model/source"
	"portolan/render/ruleset"
)

// A Dialect is the language of a kind of firewall.
type Dialect struct {
	Name   string                                  // as users and folders name it
	Serves func(system string) bool                // systems of hosts, or of firewalls, that speak it
	Kinds  []ruleset.Kind                          // what it can be written for
	Names  bool                                    // its devices resolve destinations of which only the host name is known
	Texts  map[string]Text                         // what holds texts in its files, and which
	Write  func(*ruleset.Ruleset) []File           // of a ruleset as Files settles it
	Steps  func(*ruleset.Ruleset, []string) []Step // what is done with the files of these names by hand, in order
	Head   []string                                // what is to know of its files, as keys of the word list, for their heads
	Limits func(*ruleset.Ruleset) []Refusal        // what its devices cannot hold beside what the seam looks for; may be nil

	Remark string // what lines of its files begin with that have no effect
	Notes  string // the ending of a file of which no line has one; may be empty
	Away   string // the ending of the file that takes away what the others add to a device; empty where the files replace what is there

	Chosen bool   // it is written only where somebody chooses it: another is the usual one
	Shell  string // in which people give its commands, as bash; empty for that of a device

	Side     func(ruleset.Side) source.Text                  // what its rules call a side of a firewall; nil where they name none
	SideKeys string                                          // the key of a firewall's table that says so
	Sided    func(*ruleset.Ruleset) bool                     // whether the rules of a file name sides, of a dialect that can do without; nil for others
	Inwards  bool                                            // its rules name the side by which packets come in, and not the one by which they leave
	Arriving bool                                            // its rules have the addresses that destinations have before the firewall translates them
	Cannot   func(*ruleset.Ruleset, *ruleset.Rule) []Refusal // what it cannot say of a rule, and the way out, beside what the seam looks for; the seam fills in the rest. May be nil
}

// A File is one of the files of a host or firewall.
type File struct {
	Ending string // what follows the device's id in its name: ".nft", or "/def/NETWORK.net" of one in a folder
	Data   []byte
}

// A Step is something that is done with rule files by hand, in commands for the device.
type Step struct {
	Do       Deed
	Note     string // what is to know of it, as a key of the word list below "rule-steps"; may be empty
	Commands []string
}

// A Deed is what a step is for. It is a key of the word list below "rule-steps", too.
type Deed string

// The deeds, in the order in which they are done.
const (
	Save     Deed = "save"      // keep the rules that are there
	Test     Deed = "test"      // have the file read, and nothing changed
	Apply    Deed = "apply"     //
	Check    Deed = "check"     // see that the rules are there
	Remove   Deed = "remove"    // take away what the file added, and nothing else
	RollBack Deed = "roll-back" // restore what was there before
)

// Files are the files of a ruleset, or what stands in their way.
func (d *Dialect) Files(s *ruleset.Ruleset) ([]File, []Refusal) {
	settled, refused := d.Settle(s)
	if len(refused) > 0 {
		return nil, refused
	}
	return d.Write(settled), nil
}

// Settle takes out of a ruleset what the dialect cannot say and the site does without, in so many words; it becomes a comment. What else the dialect
// cannot say is refused.
func (d *Dialect) Settle(s *ruleset.Ruleset) (*ruleset.Ruleset, []Refusal) {
	if d.Arriving {
		s = Arriving(s)
	}
	settled := *s
	settled.Rules, settled.Omitted = nil, slices.Clone(s.Omitted)
	var found []Refusal
	for i := range s.Rules {
		r := &s.Rules[i]
		refused := d.ofRule(look{s, r})
		switch {
		case len(refused) == 0:
			settled.Rules = append(settled.Rules, *r)
		case r.Waiver != "":
			settled.Omitted = append(settled.Omitted, ruleset.Omitted{Rule: *r, Why: r.Waiver, Cause: refused[0].What})
		default:
			found = append(found, refused...)
		}
	}
	found = append(found, unmet(&settled, s.Rules)...)
	if d.Limits != nil && len(found) == 0 {
		found = d.Limits(&settled)
	}
	return &settled, found
}

// ofRule finds what a dialect cannot say of a rule.
func (d *Dialect) ofRule(l look) []Refusal {
	named := l.names(d.Names)
	found := named
	if len(named) == 0 {
		found = append(found, l.families()...)
	}
	found = append(found, l.choices()...)
	if l.set.Kind == ruleset.Firewall && d.Side != nil {
		found = append(found, l.sides(d)...)
	}
	if d.Cannot != nil && len(found) == 0 {
		for _, r := range d.Cannot(l.set, l.rule) {
			found = append(found, l.own(r))
		}
	}
	return found
}

// Writes reports whether a dialect is one for a device. One whose system the site does not name may have any.
func (d *Dialect) Writes(s *ruleset.Ruleset) bool {
	return slices.Contains(d.Kinds, s.Kind) && (s.System == "" || d.Serves(s.System))
}

// Remarks are the comments above the rules of a file: its head, and the rules that are left out.
func Remarks(text Text, head []string, omitted []ruleset.Omitted) []string {
	var out []string
	for _, line := range head {
		out = append(out, text.Of(line))
	}
	for _, o := range omitted {
		out = append(out, text.Of(o.Remark()))
	}
	return out
}
