// Package model holds the rooms in which a site becomes a plan: source, catalog, site, plan, product, procedure, resolve and edition, and
// those that answer questions about plans: policy, ask and loss. It has no code of its own: its tests read sites of the repository and go
// through all rooms.
//
// A site description is loaded (site.Read), resolved against its products' catalogues (resolve.Resolve), and comes out as a plan (plan.Plan),
// which nothing changes any more. The rooms find every fault before anything is drawn. They read no clock, write no file, and know neither a
// format nor a product.
package model
