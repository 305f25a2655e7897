package prove

import (
	"cmp"
	"fmt"
	"slices"

	"portolan/cmd/portolan/lab"
	"portolan/model/catalog"
	"portolan/model/passage"
	"portolan/model/plan"
	"portolan/render/content/proof"
	"portolan/render/ruleset"
)

// flowSeen is what came of a flow's packets on all devices.
type flowSeen struct{ tried, failed bool }

// judge compares what got through with what the plan allows.
func (p *proving) judge(result *lab.Result) {
	for i, b := range result.Benches {
		p.loaded(i, b)
	}
	found := map[pair]*proof.Finding{}
	for i := range p.job.Sweeps {
		p.sweep(i, result.Through[i], found)
		p.mute(i, result.Mute[i], found)
	}
	for _, f := range found {
		slices.Sort(f.Families)
		f.Families = slices.Compact(f.Families)
		f.Ports, f.More = few(f.Ports)
		f.Rules, f.States = sorted(f.Rules), sorted(f.States)
		p.report.Findings = append(p.report.Findings, *f)
	}
	slices.SortFunc(p.report.Findings, func(a, b proof.Finding) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Device, b.Device), cmp.Compare(a.Hook, b.Hook), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Detail, b.Detail))
	})
	p.states()
	p.notTried()
	p.report.Holds = len(p.report.Findings) == 0
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// few are the first of a list of ports, each once, and the number of others.
func few(list []string) ([]string, int) {
	const most = 8
	list = slices.Compact(list)
	return list[:min(most, len(list))], max(0, len(list)-most)
}

// loaded says what was wrong with a file as such.
func (p *proving) loaded(bench int, b lab.BenchResult) {
	add := func(kind proof.FindingKind, detail string) {
		if detail != "" {
			p.report.Findings = append(p.report.Findings, proof.Finding{Kind: kind, Device: p.sets[bench].Device, Detail: detail})
		}
	}
	for _, l := range b.Loads {
		add(proof.Refused, l.Failed)
		add(proof.Changes, l.Changed)
	}
	for _, what := range b.Broken {
		add(proof.Broken, what)
	}
}

// A pair is what packets of one finding have in common.
type pair struct {
	kind         proof.FindingKind
	device       string
	hook         passage.Hook
	fromID, toID string
}

func (p *proving) sweep(number int, through []bool, found map[pair]*proof.Finding) {
	s, t := &p.job.Sweeps[number], p.trials[number]
	if through == nil { // the file was refused
		return
	}
	device := &p.report.Devices[s.Bench]
	i := slices.IndexFunc(device.Hooks, func(h proof.Trial) bool { return h.Hook == t.hook })
	if i < 0 {
		i = len(device.Hooks)
		device.Hooks = append(device.Hooks, proof.Trial{Hook: t.hook})
	}
	at := &device.Hooks[i]
	at.Packets += len(through)
	p.report.Packets += len(through)
	for n, passed := range through {
		expected := s.Expected[n]
		if expected {
			at.Allowed++
			p.seen(t, s.Packet(n), passed)
		}
		if passed {
			at.Passed++
		}
		switch {
		case expected && !passed:
			at.Missing++
			p.find(found, proof.Missing, device.ID, t, s.Packet(n))
		case passed && !expected:
			at.Excess++
			p.find(found, proof.Excess, device.ID, t, s.Packet(n))
		}
	}
}

// mute notes packets whose replies did not get back: no connection comes about.
func (p *proving) mute(number int, packets []int, found map[pair]*proof.Finding) {
	s, t := &p.job.Sweeps[number], p.trials[number]
	for _, n := range packets {
		packet := s.Packet(n)
		p.find(found, proof.Mute, p.report.Devices[s.Bench].ID, t, packet)
		p.seen(t, packet, false)
	}
}

// seen notes what came of a packet for every flow that it is one of.
func (p *proving) seen(t trial, packet passage.Packet, passed bool) {
	for _, each := range t.passages {
		if !each.Takes(packet) {
			continue
		}
		f := p.flows[each.Flow.ID]
		if f == nil {
			f = &flowSeen{}
			p.flows[each.Flow.ID] = f
		}
		f.tried = true
		f.failed = f.failed || !passed
	}
}

// find adds a packet to its finding.
func (p *proving) find(found map[pair]*proof.Finding, kind proof.FindingKind, device string, t trial, packet passage.Packet) {
	at := pair{kind, device, t.hook, p.universe.Party(packet.From), p.universe.Party(packet.To)}
	f := found[at]
	if f == nil {
		f = &proof.Finding{Kind: kind, Device: device, Hook: t.hook, From: at.fromID, To: at.toID, Example: shown(packet)}
		found[at] = f
	}
	f.Packets++
	f.Families = append(f.Families, plan.FamilyOf(packet.From).String())
	if port := portOf(packet.Kind, packet.From.Is4()); !slices.Contains(f.Ports, port) {
		f.Ports = append(f.Ports, port)
	}
	if kind != proof.Excess {
		for _, each := range t.passages {
			if each.Takes(packet) {
				f.Rules = append(f.Rules, p.rules[each.Flow.ID])
				f.States = append(f.States, each.Flow.States...)
			}
		}
	}
}

// portOf is a packet's port as rules have it.
func portOf(k passage.Kind, four bool) string {
	return catalog.PortAt(k.Protocol, k.Port, k.Type, four).Socket()
}

func shown(p passage.Packet) string {
	text := fmt.Sprintf("%s -> %s %s", p.From, p.To, portOf(p.Kind, p.From.Is4()))
	if p.Port > 0 {
		text += fmt.Sprintf(", from port %d", p.Source)
	}
	return text
}

// states counts the flows of each state.
func (p *proving) states() {
	for _, s := range p.plan.States {
		out := proof.State{ID: s.ID}
		for _, f := range p.plan.Network() {
			if !slices.Contains(f.States, s.ID) {
				continue
			}
			switch seen := p.flows[f.ID]; {
			case seen == nil:
				out.NotTried++
			case seen.failed:
				out.Failed++
			default:
				out.Proved++
			}
		}
		p.report.States = append(p.report.States, out)
	}
}

// notTried says of which flows no packet was sent, and why.
func (p *proving) notTried() {
	reasons := map[string][]string{}
	for _, f := range p.plan.Network() {
		if p.flows[f.ID] == nil {
			why := p.why(f)
			reasons[why] = append(reasons[why], p.rules[f.ID])
		}
	}
	p.report.NotTried = []proof.NotTried{}
	for why, rules := range reasons {
		p.report.NotTried = append(p.report.NotTried, proof.NotTried{Why: why, Rules: sorted(rules)})
	}
	slices.SortFunc(p.report.NotTried, func(a, b proof.NotTried) int { return cmp.Compare(a.Why, b.Why) })
}

func (p *proving) why(f *plan.Flow) string {
	families := p.plan.Families(f)
	switch {
	case families&plan.IPv4 != 0 && lab.Sends(f.Number(true), true), families&plan.IPv6 != 0 && lab.Sends(f.Number(false), false):
	case families == 0:
		return proof.NoFamily
	default:
		return proof.NoPacket
	}
	for _, refused := range p.report.Findings {
		at := refused.Device
		if refused.Kind == proof.Refused && (slices.Contains(f.Firewalls, at) || p.plan.Party(at) != nil && (p.plan.EndsAt(f, at) || p.plan.StartsAt(f, at))) {
			return proof.NoFile
		}
	}
	if slices.ContainsFunc(p.sets, func(set *ruleset.Ruleset) bool { return p.omits(set, f.ID) }) {
		return proof.NotAllowed
	}
	return proof.NoFilter
}
