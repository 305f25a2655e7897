package query

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/source"
)

// A service is what a question asks for at the far end: any at all, a range of ports, or listeners by name.
type service struct {
	text      string
	label     string       // for readers
	protocol  string       // tcp, udp, icmp, ip/N; empty where any will do
	icmpType  string       // of ICMP; every type when empty
	numbers   catalog.Span // zero where ports do not matter
	listeners []listener
	rule      string // of the catalogue or the site
	product   string // whose rule it is, where that was asked for; the installation's id
	firewall  string // id of one that enforces it
}

// A listener is a listener of a product; equal ids of two products are two things.
type listener struct{ product, id string }

func (s service) isAny() bool  { return s.text == "" }
func (s service) isPort() bool { return s.protocol != "" || s.numbers.Low > 0 }

var (
	portForm    = regexp.MustCompile(`^(?:(tcp|udp|sctp)/)?([0-9]+(?:-[0-9]+)?)$`)
	swappedForm = regexp.MustCompile(`^([0-9]{1,5}(?:-[0-9]{1,5})?)/(tcp|udp|sctp)$`)
	almostPort  = regexp.MustCompile(`^[^ ]*/[0-9-]+$|^[0-9-]+/[^ ]*$`)
	bareForm    = regexp.MustCompile(`^(tcp|udp|sctp)$`)
	icmpForm    = regexp.MustCompile(`^icmp(v6)?/.`)
)

// service finds what a service is; no words stand for any.
func (n *names) service(text string) (service, error) {
	name := strings.TrimSpace(text)
	for _, prefix := range []string{"port ", "service "} {
		if rest, ok := strings.CutPrefix(strings.ToLower(name), prefix); ok {
			name = name[len(name)-len(rest):]
		}
	}
	lower := strings.ToLower(name)
	if m := swappedForm.FindStringSubmatch(lower); m != nil {
		lower = catalog.Socket(m[2], m[1])
	}
	switch {
	case lower == "" || lower == "any" || lower == "*":
		return service{}, nil
	case bareForm.MatchString(lower):
		return service{text: lower, label: lower, protocol: lower}, nil
	}
	if m := portForm.FindStringSubmatch(lower); m != nil {
		return portService(lower, m)
	}
	port, err := catalog.ParsePort(lower)
	switch {
	case err == nil && port.Numbers.None():
		return service{text: lower, label: port.Socket(), protocol: port.Protocol, icmpType: port.Type}, nil
	case icmpForm.MatchString(lower):
		return service{}, &Misread{err.Error(), ""}
	}
	if rule, ok := strings.CutPrefix(lower, "rule "); ok {
		return n.ruleService(name, rule)
	}
	if firewall, ok := strings.CutPrefix(lower, "firewall "); ok {
		return n.firewallService(name, firewall)
	}
	return n.namedService(name)
}

func portService(text string, m []string) (service, error) {
	port, err := catalog.PortOf(m[1], m[2])
	if err != nil {
		return service{}, &Misread{fmt.Sprintf("%q is no port from 1 to 65535, and no range of such", text), ""}
	}
	return service{text: text, label: text, protocol: m[1], numbers: port.Numbers.Spans()[0]}, nil
}

func (n *names) ruleService(text, rule string) (service, error) {
	var known []string
	for _, f := range n.flows() {
		name := strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)
		if only := f.Product + "." + f.Rule; strings.EqualFold(only, rule) && f.Product != "" {
			return service{text: text, label: "rule " + f.Rule + " of " + n.plan.Installation(f.Product).Name, rule: f.Rule, product: f.Product}, nil
		}
		if strings.EqualFold(name, rule) || strings.EqualFold(f.Rule, rule) {
			return service{text: text, label: "rule " + f.Rule, rule: f.Rule}, nil
		}
		if !slices.Contains(known, name) {
			known = append(known, name)
		}
	}
	return service{}, &Misread{fmt.Sprintf("no rule of the site %s is named %q", n.plan.Site, rule), source.DidYouMean(rule, known)}
}

// firewallService is all that a firewall of the site enforces.
func (n *names) firewallService(text, firewall string) (service, error) {
	var known []string
	for _, f := range n.plan.Firewalls {
		if strings.EqualFold(f.ID, firewall) || strings.EqualFold(f.Name, firewall) {
			return service{text: text, label: "the firewall " + f.ID + ": " + f.Name, firewall: f.ID}, nil
		}
		known = append(known, f.ID)
	}
	return service{}, &Misread{fmt.Sprintf("the site %s has no firewall %q", n.plan.Site, firewall), source.DidYouMean(firewall, known)}
}

// flows are those of the plan and those that the strict profile left out.
func (n *names) flows() []*plan.Flow { return slices.Concat(n.plan.Flows, n.plan.Dropped) }

