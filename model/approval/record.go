package approval

import (
	"fmt"
	"reflect"
	"slices"

	"portolan/model/rewrite"
	"portolan/model/source"
)

// A Record is what those who carry a rule out have returned of it. It counts as long as the rule means what it meant then.
type Record struct {
	At          source.Position
	ID          string // the rule's
	Follows     string // the flow rule or declared flow that the rule follows from
	Digest      string // of the meaning that the rule had
	Status      string
	Ticket      string
	Since       source.Date
	Until       source.Date
	Implementer string
}

// Records are those of a site, by the ids of rules.
type Records struct {
	Source *source.File
	Of     map[string]Record
}

type writtenRecords struct {
	Schema source.Val[int]          `toml:"schema,required"`
	Rules  map[string]writtenRecord `toml:"rules"`
}

// RecordTable is what the text is read into, for the reference of its keys.
var RecordTable = reflect.TypeFor[writtenRecords]()

type writtenRecord struct {
	At          source.Position
	Rule        str  `toml:"rule,required"`
	Digest      str  `toml:"digest,required"`
	Status      str  `toml:"status"`
	Ticket      str  `toml:"ticket"`
	Since       date `toml:"since"`
	Until       date `toml:"until"`
	Implementer str  `toml:"implementer"`
}

// LoadRecords reads a site's records and finds every fault that shows without the site's plan. statuses are those that a rule can have. The records are nil
// only where the text cannot be read at all.
func LoadRecords(name string, data []byte, statuses []string) (*Records, source.Diagnostics) {
	text, all, found := source.Register(name, data, SchemaVersion, func(w *writtenRecords) source.Val[int] { return w.Schema })
	if text == nil {
		return nil, found
	}
	r := &Records{Source: text, Of: map[string]Record{}}
	for _, id := range source.SortedKeys(all.Rules) {
		w := all.Rules[id]
		r.Of[id] = Record{At: w.At, ID: id, Follows: w.Rule.V, Digest: w.Digest.V, Status: w.Status.V, Ticket: w.Ticket.V, Since: w.Since.V, Until: w.Until.V, Implementer: w.Implementer.V}
		found = append(found, w.check(id, statuses)...)
	}
	return r, found
}

func (w writtenRecord) check(id string, statuses []string) source.Diagnostics {
	var found source.Diagnostics
	if !isID(id) {
		found = append(found, source.Diagnostic{Code: "S05", At: w.At, What: fmt.Sprintf("%q cannot be the id of a rule", id), Help: "copy the id from a worksheet"})
	}
	if w.Status.Set() && !slices.Contains(statuses, w.Status.V) {
		found = append(found, source.Diagnostic{Code: "S51", At: w.Status.At, What: fmt.Sprintf("unknown status %q", w.Status.V), Help: source.OneOf(w.Status.V, statuses)})
	}
	if w.Since.Set() && w.Until.Set() && w.Until.V.Before(w.Since.V) {
		found = append(found, source.Diagnostic{Code: "S18", At: w.Until.At, What: "the rule ends before it starts"})
	}
	return found
}

// recordsPreface begins a text that is new.
const recordsPreface = `# What firewall teams returned of rules. "portolan import-status" writes this file and keeps its comments.
# A digest is that of the rule's meaning. What was returned of a rule that means something else by now does not count.
schema = %d
`

// WriteRecords puts records into a text, in the place of those of the same rules, as Write does with approvals.
func WriteRecords(name string, text []byte, records []Record, statuses []string) ([]byte, error) {
	before := &Records{Of: map[string]Record{}}
	if len(text) == 0 {
		text = fmt.Appendf(nil, recordsPreface, SchemaVersion)
	} else if r, found := LoadRecords(name, text, statuses); found.HasErrors() {
		return nil, fmt.Errorf("%s: %s", name, found[0].What)
	} else {
		before = r
	}
	d := rewrite.Of(string(text))
	want := map[string]Record{}
	for id, r := range before.Of {
		want[id] = r
	}
	for _, r := range records {
		d.Put("rules."+r.ID, before.Of[r.ID].pairs(), r.pairs())
		want[r.ID] = r
	}
	out := []byte(d.String())
	after, found := LoadRecords(name, out, statuses)
	if found.HasErrors() || len(after.Of) != len(want) {
		return nil, fmt.Errorf("%s is written in a way that cannot be changed; write each rule as a table of its own, [rules.ID]", name)
	}
	for id, r := range want {
		if got := after.Of[id]; !got.says(r) {
			return nil, fmt.Errorf("the record of rule %s is written in a way that cannot be changed; write it as a table of its own, [rules.%s]", id, id)
		}
	}
	return out, nil
}

// says tells whether two records say the same, wherever they are written.
func (r Record) says(other Record) bool {
	r.At, other.At = source.Position{}, source.Position{}
	return r == other
}

// pairs are a record's keys in the order of the text. An empty record has none.
func (r Record) pairs() []rewrite.Pair {
	if r.ID == "" {
		return nil
	}
	out := []rewrite.Pair{{Key: "rule", Value: source.Quoted(r.Follows)}, {Key: "digest", Value: source.Quoted(r.Digest)}}
	for _, p := range []rewrite.Pair{{Key: "status", Value: source.Quoted(r.Status)}, {Key: "ticket", Value: source.Quoted(r.Ticket)}, {Key: "since", Value: r.Since.String()}, {Key: "until", Value: r.Until.String()}, {Key: "implementer", Value: source.Quoted(r.Implementer)}} {
		if p.Value != "" && p.Value != source.Quoted("") {
			out = append(out, p)
		}
	}
	return out
}
