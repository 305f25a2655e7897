package plan

import (
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// GeneratedFile is a file that the plan writes for a host.
type GeneratedFile struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Party    string     `json:"party"`
	Path     string     `json:"path"` // in the pack
	Language string     `json:"language"`
	Meaning  string     `json:"meaning"`
	Text     string     `json:"text"`
	Sources  []Citation `json:"sources"`
}

// A Runbook is a procedure with this site's hosts, paths and ports in it.
type Runbook struct {
	ID           string       `json:"id"`
	Title        string       `json:"title"`
	Kind         string       `json:"kind"`
	Group        string       `json:"group"`
	Severity     string       `json:"severity,omitempty"`
	Catalogue    string       `json:"catalogue"`       // whose procedure it is
	State        string       `json:"state,omitempty"` // the state after a failover that it is for
	Lost         string       `json:"lost,omitempty"`  // parties' ids, in that state
	Taker        string       `json:"taker,omitempty"`
	Trigger      string       `json:"trigger"`
	NotWhen      string       `json:"not_when,omitempty"`
	Alerts       []string     `json:"alerts,omitempty"`     // names of alerts that lead here
	Activation   string       `json:"activation,omitempty"` // what must be known before it begins, and who decides that it does
	CleanUp      []string     `json:"clean_up,omitempty"`   // what was changed for its time only
	Impact       string       `json:"impact"`
	Called       string       `json:"-"`     // the title in the catalogue, as other texts name it
	Book         string       `json:"-"`     // the id in the catalogue or the site; the runbook of a state has one of its own
	Roles        []string     `json:"roles"` // who takes part: those of its steps among them
	Access       []string     `json:"access,omitempty"`
	Owner        string       `json:"owner,omitempty"`
	Patterns     []string     `json:"patterns,omitempty"` // cold, warm, hot: how it brings the product up at another location
	Serves       []string     `json:"serves,omitempty"`   // rto, rpo
	Fits         []Loss       `json:"fits,omitempty"`
	LastReviewed source.Date  `json:"last_reviewed,omitzero"`
	ReviewedHere bool         `json:"reviewed_here,omitempty"` // the site says when the text was reviewed, not the catalogue
	Test         Rehearsal    `json:"test"`
	Values       []Value      `json:"values,omitempty"` // what was filled in, by name
	PreChecks    []Check      `json:"pre_checks,omitempty"`
	Go           string       `json:"go,omitempty"`
	Steps        []Step       `json:"steps,omitempty"`
	Verify       []Check      `json:"verify,omitempty"`
	Rollback     string       `json:"rollback"`
	Undo         []Step       `json:"undo,omitempty"`
	Escalation   []Escalation `json:"escalation,omitempty"`
	Problems     []Problem    `json:"problems,omitempty"`
	Related      []RelatedRef `json:"related,omitempty"`
	SignOff      []string     `json:"sign_off,omitempty"`     // the same roles in short; none where it asks for no signature
	Down         int          `json:"minutes_down,omitempty"` // minutes without services, as the impact states them
	DownAt       int          `json:"-"`                      // where in the impact their number begins
	Minutes      int          `json:"minutes"`                // sum over checks and steps, hosts counted as they are worked on
	Own          bool         `json:"own,omitempty"`
	Changes      []BookChange `json:"changes,omitempty"` // what the site changed of the product's procedure
	Faults       []BookFault  `json:"faults,omitempty"`  // what this site cannot keep of it
	Sources      []Citation   `json:"sources"`

	Installation string `json:"-"` // whose procedure it is, by id
}

// Loss is something whose loss a runbook is the answer to.
type Loss struct {
	Parties  []string `json:"parties"`
	Resource string   `json:"resource,omitempty"` // only where this stands on them
}

// Rehearsal is when a runbook was tried last at this site, and when that is due again.
type Rehearsal struct {
	EveryDays int         `json:"every_days,omitempty"`
	Last      source.Date `json:"last,omitzero"`
	By        string      `json:"by,omitempty"`
	Result    string      `json:"result,omitempty"`
	Evidence  string      `json:"evidence,omitempty"`
	Due       source.Date `json:"due,omitzero"`
	History   []Exercise  `json:"history,omitempty"` // all tests on record, the latest first
}