// namedService finds listeners by id ("qes.engine"), by the id, short or full name of their service, or by a declared flow's key or name.
func (n *names) namedService(name string) (service, error) {
	s := service{text: name}
	add := func(l listener, label string) {
		if !slices.Contains(s.listeners, l) {
			s.listeners = append(s.listeners, l)
		}
		s.label = label
	}
	only, name := n.ofInstallation(name)
	short := n.shortNames()
	for _, f := range n.flows() {
		if f.Leg == 1 || only != "" && f.Product != only { // the leg behind it has the same listener, and is named after what answers there
			continue
		}
		plain := n.plan.Installation(f.Product).Plain(f.Service)
		id, _, _ := strings.Cut(catalog.BaseListener(f.Listener), ".")
		switch {
		case f.Product == "" && (strings.EqualFold(f.Service, name) || strings.EqualFold(strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), name)):
			s.rule, s.label = f.Rule, "the declared flow "+f.Service
		case f.Product == "":
		case strings.EqualFold(f.Listener, name):
			add(listener{f.Product, f.Listener}, fmt.Sprintf("the listener %s of %s", f.Listener, told(only, f.Service, plain)))
		case strings.EqualFold(f.Service, name):
			add(listener{f.Product, f.Listener}, "the service "+f.Service)
		case strings.EqualFold(id, name), strings.EqualFold(plain, name), strings.EqualFold(short[f.Service], name):
			add(listener{f.Product, f.Listener}, "the service "+told(only, f.Service, plain))
		}
	}
	for _, l := range n.plan.Unopened {
		id, _, _ := strings.Cut(l.Listener, ".")
		plain := n.plan.Installation(l.Product).Plain(l.Service)
		named := strings.EqualFold(l.Listener, name) || strings.EqualFold(id, name) || strings.EqualFold(l.Service, name) || strings.EqualFold(plain, name) || strings.EqualFold(short[l.Service], name)
		if named && (only == "" || l.Product == only) {
			add(listener{l.Product, l.Listener}, "the service "+told(only, l.Service, plain))
		}
	}
	if len(s.listeners) == 0 && s.rule == "" && almostPort.MatchString(name) {
		return service{}, &Misread{fmt.Sprintf("%q is no port", name), `a port is written "tcp/443", "udp/53", "443" or "8000-8010"`}
	}
	if len(s.listeners) == 0 && s.rule == "" {
		return service{}, &Misread{fmt.Sprintf("the site %s has no service or port %q", n.plan.Site, name), n.nearService(name)}
	}
	return s, nil
}

// ofInstallation parts the name of a service that begins with the id of an installation: "production.server".
func (n *names) ofInstallation(name string) (only, rest string) {
	id, rest, ok := strings.Cut(name, ".")
	if !ok || len(n.plan.Products) < 2 || !slices.ContainsFunc(n.flows(), func(f *plan.Flow) bool {
		service, _, _ := strings.Cut(f.Listener, ".")
		return f.Product == id && (strings.EqualFold(f.Listener, rest) || strings.EqualFold(service, rest))
	}) {
		return "", name
	}
	return id, rest
}

// told is a service as an answer names it: with its installation where that was asked for, else for all installations.
func told(only, service, plain string) string {
	if only != "" {
		return service
	}
	return plain
}

// nearService is the cure for a service that the site does not have: the nearest one, or the short names that there are.
func (n *names) nearService(name string) string {
	if help := source.DidYouMean(name, n.services()); help != "" {
		return help
	}
	short := slices.Sorted(maps.Values(n.shortNames()))
	if len(short) == 0 {
		return ""
	}
	return "it has, among others, " + some(slices.Compact(short))
}

// shortNames are the short names of services, by their full ones.
func (n *names) shortNames() map[string]string {
	short := map[string]string{}
	for _, node := range n.plan.Nodes {
		for _, part := range node.Parts() {
			for _, s := range part.Services {
				if s.Short != "" {
					short[s.Name] = s.Short
				}
			}
		}
	}
	return short
}

// services are the names that a service may have, for suggestions.
func (n *names) services() []string {
	var out []string
	for _, f := range n.flows() {
		out = append(out, f.Service)
		if f.Product != "" {
			out = append(out, f.Listener)
		}
	}
	for _, short := range n.shortNames() {
		out = append(out, short)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// matches tells whether a rule opens something of what was asked.
func (s service) matches(f *plan.Flow) bool {
	switch {
	case s.isAny():
		return true
	case s.firewall != "":
		return slices.Contains(f.Firewalls, s.firewall)
	case s.rule != "" && f.Rule == s.rule && (s.product == "" || s.product == f.Product):
		return true
	case len(s.listeners) > 0:
		return slices.Contains(s.listeners, listener{f.Product, f.Listener})
	case s.rule != "":
		return false
	case s.whole():
		return f.Overlaps(s.port())
	case s.protocol != "" && s.protocol != f.Protocol:
		return false
	case s.numbers.Low == 0:
		return true
	}
	return f.Numbers.Within(s.numbers)
}

// whole reports whether a protocol without ports, or a type of ICMP, was asked for.
func (s service) whole() bool {
	return s.protocol != "" && s.numbers.Low == 0 && !bareForm.MatchString(s.protocol)
}

func (s service) port() catalog.Port { return catalog.Port{Protocol: s.protocol, Type: s.icmpType} }

// open tells how much of what was asked the rules open together. A rule whose number is not settled opens a part at best.
func (s service) open(flows []*plan.Flow) cover {
	if s.numbers.Low == 0 {
		if s.whole() && !slices.ContainsFunc(flows, func(f *plan.Flow) bool { return f.Holds(s.port()) }) {
			return map[bool]cover{true: part, false: nothing}[len(flows) > 0]
		}
		if len(flows) > 0 {
			return whole
		}
		return nothing
	}
	var all []catalog.Span
	some := false
	for _, f := range flows {
		if f.Choice.Unsettled() {
			some = some || f.Numbers.Within(s.numbers)
			continue
		}
		all = append(all, f.Numbers.Spans()...)
	}
	slices.SortFunc(all, func(a, b catalog.Span) int { return a.Low - b.Low })
	next := s.numbers.Low
	for _, r := range all {
		some = some || r.Low <= s.numbers.High && s.numbers.Low <= r.High
		if r.Low <= next && r.High >= next {
			next = r.High + 1
		}
	}
	switch {
	case next > s.numbers.High:
		return whole
	case some:
		return part
	}
	return nothing
}
