package catalog

import (
	"fmt"
	"maps"
	"net/netip"
	"path"
	"regexp"
	"slices"
	"strings"

	"portolan/model/source"
)

// check finds every reference to something that is not there, every port that is none, every order that goes in circles, and every
// fact without a place in a document.
func (c *Catalogue) check() source.Diagnostics {
	k := &checker{c: c}
	if k.include(); k.found.HasErrors() {
		return k.found
	}
	k.texts()
	k.product()
	k.documents()
	k.facts()
	k.services()
	k.others()
	k.parts()
	k.sets()
	k.flows()
	k.lint()
	k.questions()
	k.security()
	k.destructive()
	k.procedures()
	k.runbooks()
	k.generated()
	k.losses()
	k.triage()
	return k.found
}

type checker struct {
	c        *Catalogue
	books    []*Runbook      // with the procedures that they include
	included map[string]bool // ids of these
	found    source.Diagnostics
	known    []string // names that runbooks can ask for, once they were listed
}

func (k *checker) fault(code string, at source.Position, help, format string, args ...any) {
	k.found = append(k.found, source.Diagnostic{Code: code, At: at, What: fmt.Sprintf(format, args...), Help: help})
}

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{0,62}$`)

// sorted walks a table in the order of its keys, so that reports come in a fixed order, and checks the keys' spelling.
func sorted[T any](k *checker, table map[string]T, at func(T) source.Position, visit func(id string, v T)) {
	for _, id := range slices.Sorted(maps.Keys(table)) {
		v := table[id]
		if !idPattern.MatchString(id) {
			k.fault("P04", at(v), "use lower-case letters, digits and hyphens", "%q is no id", id)
		}
		visit(id, v)
	}
}

// known reports a name that is not a key of a table.
func known[T any](k *checker, what string, name str, table map[string]T) {
	if !name.Set() {
		return
	}
	if _, ok := table[name.V]; !ok {
		k.fault("P05", name.At, source.DidYouMean(name.V, slices.Collect(maps.Keys(table))), "unknown %s %q", what, name.V)
	}
}

func (k *checker) oneOf(what string, v str, allowed ...string) {
	if v.Set() && !slices.Contains(allowed, v.V) {
		k.fault("P06", v.At, source.OneOf(v.V, allowed), "%s cannot be %q", what, v.V)
	}
}

// cited checks places in documents; whatever states a fact needs at least one.
func (k *checker) cited(at source.Position, sources strs, needed bool) {
	if needed && len(sources) == 0 {
		k.fault("P07", at, `add source = ["document:line section"]`, "a fact without a place in a document")
	}
	for _, s := range sources {
		citation, ok := ParseCitation(s.V)
		if !ok {
			k.fault("P07", s.At, `write "document:line section", or "document:- p.49 section"`, "%q is no place in a document", s.V)
			continue
		}
		known(k, "document", source.V(citation.Document, s.At), k.c.Documents)
	}
}

// languageTag is the form of a BCP 47 tag, as far as catalogues need it.
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func (k *checker) product() {
	p := k.c.Product
	if !p.At.IsValid() {
		in := k.c.Files[max(0, slices.IndexFunc(k.c.Files, func(f *source.File) bool { return path.Base(f.Name) == productFile }))]
		k.fault("P08", in.Top(), "add [product] with id, edition and name", "the catalogue does not say which product it is")
		return
	}
	if dir := p.ID.V + "/" + p.Edition.V; p.ID.Set() && p.Edition.Set() && !strings.HasSuffix(k.c.Dir, dir) {
		k.fault("P73", p.ID.At, "", "product %q does not match its folder %q", dir, k.c.Dir)
	}
	if p.Language.Set() && !languageTag.MatchString(p.Language.V) {
		k.fault("P06", p.Language.At, `write a tag as "en" or "pt-BR"`, "a language cannot be %q", p.Language.V)
	}
}

func (k *checker) facts() {
	at := func(f Fact) source.Position { return f.At }
	sorted(k, k.c.Facts, at, func(id string, f Fact) {
		if !f.Holder.Set() {
			k.fault("P09", f.At, `add holder = "node" or "site"`, "fact %s has no holder", id)
		}
		k.oneOf("a holder", f.Holder, Choices["Fact.holder"]...)
		k.fact(id, f)
		if f.MovesTo.Set() {
			known(k, "fact", f.MovesTo, k.c.Facts)
			if to, ok := k.c.Facts[f.MovesTo.V]; ok && !(f.nodeFlag() && to.nodeFlag()) {
				k.fault("P71", f.MovesTo.At, "", "a flag of nodes moves to holders of a flag of nodes; %s and %s are not both such flags", id, f.MovesTo.V)
			}
		}
		known(k, "set", f.Distinct, k.c.Sets)
		if f.Distinct.Set() && (f.Holder.V != "node" || f.Type.V == "flag") {
			k.fault("P98", f.Distinct.At, "", "what tells nodes apart is a value of nodes; %s is none", id)
		}
		k.selectors(f.DefaultFor)
		if len(f.DefaultFor) > 0 && !f.nodeFlag() {
			k.fault("P72", f.DefaultFor[0].At, "", "default_for is for flags of nodes")
		}
		if len(f.DefaultWhen) > 0 {
			k.fault("P72", f.DefaultWhen[0].At, "", "default_when is for facts of resources")
		}
	})
	sorted(k, k.c.Resources, func(r Resource) source.Position { return r.At }, func(id string, r Resource) {
		if slices.Contains(Heads(), id) {
			k.fault("P70", r.At, "call it otherwise", "a resource cannot be called %q: runbooks mean something else by it", id)
		}
		sorted(k, r.Facts, at, k.fact)
		known(k, "service", r.Service, k.c.Services)
		k.oneOf("holds", r.Holds, Holdings...)
		k.oneOf("required", r.Required, Choices["Resource.required"]...)
		k.cited(r.At, r.Source, true)
	})
}

func (f Fact) nodeFlag() bool { return f.Holder.V == "node" && f.Type.V == "flag" }

func (k *checker) fact(id string, f Fact) {
	if !f.Type.Set() {
		k.fault("P09", f.At, `add type = "flag", "text", "number", "choice" or "node"`, "fact %s has no type", id)
	}
	k.oneOf("a fact's type", f.Type, Choices["Fact.type"]...)
	if f.Type.V == "node" && (f.Holder.V != "node" || f.Default.Set()) {
		k.fault("P87", f.Type.At, "", "a node is named by a fact of nodes, and no catalogue knows which: %s is held by a %s or has a default", id, f.Holder.V)
	}
	k.checkForm(f)
	if f.Type.V == "choice" && len(f.Choices) == 0 {
		k.fault("P09", f.At, "add `choices = [\"...\", \"...\"]`", "fact %s has no choices", id)
	}
	if f.Default.Set() {
		if problem := f.Accepts(f.Default.V); problem != "" {
			k.fault("P09", f.Default.At, "", "the default of %s %s", id, problem)
		}
	}
	for _, d := range f.DefaultWhen {
		if problem := f.Accepts(d.Value.V); problem != "" {
			k.fault("P09", d.Value.At, "", "a default of %s %s", id, problem)
		}
		k.conditions(d.When)
		k.cited(d.At, d.Source, false)
	}
	if f.Meaning.V == "" {
		k.fault("P09", f.At, "add meaning = \"...\"", "fact %s does not say what it means", id)
	}
	k.cited(f.At, f.Source, false)
}

