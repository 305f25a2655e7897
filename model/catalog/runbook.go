package catalog

import "portolan/model/source"

// A Runbook is a procedure of typed steps. Text fields are Markdown; `{{name}}` in them and in commands is a value of the plan.
type Runbook struct {
	At        source.Position
	ID        str             `toml:"id,required"`
	Title     str             `toml:"title,required"`
	Kind      str             `toml:"kind,required"` // backup, restore, failover, ...
	Trigger   str             `toml:"trigger,required"`
	NotWhen   str             `toml:"not_when"`
	Impact    str             `toml:"impact,required"`
	Roles     strs            `toml:"roles,required"`
	Access    strs            `toml:"access"`
	When      strs            `toml:"when"`   // conditions on the site; else the runbook is not in the pack
	Needs     strs            `toml:"needs"`  // values without which the runbook is left out
	Lists     map[string]strs `toml:"lists"`  // values that steps repeat over
	Values    []Value         `toml:"values"` // names for texts that commands share
	PreChecks []Check         `toml:"pre_checks"`
	Steps     []Step          `toml:"steps,required"`
	Verify    []Check         `toml:"verify"`
	Rollback  str             `toml:"rollback,required"`
	Source    strs            `toml:"source,required"`
}

// Value is a text with a name; of several with one name, the first whose conditions hold counts.
type Value struct {
	At      source.Position
	Name    str  `toml:"name,required"`
	Text    str  `toml:"text,required"`
	Meaning str  `toml:"meaning,required"`
	When    strs `toml:"when"`
	Source  strs `toml:"source,required"`
}

// Check is something to look at before or after a procedure.
type Check struct {
	At     source.Position
	Text   str  `toml:"text,required"`
	Run    str  `toml:"run"`
	Shell  str  `toml:"shell"`
	On     str  `toml:"on"`
	Pass   str  `toml:"pass,required"`
	Source strs `toml:"source"`
}

// Step is one action.
type Step struct {
	At       source.Position
	ID       str             `toml:"id,required"`
	Title    str             `toml:"title,required"`
	On       str             `toml:"on,required"` // where: a set, "resource:NAME", "operator"
	Each     str             `toml:"each"`        // the command is repeated for each value of this list
	First    str             `toml:"first"`       // a set whose members come first
	Last     str             `toml:"last"`        // a set whose members come last
	Who      str             `toml:"who"`
	Text     str             `toml:"text"`
	Shell    str             `toml:"shell"` // cmd, powershell, bash, sql
	Run      str             `toml:"run"`
	Expect   str             `toml:"expect,required"`
	IfFails  str             `toml:"if_fails"`
	Rollback str             `toml:"rollback"`
	Danger   str             `toml:"danger"`
	Minutes  source.Val[int] `toml:"minutes"`
	When     strs            `toml:"when"`
	Source   strs            `toml:"source,required"`
}
