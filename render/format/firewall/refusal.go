package firewall

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/source"
	"portolan/render/ruleset"
)

// A Refusal is a reason why a dialect cannot hold a rule. A ruleset of which anything is refused is not written at all: with the rule left out
// it would block what the plan allows.
type Refusal struct {
	Code   string
	Rule   string // its id; empty where it is about the whole file
	Topic  string // that no rule is for, where it is about that
	Device string // the host or firewall whose rule it is
	At     source.Position
	What   string
	Help   string // the way out
}

// Diagnostics says what a dialect refuses: each reason once, with all rules and hosts that it stands in the way of.
func (d *Dialect) Diagnostics(refused []Refusal) source.Diagnostics {
	var firsts []Refusal
	rules, devices := map[string][]string{}, map[string][]string{}
	for _, r := range refused {
		reason := r.Code + r.What
		if rules[reason] == nil {
			firsts = append(firsts, r)
		}
		rules[reason], devices[reason] = append(rules[reason], r.Rule), append(devices[reason], r.Device)
	}
	var found source.Diagnostics
	for _, r := range firsts {
		reason := r.Code + r.What
		found = append(found, source.Diagnostic{Severity: source.Error, Code: r.Code, At: r.At, Help: r.Help, What: d.refusal(r, rules[reason], devices[reason])})
	}
	return found
}

// refusal is a reason with the rules and hosts that it stands in the way of.
func (d *Dialect) refusal(r Refusal, rules, devices []string) string {
	if r.Rule == "" {
		return fmt.Sprintf("no %s file for %s: %s", d.Name, Some("", devices), r.What)
	}
	return fmt.Sprintf("%s cannot hold %s at %s: %s", d.Name, Some("rule", rules), Some("", devices), r.What)
}

// Some names the first few of a list, and counts the rest.
func Some(what string, list []string) string {
	const few = 4
	slices.Sort(list)
	list = slices.Compact(list)
	if what != "" && len(list) > 1 {
		what += "s"
	}
	text := strings.Join(list[:min(few, len(list))], ", ")
	if more := len(list) - few; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return strings.TrimSpace(what + " " + text)
}

// look looks for reasons to refuse one rule.
type look struct {
	set  *ruleset.Ruleset
	rule *ruleset.Rule
}

func (l look) refusal(r Refusal) Refusal {
	r.Rule, r.Device = l.rule.ID, l.set.Device
	r.Help += fmt.Sprintf("; or leave the rule out of such files: `[waivers.NAME]\nrules = [\"%s\"]\nreason = \"...\"`", strings.Join(l.rule.Follows, `", "`))
	return r
}

// own is what a dialect itself refuses of the rule: at the device, where the dialect names no place.
func (l look) own(r Refusal) Refusal {
	r.Rule, r.Device = l.rule.ID, l.set.Device
	if !r.At.IsValid() {
		r.At = l.set.At
	}
	return r
}

// at is the place of an end in the site; of one that the catalogue alone describes, that of the other end, or of the device.
func (l look) at(ends ...ruleset.End) source.Position {
	for _, e := range ends {
		if e.At.IsValid() {
			return e.At
		}
	}
	return l.set.At
}

// names finds ends of which only the name is known: all of them, or those that a device does not resolve.
func (l look) names(resolves bool) []Refusal {
	var found []Refusal
	find := func(ends, others []ruleset.End, resolves bool) {
		for _, e := range ends {
			if len(e.Addresses) > 0 || e.Self || resolves && e.Named() {
				continue
			}
			found = append(found, l.refusal(Refusal{Code: "R01", At: l.at(append([]ruleset.End{e}, others...)...),
				What: fmt.Sprintf("of %s the site knows the host name %s and no address", e.ID, e.Host),
				Help: fmt.Sprintf("give its addresses: `[%s]\n%s = [\"203.0.113.10\"]`", e.Entry, map[bool]string{true: "networks", false: "addresses"}[strings.HasPrefix(e.Entry, "clients.")])}))
		}
	}
	find(l.rule.From, l.rule.To, false)
	find(l.rule.To, l.rule.From, resolves)
	return found
}

// families finds pairs of ends that have no kind of address in common: a rule that lets none of their packets through looks as if it did.
func (l look) families() []Refusal {
	var found []Refusal
	for _, from := range l.rule.From {
		for _, to := range l.rule.To {
			if from.ID == to.ID || len(from.Addresses) == 0 || len(to.Addresses) == 0 {
				continue
			}
			if four, six := of(from, true) && of(to, true), of(from, false) && of(to, false); four || six {
				found = append(found, l.unspoken(from, to, four, six)...)
				continue
			}
			found = append(found, l.refusal(Refusal{Code: "R02", At: l.at(to, from),
				What: fmt.Sprintf("%s and %s have no kind of address in common (%s, %s)", from.ID, to.ID, from.Addresses[0].Addr(), to.Addresses[0].Addr()),
				Help: fmt.Sprintf("add an address of the other kind to those of %s or of %s", to.ID, from.ID)}))
		}
	}
	return found
}

// unspoken finds ICMP of a family that two ends do not have in common.
func (l look) unspoken(from, to ruleset.End, four, six bool) []Refusal {
	var found []Refusal
	for _, s := range l.rule.Services {
		if four && s.In(true) || six && s.In(false) {
			continue
		}
		found = append(found, l.refusal(Refusal{Code: "R02", At: l.at(to, from),
			What: fmt.Sprintf("%s cannot pass between %s and %s, which have addresses of the other kind in common", s.Socket(), from.ID, to.ID),
			Help: fmt.Sprintf("add an address of the other kind to those of %s and of %s, or name the other ICMP", from.ID, to.ID)}))
	}
	return found
}

// of reports whether an end has an address of a family.
func of(e ruleset.End, four bool) bool {
	for _, a := range e.Addresses {
		if a.Addr().Unmap().Is4() == four {
			return true
		}
	}
	return false
}

// choices finds services of which one port is in use and nobody says which: to open all of them would let through more than is needed.
func (l look) choices() []Refusal {
	var found []Refusal
	for _, s := range l.rule.Services {
		if s.Choice.Unsettled() {
			found = append(found, l.refusal(Refusal{Code: "R03", At: l.at(append(l.rule.To, l.rule.From...)...),
				What: fmt.Sprintf("only one number of %s is in use at %s, and the site does not say which", s.Socket(), l.rule.To[0].ID),
				Help: "say which: `" + s.Cure + "`"}))
		}
	}
	return found
}