// Accepts tells what is wrong with a value of the fact, or "".
func (f Fact) Accepts(v any) string {
	switch value := v.(type) {
	case bool:
		if f.Type.V == "flag" {
			return ""
		}
	case int64:
		if f.Type.V != "number" {
			break
		}
		if f.Min.Set() && int(value) < f.Min.V || f.Max.Set() && int(value) > f.Max.V {
			return fmt.Sprintf("must be from %d to %d, not %d", f.Min.V, f.Max.V, value)
		}
		return ""
	case string:
		choices := make([]string, len(f.Choices))
		for i, c := range f.Choices {
			choices[i] = c.V
		}
		switch {
		case f.Type.V == "text":
			return f.formFault(value)
		case f.Type.V == "node", f.Type.V == "choice" && slices.Contains(choices, value):
			return ""
		case f.Type.V == "choice":
			return fmt.Sprintf("must be one of %s, not %q", strings.Join(choices, ", "), value)
		}
	}
	return "must be a " + f.Type.V
}

func (k *checker) services() {
	sorted(k, k.c.Services, func(s Service) source.Position { return s.At }, func(id string, s Service) {
		known(k, "service", s.PartOf, k.c.Services)
		for _, after := range s.StartsAfter {
			known(k, "service", after, k.c.Services)
		}
		k.cited(s.At, s.Source, true)
		sorted(k, s.Listeners, func(l Listener) source.Position { return l.At }, func(name string, l Listener) { k.listener(id+"."+name, l) })
	})
	k.circles("starts_after", func(s Service) strs { return s.StartsAfter })
	k.circles("part_of", func(s Service) strs { return strs{s.PartOf} })
}

