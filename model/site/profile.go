package site

import (
	"slices"

	"portolan/model/plan"
	"portolan/model/source"
)

// profile checks the name of the site's profile.
func (k *checker) profile(v str) {
	if !v.Set() || slices.Contains(plan.Profiles, plan.Profile(v.V)) {
		return
	}
	var known []string
	for _, p := range plan.Profiles {
		known = append(known, string(p))
	}
	k.fault("S02", v.At, source.OneOf(v.V, known), "unknown profile %q", v.V)
}
