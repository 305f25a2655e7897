package edition

import (
	"fmt"
	"slices"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/resolve"
	"portolan/model/site"
	"portolan/model/source"
)

// UpgradeSite compares a site as it is with the same site on another edition of one of its products. cats are the site's catalogues in its
// own order, editions are all that are known: those of the same product tell which ports are stale. Errors are faults of the site as it is;
// what the new edition does not know, needs or finds is reported as warnings, at the site's lines.
func UpgradeSite(site *site.Site, cats []*catalog.Catalogue, to *catalog.Catalogue, editions []*catalog.Catalogue, opts resolve.Options) (*Upgrade, source.Diagnostics) {
	replaced := slices.IndexFunc(cats, func(c *catalog.Catalogue) bool { return c.Product.ID.V == to.Product.ID.V })
	if replaced < 0 {
		return nil, source.Diagnostics{{Code: "U03", At: site.Catalogues()[0].At, What: fmt.Sprintf("%s is no edition of a product of this site", to.Dir),
			Help: "name an edition of one of its products"}}
	}
	old, known := resolve.All(site, cats, opts)
	if old == nil {
		return nil, known
	}
	next := slices.Clone(cats)
	next[replaced] = to
	f := retarget(site, old, cats, next, replaced)
	plan, found := resolve.All(f.site, f.cats, opts)
	found = append(f.found.Sorted(), slices.DeleteFunc(found, func(d source.Diagnostic) bool { return ofOldEdition(d) || sameFinding(known, d) })...).Sorted()
	if plan == nil {
		return nil, found
	}
	u := Compare(old, plan)
	u.Findings = withLevels(u.Findings, to)
	u.From, u.To = old.Products[replaced], plan.Products[replaced]
	var others []edition
	for _, cat := range editions {
		switch {
		case cat.Product.ID.V != to.Product.ID.V || cat.Dir == to.Dir:
		case cat.Dir == cats[replaced].Dir:
			others = append(others, edition{cat, old})
		default:
			others = append(others, edition{cat, planAs(site, old, cats, cat, replaced, opts)})
		}
	}
	u.findStale(site, others)
	u.LeftOut = append(u.LeftOut, f.omitted...)
	return u, found
}

// ofOldEdition are diagnostics about approvals and acceptances that were written for the old edition.
func ofOldEdition(d source.Diagnostic) bool {
	return slices.Contains([]string{"S38", "S40", "S59", "S92", "S93", "S94", "S97", "S98", "S99"}, d.Code)
}

func sameFinding(known source.Diagnostics, d source.Diagnostic) bool {
	return slices.ContainsFunc(known, func(k source.Diagnostic) bool { return k.Code == d.Code && k.At.Line == d.At.Line && k.What == d.What })
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
func planAs(site *site.Site, old *plan.Plan, cats []*catalog.Catalogue, other *catalog.Catalogue, replaced int, opts resolve.Options) *plan.Plan {
	next := slices.Clone(cats)
	next[replaced] = other
	f := retarget(site, old, cats, next, replaced)
	plan, _ := resolve.All(f.site, f.cats, opts)
	return plan
}
