package site

import (
	"portolan/model/plan"
)

// Choices are the closed lists of values of keys, by "Type.key". Checks, schemas and the reference of keys take them from here.
var Choices = map[string][]string{
	"Site.profile":        texts(plan.Profiles),
	"Site.severity":       {"error", "warning", "hint"},
	"Zone.tier":           plan.Tiers,
	"Balancer.source":     {"translated", "transparent"},
	"Flow.phase":          {string(plan.RunPhase), string(plan.SetUpPhase)},
	"RuleMetadata.status": plan.Statuses,
	"Translation.kind":    {string(plan.DestinationTranslation), string(plan.SourceTranslation)},
	"RulePolicy.require":  plan.Required,
}

func texts[T ~string](list []T) []string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}
