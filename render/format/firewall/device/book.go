// Package device has what rule files of network firewalls share: rules as entries that refer to named objects. It gives each object one name, which
// depends on nothing but what the object is, and which no other object has; it knows no dialect.
package device

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// A Style is what a dialect's objects are like.
type Style struct {
	Object, Rule, Schedule int    // most bytes of their names
	Only                   string // characters of names beside letters and digits
	Apart                  bool   // objects of IPv4 and of IPv6 are apart, also in entries
	Translates             bool   // entries name what translates an end, and no address
}

// A Book is what a device is told: objects by name, and entries that refer to them.
type Book struct {
	Prefix    string // what all names begin with
	Addresses []Address
	Groups    []Group
	Services  []Service
	Schedules []Schedule
	Entries   []Entry // in the order of rules
}

// An Address is a network or an address of an end, or its host name, which the device resolves.
type Address struct {
	Name, Of string // Of is the end's id
	Prefix   netip.Prefix
	Host     string // instead of it
	Six      bool   // it is of IPv6; of a host name only where families are apart
}

// A Group is the addresses of several ends, or several of one.
type Group struct {
	Name, Of string // Of is what worksheets call it
	Four     bool   // of IPv4, where families are apart
	Members  []string
}

// A Service is one protocol with its ports, or its types.
type Service struct {
	Name, Of string // Of is what worksheets call it
	Part
	Source []catalog.Span // none for any port
}

// A Schedule ends with a day.
type Schedule struct {
	Name  string
	Until source.Date
}

// An Entry lets packets pass by any of some sides and any of others, from any source to any destination of the same family, at any of the services.
type Entry struct {
	Name     string
	Rule     *ruleset.Rule
	In, Out  []ruleset.Side
	From, To Names
	Services []Service
	Schedule string              // empty for a rule without a last day
	Source   *ruleset.Translated // what the device changes its sources by, where the dialect's rules say so
	Virtual  *ruleset.Translated // likewise of its destinations
}

// Names are those of objects of an entry. Where families are not apart, all are in Four.
type Names struct{ Four, Six []string }

// Of is the book of a firewall's ruleset.
func Of(s *ruleset.Ruleset, style Style) *Book {
	m := &maker{style: style, names: &namer{prefix: cmp.Or(s.Names.Prefix, prefixOf(s.Site)), only: style.Only, claims: map[claim]bool{}}}
	m.read(s) // to know all names that are wanted
	m.names.settle()
	m.book = Book{Prefix: m.names.prefix}
	m.read(s)
	b := &m.book
	slices.SortFunc(b.Addresses, func(x, y Address) int { return strings.Compare(x.Name, y.Name) })
	slices.SortFunc(b.Groups, func(x, y Group) int { return strings.Compare(x.Name, y.Name) })
	slices.SortFunc(b.Services, func(x, y Service) int { return strings.Compare(x.Name, y.Name) })
	slices.SortFunc(b.Schedules, func(x, y Schedule) int { return strings.Compare(x.Name, y.Name) })
	return b
}

// Name is the name of something that is not in the book, made of a text that tells it apart from others of its kind.
func (b *Book) Name(text string, most int) string {
	n := &namer{prefix: b.Prefix, only: "-_"}
	return n.fitted(claim{base: text, most: most}, "")
}

type maker struct {
	style Style
	names *namer
	book  Book
}

func (m *maker) read(s *ruleset.Ruleset) {
	for i := range s.Rules {
		r := &s.Rules[i]
		var entries []Entry
		for _, p := range r.Passages {
			entries = append(entries, m.entries(r, p)...)
		}
		for n, e := range entries {
			base := r.ID
			if n > 0 {
				base += fmt.Sprintf("-%d", n+1)
			}
			e.Name = m.names.name(base, "rule "+base, m.style.Rule)
			if !r.Until.IsZero() {
				e.Schedule = m.schedule(r.Until)
			}
			m.book.Entries = append(m.book.Entries, e)
		}
	}
}