func (k *checker) listener(id string, l Listener) {
	known(k, "role of addresses", l.Binds, k.c.Addresses)
	k.formula(id, l)
	k.oneOf("a transport", l.Transport, Choices["Listener.transport"]...)
	k.oneOf("a transport's basis", l.TransportBasis, Choices["Listener.transport_basis"]...)
	k.oneOf("encrypted", l.Encrypted, Choices["Listener.encrypted"]...)
	k.oneOf("a peer", l.Peer, Choices["Listener.peer"]...)
	k.cited(l.At, l.Source, true)
	for _, q := range l.Questions {
		if !slices.ContainsFunc(k.c.Questions, func(x Question) bool { return x.ID.V == q.V }) {
			k.fault("P05", q.At, "", "unknown question %q", q.V)
		}
	}
}

func (k *checker) port(port, transport str) {
	if !port.Set() {
		return
	}
	p, err := PortOf(transport.V, port.V)
	if err != nil {
		k.fault("P10", port.At, `write "443", "8000-8010", "389|636", "50101-50131 one of", "20123-32768 dynamic", "icmp", "icmp/echo-request", "esp" or "ip/50"`, "%v", err)
		return
	}
	if !p.Numbers.None() && !transport.Set() {
		k.fault("P74", port.At, `add transport = "tcp" or "udp"`, "port %s without a transport", port.V)
	}
}

