package render

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"slices"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/model/query"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/rules"
	"portolan/render/content/worksheet"
	"portolan/render/text/wordlist"
)

// TestOneAnswer: worksheets, their columns, rules.json and answers to questions say the same of every host and of pairs of hosts, at sites of
// the repository and at sites by chance, where populations hold addresses of hosts, too.
func TestOneAnswer(t *testing.T) {
	for _, id := range []string{"harbour-logistics", "separate-proxy-and-engine", "separate-scheduler-ha", "two-products"} {
		t.Run(id, func(t *testing.T) { oneAnswer(t, plantest.Of(t, id), rand.New(rand.NewPCG(1, 83))) })
	}
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	covering := 0
	for seed := range testenv.Rounds(t, 300) {
		random := rand.New(rand.NewPCG(uint64(seed), 83))
		s, found := site.Load("site.toml", modeltest.NewIn(seed, cat, random).Write(nil, false))
		if s == nil {
			t.Fatal(found)
		}
		p, found := resolve.Resolve(s, cat, resolve.Options{})
		if p == nil {
			t.Fatal(found)
		}
		covering += coverHosts(p, random)
		t.Run(fmt.Sprint(seed), func(t *testing.T) { oneAnswer(t, p, random) })
	}
	if covering == 0 {
		t.Error("no population holds a host's address; the test proves little")
	}
}

// TestHostsAmongClients: a host in the networks of a population has its rules outbound, and rules.json says which hosts a population holds.
func TestHostsAmongClients(t *testing.T) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ site, clients, host string }{
		{"separate-proxy-and-engine", "ticketing", "bwu-intranet"}, // one address
		{"separate-scheduler-ha", "administrators", "outlet"},      // a network with the host and others
	} {
		p := plantest.Of(t, c.site)
		out := rowIDs(worksheet.Of(p, p.Party(c.host), w).Outbound)
		n := 0
		for _, f := range p.Network() {
			if f.From == c.clients {
				n++
				if !slices.Contains(out, f.ID) {
					t.Errorf("%s: the sheet of %s lacks %s of the clients %s", c.site, c.host, f.ID, c.clients)
				}
			}
		}
		parties := rules.Of(p, policy.Of(p)).Parties
		i := slices.IndexFunc(parties, func(party rules.Party) bool { return party.ID == c.clients })
		if n == 0 || !slices.Equal(parties[i].Contains, []string{c.host}) {
			t.Errorf("%s: %d rules of the clients %s, who contain %v", c.site, n, c.clients, parties[i].Contains)
		}
	}
}

// TestHostsThatCallTheirFloatingAddress: a host that is one of a population, and one of those that may have the floating address which the population
// calls, calls it while another has it.
func TestHostsThatCallTheirFloatingAddress(t *testing.T) {
	data, err := os.ReadFile("../model/testdata/locations/stretched/site.toml")
	if err != nil {
		t.Fatal(err)
	}
	p := plantest.Written(t, "stretched", data)
	n := 0
	for _, f := range p.Network() {
		clients, floating := p.Party(f.From), p.Party(f.To)
		if clients.Kind != plan.ClientsParty || floating.Kind != plan.FloatingParty {
			continue
		}
		for _, id := range floating.Hosts {
			n++
			host, was := p.Party(id), *clients
			a := host.Addresses[0]
			clients.Networks, clients.Zone = []netip.Prefix{netip.PrefixFrom(a, a.BitLen())}, host.Zone
			if !p.StartsAt(f, id) || !p.EndsAt(f, id) {
				t.Errorf("%s of %s to %s: outbound of %s %v, inbound %v", f.ID, f.From, f.To, id, p.StartsAt(f, id), p.EndsAt(f, id))
			}
			*clients = was
		}
	}
	if n == 0 {
		t.Error("no clients call a floating address; the test shows nothing")
	}
}

// coverHosts puts hosts' addresses into the networks of populations, and counts them.
func coverHosts(p *plan.Plan, random *rand.Rand) (n int) {
	for _, clients := range p.Parties {
		host := p.Parties[random.IntN(len(p.Parties))]
		if clients.Kind == plan.ClientsParty && host.Managed() && len(host.Addresses) > 0 {
			a := host.Addresses[0]
			clients.Networks, clients.Zone = append(slices.Clone(clients.Networks), netip.PrefixFrom(a, a.BitLen())), host.Zone
			n++
		}
	}
	return n
}

