package modeltest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Catalogue is the product as a catalogue's file, of some edition.
func (v *Invention) Catalogue(edition string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "[product]\nid = \"invented\"\nedition = %q\nname = \"Invented\"\n\n[documents.guide]\npublisher = \"Example\"\ntitle = \"Guide\"\n", edition)
	fact := func(name, rest string) {
		fmt.Fprintf(&b, "\n[facts.%s]\nmeaning = \"A fact\"\nsource = [\"guide:- Facts\"]\n%s\n", name, rest)
	}
	fact("cell", "holder = \"node\"\ntype = \"text\"")
	fact("mode", "holder = \"node\"\ntype = \"choice\"\nchoices = [\"busy\", \"idle\"]\ndefault = \"idle\"")
	fact("weight", "holder = \"node\"\ntype = \"number\"\ndefault = 1")
	fact("instance", "holder = \"node\"\ntype = \"number\"\nmin = 0\nmax = 9\ndefault = 3")
	fact("position", fmt.Sprintf("holder = \"node\"\ntype = \"number\"\nmin = 0\nmax = 5\ndefault = 0\ndistinct = %q", v.Sets[0].ID))
	fact("peer", "holder = \"node\"\ntype = \"node\"")
	fact("extra", "holder = \"site\"\ntype = \"flag\"\ndefault = false")
	for _, l := range v.Listeners {
		if l.Name == "port0" {
			fmt.Fprintf(&b, "\n[services.%s]\nname = \"Service %s\"\nsource = [\"guide:- Services\"]\n", l.Service, l.Service)
		}
		fmt.Fprintf(&b, "\n[services.%s.listeners.%s]\nport = %q\npurpose = \"A purpose\"\nencrypted = \"yes\"\nsource = [\"guide:- Ports\"]\n", l.Service, l.Name, l.Port())
		if l.Transport != "" {
			fmt.Fprintf(&b, "transport = %q\ntransport_basis = \"stated\"\n", l.Transport)
		}
	}
	for _, s := range v.Sets {
		fmt.Fprintf(&b, "\n[sets.%s]\nname = \"the %s\"\nis = [{ %s }]\n", s.ID, s.ID, strings.TrimSuffix(fmt.Sprintf("runs = [%q], %s", s.Service, s.Condition), ", "))
	}
	for _, e := range v.Externals {
		fmt.Fprintf(&b, "\n[externals.%s]\nname = \"Party %s\"\nports = %s\npurpose = \"A purpose\"\nencrypted = \"yes\"\noptional = %v\nsource = [\"guide:- Outside\"]\nhosts = [%q, %q]\n", e.ID, e.ID, texts(e.Ports), e.Optional, "*."+e.Domain, e.Host)
	}
	fmt.Fprintf(&b, "\n[populations.people]\nname = \"People\"\nrequired = \"never\"\nmeaning = \"People\"\nsource = [\"guide:- People\"]\n\n[multicast_groups.%s]\nname = \"a gathering\"\naddresses = [\"239.7.7.7\"]\nsource = [\"guide:- Groups\"]\n", GroupName)
	for _, f := range v.Flows {
		b.WriteString(v.flow(f))
	}
	return []byte(b.String())
}

func texts(list []string) string { return "[" + strings.Join(quoted(list), ", ") + "]" }

func (v *Invention) flow(f InventedFlow) string {
	from := fmt.Sprintf("external = %q", f.From)
	if i := slices.IndexFunc(v.Sets, func(s InventedSet) bool { return s.ID == f.From }); i >= 0 {
		from = fmt.Sprintf("set = %q, service = %q", f.From, v.Sets[i].Service)
	} else if f.From == "people" {
		from = `clients = "people"`
	}
	to := fmt.Sprintf("external = %q", f.To)
	switch {
	case f.To == GroupName:
		to = fmt.Sprintf("multicast = %q, listener = %q", f.To, f.Listener.ID())
	case f.Listener != nil:
		to = fmt.Sprintf("set = %q, listener = %q", f.To, f.Listener.ID())
	}
	text := fmt.Sprintf("\n[[flows]]\nid = %q\nfrom = { %s }\nto = { %s }\npurpose = \"A purpose\"\nsource = [\"guide:- Flows\"]\n", f.ID, from, to)
	for _, k := range [][2]string{{"between", f.Between}, {"source_port", f.SourcePort}} {
		if k[1] != "" {
			text += fmt.Sprintf("%s = %q\n", k[0], k[1])
		}
	}
	if f.AndBack {
		text += "and_back = true\n"
	}
	if f.Extra {
		text += "when = [\"extra\"]\n"
	}
	return text
}

