package catalog

import "portolan/model/source"

// A Runbook is a procedure of typed steps. Text fields are Markdown; `{{name}}` in them and in commands is a value of the plan.
type Runbook struct {
	At            source.Position
	ID            str                     `toml:"id,required"`
	Product       str                     `toml:"product"` // of a site's own runbook: which of its products it is for; the first when absent
	Title         str                     `toml:"title,required"`
	Kind          str                     `toml:"kind,required"`  // see RunbookKinds
	Group         str                     `toml:"group,required"` // see RunbookGroups
	Severity      str                     `toml:"severity"`       // critical, high, medium, low: of the situation that calls for it
	Trigger       str                     `toml:"trigger,required"`
	NotWhen       str                     `toml:"not_when"`
	Alerts        strs                    `toml:"alerts"`     // names of alerts that lead here
	Activation    str                     `toml:"activation"` // what must be known before it begins, and who decides that it does
	CleanUp       strs                    `toml:"clean_up"`   // what was changed for its time only, and is to be taken back
	Impact        str                     `toml:"impact,required"`
	Roles         strs                    `toml:"roles,required"` // who takes part, at more length than a step's Who; a Who that it lacks is added
	Access        strs                    `toml:"access"`
	Owner         str                     `toml:"owner"`
	Patterns      strs                    `toml:"patterns"` // see Patterns: how it brings a product up at another location
	Serves        strs                    `toml:"serves"`   // rto: its minutes count against it; rpo: the interval of backups does
	Per           str                     `toml:"per"`      // "failover": once for each state after a failover
	Fits          strs                    `toml:"fits"`     // losses after which it is the next thing to open: "lost SET", "lost resource:NAME"
	When          strs                    `toml:"when"`     // conditions on the site; else the runbook is not in the pack
	OnlyFor       str                     `toml:"only_for"` // the same in words, for a pack without it: "sites with a standby database"
	Needs         strs                    `toml:"needs"`    // values without which the runbook is left out
	LastReviewed  source.Val[source.Date] `toml:"last_reviewed"`
	TestEveryDays source.Val[int]         `toml:"test_every_days"`
	Lists         map[string]strs         `toml:"lists"`  // values that steps repeat over
	Values        []Value                 `toml:"values"` // names for texts that commands share
	PreChecks     []Check                 `toml:"pre_checks"`
	Go            str                     `toml:"go"` // who says go after the checks
	Steps         []Step                  `toml:"steps"`
	Verify        []Check                 `toml:"verify"`
	Rollback      str                     `toml:"rollback,required"`
	Undo          []Step                  `toml:"undo"` // the way back, step by step
	Escalation    []Escalation            `toml:"escalation"`
	Problems      []Problem               `toml:"problems"`
	Related       strs                    `toml:"related"`
	SignOff       strs                    `toml:"sign_off"` // there is one; who signs are the roles, which these may name in short
	Source        strs                    `toml:"source"`   // needed in a catalogue
}

// RunbookKinds are what a runbook can be for, in the order in which books have them. One of the last kind is an index of symptoms and needs no steps.
var RunbookKinds = []string{FailoverKind, FailbackKind, "restore", "start", "stop", BackupKind, "check", "certificates", "change", "set-up", "upgrade", SymptomsKind}

// RunbookParts are the ids of the parts of a runbook's page, which no step may have.
var RunbookParts = []string{"access", "before", "changes", "clean-up", "escalation", "glance", "history", "problems", "related", "rollback", "sign-off", "sources", "steps", "symptoms", "use", "values", "verify"}

// RunbookGroups are the occasions on which runbooks are opened, in the order in which menus and lists have them.
var RunbookGroups = []string{"failure", "routine", "change", "set-up"}

// Patterns are the ways in which a product comes up at another location: on hosts that are made anew from backups, on standby hosts with the content of
// backups, or on standby hosts that have the data already.
var Patterns = []string{"cold", "warm", "hot"}

// FailoverKind is the kind of runbook that makes another host take over.
const FailoverKind = "failover"

// BackupKind is the kind of runbook that saves what a product holds.
const BackupKind = "backup"

// FailbackKind is the kind of runbook that undoes a failover: the node that took over gives back.
const FailbackKind = "failback"

// SymptomsKind is the kind of runbook that lists symptoms instead of steps.
const SymptomsKind = "symptoms"

// PerFailover is the word for a runbook that is compiled once for each state after a failover.
const PerFailover = "failover"

// Value is a text with a name; of several with one name, the first whose conditions hold counts.
type Value struct {
	At      source.Position
	Name    str              `toml:"name,required"`
	Text    str              `toml:"text,required"`
	Meaning str              `toml:"meaning,required"`
	Prose   source.Val[bool] `toml:"prose"` // words for texts, not code: not listed among the values that commands use
	When    strs             `toml:"when"`
	Source  strs             `toml:"source,required"`
}

// RunbookList is a list that steps of several runbooks repeat over.
type RunbookList struct {
	At     source.Position
	Items  strs `toml:"items,required"`
	Source strs `toml:"source,required"`
}

// Check is something to look at before or after a procedure.
type Check struct {
	At       source.Position
	ID       str             `toml:"id"`
	Text     str             `toml:"text,required"`
	On       str             `toml:"on"` // where, as in steps
	But      str             `toml:"but"`
	Hosts    str             `toml:"hosts"`
	Each     str             `toml:"each"`
	Shell    str             `toml:"shell"`
	Run      str             `toml:"run"`
	Pass     str             `toml:"pass,required"`
	IfFails  str             `toml:"if_fails"`
	Minutes  source.Val[int] `toml:"minutes"`
	Connects []Connection    `toml:"connects"`
	When     strs            `toml:"when"`
	Source   strs            `toml:"source"`

	Derived       source.Val[bool] `toml:"derived"`        // as of steps
	MinutesSource strs             `toml:"minutes_source"` // as of steps
}

// Duty is a team that runbooks escalate to.
type Duty struct {
	At   source.Position
	Name str `toml:"name,required"` // as readers know the team
}

// Escalation says whom to call when the procedure does not get on.
type Escalation struct {
	At           source.Position
	AfterMinutes source.Val[int] `toml:"after_minutes"` // at once when absent
	To           strs            `toml:"to,required"`   // contacts or duties, in the order in which they are called; those that the site has
	Text         str             `toml:"text"`
}

// Problem is something that is known to go wrong.
type Problem struct {
	At      source.Position
	Symptom str  `toml:"symptom,required"`
	Cause   str  `toml:"cause"`
	Cure    str  `toml:"cure,required"`
	On      str  `toml:"on"`
	Shell   str  `toml:"shell"`
	Run     str  `toml:"run"`
	Pass    str  `toml:"pass"`
	Runbook str  `toml:"runbook"` // where to go on
	When    strs `toml:"when"`
	Source  strs `toml:"source"`
}
