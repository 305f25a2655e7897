package site

import "portolan/model/source"

// Waiver is the site's word that rule files may do without something that they should have.
type Waiver struct {
	At     source.Position
	Rules  strs                    `toml:"rules"`  // that a file may leave out where its dialect cannot say them: flow rules, declared flows, rule ids
	Topics strs                    `toml:"topics"` // that a host needs before its file drops all else, and that it has no rule for
	Hosts  strs                    `toml:"hosts"`  // for the files of these alone, hosts or firewalls; for those of all when absent
	Reason str                     `toml:"reason,required"`
	By     str                     `toml:"by"`
	Until  source.Val[source.Date] `toml:"until"`
}
