package resolve

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"portolan/model/approval"
	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// policies holds the rules that firewalls see against the site's demands on them. It comes after approvals, which a policy may ask for.
func (k *findings) policies() {
	for _, id := range source.SortedKeys(k.Site.Policies) {
		p := newJudge(k.Network, id)
		for _, f := range k.Crossing {
			if p.isAbout(f) {
				p.judge(f)
			}
		}
		p.report(k)
		k.Plan.Policies = append(k.Plan.Policies, p.result)
	}
}

// A judge holds rules against one policy.
type judge struct {
	*product.Network
	policy   site.RulePolicy
	only     []catalog.Port
	forbid   []catalog.Port
	result   plan.RulePolicy
	broken   []*plan.Flow
	excepted map[string]*plan.PolicyException // by what they cover
	ended    []string                         // exceptions that ended before the day of the check
	lacks    []string                         // entries that rules lack, once each
}

func newJudge(s *product.Network, id string) *judge {
	p := s.Site.Policies[id]
	j := &judge{Network: s, policy: p, only: portsOf(p.Only), forbid: portsOf(p.Forbid), excepted: map[string]*plan.PolicyException{}}
	j.result = plan.RulePolicy{ID: id, From: source.Strings(p.From), To: source.Strings(p.To), FromScope: source.Strings(p.FromScope), ToScope: source.Strings(p.ToScope), Border: p.Border.V,
		Reason: p.Reason.V, Reference: p.Reference.V, Rules: []string{}, Broken: []string{}}
	switch {
	case p.Never.V:
		j.result.Demand = plan.NeverDemand
	case p.Only != nil:
		j.result.Demand, j.result.Values = plan.OnlyDemand, source.Strings(p.Only)
	case p.Forbid != nil:
		j.result.Demand, j.result.Values = plan.ForbidDemand, source.Strings(p.Forbid)
	case p.Encrypted.V:
		j.result.Demand = plan.EncryptedDemand
	default:
		j.result.Demand, j.result.Values = plan.RequireDemand, source.Strings(p.Require)
	}
	for _, covers := range source.SortedKeys(p.Except) {
		e := p.Except[covers]
		if e.Until.V.Before(s.AsOf) {
			j.ended = append(j.ended, covers)
		}
		j.excepted[covers] = &plan.PolicyException{Covers: covers, Reason: e.Reason.V, By: e.By.V, Until: e.Until.V}
	}
	return j
}

// isAbout reports whether the policy is about a rule: some of its packets go from one of the zones to another of them.
func (j *judge) isAbout(f *plan.Flow) bool {
	p := j.policy
	for _, from := range j.Plan.ZonesOf(j.Plan.Party(f.From)) {
		for _, to := range j.Plan.ZonesOf(j.Plan.Party(f.To)) {
			if j.inside(from, p.From, p.FromScope) && j.inside(to, p.To, p.ToScope) && (!p.Border.V || from != to) {
				return true
			}
		}
	}
	return false
}

// inside reports whether a zone is one of those that a policy names, itself, by a zone that it is a part of, or by its scope.
func (j *judge) inside(zone string, named, scopes []source.Text) bool {
	if len(named)+len(scopes) == 0 {
		return true
	}
	if zone == plan.OutsideZone {
		return source.Contains(named, site.OutsideName)
	}
	z := j.Site.Zones[zone]
	if source.Contains(named, zone) || z.Scope.Set() && source.Contains(scopes, z.Scope.V) {
		return true
	}
	return z.Inside.Set() && z.Inside.V != zone && j.inside(z.Inside.V, named, scopes)
}

// judge notes how a rule meets the policy.
func (j *judge) judge(f *plan.Flow) {
	j.result.Rules = append(j.result.Rules, f.ID)
	if j.meets(f) {
		return
	}
	for _, covers := range []string{f.ID, strings.TrimPrefix(f.Rule, plan.DeclaredPrefix), f.Rule} {
		if e := j.excepted[covers]; e != nil {
			e.Rules = append(e.Rules, f.ID)
			if !slices.Contains(j.ended, covers) {
				return
			}
			break
		}
	}
	j.broken = append(j.broken, f)
	j.result.Broken = append(j.result.Broken, f.ID)
}

