package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// applyRequests writes onto each flow what firewall teams file beside a rule, and then how its approval stands: a rule's source port is part of what
// is approved, and its status may claim an approval.
func applyRequests(s *product.Network) *requested {
	r := newRequested(s)
	known := map[[2]string][]string{} // firewalls by zones, since many flows go the same way
	for _, f := range s.Every {
		r.fill(f)
		f.Action, f.SourcePort = plan.AllowAction, cmp.Or(f.SourcePort, f.FromPort, plan.AnyPort)
		if f.Phase == "" {
			f.Phase = plan.RunPhase
			if !slices.Contains(f.States, plan.NormalState) {
				f.Phase = plan.FailoverPhase
			}
		}
		if f.Internal {
			continue
		}
		from, to := s.Plan.Party(f.From), s.Plan.Party(f.To)
		zones := [2]string{s.Plan.ZoneOf(from), s.Plan.ZoneOf(to)}
		firewalls, ok := known[zones]
		if several := slices.Contains(zones[:], plan.SeveralZone); !ok || several {
			firewalls = s.Plan.Enforcing(f)
			known[zones] = firewalls
		}
		f.Firewalls = firewalls
		f.Translated = append(s.Plan.TranslatedBy(plan.SourceTranslation, from, s.Plan.ZoneOf(to)), s.Plan.TranslatedBy(plan.DestinationTranslation, to, s.Plan.ZoneOf(from))...)
	}
	r.report()
	return r
}

// An attribute is one thing that a request can say of a rule.
type attribute struct {
	name string
	text func(plan.RuleMetadata) string // "" where it is not said
	take func(to *plan.RuleMetadata, from plan.RuleMetadata)
}

var attributes = []attribute{
	textAttribute("owner", func(m *plan.RuleMetadata) *string { return &m.Owner }),
	textAttribute("requester", func(m *plan.RuleMetadata) *string { return &m.Requester }),
	textAttribute("ticket", func(m *plan.RuleMetadata) *string { return &m.Ticket }),
	dateAttribute("since", func(m *plan.RuleMetadata) *source.Date { return &m.Since }),
	dateAttribute("until", func(m *plan.RuleMetadata) *source.Date { return &m.Until }),
	textAttribute("justification", func(m *plan.RuleMetadata) *string { return &m.Justification }),
	dateAttribute("review", func(m *plan.RuleMetadata) *source.Date { return &m.Review }),
	textAttribute("log", func(m *plan.RuleMetadata) *string { return &m.Log }),
	textAttribute("source_port", func(m *plan.RuleMetadata) *string { return &m.SourcePort }),
	textAttribute("status", func(m *plan.RuleMetadata) *string { return &m.Status }),
}

// placed are those of which a warning may say where they are said.
var placed = []string{"status", "until", "review"}

func textAttribute(name string, of func(*plan.RuleMetadata) *string) attribute {
	return attribute{name, func(m plan.RuleMetadata) string { return *of(&m) }, func(to *plan.RuleMetadata, from plan.RuleMetadata) { *of(to) = *of(&from) }}
}

func dateAttribute(name string, of func(*plan.RuleMetadata) *source.Date) attribute {
	text := func(m plan.RuleMetadata) string {
		if date := *of(&m); !date.IsZero() {
			return date.String()
		}
		return ""
	}
	return attribute{name, text, func(to *plan.RuleMetadata, from plan.RuleMetadata) { *of(to) = *of(&from) }}
}

// metadataOf is what the site says beside rules, as plans have it.
func metadataOf(m site.RuleMetadata) plan.RuleMetadata {
	return plan.RuleMetadata{Owner: m.Owner.V, Requester: m.Requester.V, Ticket: m.Ticket.V, Since: m.Since.V, Until: m.Until.V, SourcePort: m.SourcePort.V,
		Log: yesNo(m.Log), Status: m.Status.V, Justification: m.Justification.V, Review: m.Review.V}
}

// requested finds the request that counts for each attribute of each flow.
type requested struct {
	*product.Network
	says     map[string]plan.RuleMetadata // by the request's name
	covering map[string][]string          // what requests cover -> their names, sorted
	used     map[string]bool              // of these, what is there
	clashes  map[string]bool
	said     map[statement]string // the request that says it, of those that are placed
	recorded map[statement]source.Position
}

// statement is an attribute of a flow.
type statement struct {
	flow      *plan.Flow
	attribute string
}

func newRequested(s *product.Network) *requested {
	r := &requested{s, map[string]plan.RuleMetadata{}, map[string][]string{}, map[string]bool{}, map[string]bool{}, map[statement]string{}, map[statement]source.Position{}}
	for _, name := range source.SortedKeys(s.Site.Requests) {
		r.says[name] = metadataOf(s.Site.Requests[name].RuleMetadata)
		for _, v := range s.Site.Requests[name].Covers {
			if !slices.Contains(r.covering[v.V], name) {
				r.covering[v.V] = append(r.covering[v.V], name)
			}
		}
	}
	return r
}

