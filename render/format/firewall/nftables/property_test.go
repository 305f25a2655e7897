package nftables

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/plan"
	"portolan/model/plantest"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/testenv"
	"portolan/render/content/rulesets"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
)

// TestRandomFilesAllowThePlan writes sites by chance and probes the file of every host and firewall with packets: each lets through exactly the
// first packets of connections that a flow of the plan allows.
func TestRandomFilesAllowThePlan(t *testing.T) {
	cat, found := catalog.Open("qlik-sense/2023-08")
	if cat == nil {
		t.Fatal(found)
	}
	seen := tally{}
	sites := testenv.Rounds(t, 200)
	for seed := range sites {
		random := rand.New(rand.NewPCG(uint64(seed), 41))
		draft := modeltest.NewIn(seed, cat, random)
		areas := seed%2 == 1
		if areas {
			draft.AddAreas()
		}
		text := draft.Write(nil, false)
		s, found := site.Load("site.toml", text)
		if s == nil {
			t.Fatal(found)
		}
		s.ID = fmt.Sprintf("site-%d", seed)
		resolved, found := resolve.Resolve(s, cat, resolve.Options{})
		if resolved == nil {
			t.Fatal(found)
		}
		addressed(resolved)
		for _, set := range setsOf(t, resolved) {
			if refused := Dialect.Refused(set); areas && len(refused) > 0 && refused[0].Code == "R02" { // chance paired the families of networks
				seen["apart"]++
				continue
			} else if len(refused) > 0 {
				t.Fatalf("%s: %v\n%s", set.Device, refused[0], text)
			}
			for _, wrong := range probe(t, resolved, set, write(set), 20, random, seen) {
				t.Errorf("site %d, %s: %s", seed, set.Device, wrong)
			}
		}
		if t.Failed() {
			t.Fatalf("%s", text)
		}
	}
	for _, what := range []string{"input true", "input false", "output true", "output false", "forward true", "forward false", "translated", "source port", "icmp", "icmp type", "IPv6", "multicast"} {
		if sites >= 20 && seen[what] < sites { // a few sites need not show all
			t.Errorf("%d packets show %s; the property proves little", seen[what], what)
		}
	}
}

// TestFilesAllowThePlan probes the files of the shipped sites.
func TestFilesAllowThePlan(t *testing.T) {
	all := siteIDs(t)
	for _, id := range testenv.Choose(t, "sites' rule files", all, all, []string{"harbour-logistics", "proxy-in-dmz", "two-products"}) {
		resolved := plantest.Of(t, id)
		sets := allSets(t, resolved)
		for _, set := range sets {
			for _, wrong := range probe(t, resolved, set, write(set), 20, rand.New(rand.NewPCG(1, 43)), tally{}) {
				t.Errorf("%s, %s: %s", id, set.Device, wrong)
			}
		}
	}
}

// tally counts what probes have shown.
type tally map[string]int

func setsOf(t testing.TB, resolved *plan.Plan) []*ruleset.Ruleset {
	t.Helper()
	w, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	sets := rulesets.Of(resolved, policy.Of(resolved), w)
	unused := slices.DeleteFunc(w.Unused(), func(key string) bool { return !strings.HasPrefix(key, "rule-file.") })
	if missing := w.Missing(); len(missing) > 0 || len(resolved.Firewalls) > 0 && len(unused) > 0 {
		t.Errorf("words that are missing: %q; that nobody prints: %q", missing, unused)
	}
	return sets
}

// addressed gives parties of which only the name is known an address, as a site has to.
func addressed(resolved *plan.Plan) {
	for i, p := range resolved.Parties {
		if len(p.Prefixes()) == 0 {
			p.Addresses = []netip.Addr{netip.AddrFrom4([4]byte{203, 0, 113, byte(i)}), netip.MustParseAddr(fmt.Sprintf("2001:db8::%x", i+1))}
		}
	}
}

// probe sends packets, of at most some of the flows, and compares what a file does with what the plan says.
func probe(t testing.TB, resolved *plan.Plan, set *ruleset.Ruleset, text string, atMost int, random *rand.Rand, seen tally) (wrong []string) {
	f := readFile(t, text)
	o := oracle{resolved, set}
	for _, hook := range o.hooks() {
		pairs := o.between(hook)
		for _, p := range o.packets(hook, pairs, atMost, random) {
			want := allows(pairs, p, seen)
			got := f.accepts(hook, p)
			seen[fmt.Sprint(hook, " ", got)]++
			if got != want {
				wrong = append(wrong, fmt.Sprintf("%s of %s: %v, in the plan %v", hook, p, got, want))
			}
			if len(wrong) > 3 {
				return wrong
			}
		}
	}
	return wrong
}

