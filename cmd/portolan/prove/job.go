// Package prove makes a job for the lab out of a plan and its rule files, and a report out of what came of it. What must get through it
// knows from the plan's flows alone.
package prove

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"portolan/cmd/portolan/lab"
	"portolan/model/passage"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/render/content/proof"
	"portolan/render/content/rulesets"
	"portolan/render/format/firewall"
	"portolan/render/format/firewall/iptables"
	"portolan/render/format/firewall/nftables"
	"portolan/render/ruleset"
	"portolan/render/text/wordlist"
)

// A Language is a dialect of rule files with the way in which its files are loaded.
type Language struct {
	*firewall.Dialect
	needs []string
	load  []string // a tool that reads the one file from its standard input, or, with all files in its folder, has the device's id for %s
	shows []string
}

// Languages are those whose files can be loaded here.
var Languages = []Language{
	{&nftables.Dialect, []string{"nft"}, []string{"nft", "-f", "-"}, []string{"nft", "-s", "list", "ruleset"}},
	{&iptables.Dialect, []string{"iptables-restore", "ip6tables-restore"}, []string{"sh", "%s.sh", "apply"}, []string{"sh", "-c", "iptables-save && ip6tables-save"}},
}

// Names are the names of the languages.
func Names() []string {
	var out []string
	for _, l := range Languages {
		out = append(out, l.Name)
	}
	return out
}

// Find is the language of a name.
func Find(name string) (*Language, bool) {
	i := slices.IndexFunc(Languages, func(l Language) bool { return l.Name == name })
	if i < 0 {
		return nil, false
	}
	return &Languages[i], true
}

// A proving is one proof while it is made.
type proving struct {
	plan     *plan.Plan
	policy   *policy.Policy
	universe *passage.Universe
	language *Language
	report   *proof.Report
	sets     []*ruleset.Ruleset // by bench
	job      *lab.Job
	trials   []trial              // by sweep
	flows    map[string]*flowSeen // by id
	rules    map[string]string    // flow -> grouped rule

	change func(device, text string) string // of tests: a fault that is planted into a file
}

// A trial is a sweep and what the plan says of it.
type trial struct {
	hook     passage.Hook
	passages []passage.Passage
}

// Run proves the rule files of a plan. An error of type lab.UnableError says that it cannot be done on this machine.
func Run(ctx context.Context, resolved *plan.Plan, l *Language) (*proof.Report, error) {
	return run(ctx, resolved, l, func(_, text string) string { return text })
}

func run(ctx context.Context, resolved *plan.Plan, l *Language, change func(device, text string) string) (*proof.Report, error) {
	addressed, standIns := passage.WithStandIns(resolved)
	words, err := wordlist.Load("en")
	if err != nil {
		return nil, err
	}
	d := resolved.Document
	p := &proving{plan: addressed, policy: policy.Of(addressed), universe: passage.UniverseOf(addressed), language: l, job: &lab.Job{}, flows: map[string]*flowSeen{}, rules: map[string]string{},
		change: change, report: &proof.Report{FormatVersion: proof.FormatVersion, Site: resolved.Site, Revision: d.Revision, Date: d.Date.String(), Dialect: l.Name, StandIns: standIns}}
	for i := range p.policy.Rules {
		for _, id := range p.policy.Rules[i].Flows {
			p.rules[id] = p.policy.Rules[i].ID
		}
	}
	for set := range rulesets.Of(addressed, p.policy, words) {
		p.add(set)
	}
	result, err := lab.Run(ctx, p.job)
	if err != nil {
		return nil, err
	}
	p.judge(result)
	return p.report, nil
}

// lacking are the codes of refusals for what a site has no rule for: its file is not written before that is settled, but what it would let through is known.
var lacking = []string{"R05", "R06"}

// add makes a bench of a device, and the sweeps of its filters. What the dialect refuses is a finding: the device has no file then.
func (p *proving) add(set *ruleset.Ruleset) {
	set, refused := p.language.Settle(set)
	var unsafe []string
	for _, d := range p.language.Diagnostics(refused) {
		if slices.Contains(lacking, d.Code) {
			unsafe = append(unsafe, d.What)
			continue
		}
		p.report.Findings = append(p.report.Findings, proof.Finding{Kind: proof.Refused, Device: set.Device, Detail: d.What})
	}
	if len(unsafe) < len(p.language.Diagnostics(refused)) {
		return
	}
	b := lab.Bench{Name: set.Device, Loads: []lab.Load{p.load(set)}, Forwards: set.Kind == ruleset.Firewall}
	p.sets = append(p.sets, set)
	device := proof.Device{ID: set.Device, Kind: "host", System: set.System, Serves: p.language.Writes(set), Unsafe: unsafe}
	if b.Forwards {
		device.Kind = "firewall"
		p.firewall(&b, set.Device)
	} else {
		p.host(&b, set)
	}
	p.report.Devices = append(p.report.Devices, device)
	p.job.Benches = append(p.job.Benches, b)
}

// load is how the files of a device are loaded.
func (p *proving) load(set *ruleset.Ruleset) lab.Load {
	l := lab.Load{Needs: p.language.needs, Shows: p.language.shows}
	for _, word := range p.language.load {
		l.Tool = append(l.Tool, strings.ReplaceAll(word, "%s", set.Device))
	}
	files := p.language.Write(set)
	for _, f := range files {
		l.Files = append(l.Files, lab.File{Name: set.Device + f.Ending, Data: []byte(p.change(set.Device, string(f.Data)))})
	}
	if len(files) == 1 {
		l.Text, l.Files = l.Files[0].Data, nil
	}
	return l
}

