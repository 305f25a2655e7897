package resolve

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// declareFlows adds the flows that the site declares. They hold in every state; what leads out may go by way of a forward proxy.
func (s *union) declareFlows() {
	count := ruleCount{all: len(s.flows)}
	defer count.check(s)
	for _, name := range source.SortedKeys(s.Site.Flows) {
		declared := s.Site.Flows[name]
		froms, tos := endsOf(s.Network, name, declared.From), endsOf(s.Network, name, declared.To)
		if !count.add(name, len(froms), len(tos), len(declared.Ports)) {
			continue
		}
		via, opened := wayOf(s.Network, name, froms, tos), declaredOn(s.Network, name, declared)
		for _, from := range froms {
			for _, to := range tos {
				if to.Kind == plan.ClientsParty {
					s.Fault("S33", declared.To.At, "turn the flow round", "clients open connections; none ends at %s", to.ID)
					continue
				}
				if from.Kind == plan.MulticastParty {
					s.Fault("S229", declared.From.At, "name the hosts that send, and end the flow at the group", "nothing is sent from %s: it is a multicast group, which hosts receive", from.ID)
					continue
				}
				alone := len(froms) == 1 && len(tos) == 1
				switch {
				case from.Kind == plan.AnyParty && to.Kind == plan.AnyParty:
					s.Fault("S211", declared.To.At, "name one of the ends: a host, a set, `from = \"zone ZONE\"`, or a network", "the flow %s leads from any address to any address", name)
				case from.ID != to.ID && !oneHost(from, to), from.ID == to.ID && alone && (to.Managed() || to.Kind == plan.GroupParty || to.IsArea()):
					s.declare(opened, via, from, to)
				case alone:
					s.Fault("S46", declared.To.At, "name the other end", "a flow from %s to itself passes no host of the site", to.ID)
				}
			}
		}
	}
}

// oneHost reports whether two parties are a host and addresses of it: what goes from one to the other never leaves it.
func oneHost(a, b *plan.Party) bool {
	one := func(p *plan.Party) bool { return p.Managed() || p.Kind == plan.InterfaceParty }
	return one(a) && one(b) && a.OnHosts()[0] == b.OnHosts()[0]
}

// declaredOn is what a declared flow says, whoever is connected: for each of its ports.
func declaredOn(s *product.Network, name string, d site.Flow) []plan.Flow {
	var out []plan.Flow
	reasons := []*plan.Link{s.SiteLink("declared flow "+name+": "+d.Purpose.V, d.At)}
	var notes []string
	for _, text := range []string{d.Reason.V, d.Note.V} {
		if text != "" {
			notes = append(notes, text)
		}
	}
	for _, text := range d.Ports {
		port, err := catalog.ParsePort(text.V)
		if err != nil {
			continue // reported when the site was loaded
		}
		f := plan.Flow{Rule: plan.DeclaredPrefix + name, Listener: listenerOf(text.V, port), Service: nameOf(name, d, port), Port: port,
			Basis: "declared", Purpose: d.Purpose.V, Encrypted: catalog.NotStated, Requirement: "required", RuleMetadata: metadataOf(d.RuleMetadata), Phase: plan.Phase(d.Phase.V), Chain: reasons, Notes: notes}
		if d.Encrypted.Set() {
			f.Encrypted = yesNo(d.Encrypted)
		}
		out = append(out, f)
	}
	return out
}

// declare adds the flows of a declaration between two parties.
func (s *union) declare(opened []plan.Flow, via string, from, to *plan.Party) {
	for _, f := range opened {
		f.From, f.To = from.ID, to.ID
		s.lead(s.alike(&f), &f, via, to)
	}
}

// listenerOf is what the id of a declared flow is made of: its port as written, or of a protocol without ports the one form of all names that it has.
func listenerOf(written string, port catalog.Port) string {
	if port.Numbers.None() {
		return port.Key()
	}
	return written
}

