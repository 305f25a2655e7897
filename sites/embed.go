// Package sites is the sites that come with the program: examples of its reference, and what new sites are made of.
package sites

import "embed"

// Files are the sites, each in a folder.
//
//go:embed */*.toml
var Files embed.FS
