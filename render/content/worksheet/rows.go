// Package worksheet turns the flows of one host into the rows that a firewall team executes: the same rows for the page, the PDF and the
// spreadsheet. It decides what a row says and knows no format.
package worksheet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
	"portolan/render/ref"
	"portolan/render/text/citation"
	"portolan/render/text/wordlist"
)

// A Direction says on which side of a flow a host is.
type Direction string

// The directions. Internal flows never pass a firewall.
const (
	Inbound  Direction = "inbound"
	Outbound Direction = "outbound"
	Internal Direction = "internal"
)

// Row is one rule as seen at one host. Texts are printed words.
type Row struct {
	ID          string
	Direction   Direction
	Source      End
	Destination End
	catalog.Port
	Basis       string // why that protocol: stated, inferred, declared
	Inferred    bool   // no document names it
	Caller      string // the service that opens the connection, where it is known
	Service     string
	Purpose     string
	Encrypted   string
	Requirement string
	States      string
	Approval    string
	Why         string // flow rule and keys of the site
	Follows     string // the flow rule alone
	Short       string // the same for a narrow column, with the numbers of sources
	Sources     []int  // those numbers
	Disputed    bool
	Metadata    plan.RuleMetadata
}

// End is a source or destination: name and addresses.
type End struct {
	Name      string
	Addresses []string // as a row prints them
	All       []string // every address; where Addresses only counts the hosts of a group, or many addresses
	Link      document.Ref

	Translated bool // Addresses are those by which the other side knows it
}

// Sheet is the worksheet of one host.
type Sheet struct {
	Party                       *plan.Party
	Inbound, Outbound, Internal []Row
	Inferred                    int              // rules whose transport protocol no document names
	Sources                     []citation.Place //; a row's why names them by number, from 1
}

// Rows are all rows of a sheet: inbound, outbound, internal.
func (s *Sheet) Rows() []Row { return slices.Concat(s.Inbound, s.Outbound, s.Internal) }

// Of makes the worksheet of a host.
func Of(plan *plan.Plan, party *plan.Party, w *wordlist.List) *Sheet {
	b := &builder{plan: plan, words: w, sheet: &Sheet{Party: party}, numbers: map[citation.Place]int{}, ends: map[string]End{}}
	for _, f := range plan.Inbound(party.ID) {
		b.sheet.Inbound = append(b.sheet.Inbound, b.row(f, Inbound))
	}
	for _, f := range plan.Outbound(party.ID) {
		b.sheet.Outbound = append(b.sheet.Outbound, b.row(f, Outbound))
	}
	for _, f := range plan.Internal(party.ID) {
		b.sheet.Internal = append(b.sheet.Internal, b.row(f, Internal))
	}
	return b.sheet
}

// Elsewhere makes a sheet of the flows that no host's worksheet holds, because neither end is a host of the site: users who call a party
// outside. Somebody's firewall has to let them pass all the same.
func Elsewhere(plan *plan.Plan, w *wordlist.List) *Sheet {
	b := &builder{plan: plan, words: w, sheet: &Sheet{}, numbers: map[citation.Place]int{}, ends: map[string]End{}}
	for _, f := range plan.Network() {
		if Link(plan.Party(f.From)).IsZero() && Link(plan.Party(f.To)).IsZero() {
			b.sheet.Outbound = append(b.sheet.Outbound, b.row(f, Outbound))
		}
	}
	return b.sheet
}

type builder struct {
	plan    *plan.Plan
	words   *wordlist.List
	sheet   *Sheet
	numbers map[citation.Place]int
	ends    map[string]End // by party: most stand in many rows
}

func (b *builder) row(f *plan.Flow, d Direction) Row {
	w := b.words
	r := Row{ID: f.ID, Direction: d, Source: b.end(f.From), Destination: b.end(f.To), Port: f.Port, Inferred: f.Basis == "inferred",
		Caller: f.Caller, Service: ServiceName(f.Service, w), Purpose: f.Purpose, Encrypted: w.Text("encrypted." + key(f.Encrypted)),
		Requirement: w.Text("requirement." + f.Requirement), States: StatesText(b.plan, f.States, w), Approval: ApprovalText(f.Approval, f.Standing, w), Disputed: f.Disputed != "", Metadata: f.RuleMetadata}
	b.translate(&r, f, d)
	r.Follows = strings.TrimPrefix(f.Rule, plan.DeclaredPrefix)
	r.Why, r.Short, r.Sources = b.why(f, r.Follows)
	if f.Basis != "" {
		r.Basis = w.Text("basis." + f.Basis)
	}
	if r.Inferred && d != Internal {
		b.sheet.Inferred++
	}
	if f.Condition != "" {
		r.Requirement = w.Fill("worksheet.if", "requirement", r.Requirement, "condition", f.Condition)
	}
	if f.Phase == plan.SetUpPhase {
		r.Requirement = w.Fill("worksheet.set-up", "requirement", r.Requirement)
	}
	if f.Disputed != "" {
		r.Requirement = w.Fill("worksheet.disputed", "requirement", r.Requirement, "question", f.Disputed)
	}
	if f.Via != "" {
		r.Purpose = w.Fill("worksheet.leg", "purpose", r.Purpose, "via", ViaText(b.plan, f, w), "leg", f.Leg)
	}
	return r
}

