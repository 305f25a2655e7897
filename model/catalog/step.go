package catalog

import "portolan/model/source"

// Step is one action.
type Step struct {
	At         source.Position
	ID         str             `toml:"id"`      // needed, but in a step of a site that takes another's place and id
	Include    str             `toml:"include"` // a procedure whose steps stand in its place; such a step has no title
	With       map[string]str  `toml:"with"`    // of an include: what the procedure is given
	Title      str             `toml:"title,required,unless=include"`
	On         str             `toml:"on,required,unless=include"` // where: a set, "resource:NAME", OnOperator; in a runbook for failovers OnLost, OnTaker, OnKept
	Place      str             `toml:"place"`                      // in words, where OnOperator means a machine that the plan does not know
	But        str             `toml:"but"`                        // hosts that are left out, in the same words
	First      str             `toml:"first"`                      // a set whose members come first
	Last       str             `toml:"last"`                       // a set whose members come last
	Hosts      str             `toml:"hosts"`                      // see HostOrders
	Each       str             `toml:"each"`                       // the command is repeated for each value of this list
	Starts     strs            `toml:"starts"`                     // services that are started, in this order; "services" for those of Each
	Stops      strs            `toml:"stops"`                      // likewise stopped
	Who        str             `toml:"who"`
	Text       str             `toml:"text"`
	Shell      str             `toml:"shell"` // see Shells
	Run        str             `toml:"run"`
	Expect     str             `toml:"expect,required,unless=include"`
	MaxWait    source.Val[int] `toml:"max_wait"` // minutes after which the step counts as failed
	Minutes    source.Val[int] `toml:"minutes"`
	MinutesFor str             `toml:"minutes_for"` // what the minutes are for: a host (the default), an item of Each, or the step
	IfFails    str             `toml:"if_fails"`
	Danger     str             `toml:"danger"`
	Rollback   str             `toml:"rollback"`
	NoRollback str             `toml:"why_no_rollback"`
	Reversible str             `toml:"reversible"` // see Reversibles
	NoReturn   str             `toml:"no_return"`  // the point of no return, and what it means
	Destroys   []Destruction   `toml:"destroys"`   // what it takes away, each with the check that stops it
	Evidence   str             `toml:"evidence"`
	Files      strs            `toml:"files"` // generated files that the step uses
	Connects   []Connection    `toml:"connects"`
	From       str             `toml:"from"` // of the way back: the step from which on it is needed
	When       strs            `toml:"when"`
	Source     strs            `toml:"source"` // needed in a catalogue; the steps of a site may stand on the site's own word

	Included *Inclusion // where it comes from; nil for steps that the runbook writes itself

	Derived       source.Val[bool] `toml:"derived"`        // it follows from its sources together, and none of them states it
	MinutesSource strs             `toml:"minutes_source"` // places that state the minutes, which are an estimate without
}

// Connection is a connection that a step opens, and that must therefore be a rule of the plan. Exactly one of Listener and Port is given.
type Connection struct {
	At       source.Position
	From     str `toml:"from,required"` // OnHere, OnBackup, or as a step's On
	To       str `toml:"to,required"`
	Listener str `toml:"listener"` // "service.listener"
	Port     str `toml:"port"`     // "tcp/445"
}

// Words for places that every product has.
const (
	OnOperator = "operator" // the operator's own desk
	OnLost     = "lost"     // the node that failed
	OnTaker    = "taker"    // the node that takes over
	OnKept     = "kept"     // all nodes but the one that failed
	OnHere     = "here"     // of a connection: the hosts of the step
	OnBackup   = "backup"   // of a connection: the host that the backup's folder is on
)

// The orders in which the hosts of a step can be worked on.
const (
	InTurn    = "in turn"   // the default
	Together  = "together"  // first and last ones in waves of their own
	AnyOne    = "any one"   // only on that which the procedure is about
	Whichever = "whichever" // on one of them, no matter which: the command speaks for all
)

var (
	hostOrders  = []string{InTurn, Together, AnyOne, Whichever}
	minutesFor  = []string{"host", "item", "step"}
	reversibles = []string{"yes", "no", "nothing to undo"}
	severities  = []string{"critical", "high", "medium", "low"}
)