// Exercise is one test of a runbook.
type Exercise struct {
	Date     source.Date `json:"date"`
	By       string      `json:"by"`
	Result   string      `json:"result"`
	Failed   bool        `json:"failed,omitempty"`
	Minutes  int         `json:"minutes,omitempty"` // that it took
	Evidence string      `json:"evidence,omitempty"`
}

// Took are the minutes of the latest test that passed and was timed; 0 where there was none.
func (r Rehearsal) Took() int {
	for _, x := range r.History {
		if !x.Failed && x.Minutes > 0 {
			return x.Minutes
		}
	}
	return 0
}

// Value is a name that texts and commands use, and what it is at this site.
type Value struct {
	Name    string `json:"name"`
	Text    string `json:"text"`
	Meaning string `json:"meaning,omitempty"`
}

// Check is something to look at before or after a procedure.
type Check struct {
	ID       string     `json:"id,omitempty"`
	Text     string     `json:"text"`
	Where    []string   `json:"where,omitempty"` // parties' ids
	Commands []Command  `json:"commands,omitempty"`
	Pass     string     `json:"pass"`
	IfFails  string     `json:"if_fails,omitempty"`
	Minutes  int        `json:"minutes,omitempty"`
	Sources  []Citation `json:"sources,omitempty"`

	Hosts          string     `json:"hosts,omitempty"`           // as of steps, where it is not each host
	Derived        bool       `json:"derived,omitempty"`         // as of steps
	MinutesSources []Citation `json:"minutes_sources,omitempty"` // as of steps
}

// Step is one action of a procedure.
type Step struct {
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	Where      []string      `json:"where,omitempty"` // parties' ids; none for what the operator does anywhere
	Place      string        `json:"place,omitempty"` // a machine that the plan does not know, in words
	Hosts      string        `json:"hosts,omitempty"` // how several hosts are worked on: in turn, together, any one
	First      string        `json:"first,omitempty"` // the set whose hosts come before the others, in words
	Last       string        `json:"last,omitempty"`  // likewise after them
	Who        string        `json:"who,omitempty"`
	Text       string        `json:"text,omitempty"` // Markdown
	Commands   []Command     `json:"commands,omitempty"`
	Expect     string        `json:"expect"`
	MaxWait    int           `json:"max_wait_minutes,omitempty"`
	Minutes    int           `json:"minutes,omitempty"` // of the whole step
	Each       int           `json:"minutes_each,omitempty"`
	IfFails    string        `json:"if_fails,omitempty"`
	Rollback   string        `json:"rollback,omitempty"`
	NoRollback string        `json:"why_no_rollback,omitempty"`
	Reversible string        `json:"reversible,omitempty"` // yes, no, nothing to undo; empty where the runbook does not say
	Danger     string        `json:"danger,omitempty"`
	NoReturn   string        `json:"no_return,omitempty"`
	Evidence   string        `json:"evidence,omitempty"`
	Destroys   []Destruction `json:"destroys,omitempty"`
	Files      []FileRef     `json:"files,omitempty"`
	From       string        `json:"from,omitempty"` // of the way back: the step from which on it is needed
	Change     *BookChange   `json:"change,omitempty"`
	Included   *Inclusion    `json:"included,omitempty"` // where it comes from; nothing for steps that the runbook has to itself
	Sources    []Citation    `json:"sources"`

	Derived        bool       `json:"derived,omitempty"`         // it follows from its sources together, and none of them states it
	MinutesSources []Citation `json:"minutes_sources,omitempty"` // the documents that state the minutes; an estimate without
}

// Inclusion is where steps come from that several runbooks have: a procedure that was written once.
type Inclusion struct {
	Procedure string `json:"procedure"`
	Title     string `json:"title"`
	Run       int    `json:"run"` // which of the runbook's inclusions it is; the steps of one are done one after another
}

