package main

import (
	"context"

	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/source"
)

// planOf is the plan of the one site that an argument names. Where there is none, it has said why. With strict, the site is planned without
// disputed flows, whatever its own word.
func (p *program) planOf(ctx context.Context, catalogs []string, site string, strict bool) (*plan.Plan, error) {
	shelf, found := openShelf(catalogs)
	sites, more := findSites([]string{site})
	found = append(found, more...)
	p.showLoose(found)
	switch {
	case found.HasErrors():
		return nil, outcome(exitFailed)
	case len(sites) != 1:
		return nil, usageError("%s holds %d sites; name one of them", site, len(sites))
	}
	c, err := unlessInterrupted(ctx, func() compiled {
		o, found := openSite(sites[0], shelf)
		if o.site != nil && strict {
			o.site.Profile = source.V("strict", o.site.Schema.At)
		}
		return o.compile(found, resolve.Options{})
	})
	switch {
	case err != nil:
		return nil, err
	case c.plan == nil:
		p.show(sites[0].file, c.found)
		return nil, outcome(exitFailed)
	}
	return c.plan, nil
}
