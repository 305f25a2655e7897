package render

import (
	"strings"

	"portolan/render/content/docs"
	"portolan/render/content/review"
	"portolan/render/content/ruleviews"
	"portolan/render/content/worksheet"
	"portolan/render/ref"
)

// ids are the places where what has an id in the plan is defined: a rule on the worksheet of the host that opens it, a grouped rule on that of the zone
// where it starts, a conflict and a finding where they are listed, and runbooks. Pages lead there from wherever they name one.
func (p *packer) ids() map[string]ref.Ref {
	all := map[string]ref.Ref{}
	for _, b := range p.model.Runbooks {
		all[b.ID] = docs.Runbook(b.ID)
	}
	for _, f := range p.model.Findings {
		if _, known := all[f.ID]; !known {
			all[f.ID] = review.FindingPlace(f)
		}
	}
	for _, q := range p.model.Questions {
		all[q.ID] = docs.Question(q.ID)
	}
	for _, f := range p.model.Dropped {
		all[f.ID] = ref.Document(docs.Questions).At(f.ID)
	}
	for _, f := range p.model.Flows {
		all[f.ID] = worksheet.Place(p.model, f)
	}
	for i := range p.policy.Rules {
		all[p.policy.Rules[i].ID] = ruleviews.Place(&p.policy.Rules[i])
	}
	for _, o := range p.model.Omitted {
		if _, known := all[o.Rule]; !known {
			all[o.Rule] = ref.Document(docs.Overview).At("omitted-" + strings.ToLower(o.Product+"-"+o.Rule))
		}
	}
	return all
}
