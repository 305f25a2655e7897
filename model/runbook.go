package model

// A Runbook is a procedure with this site's hosts, paths and ports in it.
type Runbook struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Kind      string     `json:"kind"`
	Trigger   string     `json:"trigger"`
	NotWhen   string     `json:"not_when,omitempty"`
	Impact    string     `json:"impact"`
	Roles     []string   `json:"roles"`
	Access    []string   `json:"access,omitempty"`
	Values    []Value    `json:"values,omitempty"` // what was filled in, by name
	PreChecks []Check    `json:"pre_checks,omitempty"`
	Steps     []Step     `json:"steps"`
	Verify    []Check    `json:"verify,omitempty"`
	Rollback  string     `json:"rollback"`
	Minutes   int        `json:"minutes"` // sum over the steps
	Sources   []Citation `json:"sources"`
}

// Value is a name that texts and commands use, and what it is at this site.
type Value struct {
	Name    string `json:"name"`
	Text    string `json:"text"`
	Meaning string `json:"meaning,omitempty"`
}

// Check is something to look at before or after a procedure.
type Check struct {
	Text     string    `json:"text"`
	Where    []string  `json:"where,omitempty"` // parties' ids
	Commands []Command `json:"commands,omitempty"`
	Pass     string    `json:"pass"`
}

// Step is one action of a procedure.
type Step struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Where    []string   `json:"where,omitempty"` // parties' ids; none for what the operator does anywhere
	Who      string     `json:"who,omitempty"`
	Text     string     `json:"text,omitempty"` // Markdown
	Commands []Command  `json:"commands,omitempty"`
	Expect   string     `json:"expect"`
	IfFails  string     `json:"if_fails,omitempty"`
	Rollback string     `json:"rollback,omitempty"`
	Danger   string     `json:"danger,omitempty"`
	Minutes  int        `json:"minutes,omitempty"`
	Sources  []Citation `json:"sources"`
}

// Command is what is typed into a shell, exactly.
type Command struct {
	Party string `json:"party,omitempty"` // where, when a step is done on several hosts
	Shell string `json:"shell"`
	Text  string `json:"text"`
}

// LeftOut is a runbook that this site's pack does not hold, and the keys that would bring it in, or the conditions that do not hold.
type LeftOut struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Missing []string `json:"missing"`
}
