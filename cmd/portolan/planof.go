package main

import (
	"context"
	"slices"

	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/source"
)

// planOf is the plan of the one site that an argument names. Where there is none, it has said why. With a profile, the site is
// planned with that, whatever its own.
func (p *program) planOf(ctx context.Context, catalogs []string, site string, profile string) (*plan.Plan, error) {
	c, err := p.compiledOf(ctx, catalogs, site, profile)
	return c.plan, err
}

// compiledOf is the same with what stands beside the plan.
func (p *program) compiledOf(ctx context.Context, catalogs []string, site string, profile string) (none compiled, err error) {
	if known := plan.Profiles; profile != "" && !slices.Contains(known, plan.Profile(profile)) {
		return none, usageError("unknown profile %q; the profiles are %s, %s and %s", profile, known[0], known[1], known[2])
	}
	shelf, found := openShelf(catalogs)
	sites, more := findSites([]string{site})
	found = append(found, more...)
	p.showLoose(found)
	switch {
	case found.HasErrors():
		return none, exitCode(exitFailed)
	case len(sites) != 1:
		return none, usageError("%s holds %d sites; name one of them", site, len(sites))
	}
	c, err := unlessInterrupted(ctx, func() compiled {
		o, found := openSite(sites[0], shelf)
		if o.site != nil && profile != "" {
			o.site.Profile = source.V(profile, o.site.Schema.At)
		}
		return o.compile(found, nil, resolve.Options{})
	})
	switch {
	case err != nil:
		return none, err
	case c.plan == nil:
		p.show(sites[0].file, c.found)
		return none, exitCode(exitFailed)
	}
	return c, nil
}