// An oracle knows from the plan's flows alone what a host or firewall may let through.
type oracle struct {
	plan *plan.Plan
	set  *ruleset.Ruleset
}

func (o oracle) hooks() []string {
	if o.set.Kind == ruleset.Firewall {
		return []string{"forward"}
	}
	if slices.ContainsFunc(o.plan.Outbound(o.set.Device), func(f *plan.Flow) bool { return len(o.others(f.To)) > 0 }) {
		return []string{"input", "output"}
	}
	return []string{"input"}
}

// others are the single parties that an end is, without the host itself.
func (o oracle) others(id string) []*plan.Party {
	var out []*plan.Party
	for _, each := range append([]string{id}, o.plan.Party(id).Members...) {
		if p := o.plan.Party(each); p.Kind != plan.GroupParty && each != o.set.Device && !(p.Kind == plan.InterfaceParty && p.Of == o.set.Device) {
			out = append(out, p)
		}
	}
	return out
}

// A between is a flow between two addresses or networks, as packets of it name them at a hook.
type between struct {
	flow       *plan.Flow
	from, to   []netip.Prefix
	translated bool

	protocol int    // 0 for ICMP of both families
	source   [2]int // ports, for a protocol that has them
}

// between lists all that may pass a hook.
func (o oracle) between(hook string) (out []between) {
	for _, f := range o.plan.Network() {
		if hook == "forward" && !slices.Contains(f.Firewalls, o.set.Device) {
			continue
		}
		for _, end := range o.pairs(hook, f, o.plan.Party(o.set.Device)) {
			from, to := o.at(hook, plan.SourceTranslation, end[0], end[1]), o.at(hook, plan.DestinationTranslation, end[1], end[0])
			if area := o.plan.Party(f.From); hook == "output" && area.ByNetworks() { // the host is one of them by some of its addresses
				from = slices.DeleteFunc(slices.Clone(from), func(p netip.Prefix) bool { return !holds(area.Networks, p.Addr()) })
			}
			switch area := o.plan.Party(f.To); {
			case hook == "input" && area.Kind == plan.MulticastParty: // packets have its addresses, whoever receives them
				to = area.Prefixes()
			case hook == "input" && area.ByNetworks():
				to = slices.DeleteFunc(slices.Clone(to), func(p netip.Prefix) bool { return !holds(area.Networks, p.Addr()) })
			}
			b := between{flow: f, from: from, to: to, protocol: protocolOf(f), source: [2]int{0, 65535}}
			b.translated = !slices.Equal(from, end[0].Prefixes()) || !slices.Equal(to, end[1].Prefixes()) && o.plan.Party(f.To).Kind != plan.MulticastParty
			if n, _ := fmt.Sscanf(f.SourcePort, "%d-%d", &b.source[0], &b.source[1]); n == 1 {
				b.source[1] = b.source[0]
			}
			out = append(out, b)
		}
	}
	return out
}

// allows looks for a flow that a packet belongs to.
func allows(pairs []between, p packet, seen tally) bool {
	for _, b := range pairs {
		if b.opens(p) && holds(b.from, p.from) && holds(b.to, p.to) {
			seen.note(b.flow, p, b.translated)
			if p.to.IsMulticast() {
				seen["multicast"]++
			}
			return true
		}
	}
	return false
}

func (s tally) note(f *plan.Flow, p packet, translated bool) {
	for what, holds := range map[string]bool{"translated": translated, "source port": f.SourcePort != plan.AnyPort, "icmp": f.Protocol == "icmp", "icmp type": f.Type != "", "IPv6": p.from.Is6()} {
		if holds {
			s[what]++
		}
	}
}

