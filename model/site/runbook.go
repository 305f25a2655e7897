package site

import (
	"portolan/model/source"
)

// Runbook is what a site says of a runbook of its pack: when it was tried and read last, or why the site does without.
type Runbook struct {
	At            source.Position
	LastTested    source.Val[source.Date] `toml:"last_tested"`
	By            str                     `toml:"by"`
	Result        str                     `toml:"result"`
	Evidence      str                     `toml:"evidence"` // where the record of the rehearsal is
	LastReviewed  source.Val[source.Date] `toml:"last_reviewed"`
	TestEveryDays source.Val[int]         `toml:"test_every_days"` // instead of the product's
	LeftOut       str                     `toml:"left_out"`        // why the site does without it
	Tests         []Exercise              `toml:"tests"`           // all that are on record; in the place of last_tested
	Alerts        strs                    `toml:"alerts"`          // names of the site's alerts that lead to it
}
