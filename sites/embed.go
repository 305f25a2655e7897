// Package sites is the sites that come with the program: examples of its reference, and what new sites are made of.
package sites

import "embed"

// Files are the sites, each in a folder. They are named one by one: a site that somebody keeps here is not built into the program.
//
//go:embed failover-candidate/*.toml generic-scale-out/*.toml ha-proxy-engine/*.toml harbour-logistics/*.toml multi-node-five/*.toml
//go:embed proxy-in-dmz/*.toml scenario-extra-large/*.toml scenario-large/*.toml separate-proxy-and-engine/*.toml
//go:embed separate-proxy-scheduler-ha-engine/*.toml separate-scheduler-ha/*.toml single-node/*.toml thoughtspot-forty/*.toml thoughtspot-three/*.toml
//go:embed two-products/*.toml
var Files embed.FS
