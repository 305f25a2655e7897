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
	at, shelf, err := p.oneSite(catalogs, site)
	if err != nil {
		return none, err
	}
	c, err := unlessInterrupted(ctx, func() compiled {
		o, found := openSite(at, shelf)
		if o.site != nil && profile != "" {
			o.site.Profile = source.V(profile, o.site.Schema.At)
		}
		return o.compile(found, nil, resolve.Options{})
	})
	switch {
	case err != nil:
		return none, err
	case c.plan == nil:
		p.show(at.file, c.found)
		return none, exitCode(exitFailed)
	}
	return c, nil
}

// oneSite is the one site that an argument names, with the catalogues that are there for it. Where there is none, it has said why.
func (p *program) oneSite(catalogs []string, name string) (siteFolder, *shelf, error) {
	on, found := openShelf(catalogs)
	sites, more := findSites([]string{name})
	found = append(found, more...)
	p.showLoose(found)
	switch {
	case found.HasErrors():
		return siteFolder{}, nil, exitCode(exitFailed)
	case len(sites) != 1:
		return siteFolder{}, nil, usageError("%s holds %d sites; name one of them", name, len(sites))
	}
	return sites[0], on, nil
}