// Site is the site, which can be written down in any order and in other words.
func (v *Invention) Site(edition string) *Draft {
	d := &Draft{random: v.random}
	d.table("", draftEntry{key: "schema", value: "1"}, draftEntry{key: "product", value: strconv.Quote("invented/" + edition)})
	d.table("document", draftEntry{key: "customer", text: "Customer"}, draftEntry{key: "title", text: "Title"}, draftEntry{key: "classification", text: "public"},
		draftEntry{key: "revision", text: "1"}, draftEntry{key: "date", value: "2026-10-01"})
	for z := range 2 {
		d.table(fmt.Sprintf("zones.zone%d", z), draftEntry{key: "name", text: fmt.Sprint("Zone ", z)}, draftEntry{key: "networks", list: quoted([]string{fmt.Sprintf("10.%d.0.0/16", z)})})
	}
	d.table("firewalls.wall", draftEntry{key: "name", text: "A firewall"}, draftEntry{key: "zones", list: quoted([]string{"zone0", "zone1"})}, draftEntry{key: "outside", value: "true"})
	for _, n := range v.Nodes {
		v.node(d, n)
	}
	if v.Group {
		d.table("multicast_groups."+GroupName, draftEntry{key: "name", text: "A gathering"}, draftEntry{key: "addresses", list: quoted([]string{"239.7.7.7"})}, draftEntry{key: "zone", value: `"zone0"`})
	}
	if v.People {
		d.table("clients.people", draftEntry{key: "networks", list: quoted([]string{"10.100.0.0/24"})}, draftEntry{key: "outside", value: "true"})
	}
	for _, e := range v.Externals {
		if e.Declared {
			d.table("externals."+e.ID, draftEntry{key: "name", text: "An external service"})
		}
	}
	d.table("facts", draftEntry{key: "extra", value: strconv.FormatBool(v.Extra)})
	for _, l := range v.Listeners {
		v.override(d, l)
	}
	return d
}

func (v *Invention) node(d *Draft, n InventedNode) {
	d.table("nodes."+n.ID, draftEntry{key: "host", value: strconv.Quote(n.ID + ".example")}, draftEntry{key: "zone", value: fmt.Sprintf(`"zone%d"`, n.Zone)}, draftEntry{key: "os", value: strconv.Quote(n.OS)},
		draftEntry{key: "addresses", list: quoted([]string{fmt.Sprintf("10.%d.1.%d", n.Zone, n.Place)})}, draftEntry{key: "services", list: quoted(n.Services)})
	facts := d.table("nodes." + n.ID + ".facts")
	for _, f := range [][2]string{{"cell", n.Cell}, {"mode", n.Mode}, {"peer", n.Peer}} {
		if f[1] != "" {
			facts.entries = append(facts.entries, draftEntry{key: f[0], value: strconv.Quote(f[1])})
		}
	}
	for _, f := range []struct {
		name  string
		value int
	}{{"weight", n.Weight}, {"instance", n.Instance}, {"position", n.Position}} {
		if f.value >= 0 {
			facts.entries = append(facts.entries, draftEntry{key: f.name, value: strconv.Itoa(f.value)})
		}
	}
}

func (v *Invention) override(d *Draft, l *InventedListener) {
	port := func(to int) draftEntry {
		if l.Ranged() {
			return draftEntry{key: "ports", value: fmt.Sprintf(`"%d-%d"`, to, to+1)}
		}
		return draftEntry{key: "port", value: strconv.Itoa(to)}
	}
	if to, ok := v.Moves[l.ID()]; ok {
		d.table(fmt.Sprintf("overrides.%q", l.ID()), draftEntry{key: "reason", text: "A reason"}, port(to))
	}
	for _, n := range v.Nodes {
		if to, ok := v.Moves[l.ID()+" on "+n.ID]; ok {
			d.table(fmt.Sprintf("overrides.%q.on.%s", l.ID(), n.ID), port(to))
		}
	}
}
