// Package edition tells what another edition of a product changes at a site: connections to open and to close, stale ports, findings.
package edition

import (
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// An Upgrade is what changes at a site's firewalls when one of its products goes to another edition. What is opened is opened before the
// upgrade and what is closed is closed after it, so that nothing is missing in between: the rules of the old edition, with those to open
// and without those to close, are exactly the rules of the new one.
type Upgrade struct {
	Site          string           `json:"site"`
	From          plan.ProductInfo `json:"from"`
	To            plan.ProductInfo `json:"to"`
	Installations []string         `json:"installations,omitempty"` // names of those that change, where the site has several of the product
	Open          []Change         `json:"open"`                    // in the new edition only
	Close         []Change         `json:"close"`                   // in the old edition only
	Changed       []Change         `json:"changed"`                 // in both, with another meaning
	Unchanged     int              `json:"unchanged"`
	Stale         []StalePort      `json:"stale"`
	Hosts         []HostChange     `json:"hosts"`
	Findings      []plan.Finding   `json:"findings"` // vendor's rules of the new edition that the site does not follow, and followed before
	LeftOut       []Omission       `json:"left_out"` // what the comparison could not take into account

	Document plan.DocumentInfo `json:"document"` // of the site's pack

	Before, After *plan.Plan `json:"-"`
}

// A Change is a connection as a firewall sees it, with every rule of either edition that asks for it.
type Change struct {
	From Endpoint `json:"from"`
	To   Endpoint `json:"to"`
	catalog.Port
	Differs []Difference `json:"differs,omitempty"`
	Old     []*plan.Flow `json:"old,omitempty"`
	New     []*plan.Flow `json:"new,omitempty"`
}

// An Endpoint is an end of a connection: a party, and where it is. An outside party that moved to another host is another end.
type Endpoint struct {
	ID      string         `json:"id"`
	Kind    plan.PartyKind `json:"kind"`
	Name    string         `json:"name"`
	Where   []string       `json:"where,omitempty"`
	Members []string       `json:"members,omitempty"` // of a group
	Hosts   []string       `json:"hosts,omitempty"`   // of an interface or a floating address: the hosts that have it

	Receivers []string `json:"receivers,omitempty"` // of a multicast group
}

// A Difference is one thing that two editions say otherwise of the same connection.
type Difference struct {
	What string `json:"what"` // service, encrypted, requirement, purpose
	Old  Said   `json:"old"`
	New  Said   `json:"new"`
}

// Said is what the rules of an edition say on one thing, each once. As text and in JSON it is one sentence.
type Said []string

func (s Said) String() string { return strings.Join(s, "; ") }

// MarshalText is the same, for JSON.
func (s Said) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// unstated reports whether the rules say of encryption that no document states it, and nothing else.
func (s Said) unstated() bool { return len(s) == 1 && s[0] == catalog.NotStated }

// HostChange counts what changes at a host; every connection counts at both ends.
type HostChange struct {
	Endpoint
	Open    int `json:"open"`
	Close   int `json:"close"`
	Changed int `json:"changed"`
	Stale   int `json:"stale"`
}

// An Omission is something that the comparison cannot take into account, with the key of the site that brings it up.
type Omission struct {
	Kind       string `json:"kind"` // a key of omissions
	Name       string `json:"name"`
	HolderKind string `json:"holder_kind"` // of what: site, node, resource, override, load balancer
	Holder     string `json:"holder,omitempty"`
	Where      string `json:"where"`         // the file of the site that says it
	Key        string `json:"key,omitempty"` // and the key in it
	Line       int    `json:"-"`             // where that stands at present
}

// Place is where it is said, as the plan's reasons name it.
func (o Omission) Place() string { return plan.Link{Where: o.Where, Key: o.Key}.Place() }

// AtPresent is the line on which it is said, for those who have the file before them.
func (o Omission) AtPresent() string { return plan.Link{Where: o.Where, Line: o.Line}.AtPresent() }

// connectionKey is what makes two connections the same for a firewall.
type connectionKey struct {
	from, to string
	port     catalog.Port
}

// connections are a plan's rules as firewalls see them, each with the flows that ask for it.
func connections(p *plan.Plan) map[connectionKey]*Change {
	all := map[connectionKey]*Change{}
	for _, f := range p.Network() {
		add(all, Change{From: endpoint(p.Party(f.From)), To: endpoint(p.Party(f.To)), Port: f.Plain(), Old: []*plan.Flow{f}})
	}
	return all
}

// add puts a connection into a set; one that is there already has more reasons.
func add(all map[connectionKey]*Change, c Change) {
	if known := all[c.key()]; known != nil {
		known.Old = append(known.Old, c.Old...)
		return
	}
	all[c.key()] = &c
}

func (c Change) key() connectionKey {
	return connectionKey{c.From.key(), c.To.key(), c.Port}
}

func endpoint(p *plan.Party) Endpoint {
	return Endpoint{ID: p.ID, Kind: p.Kind, Name: p.Name, Where: p.Where(), Members: p.Members, Receivers: p.Receivers, Hosts: p.Hosts}
}

func (e Endpoint) key() string { return e.ID + "\x00" + strings.Join(e.Where, " ") }

// aspects are what two editions can say otherwise of a connection, gravest first.
var aspects = []struct {
	name string
	of   func(*plan.Flow) string
}{
	{"service", func(f *plan.Flow) string { return f.Service }},
	{"encrypted", func(f *plan.Flow) string { return f.Encrypted }},
	{"requirement", func(f *plan.Flow) string { return strings.TrimSuffix(f.Requirement+": "+f.Condition, ": ") }},
	{"source port", func(f *plan.Flow) string { return f.FromPort }},
	{"purpose", func(f *plan.Flow) string { return f.Purpose }},
}

// differences compares what all rules of one edition say of a connection with what all rules of the other say.
func differences(old, new []*plan.Flow) []Difference {
	var out []Difference
	for _, a := range aspects {
		was, is := said(old, a.of), said(new, a.of)
		if !slices.Equal(was, is) {
			out = append(out, Difference{a.name, was, is})
		}
	}
	return out
}

func said(flows []*plan.Flow, of func(*plan.Flow) string) []string {
	var out []string
	for _, f := range flows {
		out = append(out, of(f))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Slight reports whether a difference is one of words alone: another purpose in the text, or a word on encryption in one edition and none in
// the other, which is no contradiction.
func (d Difference) Slight() bool {
	return d.What == "purpose" || d.What == "encrypted" && (d.Old.unstated() || d.New.unstated())
}

// Slight reports whether the editions only describe a connection in other words.
func (c Change) Slight() bool {
	return !slices.ContainsFunc(c.Differs, func(d Difference) bool { return !d.Slight() })
}

// Rules are the flows of the edition that has them; of both, the new one's.
func (c Change) Rules() []*plan.Flow {
	if len(c.New) > 0 {
		return c.New
	}
	return c.Old
}
