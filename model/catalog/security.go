package catalog

import (
	"maps"
	"slices"

	"portolan/model/source"
)

// Insecure is what the documents say about listeners whose traffic is not encrypted: why that is so, and what makes up for it.
type Insecure struct {
	At         source.Position
	Listeners  strs             `toml:"listeners,required"` // "service.listener"
	Why        str              `toml:"why,required"`
	Mitigation str              `toml:"mitigation"` // absent where no document names one; then it is for the organisation to decide
	LowRisk    source.Val[bool] `toml:"low_risk"`   // what travels is neither a credential nor a user's data
	Lint       str              `toml:"lint"`       // the rule that finds it at sites: who accepts its finding accepts the traffic
	Source     strs             `toml:"source,required"`
}

// Trust is what the documents say on one topic of trust: certificates, zones of trust, who authenticates whom.
type Trust struct {
	At     source.Position
	ID     str              `toml:"id,required"`
	Topic  str              `toml:"topic,required"`
	Text   str              `toml:"text,required"`
	When   strs             `toml:"when"`   // conditions on the site, all of which must hold
	Review source.Val[bool] `toml:"review"` // a reviewer has to decide on it
	Source strs             `toml:"source,required"`
}

// Term is a word of the product for the glossary. Short names of services are known without it.
type Term struct {
	At      source.Position
	Name    str  `toml:"name,required"`
	Meaning str  `toml:"meaning,required"`
	Source  strs `toml:"source,required"`
}

// security checks what is said for security reviews: each unencrypted listener has one entry at most, and an entry is about one.
func (k *checker) security() {
	entries, rules := map[string]source.Position{}, map[string]Lint{}
	for _, l := range k.c.Lint {
		rules[l.ID.V] = l
	}
	for _, e := range k.c.Insecure {
		k.cited(e.At, e.Source, true)
		known(k, "lint rule", e.Lint, rules)
		for _, name := range e.Listeners {
			l, ok := k.c.Listener(name.V)
			switch first, again := entries[name.V]; {
			case !ok:
				k.fault("P05", name.At, source.DidYouMean(name.V, k.c.listenerIDs()), "unknown listener %q", name.V)
			case !slices.Contains(Unencrypted, l.Encrypted.V):
				k.fault("P60", name.At, "", "the listener %s is encrypted or not known to be unencrypted; it needs no compensating control", name.V)
			case again:
				k.found = append(k.found, source.Diagnostic{Code: "P03", At: name.At, What: "the listener " + name.V + " has an entry already",
					Related: []source.Related{{At: first, What: "first here"}}})
			}
			entries[name.V] = name.At
		}
	}
	seen := map[string]source.Position{}
	for _, t := range k.c.Trust {
		k.cited(t.At, t.Source, true)
		k.conditions(t.When)
		k.unique(seen, t.ID, "trust point")
		if !idPattern.MatchString(t.ID.V) {
			k.fault("P04", t.ID.At, "use lower-case letters, digits and hyphens", "%q is no id", t.ID.V)
		}
	}
	sorted(k, k.c.Terms, func(t Term) source.Position { return t.At }, func(_ string, t Term) { k.cited(t.At, t.Source, true) })
}

// Unencrypted are the values of a listener's "encrypted" that mean plain text on the wire, unless a site says otherwise.
var Unencrypted = []string{"no", "by default no"}

// Encrypting are those that mean that traffic is encrypted, unless a site says otherwise.
var Encrypting = []string{"yes", "by default yes"}

// Encrypted is the value of "encrypted" of traffic that always is.
const Encrypted = "yes"

// NotStated is the value of "encrypted" of traffic of which nobody says it.
const NotStated = "not stated"

// encryptions are the values of "encrypted". Where it is negotiated, the two ends decide by what they are set to.
var encryptions = []string{"yes", "no", "by default yes", "by default no", "negotiated", NotStated}

// security lists what is said for security reviews.
func (l *lister) security() {
	var rows []string
	for _, e := range l.c.Insecure {
		mitigation := "no mitigation stated"
		if e.Mitigation.Set() {
			mitigation = "mitigated"
		}
		rows = append(rows, cells(joined(e.Listeners), mitigation)+"\n"+e.Why.V)
	}
	l.table("Unencrypted listeners, two lines each: mitigation; why", rows)
	rows = nil
	for _, t := range l.c.Trust {
		rows = append(rows, cells(t.ID.V, t.Topic.V))
	}
	l.table("Trust and certificates", rows)
	rows = nil
	for _, id := range slices.Sorted(maps.Keys(l.c.Terms)) {
		rows = append(rows, cells(id, l.c.Terms[id].Name.V)+"\n"+l.c.Terms[id].Meaning.V)
	}
	l.table("Terms, two lines each", rows)
}
