package plan

// Environment is what a site differs in from the site that it is based on.
type Environment struct {
	Base        string       `json:"base"` // its file, as seen from the site's folder
	Differences []Difference `json:"differences"`
	Rules       *RuleChanges `json:"rules,omitempty"` // between hosts; absent where the base is no whole site
}

// Difference is a value of the description that the environment adds, changes or removes.
type Difference struct {
	Change string `json:"change"` // "added", "changed", "removed"
	Part   string `json:"part"`   // the table: "nodes.n1"; empty for a key at the top
	Key    string `json:"key,omitempty"`
	Base   string `json:"base,omitempty"` // the value there
	Here   string `json:"here,omitempty"`
	Where  string `json:"where"` // the file that says so; of what is removed, that of the base
	Line   int    `json:"-"`     // where it stands at present
}

// RuleChanges count the rules of an environment against those of its base. A rule with the same ends and port means something else where its
// addresses, states or encryption differ.
type RuleChanges struct {
	Same    int `json:"same"`
	Changed int `json:"changed"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
}
