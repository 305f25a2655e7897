package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// LossNote is what the catalogue says of the loss of some hosts.
type LossNote struct {
	Parties []string   `json:"parties"`
	Text    string     `json:"text"`
	Next    string     `json:"next"`
	Sources []Citation `json:"sources"`
}

// HostLoss is what follows from a plan when a host is lost, in the normal state. Only the host itself is taken away; what others
// cannot do without it is told, not followed further.
type HostLoss struct {
	Party     *Party
	Notes     []LossNote
	Resources []PlacedResource
	Takers    []State       // states in which another node has taken over what this one was
	Answers   []LostAnswer  // what others ask of this host
	Triage    []TriageCheck // what decides what failed, in this order
	Runbooks  []*Runbook    // those that the checks lead to, then those that say they are the answer
	Files     []*GeneratedFile
}

// LostAnswer is a service of the lost host that others call. Others are the hosts that still answer the same callers under the same rule; with
// none, the callers get no answer at all.
type LostAnswer struct {
	Rule, Service, Purpose string
	Port                   string
	Required               bool
	Optional               bool     // no rule behind it is required, nor is one conditional whose condition may hold here
	Declared               bool     // by the site, which does not say whether other hosts answer in its place; those that have the rule too are Others
	Callers, Others        []string // parties' ids
	Owners                 []string // teams and people that answer for its rules, as the site names them
	Users                  []string // populations that come to it, directly or by way of a balancer
}

// Lose works out what the loss of a host means.
func (p *Plan) Lose(id string) HostLoss {
	h := HostLoss{Party: p.Party(id)}
	for _, n := range p.Losses {
		if slices.Contains(n.Parties, id) {
			h.Notes = append(h.Notes, n)
		}
	}
	for _, r := range p.Resources {
		if r.On == id {
			h.Resources = append(h.Resources, r)
		}
	}
	for _, s := range p.States {
		if s.From == id {
			h.Takers = append(h.Takers, s)
		}
	}
	h.Triage, h.Runbooks = p.TriageOf(id), p.RunbooksFor(id)
	for _, f := range p.Files {
		if f.Party == id {
			h.Files = append(h.Files, f)
		}
	}
	h.Answers = p.lostAnswers(id)
	return h
}

// lostAnswers groups the flows that end at a host by rule and listener.
func (p *Plan) lostAnswers(id string) []LostAnswer {
	type key struct{ rule, listener string }
	groups := map[key][]*Flow{}
	for _, f := range p.Inbound(id) {
		if slices.Contains(f.States, NormalState) && !(p.party[f.From].Is(id) && p.party[f.From].Kind != GroupParty) {
			k := key{f.Rule, f.Listener}
			groups[k] = append(groups[k], f)
		}
	}
	var out []LostAnswer
	for k, flows := range groups {
		a := LostAnswer{Rule: k.rule, Service: flows[0].Service, Purpose: flows[0].Purpose, Port: flows[0].Socket(), Optional: true, Declared: strings.HasPrefix(k.rule, DeclaredPrefix)}
		callers, users, owners := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, f := range flows {
			a.Required, a.Optional = a.Required || f.Requirement == "required", a.Optional && f.Requirement == "optional"
			callers[f.From] = true
			if f.Owner != "" {
				owners[f.Owner] = true
			}
			for _, user := range p.usersOf(f) {
				users[user] = true
			}
		}
		a.Callers, a.Users, a.Owners = slices.Sorted(maps.Keys(callers)), slices.Sorted(maps.Keys(users)), slices.Sorted(maps.Keys(owners))
		a.Others = p.stillAnswer(id, k.rule, k.listener, callers)
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b LostAnswer) int {
		return cmp.Or(TrueFirst(len(a.Others) == 0, len(b.Others) == 0), TrueFirst(len(a.Users) > 0, len(b.Users) > 0), TrueFirst(a.Required, b.Required), cmp.Compare(a.Service, b.Service), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Port, b.Port))
	})
	return out
}

// usersOf are the populations behind a flow: its own caller, or whoever calls a balancer that it comes by.
func (p *Plan) usersOf(f *Flow) []string {
	if p.party[f.From].Kind == ClientsParty {
		return []string{f.From}
	}
	var out []string
	for _, h := range f.Ways() {
		for _, g := range p.Flows {
			if g.LegBy(h.Via) == 1 && g.Rule == f.Rule && p.party[g.From].Kind == ClientsParty && !slices.Contains(out, g.From) {
				out = append(out, g.From)
			}
		}
	}
	return out
}

// stillAnswer are the hosts, the lost one apart, that answer one of the callers under the same rule. For a load balancer or forward proxy these
// are the ones that stand in for it.
func (p *Plan) stillAnswer(lost, rule, listener string, callers map[string]bool) []string {
	others, standIns := map[string]bool{}, StandIns{}
	if kind := p.party[lost].Kind; kind == BalancerParty || kind == ProxyParty {
		standIns = p.StandIns()
	}
	for _, f := range p.Flows {
		if like := standIns.Of(f, lost); like != "" && like != standIns.Of(f, f.To) {
			continue
		}
		if f.Internal || f.Rule != rule || f.Listener != listener || !callers[f.From] || !slices.Contains(f.States, NormalState) {
			continue
		}
		if to := p.party[f.To]; to.Kind == GroupParty {
			for _, member := range to.Members {
				others[member] = true
			}
		} else {
			others[f.To] = true
		}
	}
	delete(others, lost)
	return slices.Sorted(maps.Keys(others))
}