// seen is what the outputs say of hosts: ids of rules by host, inbound and outbound.
type seen struct{ in, out map[string][]string }

func oneAnswer(t *testing.T, p *plan.Plan, random *rand.Rand) {
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	pol := policy.Of(p)
	sheets := seen{map[string][]string{}, map[string][]string{}}
	printer, actions := rulecolumns.NewPrinter(p, pol, w), map[string]string{}
	columns := rulecolumns.Standard(rulecolumns.HostView, w, true)
	action := slices.Index(columns.Titles(), w.Text("rule-column.action"))
	if action < 0 {
		t.Fatal("worksheets have no column for the action")
	}
	var hosts []*plan.Party
	for _, party := range p.Parties {
		if !worksheet.HasSheet(party) {
			continue
		}
		hosts = append(hosts, party)
		sheet := worksheet.Of(p, party, w)
		sheets.in[party.ID], sheets.out[party.ID] = rowIDs(sheet.Inbound), rowIDs(sheet.Outbound)
		for _, r := range sheet.Rows() {
			said := fmt.Sprint(columns.Plain(printer.Row(sheet, r))[action])
			if known, ok := actions[r.ID]; ok && known != said {
				t.Errorf("rule %s is to %q on one sheet and to %q on that of %s", r.ID, known, said, party.ID)
			}
			actions[r.ID] = said
		}
	}
	views := seen{map[string][]string{}, map[string][]string{}}
	for _, v := range rules.Of(p, pol).Views.Hosts {
		views.in[v.Party], views.out[v.Party] = v.Inbound.Rules, v.Outbound.Rules
	}
	for _, h := range hosts {
		alike(t, h.ID+" inbound, worksheet and rules.json", sheets.in[h.ID], views.in[h.ID])
		alike(t, h.ID+" outbound, worksheet and rules.json", sheets.out[h.ID], views.out[h.ID])
		if h.Kind == plan.GroupParty {
			continue
		}
		r, err := query.Ask(p, h.ID)
		if err != nil {
			t.Fatal(err)
		}
		l := r.(*query.Listing)
		alike(t, h.ID+" inbound, worksheet and listing", sheets.in[h.ID], askedIDs(l.Inbound, l.Within))
		alike(t, h.ID+" outbound, worksheet and listing", sheets.out[h.ID], askedIDs(l.Outbound, l.Within))
	}
	hosts = slices.DeleteFunc(hosts, func(h *plan.Party) bool { return h.Kind == plan.GroupParty })
	for range 200 {
		f := p.Flows[random.IntN(len(p.Flows))]
		onePair(t, p, sheets, hosts[random.IntN(len(hosts))].ID, hosts[random.IntN(len(hosts))].ID, f)
	}
}

// onePair: a question about two hosts and a port is allowed where the one's worksheet has a rule outbound that the other's has inbound.
func onePair(t *testing.T, p *plan.Plan, sheets seen, from, to string, like *plan.Flow) {
	if from == to || like.Port.Choice != "" {
		return
	}
	want := false
	for _, id := range sheets.out[from] {
		f := p.Flow(id)
		if p.Party(f.To).Kind == plan.MulticastParty {
			continue // who receives it is not who was called
		}
		// a range or a choice of ports may open the port as well: then the query is right, and this test has nothing to say
		if slices.Contains(sheets.in[to], id) && f.Port != like.Port && f.Port.Overlaps(like.Port) {
			return
		}
		want = want || slices.Contains(sheets.in[to], id) && f.Port == like.Port
	}
	question := fmt.Sprintf("%s -> %s %s", from, to, like.Port.Socket())
	r, err := query.Ask(p, question)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.(*query.Answer).Allowed; got != want {
		t.Errorf("%s: allowed %v, and by the worksheets %v", question, got, want)
	}
}

func rowIDs(rows []worksheet.Row) []string {
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func askedIDs(lists ...[]query.Rule) []string {
	var ids []string
	for _, r := range slices.Concat(lists...) {
		ids = append(ids, r.ID)
	}
	return ids
}

func alike(t *testing.T, what string, a, b []string) {
	t.Helper()
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	if !slices.Equal(a, b) {
		t.Errorf("%s: %v and %v", what, a, b)
	}
}
