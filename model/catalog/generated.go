package catalog

import "portolan/model/source"

// Generated is a file that operators need and that the plan can write: one for each host that it is for.
type Generated struct {
	At       source.Position
	ID       str    `toml:"id,required"`
	Title    str    `toml:"title,required"`
	Path     str    `toml:"path,required"`     // its name; names are filled in
	On       str    `toml:"on,required"`       // the hosts that it is for, as in steps
	Language str    `toml:"language,required"` // how values are quoted, see shell.Names
	Meaning  str    `toml:"meaning,required"`  // what it is for and what is left to do by hand
	When     strs   `toml:"when"`
	Needs    strs   `toml:"needs"`
	Parts    []Part `toml:"parts,required"`
	Source   strs   `toml:"source,required"`
}

// Part is some lines of a generated file.
type Part struct {
	At     source.Position
	Text   str  `toml:"text,required"`
	Each   str  `toml:"each"`   // the text is repeated for each of these, as in steps
	Join   str  `toml:"join"`   // what stands between the repetitions; a line break when absent
	Before str  `toml:"before"` // what stands before and behind all of them
	After  str  `toml:"after"`
	On     str  `toml:"on"` // only for these hosts, as in steps
	When   strs `toml:"when"`
}
