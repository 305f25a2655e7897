package edition

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// UpgradeSite compares a site as it is with the same site on another edition of one of its products. cats are the site's catalogues in its
// own order, editions are all that are known: those of the same product tell which ports are stale. Of a product with several installations those
// change that are named, or all. Errors are faults of the site as it is; what the new edition does not know, needs or finds is reported as warnings,
// at the site's lines.
func UpgradeSite(site *site.Site, cats []*catalog.Catalogue, to *catalog.Catalogue, editions []*catalog.Catalogue, opts resolve.Options, named ...string) (*Upgrade, source.Diagnostics) {
	changing, fault := changing(site, cats, to, named)
	if len(changing) == 0 {
		return nil, source.Diagnostics{fault}
	}
	old, known := resolve.All(site, cats, opts)
	if old == nil {
		return nil, known
	}
	f := retargetAll(site, old, cats, to, changing)
	after, found := resolve.All(f.site, f.cats, opts)
	found = append(f.found.Sorted(), slices.DeleteFunc(found, func(d source.Diagnostic) bool { return ofOldEdition(d) || sameFinding(known, d) })...).Sorted()
	if after == nil {
		return nil, found
	}
	u := Compare(old, after)
	u.Findings = withLevels(u.Findings, to)
	u.From, u.To = old.Products[changing[0]], after.Products[changing[0]]
	u.Installations = namesOf(old, changing)
	var others []edition
	for _, cat := range editions {
		if cat.Product.ID.V == to.Product.ID.V && cat.Dir != to.Dir {
			others = append(others, asEdition(site, old, cats, cat, changing, opts)...)
		}
	}
	u.findStale(site, others)
	u.LeftOut = append(u.LeftOut, f.omitted...)
	return u, found
}

// asEdition is another edition for each installation that changes, with the plan of the site on it: the one that it has, where that is the edition.
func asEdition(site *site.Site, old *plan.Plan, cats []*catalog.Catalogue, cat *catalog.Catalogue, changing []int, opts resolve.Options) []edition {
	var out []edition
	other := sync.OnceValue(func() *plan.Plan { return planAs(site, old, cats, cat, changing, opts) })
	for _, i := range changing {
		known := old
		if cat.Dir != cats[i].Dir {
			known = other()
		}
		out = append(out, edition{cat, site.Setups()[i].ID, known})
	}
	return out
}

// changing are the installations that get another edition, as places in the site's order: those that are named, or all that are of the product and do
// not have it yet. Without any it says why.
func changing(site *site.Site, cats []*catalog.Catalogue, to *catalog.Catalogue, named []string) ([]int, source.Diagnostic) {
	var all, waiting []int
	var ids []string
	for i, setup := range site.Setups() {
		if i >= len(cats) || cats[i].Product.ID.V != to.Product.ID.V {
			continue
		}
		ids = append(ids, setup.ID)
		if len(named) > 0 && !slices.Contains(named, setup.ID) {
			continue
		}
		all = append(all, i)
		if cats[i].Dir != to.Dir {
			waiting = append(waiting, i)
		}
	}
	at := site.Catalogues()[0].At
	switch {
	case len(ids) == 0:
		return nil, source.Diagnostic{Code: "U03", At: at, What: fmt.Sprintf("%s is no edition of a product of this site", to.Dir), Help: "name an edition of one of its products"}
	case len(all) == 0:
		return nil, source.Diagnostic{Code: "U04", At: at, What: fmt.Sprintf("%s is no installation of %s", strings.Join(named, ", "), to.Product.ID.V), Help: source.DidYouMean(named[0], ids)}
	case len(waiting) > 0:
		return waiting, source.Diagnostic{}
	}
	return all[:1], source.Diagnostic{} // it has the edition already: nothing changes
}

// namesOf are the names of the installations that change, where the site has others of the product.
func namesOf(old *plan.Plan, changing []int) []string {
	var names []string
	several := false
	for i, p := range old.Products {
		several = several || i != changing[0] && p.Label != "" && path.Dir(p.Catalogue) == path.Dir(old.Products[changing[0]].Catalogue)
		if slices.Contains(changing, i) {
			names = append(names, p.Name)
		}
	}
	if !several {
		return nil
	}
	return names
}

// ofOldEdition are diagnostics about approvals and acceptances that were written for the old edition.
func ofOldEdition(d source.Diagnostic) bool {
	return slices.Contains([]string{"S38", "S40", "S59", "S92", "S93", "S94", "S97", "S98", "S99"}, d.Code)
}

func sameFinding(known source.Diagnostics, d source.Diagnostic) bool {
	return slices.ContainsFunc(known, func(k source.Diagnostic) bool {
		return k.Code == d.Code && k.At.Line() == d.At.Line() && k.What == d.What
	})
}

// withLevels gives findings the levels that the edition has for them; they were lowered so that a plan could be made.
func withLevels(findings []plan.Finding, cat *catalog.Catalogue) []plan.Finding {
	for i := range findings {
		for _, l := range cat.Lint {
			if l.ID.V == findings[i].ID {
				findings[i].Level = l.Level.V
			}
		}
	}
	return findings
}

// planAs is the plan of a site on another edition, nil where there is none. Only its ports are of interest, so what it leaves out is not
// reported.
func planAs(site *site.Site, old *plan.Plan, cats []*catalog.Catalogue, other *catalog.Catalogue, changing []int, opts resolve.Options) *plan.Plan {
	f := retargetAll(site, old, cats, other, changing)
	plan, _ := resolve.All(f.site, f.cats, opts)
	return plan
}
