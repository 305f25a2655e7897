package site

import "portolan/model/source"

// Use is something of the network around the products that the site uses: a directory, name servers, a backup. It is an installation of the catalogue
// that describes it, whose nodes are the hosts that provide it and those that use it.
type Use struct {
	At        source.Position
	Catalogue str                        `toml:"catalogue,required"` // "dns", or "dns/2026-11" where there are several editions
	Name      str                        `toml:"name"`               // for readers; when absent the catalogue's
	Providers source.Val[any]            `toml:"at"`                 // who provides it: nodes, servers, external services; one, or a list
	Users     source.Val[any]            `toml:"by"`                 // who uses it: nodes and servers, "all nodes", groups; when absent every host that the catalogue's users are
	Roles     map[string]source.Val[any] `toml:"roles"`              // hosts of further roles of the catalogue
	Facts     map[string]source.Val[any] `toml:"facts"`              // of the site
	Note      str                        `toml:"note"`
}