// entries are those of one way of a rule. Ends that the device translates are apart, where the dialect's rules name what translates them.
func (m *maker) entries(r *ruleset.Rule, p ruleset.Passage) []Entry {
	parts := Parts(r)
	var out []Entry
	for _, from := range m.byObject(p.From) {
		for _, to := range m.byObject(p.To) {
			e := Entry{Rule: r, In: p.In, Out: p.Out, Source: from[0].Changed, Virtual: to[0].Changed}
			if !m.style.Translates {
				e.Source, e.Virtual = nil, nil
			}
			four := has(from, true) && has(to, true) && slices.ContainsFunc(parts, func(p Part) bool { return p.Four })
			six := has(from, false) && has(to, false) && slices.ContainsFunc(parts, func(p Part) bool { return p.Six })
			if !m.style.Apart && four && six && slices.ContainsFunc(parts, func(p Part) bool { return p.Port.IsICMP() }) { // each family has its own
				out = append(out, slices.Concat(m.filled(e, from, to, true, false), m.filled(e, from, to, false, true))...)
				continue
			}
			if e.Source == nil {
				out = append(out, m.filled(e, from, to, four, six)...)
				continue
			}
			out = append(out, m.filled(e, from, to, four, false)...)
			e.Source = nil // addresses of IPv6 stay as they are
			out = append(out, m.filled(e, from, to, false, six)...)
		}
	}
	return out
}

// filled is an entry with its objects, in the families that it is for; none without families.
func (m *maker) filled(e Entry, from, to []ruleset.End, four, six bool) []Entry {
	if !four && !six {
		return nil
	}
	e.From = m.ends(e.Rule.Called.From, from, four, six)
	if e.Virtual == nil {
		e.To = m.ends(e.Rule.Called.To, to, four, six)
	} else {
		e.To = virtual(e.Virtual, four, six)
	}
	for _, part := range Parts(e.Rule) {
		if part.Four && four || part.Six && six {
			e.Services = append(e.Services, m.service(e.Rule, part))
		}
	}
	return []Entry{e}
}

// virtual names the object that translates.
func virtual(t *ruleset.Translated, four, six bool) Names {
	var out Names
	if four {
		out.Four = []string{t.Object}
	}
	if six {
		out.Six = []string{t.Object}
	}
	return out
}

// byObject divides ends by what translates them.
func (m *maker) byObject(ends []ruleset.End) [][]ruleset.End {
	if !m.style.Translates {
		return [][]ruleset.End{ends}
	}
	var out [][]ruleset.End
	for _, e := range ends {
		i := slices.IndexFunc(out, func(list []ruleset.End) bool {
			other := list[0].Changed
			return other == nil && e.Changed == nil || other != nil && e.Changed != nil && other.Object == e.Changed.Object
		})
		if i < 0 {
			out = append(out, []ruleset.End{e})
			continue
		}
		out[i] = append(out[i], e)
	}
	return out
}

// ends are the objects of ends of a rule, under what worksheets call them.
func (m *maker) ends(called string, ends []ruleset.End, four, six bool) Names {
	if !m.style.Apart {
		switch both := has(ends, true) && has(ends, false); {
		case both && !six:
			return Names{Four: m.group(called+"-v4", ends, is4, true)}
		case both && !four:
			return Names{Four: m.group(called+"-v6", ends, is6, true)}
		}
		return Names{Four: m.group(called, ends, func(netip.Prefix) bool { return true }, true)}
	}
	var out Names
	if four {
		out.Four = m.group(called, ends, is4, true)
	}
	if six {
		out.Six = m.group(called+"-v6", ends, is6, false)
	}
	return out
}

func is4(p netip.Prefix) bool { return p.Addr().Is4() }
func is6(p netip.Prefix) bool { return !p.Addr().Is4() }

func has(ends []ruleset.End, four bool) bool {
	return slices.ContainsFunc(ends, func(e ruleset.End) bool {
		return e.Named() || slices.ContainsFunc(e.Addresses, func(p netip.Prefix) bool { return p.Addr().Unmap().Is4() == four })
	})
}

// group is the name of one address, or of a group of several.
func (m *maker) group(called string, ends []ruleset.End, of func(netip.Prefix) bool, four bool) []string {
	var members, contents []string
	for _, e := range ends {
		if e.Named() {
			members, contents = append(members, m.host(e, m.style.Apart && !four)), append(contents, e.ID+" "+e.Host)
		}
		for _, p := range e.Addresses {
			if p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()).Masked(); of(p) {
				members, contents = append(members, m.address(e, p)), append(contents, e.ID+" "+p.String())
			}
		}
	}
	slices.Sort(members)
	slices.Sort(contents)
	if members = slices.Compact(members); len(slices.Compact(contents)) == 1 {
		return members
	}
	g := Group{Name: m.names.name(called, "group "+strings.Join(contents, ","), m.style.Object), Of: called, Four: four, Members: members}
	if !slices.ContainsFunc(m.book.Groups, func(other Group) bool { return other.Name == g.Name }) {
		m.book.Groups = append(m.book.Groups, g)
	}
	return []string{g.Name}
}