// Destruction is something that a step takes away, and the check without which nobody may go on.
type Destruction struct {
	What      string     `json:"what"`
	Component string     `json:"component,omitempty"` // id of the component of the product that it is or belongs to
	Unless    string     `json:"unless"`              // after "Stop unless"
	Where     []string   `json:"where,omitempty"`     // parties' ids
	Commands  []Command  `json:"commands"`
	Go        string     `json:"go"`             // what the commands must print
	Stop      string     `json:"stop"`           // what to do else
	Copy      string     `json:"copy,omitempty"` // id of the earlier step that keeps a copy, or "itself"
	NoCopy    string     `json:"no_copy,omitempty"`
	Sources   []Citation `json:"sources"`
}

// Command is what is typed into a shell, exactly.
type Command struct {
	Parties []string `json:"parties,omitempty"` // where, when a step is done on several hosts and not in the same way on all
	Shell   string   `json:"shell"`
	Text    string   `json:"text"`
}

// Escalation is whom to call when a procedure does not get on.
type Escalation struct {
	AfterMinutes int      `json:"after_minutes"`      // 0: at once
	Contacts     []string `json:"contacts,omitempty"` // ids, in the order in which they are called
	Duties       []string `json:"duties,omitempty"`   // for what somebody is called, in that order, where the site names no contact at all
	Teams        []string `json:"teams,omitempty"`    // the same as readers know them
	Text         string   `json:"text,omitempty"`
}

// Problem is something that is known to go wrong, and its cure.
type Problem struct {
	Symptom  string     `json:"symptom"`
	Cause    string     `json:"cause,omitempty"`
	Where    []string   `json:"where,omitempty"`
	Commands []Command  `json:"commands,omitempty"`
	Pass     string     `json:"pass,omitempty"`
	Cure     string     `json:"cure"`
	Runbook  string     `json:"runbook,omitempty"` // id of the one to go on with, where the pack has it
	Sources  []Citation `json:"sources,omitempty"`
}

// RelatedRef is another runbook; Here tells whether this site's pack holds it.
type RelatedRef struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Here  bool   `json:"here"`
}

// FileRef is a generated file of the pack.
type FileRef struct {
	ID   string `json:"id"`
	Path string `json:"path"`
}

// BookChange is a change that the site made to a product's procedure.
type BookChange struct {
	Kind   string `json:"kind"` // replaced, removed, inserted
	Step   string `json:"step"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// BookFault is something about a runbook that this site cannot keep. Step is empty where it is about the whole.
type BookFault struct {
	Code string `json:"code"`
	Step string `json:"step,omitempty"`
	What string `json:"what"`
	Help string `json:"help,omitempty"`
}

// LeftOut is a runbook that this site's pack does not hold. Missing are the keys that would bring it in; where there are none, Unmet are
// the conditions that do not hold (OnlyFor says them in words, where the catalogue does), or Reason is the site's own word.
type LeftOut struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Missing []string `json:"missing"`
	Unmet   []string `json:"unmet,omitempty"`
	OnlyFor string   `json:"only_for,omitempty"` // the sites that have it, in words
	Reason  string   `json:"reason,omitempty"`

	Book         string   `json:"-"` // its title in the catalogue, as other texts name it
	Installation string   `json:"-"` // whose procedure it is, by id
	Patterns     []string `json:"-"` // of recovery at another location that it is for
}

// Runbook is the runbook of the pack with an id, or nil.
func (p *Plan) Runbook(id string) *Runbook {
	for _, b := range p.Runbooks {
		if b.ID == id {
			return b
		}
	}
	return nil
}

// CopyItself is the word for a step that takes nothing away for good: what it sets aside is the copy.
const CopyItself = catalog.CopyItself

// Why says in a line why a runbook is not in the pack.
func (l LeftOut) Why() string {
	switch {
	case l.Reason != "":
		return l.Reason
	case len(l.Missing) == 0:
		return "the site does not meet: " + strings.Join(l.Unmet, ", ")
	}
	return "the site does not give: " + strings.Join(l.Missing, ", ")
}