// circles finds services that wait for themselves.
func (k *checker) circles(what string, next func(Service) strs) {
	done := map[string]bool{}
	var visit func(id string, path []string)
	visit = func(id string, path []string) {
		if i := slices.Index(path, id); i >= 0 {
			k.fault("P11", k.c.Services[id].At, "", "%s goes in a circle: %s", what, strings.Join(append(path[i:], id), " -> "))
			return
		}
		if done[id] {
			return
		}
		for _, n := range next(k.c.Services[id]) {
			if n.V != "" {
				visit(n.V, append(slices.Clone(path), id))
			}
		}
		done[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(k.c.Services)) {
		visit(id, nil)
	}
}

func (k *checker) others() {
	sorted(k, k.c.Roles, func(r Role) source.Position { return r.At }, func(id string, r Role) {
		for _, s := range r.Services {
			known(k, "service", s, k.c.Services)
		}
		for _, name := range slices.Sorted(maps.Keys(r.Facts)) {
			known(k, "fact", source.V(name, r.Facts[name].At), k.c.Facts)
		}
		k.oneOf("holds", r.Holds, Holdings...)
		k.cited(r.At, r.Source, true)
	})
	sorted(k, k.c.Addresses, func(a Address) source.Position { return a.At }, func(id string, a Address) { k.cited(a.At, a.Source, true) })
	sorted(k, k.c.Populations, func(p Population) source.Position { return p.At }, func(id string, p Population) {
		k.oneOf("required", p.Required, Choices["Population.required"]...)
		k.cited(p.At, p.Source, true)
	})
	sorted(k, k.c.Multicast, func(m Multicast) source.Position { return m.At }, func(id string, m Multicast) {
		for _, text := range m.Addresses {
			if a, err := netip.ParseAddr(text.V); err != nil || !a.IsMulticast() && a != netip.AddrFrom4([4]byte{255, 255, 255, 255}) {
				k.fault("P99", text.At, "write an address such as 224.0.0.18 or ff02::12; that of a network's broadcast is the site's", "%q is no multicast address", text.V)
			}
		}
		k.cited(m.At, m.Source, true)
	})
	sorted(k, k.c.Externals, func(e External) source.Position { return e.At }, func(id string, e External) {
		for _, text := range e.Networks {
			if prefix, err := netip.ParsePrefix(text.V); err != nil || prefix != prefix.Masked() {
				k.fault("P91", text.At, "write it as in `networks = [\"198.51.100.0/24\"]`", "%q is no network", text.V)
			}
		}
		k.externalPorts(id, e)
		k.oneOf("a transport", e.Transport, Choices["External.transport"]...)
		k.oneOf("a transport's basis", e.TransportBasis, Choices["External.transport_basis"]...)
		k.oneOf("encrypted", e.Encrypted, Choices["External.encrypted"]...)
		k.cited(e.At, e.Source, true)
	})
	topics := map[string]source.Position{}
	for _, n := range k.c.NotCovered {
		k.listed(topics, n.ID, "topic")
		for _, rule := range n.CoveredBy {
			k.flow(rule)
		}
		k.cited(n.At, n.Source, false)
	}
}

// externalPorts checks the ports of an external service: one with its transport, or several that have theirs.
func (k *checker) externalPorts(id string, e External) {
	k.port(e.Port, e.Transport)
	for _, text := range e.Ports {
		if _, err := ParsePort(text.V); err != nil {
			k.fault("P10", text.At, "write it as in `ports = [\"tcp/443\", \"tcp/8000-8010\", \"udp/53\"]`", "%v", err)
		}
	}
	if e.Ports != nil && (e.Port.Set() || e.Transport.Set()) {
		k.fault("P92", e.At, "write them all in `ports = [\"tcp/443\"]`, and remove port and transport", "external service %s has a port beside its ports", id)
	}
}

func (k *checker) sets() {
	sorted(k, k.c.Sets, func(s Set) source.Position { return s.At }, func(id string, s Set) { k.selectors(s.Is) })
	done := map[string]bool{}
	var visit func(id string, path []string)
	visit = func(id string, path []string) {
		if slices.Contains(path, id) {
			k.fault("P11", k.c.Sets[id].At, "", "set %s is defined by itself: %s", id, strings.Join(append(path, id), " -> "))
			return
		}
		if done[id] {
			return
		}
		for _, s := range k.c.Sets[id].Is {
			for _, n := range slices.Concat(s.In, s.NotIn) {
				visit(n.V, append(slices.Clone(path), id))
			}
		}
		done[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(k.c.Sets)) {
		visit(id, nil)
	}
}

func (k *checker) selectors(list []Selector) {
	for _, s := range list {
		for _, service := range slices.Concat(s.Runs, s.RunsAny, s.RunsNot) {
			known(k, "service", service, k.c.Services)
		}
		for _, role := range s.Role {
			known(k, "role", role, k.c.Roles)
		}
		for _, set := range slices.Concat(s.In, s.NotIn) {
			known(k, "set", set, k.c.Sets)
		}
		for _, asked := range slices.Concat(s.With, s.Without) {
			k.asks(asked)
		}
		for _, system := range s.OS {
			k.systemPattern(system)
		}
		k.conditions(s.When)
	}
}

func (k *checker) conditions(list strs) {
	for _, text := range list {
		c := ParseCondition(text.V)
		if c.Name == SeveralNodes || c.Name == OneNode || c.Name == Failover || c.Name == SeveralProducts {
			continue
		}
		if k.aboutMembers(c, text) {
			continue
		}
		if resource, fact, ok := strings.Cut(c.Name, "."); ok {
			known(k, "resource", source.V(resource, text.At), k.c.Resources)
			if r, ok := k.c.Resources[resource]; ok && fact != ResourceOS {
				known(k, "fact", source.V(fact, text.At), r.Facts)
				k.choices(r.Facts[fact], c, text)
			} else if ok {
				for _, system := range c.Wanted() {
					k.systemPattern(source.V(system, text.At))
				}
			}
			continue
		}
		known(k, "fact", source.V(c.Name, text.At), k.c.Facts)
		if f, ok := k.c.Facts[c.Name]; ok && f.Holder.V != "site" {
			k.fault("P71", text.At, "", "%s is not a fact of the site", c.Name)
		}
	}
}

// choices checks that what a condition asks for is one of the values that a fact can have.
func (k *checker) choices(f Fact, c Condition, text str) {
	if f.Type.V == "choice" && c.Op == "=" {
		for _, wanted := range c.Wanted() {
			if wanted == "*" { // whichever it is
				continue
			}
			k.oneOf("a value of "+c.Name, source.V(wanted, text.At), source.Strings(f.Choices)...)
		}
	}
}

// aboutMembers checks conditions on sets, on placed resources and on forward proxies, and tells whether this is one.
func (k *checker) aboutMembers(c Condition, text str) bool {
	for _, word := range []string{SomeOf, SeveralOf} {
		if set, ok := strings.CutPrefix(c.Name, word); ok {
			known(k, "set", source.V(set, text.At), k.c.Sets)
			return true
		}
	}
	if external, ok := strings.CutPrefix(c.Name, Forwarded); ok {
		known(k, "external service", source.V(external, text.At), k.c.Externals)
		return true
	}
	if resource, set, ok := strings.Cut(c.Name, HostedOn); ok {
		known(k, "resource", source.V(resource, text.At), k.c.Resources)
		known(k, "set", source.V(set, text.At), k.c.Sets)
		return true
	}
	resource, ok := strings.CutPrefix(c.Name, Placed)
	if ok {
		known(k, "resource", source.V(resource, text.At), k.c.Resources)
	}
	return ok
}