// pairs are the ends of a flow between which its packets go, at a hook.
func (o oracle) pairs(hook string, f *plan.Flow, self *plan.Party) (out [][2]*plan.Party) {
	switch {
	case hook == "input" && o.plan.EndsAt(f, o.set.Device):
		for _, here := range o.here(f.To, self) {
			for _, p := range o.others(f.From) {
				out = append(out, [2]*plan.Party{p, here})
			}
		}
	case hook == "output" && o.plan.StartsAt(f, o.set.Device):
		for _, here := range o.here(f.From, self) {
			for _, p := range o.others(f.To) {
				out = append(out, [2]*plan.Party{here, p})
			}
		}
	case hook == "forward":
		out = append(out, [2]*plan.Party{o.plan.Party(f.From), o.plan.Party(f.To)})
	}
	return out
}

// here are the host itself, its interfaces and its floating addresses, as far as an end of a flow stands for them.
func (o oracle) here(end string, self *plan.Party) []*plan.Party {
	var out []*plan.Party
	area := o.plan.Party(end)
	for _, p := range o.plan.Parties {
		own := p == self || p.Kind != plan.GroupParty && slices.Contains(p.Hosts, self.ID)
		member := area.Kind == plan.GroupParty && slices.Contains(area.Members, p.ID)
		if own && (p == area || member || area.ByNetworks() && area.Covers(p)) {
			out = append(out, p)
		}
	}
	return out
}

// at are the addresses of an end of a connection as they stand in packets at a hook, where the other end is another party.
func (o oracle) at(hook string, kind plan.TranslationKind, p, other *plan.Party) []netip.Prefix {
	for _, t := range o.plan.Translations {
		if t.Kind != kind || !slices.Contains(t.Parties, p.ID) || !slices.Contains(t.Zones, o.plan.ZoneOf(other)) {
			continue
		}
		changed := false
		switch hook {
		case "input": // all firewalls lie behind
			changed = kind == plan.SourceTranslation
		case "output":
			changed = kind == plan.DestinationTranslation
		case "forward": // a destination is translated before the chain, a source after it
			from, to := p, other
			if kind == plan.DestinationTranslation {
				from, to = other, p
			}
			steps := map[string]int{}
			for _, w := range o.plan.FirewallPath(o.plan.ZoneOf(from), o.plan.ZoneOf(to)).Firewalls {
				steps[w.Firewall] = w.Step
			}
			here, there := steps[o.set.Device], steps[t.Firewall]
			changed = kind == plan.SourceTranslation && here > there || kind == plan.DestinationTranslation && here < there
		}
		if changed {
			return plan.Hosts(t.Addresses)
		}
	}
	return p.Prefixes()
}

func holds(list []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(a) })
}

// opens reports whether a flow's protocol and ports are a packet's.
func (b between) opens(p packet) bool {
	switch {
	case b.protocol == 0 && b.flow.Type == "echo-request" && p.icmpType != map[bool]int{true: 8, false: 128}[p.from.Is4()]:
		return false
	case b.protocol == 0:
		return p.protocol == 1 && p.from.Is4() || p.protocol == 58 && p.from.Is6()
	case b.protocol == 6, b.protocol == 17, b.protocol == 132:
		return p.protocol == b.protocol && within(b.source, p.sport) && b.flow.Numbers.Within(catalog.Span{Low: p.dport, High: p.dport})
	}
	return p.protocol == b.protocol
}

func within(r [2]int, n int) bool { return r[0] <= n && n <= r[1] }