// nameOf is what the service of a declared flow is called: what the site says, else the name of the well-known port, else the flow's key in words.
func nameOf(key string, d site.Flow, port catalog.Port) string {
	return cmp.Or(d.Name.V, catalog.ServiceOn(port), inWords(key))
}

// lead adds a declared flow in every state: by the way that the site gives, else by the forward proxies that name the party it ends at, else straight.
func (s *union) lead(same alike, f *plan.Flow, via string, to *plan.Party) {
	for _, state := range s.Plan.States {
		var ways []string
		switch {
		case via != "" && via != f.From && via != f.To:
			s.through(same, state.ID, f, via)
			continue
		case to.Kind == plan.ExternalParty && via == "":
			ways = slices.DeleteFunc(s.ProxiesTo(to.ID, state.ID, f.Protocol, false), func(id string) bool { return id == f.From }) // which goes straight
		}
		for _, id := range ways {
			s.throughProxy(same, state.ID, f, id)
		}
		if len(ways) == 0 {
			s.add(same, state.ID, f)
		}
	}
}

// inWords is a table's key as a reader expects a name: "remote-desktop" is "Remote desktop".
func inWords(key string) string {
	text := strings.ReplaceAll(key, "-", " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// endsOf finds the parties that an end of a declared flow names: one, or a list; "all nodes", a set of the catalogue, a group of the site, a party, or an
// area.
func endsOf(s *product.Network, flow string, v source.Val[any]) []*plan.Party {
	if !v.Set() {
		return nil // it could not be read
	}
	names := namesOf(v)
	if names == nil {
		s.Fault("S34", v.At, "", "a name is a text in quotes, or a list of texts")
		return nil
	}
	if len(names) == 0 {
		s.Fault("S47", v.At, "name a host, external service or clients, or remove the flow", "an end of a flow is empty")
	}
	var out []*plan.Party
	for _, name := range names {
		found, area := areaNamed(s, flow, source.V(name, v.At))
		if !area {
			found = membersNamed(s, name)
		}
		if len(found) == 0 && !area {
			if !slices.Contains(setNames(s), name) && !s.PartyInDoubt(name) {
				unknownEnd(s, source.V(name, v.At))
			}
		}
		for _, p := range found {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// membersNamed are the parties that a name of a declared flow stands for, with the members of a group in its place.
func membersNamed(s *product.Network, name string) []*plan.Party {
	group, ok := s.Site.Groups[name]
	if !ok {
		return partiesNamed(s, name)
	}
	var out []*plan.Party
	for _, member := range group.Members { // those that are nobody are reported with the group
		out = append(out, partiesNamed(s, member.V)...)
	}
	return out
}

func partiesNamed(s *product.Network, name string) []*plan.Party {
	if p, ok := s.Parties[name]; ok {
		return []*plan.Party{p}
	}
	var out []*plan.Party
	set, of := setsNamed(s, name)
	if name == allNodes {
		of = s.Products
	}
	for _, r := range of {
		for _, n := range r.Nodes {
			if p := s.Parties[n.ID]; (name == allNodes && r.Setup.Use == nil || name != allNodes && r.InSet(n, set, n.Flags, nil)) && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	if name == allNodes {
		for _, id := range source.SortedKeys(s.Site.Nodes) {
			if s.Site.Nodes[id].StandsInFor.Set() {
				out = append(out, s.Parties[id])
			}
		}
	}
	return out
}

// anybody are words for any host at all, in small letters. A rule is for hosts, services or clients that somebody can name.
var anybody = []string{"any", "anyone", "anybody", "anywhere", "everyone", "everybody", "everywhere", "*", "all hosts", "world", "internet", "the internet", "0.0.0.0", "0.0.0.0/0", "::/0"}

// describeClients is the cure for words for anybody: most often they are clients.
const describeClients = "name who it is for, and where these are clients or an external service, describe them: `[clients.ID]\nnetworks = [\"198.51.100.0/24\"]\noutside = true`"

// unknownParty reports a name of a party that is none. The nearest name to "any" is never what was meant.
func unknownParty(s *product.Network, name source.Text) {
	help := source.DidYouMean(name.V, partyNames(s))
	if slices.Contains(anybody, strings.ToLower(name.V)) {
		help = "no rule is for anybody: " + describeClients
	}
	s.Fault("S35", name.At, help, "unknown source or destination %q", name.V)
}

// unknownEnd reports a name at an end of a declared flow that is none, which may be that of an area, too.
func unknownEnd(s *product.Network, name source.Text) {
	help := source.DidYouMean(name.V, slices.Concat(partyNames(s), source.SortedKeys(s.Site.Groups)))
	if strings.HasPrefix(name.V, strings.TrimSpace(zoneWord)) {
		help = source.DidYouMean(name.V, prefixed(zoneWord, source.SortedKeys(s.Site.Zones)))
	}
	if slices.Contains(anybody, strings.ToLower(name.V)) {
		help = describeClients + fmt.Sprintf("; where it has to be any address, write %q, and say why: `reason = \"...\"`", anything)
	}
	s.Fault("S35", name.At, help, "unknown source or destination %q", name.V)
}

func partyNames(s *product.Network) []string {
	return slices.Concat([]string{allNodes}, slices.Collect(maps.Keys(s.Parties)), setNames(s))
}

// notCovered lists the traffic that no document describes, and which of it the site declares.
func notCovered(s *product.Network) []plan.NotCovered {
	var out []plan.NotCovered
	declared := map[string][]string{}
	for _, name := range source.SortedKeys(s.Site.Flows) {
		for _, id := range s.Site.Flows[name].Covers {
			declared[id.V] = append(declared[id.V], name)
		}
	}
	var known []string
	derived := map[string]bool{}
	for _, f := range s.Plan.Flows {
		derived[f.Rule] = true
	}
	for _, r := range s.Products {
		for _, n := range r.Catalogue.NotCovered {
			for _, rule := range n.CoveredBy {
				if derived[rule.V] {
					declared[n.ID.V] = append(declared[n.ID.V], rule.V)
				}
			}
			if !slices.Contains(known, n.ID.V) {
				known = append(known, n.ID.V)
				by := append(slices.Clip(declared[n.ID.V]), coveredByUses(s, n.ID.V)...)
				out = append(out, plan.NotCovered{ID: n.ID.V, Topic: n.Topic.V, Text: n.Text.V, Declared: by, Names: printedNames(s, by)})
			}
		}
	}
	for _, name := range source.SortedKeys(s.Site.Flows) {
		for _, id := range s.Site.Flows[name].Covers {
			if !slices.Contains(known, id.V) && !s.Lacking() {
				s.Fault("S36", id.At, source.DidYouMean(id.V, known), "no catalogue's list of what it does not cover has an entry %q", id.V)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b plan.NotCovered) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// printedNames are names of declared flows and of flow rules as readers know them: what the services are called that answer them, each once.
func printedNames(s *product.Network, names []string) []string {
	var out []string
	for _, name := range names {
		called := name
		if d, ok := s.Site.Flows[name]; ok {
			called = cmp.Or(d.Name.V, inWords(name))
		} else if r := s.Of(name); r != nil && r.Setup.Use != nil {
			called = r.Name
		} else if i := slices.IndexFunc(s.Plan.Flows, func(f *plan.Flow) bool { return f.Rule == name }); i >= 0 {
			called = s.Plan.Flows[i].Service
		}
		if !slices.Contains(out, called) {
			out = append(out, called)
		}
	}
	return out
}

// yesNo is a flag as plans say it; "" where the site does not set it.
func yesNo(v source.Val[bool]) string {
	if !v.Set() {
		return ""
	}
	return map[bool]string{true: "yes", false: "no"}[v.V]
}