func (m *maker) address(e ruleset.End, p netip.Prefix) string {
	text := p.Addr().String()
	if !p.IsSingleIP() {
		text += fmt.Sprintf("_%d", p.Bits())
	}
	a := Address{Name: m.names.name(e.ID+"-"+text, "address "+e.ID+" "+p.String(), m.style.Object), Of: e.ID, Prefix: p, Six: !p.Addr().Is4()}
	if !slices.Contains(m.book.Addresses, a) {
		m.book.Addresses = append(m.book.Addresses, a)
	}
	return a.Name
}

// host is the object of a host name.
func (m *maker) host(e ruleset.End, six bool) string {
	base := e.ID + "-name"
	if six {
		base += "-v6"
	}
	a := Address{Name: m.names.name(base, "host "+e.ID+" "+e.Host+base, m.style.Object), Of: e.ID, Host: e.Host, Six: six}
	if !slices.Contains(m.book.Addresses, a) {
		m.book.Addresses = append(m.book.Addresses, a)
	}
	return a.Name
}

func (m *maker) service(r *ruleset.Rule, part Part) Service {
	s := Service{Of: r.Called.Services, Part: part}
	base, content := r.Called.Services, part.text()
	if len(Parts(r)) > 1 {
		base += "-" + part.Port.Name()
	}
	if part.Port.IsICMP() && len(Parts(r)) > 1 && len(part.Types) > 0 {
		base += "-" + part.Types[0]
	}
	if part.Port.IsICMP() && !part.Four {
		base += "-v6"
	}
	if spans := r.SourcePort.Spans(); len(part.Ports) > 0 && len(spans) > 0 {
		s.Source = spans
		base, content = base+"-from-"+r.SourcePort.String(), content+" from "+r.SourcePort.String()
	}
	s.Name = m.names.name(base, "service "+content, m.style.Object)
	if !slices.ContainsFunc(m.book.Services, func(other Service) bool { return other.Name == s.Name }) {
		m.book.Services = append(m.book.Services, s)
	}
	return s
}

func (m *maker) schedule(until source.Date) string {
	s := Schedule{Name: m.names.name("until-"+until.String(), "schedule "+until.String(), m.style.Schedule), Until: until}
	if !slices.Contains(m.book.Schedules, s) {
		m.book.Schedules = append(m.book.Schedules, s)
	}
	return s.Name
}

// A Part is one protocol of a rule: with its ports, or the types of ICMP of one family.
type Part struct {
	Port      catalog.Port   // of which the protocol counts
	Ports     []catalog.Span // none of a protocol without ports
	Types     []string       // of ICMP one; none for all of them
	Four, Six bool           // families that it is in
}

// Parts are the protocols of a rule. ICMP is one in each family.
func Parts(r *ruleset.Rule) []Part {
	var out []Part
	for _, four := range []bool{true, false} {
		for _, p := range firewall.Protocols(r.Services, four) {
			i := slices.IndexFunc(out, func(o Part) bool { return o.Port.Protocol == p.Port.Protocol && !p.Port.IsICMP() })
			if i >= 0 {
				out[i].Six = true
				continue
			}
			part := Part{Port: p.Port, Ports: p.Ports, Four: four, Six: !four}
			if len(p.Types) == 0 {
				out = append(out, part)
			}
			for _, name := range p.Types {
				part.Types = []string{name}
				out = append(out, part)
			}
		}
	}
	return out
}

func (p Part) text() string {
	return fmt.Sprint(p.Port.Protocol, p.Ports, p.Types, p.Four, p.Six)
}

// Comment is what an entry says of its rule: first its id.
func (e *Entry) Comment() string {
	text := e.Rule.ID
	for _, more := range []string{e.Rule.About, e.Rule.Comment} {
		if more != "" {
			text += " - " + more
		}
	}
	return text
}