// packets are those of every flow of the device, and near ones, and some by chance.
func (o oracle) packets(hook string, pairs []between, atMost int, random *rand.Rand) []packet {
	var addresses []netip.Addr
	for _, p := range o.plan.Parties {
		for _, n := range p.Prefixes() {
			addresses = append(addresses, n.Addr(), n.Addr().Next(), n.Masked().Addr().Prev())
		}
	}
	for _, t := range o.plan.Translations {
		addresses = append(addresses, t.Addresses...)
	}
	ports, sports := []int{1, 22, 443, 65535}, []int{1, 1023, 1024, 2000, 65535, 123}
	for _, f := range o.plan.Network() {
		for _, n := range f.Numbers.Spans() {
			ports = append(ports, n.Low, n.High, max(1, n.Low-1), min(65535, n.High+1))
		}
	}
	var out []packet
	for _, i := range random.Perm(len(pairs))[:min(len(pairs), atMost)] {
		b := pairs[i]
		for _, from := range b.from {
			for _, to := range b.to {
				for _, port := range []int{b.flow.Numbers.Low(), high(b.flow), high(b.flow) + 1} {
					out = append(out, packet{from.Addr(), to.Addr(), cmp.Or(b.protocol, map[bool]int{true: 1, false: 58}[from.Addr().Is4()]), pick(random, sports), max(port, 1), map[bool]int{true: 8, false: 128}[from.Addr().Is4()]})
				}
			}
		}
	}
	for i, n := 0, len(out); i < 4*n+100; i++ {
		p := packet{pick(random, addresses), pick(random, addresses), pick(random, []int{1, 6, 6, 6, 17, 50, 58, 112, 132}), pick(random, sports), pick(random, ports), pick(random, []int{0, 8, 128, 129})}
		if near := p; n > 0 { // like one that may be allowed, but for one thing
			p = out[i%n]
			switch random.IntN(5) {
			case 0:
				p.to = near.to
			case 1:
				p.protocol = near.protocol
			case 2:
				p.dport = near.dport
			default:
				for p.from = near.from; p.from.Is4() != p.to.Is4(); {
					p.from = pick(random, addresses)
				}
			}
		}
		out = append(out, p)
	}
	// Packets are of one family, and none is from the host to itself.
	self := o.plan.Party(o.set.Device)
	return slices.DeleteFunc(out, func(p packet) bool {
		return p.from.Is4() != p.to.Is4() || self != nil && self.Managed() && (hook == "input") == holds(self.Prefixes(), p.from) && holds(self.Prefixes(), p.from) == holds(self.Prefixes(), p.to)
	})
}

func high(f *plan.Flow) int {
	if spans := f.Numbers.Spans(); len(spans) > 0 {
		return spans[len(spans)-1].High
	}
	return 0
}

func protocolOf(f *plan.Flow) int {
	n := map[string]int{"tcp": 6, "udp": 17, "sctp": 132}[f.Protocol]
	if n == 0 {
		_, _ = fmt.Sscanf(f.Protocol, "ip/%d", &n)
	}
	return n
}

func pick[T any](random *rand.Rand, list []T) T { return list[random.IntN(len(list))] }

var sources = regexp.MustCompile(`ip6? saddr ([^{ ]+|\{[^}]*\}) `)

// TestProbesFindFaults plants faults into a file: each is found by the probes.
func TestProbesFindFaults(t *testing.T) {
	cat, _ := catalog.Open("qlik-sense/2023-08")
	s, found := site.Load("site.toml", modeltest.New(cat, rand.New(rand.NewPCG(3, 41))).Write(nil, false))
	if s == nil {
		t.Fatal(found)
	}
	resolved, _ := resolve.Resolve(s, cat, resolve.Options{})
	addressed(resolved)
	faults := map[string]func(line string) string{
		"a rule without its port": func(line string) string {
			before, rest, _ := strings.Cut(line, " tcp dport ")
			_, after, _ := strings.Cut(rest, " counter")
			return before + " meta l4proto 6 counter" + after
		},
		"another port":     func(line string) string { return strings.Replace(line, "tcp dport ", "tcp sport 7 tcp dport ", 1) },
		"a missing rule":   func(string) string { return "" },
		"turned round":     func(line string) string { return strings.NewReplacer("saddr", "daddr", "daddr", "saddr").Replace(line) },
		"a wide source":    func(line string) string { return sources.ReplaceAllString(line, "") },
		"another protocol": func(line string) string { return strings.Replace(line, "tcp dport", "udp dport", 1) },
	}
	for name, plant := range faults {
		planted, caught := 0, 0
		for _, set := range setsOf(t, resolved) {
			lines := strings.Split(write(set), "\n")
			for i, line := range lines {
				changed := line
				if strings.Contains(line, "tcp dport") {
					changed = plant(line)
				}
				if changed == line || strings.Count(strings.Join(lines, "\n"), strings.Split(line, "counter")[0]) > 1 {
					continue
				}
				planted++
				text := strings.Join(slices.Concat(lines[:i], []string{changed}, lines[i+1:]), "\n")
				if len(probe(t, resolved, set, text, 10_000, rand.New(rand.NewPCG(1, 2)), tally{})) > 0 {
					caught++
				}
				break
			}
		}
		if planted == 0 || caught < planted*9/10 {
			t.Errorf("%s: %d of %d are found", name, caught, planted)
		}
	}
}