// fill writes each attribute from what is most specific: a request for the rule's id, the flow's own declaration, a request for the
// declared flow or the catalogue's flow rule, a request for all. A request that says nothing of an attribute leaves it to the next.
func (r *requested) fill(f *plan.Flow) {
	if len(r.covering) == 0 {
		return
	}
	levels := []string{f.ID, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), f.Rule, "all"}
	covered := make([]string, 0, len(levels)) // those that a request names
	for _, level := range levels {
		if r.covering[level] != nil {
			covered = append(covered, level)
			r.used[level] = true
		}
	}
	for _, a := range attributes {
		own := a.text(f.RuleMetadata) != ""
		for _, level := range covered {
			if own && level != f.ID {
				break
			}
			if name := r.pick(a, level); name != "" {
				a.take(&f.RuleMetadata, r.says[name])
				if f.Requests = append(f.Requests, name); slices.Contains(placed, a.name) {
					r.said[statement{f, a.name}] = name
				}
				break
			}
		}
	}
	slices.Sort(f.Requests)
	f.Requests = slices.Compact(f.Requests)
}

// pick is the request that says an attribute at one level: the first by name, which matters only where several say different things.
func (r *requested) pick(a attribute, level string) string {
	picked := ""
	for _, name := range r.covering[level] {
		text := a.text(r.says[name])
		switch {
		case text == "":
		case picked == "":
			picked = name
		case text != a.text(r.says[picked]):
			r.clash(a, level, picked, name)
		}
	}
	return picked
}

func (r *requested) clash(a attribute, level, first, second string) {
	key := strings.Join([]string{a.name, level, first, second}, "\x00")
	if !r.clashes[key] {
		r.clashes[key] = true
		r.Warn("S58", source.Text{At: r.Site.Requests[second].At}, "let one of them say it", "the requests %s and %s give %s a different %s; %s counts", first, second, level, a.name, first)
	}
}

// report names what requests cover and the plan does not have.
func (r *requested) report() {
	for _, name := range source.SortedKeys(r.Site.Requests) {
		for _, v := range r.Site.Requests[name].Covers {
			if !r.used[v.V] {
				r.Warn("S57", v, "cover \"all\", a flow rule such as \"R4\", a declared flow, or a rule's id", "the request covers %q, which is no rule of this plan", v.V)
			}
		}
	}
}

// checkClaims finds rules that are said to have come further than somebody agreed to, and those whose time is over: one warning for each
// place that says so. A status that is not so is not handed on.
func (r *requested) checkClaims() {
	unapproved, ended, overdue := map[source.Position][]*plan.Flow{}, map[source.Position][]*plan.Flow{}, map[source.Position][]*plan.Flow{}
	for _, f := range r.Crossing {
		if slices.Index(plan.Statuses, f.Status) > 0 && f.Approval == nil {
			at := r.saidAt("status", f)
			unapproved[at] = append(unapproved[at], f)
		}
		if !f.Until.IsZero() && f.Until.Before(r.AsOf) {
			at := r.saidAt("until", f)
			ended[at] = append(ended[at], f)
		}
		if !f.Review.IsZero() && f.Review.Before(r.AsOf) {
			at := r.saidAt("review", f)
			overdue[at] = append(overdue[at], f)
		}
	}
	for at, flows := range unapproved {
		r.Warn("S59", source.Text{At: at}, approveCommand(r.Network, flows), "the status %q is claimed for %s that no approval covers: %s", flows[0].Status, count(len(flows)), rulesOf(flows))
	}
	for _, f := range slices.Concat(r.Crossing, r.Plan.Dropped) {
		if slices.Index(plan.Statuses, f.Status) > 0 && f.Approval == nil {
			f.Claimed, f.Status = f.Status, plan.Statuses[0]
		}
	}
	for at, flows := range ended {
		r.Warn("S81", source.Text{At: at}, "close the rules and take them out of the site, or give them a new end", "the time of %s ended on %s: %s", count(len(flows)), flows[0].Until, rulesOf(flows))
	}
	for at, flows := range overdue {
		r.Warn("S377", source.Text{At: at}, "look whether the rules are still needed, and write the day of the next review", "the review of %s was due on %s: %s", count(len(flows)), flows[0].Review, rulesOf(flows))
	}
}

// saidAt is where the site says an attribute of a flow: in what was returned of it, in a request, or in the flow's own declaration.
func (r *requested) saidAt(attribute string, f *plan.Flow) source.Position {
	if at, ok := r.recorded[statement{f, attribute}]; ok {
		return at
	}
	if name, ok := r.said[statement{f, attribute}]; ok {
		return r.Site.Requests[name].At
	}
	return r.Site.Flows[strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)].At
}

func count(rules int) string {
	if rules == 1 {
		return "1 rule"
	}
	return fmt.Sprintf("%d rules", rules)
}

// rulesOf names what flows follow from, as requests can cover it.
func rulesOf(flows []*plan.Flow) string {
	names := map[string]bool{}
	for _, f := range flows {
		names[strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)] = true
	}
	return strings.Join(slices.SortedFunc(maps.Keys(names), plan.CompareNatural), ", ")
}