// ViaText names the load balancers or forward proxies of which a rule is a leg, with the states of those that are not used in all of the
// rule's.
func ViaText(plan *plan.Plan, f *plan.Flow, w *wordlist.List) string {
	var out []string
	for _, h := range f.Ways() {
		name := plan.Party(h.Via).Name
		if len(h.States) < len(f.States) {
			name = w.Fill("worksheet.via-in", "via", name, "states", StatesText(plan, h.States, w))
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// RepeatsGroup tells whether all rules of a host between hosts are rules of groups that it belongs to.
func RepeatsGroup(plan *plan.Plan, s *Sheet) bool {
	rows := slices.Concat(s.Inbound, s.Outbound)
	for _, r := range rows {
		f := plan.Flow(r.ID)
		if !ofGroup(plan, f.From, s.Party.ID) && !ofGroup(plan, f.To, s.Party.ID) {
			return false
		}
	}
	return len(rows) > 0
}

// ofGroup reports whether an end of a rule is a group that a host belongs to.
func ofGroup(resolved *plan.Plan, end, host string) bool {
	party := resolved.Party(end)
	return party.Kind == plan.GroupParty && party.ID != host && party.Is(host)
}

// port prints the numbers of a port, and how many of them are in use.
func port(p catalog.Port, w *wordlist.List) string {
	if p.Choice == "" {
		return cmp.Or(p.Part(), "-")
	}
	return w.Fill("port."+key(string(p.Choice)), "port", p.Numbers)
}

// key turns a value of the plan into a part of a word list's key.
func key(value string) string { return strings.ReplaceAll(value, " ", "-") }

// end is a source or destination.
func (b *builder) end(id string) End {
	e, ok := b.ends[id]
	if !ok {
		e = b.newEnd(id)
		b.ends[id] = e
	}
	return e
}

func (b *builder) newEnd(id string) End {
	p := b.plan.Party(id)
	if p.Kind == plan.GroupParty {
		return End{Name: p.Name, Addresses: []string{b.words.Count("worksheet.hosts", len(p.Members))}, All: Where(p, b.words), Link: Link(p)}
	}
	e := End{Name: p.Name, Addresses: slices.DeleteFunc(Where(p, b.words), func(s string) bool { return s == p.Name })}
	e.All = e.Addresses
	own := b.sheet.Party != nil && (id == b.sheet.Party.ID || p.Of == b.sheet.Party.ID)
	switch n := len(e.All); {
	case n > FewAddresses && own:
		e.Addresses = []string{b.words.Fill("folds.above", "n", n)}
	case n > FewAddresses:
		e.Addresses = []string{Folded(n, b.words)}
	}
	if !own {
		e.Link = Link(p)
	}
	return e
}

// Where is how tables say where a party is: its addresses and networks. A host that has none is there by its name, marked.
func Where(p *plan.Party, w *wordlist.List) []string {
	out := p.Where()
	for i, text := range out {
		if p.IsHost() && len(p.Addresses) == 0 || slices.Contains(p.Names, text) {
			out[i] = w.Fill("worksheet.no-address", "host", text)
		}
	}
	return out
}

// Link leads to a party's worksheet: of an interface that of its host, of a floating address that of the host which has it normally; nowhere for parties that have none.
func Link(p *plan.Party) document.Ref {
	switch {
	case p.Kind == plan.InterfaceParty, p.Kind == plan.FloatingParty:
		return docs.Host(p.Hosts[0])
	case !HasSheet(p):
		return document.Ref{}
	}
	return docs.Host(p.ID)
}

// Place is where a rule stands with its reason: on the page of the host that opens it, else of the host that answers, else on the overview.
func Place(resolved *plan.Plan, f *plan.Flow) document.Ref {
	for _, id := range []string{f.From, f.To} {
		if link := Link(resolved.Party(id)); !link.IsZero() {
			return link.At(f.ID)
		}
	}
	return ref.Document(docs.Overview).At(f.ID)
}

// Floating says of a floating address, as one of its hosts sees it, who has it and where it may move.
func Floating(resolved *plan.Plan, p *plan.Party, host string, w *wordlist.List) string {
	var others []string
	for _, id := range p.Hosts[1:] {
		others = append(others, resolved.Party(id).Name)
	}
	where := strings.Join(append([]string{p.Name}, Where(p, w)...), " ")
	if host == p.Hosts[0] {
		return w.Fill("worksheet.floating-here", "address", where, "others", strings.Join(others, ", "))
	}
	return w.Fill("worksheet.floating-there", "address", where, "host", resolved.Party(p.Hosts[0]).Name)
}

// Networks are the addresses that a host has in more networks, as tables list them, with what each network is for, and those that it has or may take over.
func Networks(resolved *plan.Plan, p *plan.Party, w *wordlist.List) []string {
	var out []string
	for _, id := range p.Interfaces {
		i := resolved.Party(id)
		out = append(out, w.Fill("worksheet.in-network", "addresses", strings.Join(Where(i, w), ", "), "network", i.NetworkName))
	}
	for _, id := range p.Floats {
		f := resolved.Party(id)
		out = append(out, w.Fill("worksheet.in-network", "addresses", strings.Join(Where(f, w), ", "), "network", f.Name))
	}
	return out
}

// HasSheet tells whether a party gets a worksheet: every host that the site describes does, and every group.
func HasSheet(p *plan.Party) bool { return p.IsHost() || p.Kind == plan.GroupParty }

// StatesText is the printed form of the states in which a rule is needed.
func StatesText(plan *plan.Plan, states []string, w *wordlist.List) string {
	if len(states) == len(plan.States) {
		return w.Text("worksheet.all-states")
	}
	var names []string
	for _, id := range states {
		names = append(names, StateName(plan, id, w))
	}
	return strings.Join(names, ", ")
}

// StateName is the printed name of a state. What moves is named only where one host takes over two things in different states.
func StateName(plan *plan.Plan, id string, w *wordlist.List) string {
	for _, s := range plan.States {
		switch {
		case s.ID != id:
		case s.Location != "":
			return w.Fill("worksheet.active", "location", plan.Location(s.Location).Name, "lost", plan.Location(s.Lost).Name)
		case s.Floating == "" && s.Fact == "": // the normal one
		case !sharesHolder(plan, s):
			return w.Fill("worksheet.failover", "node", s.Holder)
		case s.Floating != "":
			return w.Fill("worksheet.moved", "fact", plan.Party(s.Floating).Name, "node", s.Holder)
		default:
			return w.Fill("worksheet.moved", "fact", w.Or("flag."+s.Fact, s.Fact), "node", s.Holder)
		}
	}
	return w.Text("worksheet.normal")
}

// sharesHolder reports whether another state has the same host take over something else.
func sharesHolder(p *plan.Plan, s plan.State) bool {
	return slices.ContainsFunc(p.States, func(other plan.State) bool { return other.ID != s.ID && other.Holder == s.Holder })
}

// why names the flow rule, the keys of the site that lead to it, and in short both these and the documents by their number in the sheet's list.
func (b *builder) why(f *plan.Flow, name string) (text, short string, sources []int) {
	var keys, files []string
	var numbers []int
	for _, link := range f.Chain {
		switch link.Kind {
		case plan.SiteLink:
			if place := link.Place(); !slices.Contains(keys, place) {
				keys, files = append(keys, place), append(files, link.Where+": ")
				numbers = append(numbers, b.source(citation.Place{Text: place}))
			}
		case plan.DocumentLink:
			if n := b.source(citation.One(*link.Citation, b.words)); !slices.Contains(sources, n) { // a chain may come to one place on two ways
				sources = append(sources, n)
			}
		}
	}
	text, short = name, name
	for i, key := range keys {
		switch {
		case i == 0:
			text += " · " + key
		case files[i] == files[i-1]:
			text += ", " + strings.TrimPrefix(key, files[i])
		default:
			text += ", " + key
		}
	}
	if numbers = append(numbers, sources...); len(numbers) > 0 {
		short += "; " + bracketed(numbers)
	}
	return text, short, sources
}

func bracketed(numbers []int) string {
	var out []string
	for _, n := range numbers {
		out = append(out, "["+strconv.Itoa(n)+"]")
	}
	return strings.Join(out, " ")
}

func (b *builder) source(place citation.Place) int {
	if n, ok := b.numbers[place]; ok {
		return n
	}
	b.sheet.Sources = append(b.sheet.Sources, place)
	b.numbers[place] = len(b.sheet.Sources)
	return len(b.sheet.Sources)
}