func (j *judge) meets(f *plan.Flow) bool {
	switch j.result.Demand {
	case plan.OnlyDemand:
		return slices.ContainsFunc(j.only, func(p catalog.Port) bool { return p.Holds(f.Port) })
	case plan.ForbidDemand:
		return !slices.ContainsFunc(j.forbid, func(p catalog.Port) bool { return p.Overlaps(f.Port) })
	case plan.EncryptedDemand:
		return slices.Contains(catalog.Encrypting, f.Encrypted)
	case plan.RequireDemand:
		return !j.lacking(f)
	}
	return false
}

// lacking reports whether a rule lacks an entry that has to stand beside it.
func (j *judge) lacking(f *plan.Flow) bool {
	has := map[string]bool{"owner": f.Owner != "", "requester": f.Requester != "", "ticket": f.Ticket != "", "purpose": f.Purpose != "", "until": !f.Until.IsZero(), "justification": f.Justification != "", "review": !f.Review.IsZero(),
		"approval": f.Standing.State == approval.Approved}
	lacks := false
	for _, entry := range j.result.Values {
		if has[entry] {
			continue
		}
		if lacks = true; !slices.Contains(j.lacks, entry) {
			j.lacks = append(j.lacks, entry)
		}
	}
	return lacks
}

// report tells of rules that do not meet the policy, and of exceptions that nothing needs.
func (j *judge) report(k *findings) {
	for _, covers := range source.SortedKeys(j.policy.Except) {
		if e := j.excepted[covers]; len(e.Rules) > 0 {
			j.result.Excepted = append(j.result.Excepted, *e)
		} else {
			k.add("S334", j.result.ID+"."+covers, j.policy.Except[covers].At, "remove it", "the exception %s of policy %s: no such rule breaks it", covers, j.result.ID)
		}
	}
	if len(j.broken) == 0 {
		return
	}
	first := j.broken[0].ID
	help := fmt.Sprintf("change what they follow from (portolan explain SITE %s), or say in the policy why they may be: `except.%s = { reason = \"...\", until = %s }`", first, first, j.AsOf.AddMonths(6))
	if len(j.ended) > 0 {
		help += fmt.Sprintf(" (ended before %s: %s)", j.AsOf, strings.Join(j.ended, ", "))
	}
	k.add("S333", j.result.ID, j.policy.At, help, "policy %s (%s): %s; not so in %s: %s", j.result.ID, j.policy.Reason.V, j.demand(), count(len(j.broken)), j.few())
}

// demand says what a policy asks for.
func (j *judge) demand() string {
	values := strings.Join(j.result.Values, ", ")
	return map[plan.PolicyDemand]string{plan.NeverDemand: "there may be no such rule", plan.OnlyDemand: "no port but " + values, plan.ForbidDemand: "none of the ports " + values,
		plan.EncryptedDemand: "traffic is known to be encrypted", plan.RequireDemand: "each has " + strings.Join(j.lacks, ", ")}[j.result.Demand]
}

// few are the first rules that break a policy, with what they follow from.
func (j *judge) few() string {
	const most = 4
	var texts []string
	for _, f := range j.broken[:min(most, len(j.broken))] {
		where := f.Rule
		for _, link := range f.Chain {
			if link.Kind == plan.SiteLink && link.Where != "" {
				where += ", " + cmp.Or(link.Key, link.Where)
				break
			}
		}
		texts = append(texts, fmt.Sprintf("%s %s -> %s %s (%s)", f.ID, f.From, f.To, f.Port, where))
	}
	if more := len(j.broken) - most; more > 0 {
		texts = append(texts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(texts, "; ")
}