// host is a host with all addresses that it has, or may take over.
func (p *proving) host(b *lab.Bench, set *ruleset.Ruleset) {
	i := lab.Interface{Name: "eth0"}
	for _, place := range p.plan.Places(set.Device) {
		i.Own = append(i.Own, place.Addresses...)
	}
	here := p.plan.Party(set.Device)
	for _, party := range p.plan.Parties {
		if party.Kind == plan.MulticastParty && party.Covers(here) {
			for _, n := range party.Prefixes() {
				i.Groups = append(i.Groups, n.Addr())
			}
		}
	}
	i.Own, i.Groups = unique(i.Own), unique(i.Groups)
	b.Interfaces = []lab.Interface{i}
	others := slices.DeleteFunc(slices.Clone(p.universe.Addresses), func(a netip.Addr) bool { return slices.Contains(i.Own, a) })
	p.sweeps(passage.Inbound, lab.Sweep{In: 0, Out: lab.Itself, From: others, To: slices.Concat(i.Own, i.Groups)})
	if set.Has(ruleset.Outbound) {
		p.sweeps(passage.Outbound, lab.Sweep{In: lab.Itself, Out: 0, From: i.Own, To: slices.Concat(others, p.universe.Multicast)})
	}
}

func unique(list []netip.Addr) []netip.Addr {
	slices.SortFunc(list, netip.Addr.Compare)
	return slices.Compact(list)
}

// firewall is a firewall with an interface in each of its zones.
func (p *proving) firewall(b *lab.Bench, id string) {
	f := p.plan.Firewall(id)
	behind := map[string][]netip.Addr{}
	for _, a := range p.universe.Addresses {
		zone := p.side(f, p.universe.Zone(a))
		behind[zone] = append(behind[zone], a)
	}
	for i, zone := range f.Zones {
		b.Interfaces = append(b.Interfaces, lab.Interface{Name: interfaceName(f, zone, i), Behind: behind[zone]})
	}
	for in, from := range f.Zones {
		for out, to := range f.Zones {
			if in != out {
				p.sweeps(passage.Forward, lab.Sweep{In: in, Out: out, From: behind[from], To: behind[to]})
			}
		}
	}
}

// side is the zone of a firewall behind which another zone lies: itself, or the one that is nearest without passing the firewall.
func (p *proving) side(f *plan.Firewall, zone string) string {
	best, least := "", 0
	for _, own := range f.Zones {
		if own == zone {
			return own
		}
		path := p.plan.FirewallPath(own, zone).Firewalls
		back := slices.ContainsFunc(path, func(at plan.PathPoint) bool { return at.Firewall == f.ID })
		if len(path) > 0 && !back && (best == "" || path[len(path)-1].Step < least) {
			best, least = own, path[len(path)-1].Step
		}
	}
	return best
}

// interfaceName is what the site calls a firewall's interface, where Linux can call one so.
func interfaceName(f *plan.Firewall, zone string, number int) string {
	const longest = 15
	name := f.Interfaces[zone]
	for _, r := range name {
		if r <= ' ' || r == '/' || r == ':' || r > '~' {
			name = ""
		}
	}
	if name == "" || len(name) > longest || name == "lo" {
		return fmt.Sprintf("zone%d", number)
	}
	return name
}

// sweeps are the packets between two lists of addresses, of both families.
func (p *proving) sweeps(hook passage.Hook, s lab.Sweep) {
	s.Bench = len(p.job.Benches)
	set := p.sets[s.Bench]
	passages := slices.DeleteFunc(passage.At(p.plan, set.Device, hook), func(each passage.Passage) bool { return p.omits(set, each.Flow.ID) })
	for _, four := range []bool{true, false} {
		each := s
		each.From, each.To = family(s.From, four), family(s.To, four)
		for _, k := range p.universe.Kinds {
			if lab.Sends(k.Protocol, four) {
				each.Kinds = append(each.Kinds, k)
			}
		}
		if each.Size() == 0 {
			continue
		}
		each.Expected = make([]bool, each.Size())
		p.expect(&each, passages)
		p.job.Sweeps = append(p.job.Sweeps, each)
		p.trials = append(p.trials, trial{hook, passages})
	}
}

// omits reports whether the files of a device let a flow not through, and say so.
func (p *proving) omits(set *ruleset.Ruleset, flow string) bool {
	return slices.ContainsFunc(set.Omitted, func(o ruleset.Omitted) bool { return o.ID == p.rules[flow] })
}

// expect marks the packets that the plan allows.
func (p *proving) expect(s *lab.Sweep, passages []passage.Passage) {
	n := 0
	for _, from := range s.From {
		for _, to := range s.To {
			var between []passage.Passage
			for _, each := range passages {
				if each.Between(from, to) {
					between = append(between, each)
				}
			}
			for _, k := range s.Kinds {
				s.Expected[n] = slices.ContainsFunc(between, func(each passage.Passage) bool { return each.Opens(k, from.Is4()) })
				n++
			}
		}
	}
}

func family(list []netip.Addr, four bool) []netip.Addr {
	return slices.DeleteFunc(slices.Clone(list), func(a netip.Addr) bool { return a.Is4() != four })
}
