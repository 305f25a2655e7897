package approval

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"portolan/model/source"
)

// SchemaVersion is the version of the text that this program reads and writes.
const SchemaVersion = 1

// An Entry is one rule's approval, with the meaning that was agreed.
type Entry struct {
	At       source.Position
	ID       string // the rule's
	Follows  string // the flow rule or declared flow that the rule follows from
	Meaning  Meaning
	Approval Approval

	digest string // as it is written
}

// whole tells whether an entry's meaning is the one that its digest was made of.
func (e *Entry) whole() bool {
	return string(e.Meaning.appendDigest(make([]byte, 0, 128))) == e.digest
}

// A File is a site's approvals as read, by the ids of rules.
type File struct {
	Source  *source.File
	Entries map[string]*Entry
}

type (
	str  = source.Val[string]
	strs = []source.Val[string]
	date = source.Val[source.Date]
)

// written is the text's own shape.
type written struct {
	Schema source.Val[int]         `toml:"schema,required"`
	Rules  map[string]writtenEntry `toml:"rules"`
}

// Table is what the text is read into, for the reference of its keys.
var Table = reflect.TypeFor[written]()

type writtenEntry struct {
	At                   source.Position
	Rule                 str  `toml:"rule,required"`
	Source               str  `toml:"source,required"`
	SourceMembers        strs `toml:"source_members"`
	SourceAddresses      strs `toml:"source_addresses"`
	Destination          str  `toml:"destination,required"`
	DestinationMembers   strs `toml:"destination_members"`
	DestinationAddresses strs `toml:"destination_addresses"`
	Via                  str  `toml:"via"`
	Protocol             str  `toml:"protocol,required"`
	Port                 str  `toml:"port"`
	PortChoice           str  `toml:"port_choice"`
	SourcePort           str  `toml:"source_port,required"`
	Action               str  `toml:"action,required"`
	Phase                str  `toml:"phase,required"`
	States               strs `toml:"states,required"`
	Encrypted            str  `toml:"encrypted,required"`
	By                   str  `toml:"by,required"`
	Role                 str  `toml:"role"`
	Date                 date `toml:"date,required"`
	Ticket               str  `toml:"ticket"`
	Until                date `toml:"until"`
	Digest               str  `toml:"digest,required"`
}

// Load reads a site's approvals and finds every fault that shows without the site's plan. An entry whose meaning is not what its digest
// was made of is an error. The file is nil only where the text cannot be read at all.
func Load(name string, data []byte) (*File, source.Diagnostics) {
	if f, ok := quick(name, data); ok {
		return f, nil
	}
	return parsed(name, data)
}

// parsed reads a text however it is written.
func parsed(name string, data []byte) (*File, source.Diagnostics) {
	text, all, found := source.Register(name, data, SchemaVersion, func(w *written) source.Val[int] { return w.Schema })
	if text == nil {
		return nil, found
	}
	f := &File{Source: text, Entries: map[string]*Entry{}}
	for _, id := range slices.Sorted(maps.Keys(all.Rules)) {
		w := all.Rules[id]
		entry := w.entry(id)
		f.Entries[id] = &entry
		found = append(found, w.check(id)...)
	}
	return f, found
}

func (w writtenEntry) entry(id string) Entry {
	return Entry{At: w.At, ID: id, Follows: w.Rule.V, digest: w.Digest.V, Approval: Approval{By: w.By.V, Role: w.Role.V, Date: w.Date.V, Ticket: w.Ticket.V, Until: w.Until.V},
		Meaning: Meaning{Source: End{w.Source.V, source.Strings(w.SourceMembers), source.Strings(w.SourceAddresses)},
			Destination: End{w.Destination.V, source.Strings(w.DestinationMembers), source.Strings(w.DestinationAddresses)}, Via: w.Via.V,
			Protocol: w.Protocol.V, Port: w.Port.V, PortChoice: w.PortChoice.V, SourcePort: w.SourcePort.V, Action: w.Action.V, Phase: w.Phase.V,
			States: source.Strings(w.States), Encrypted: w.Encrypted.V}}
}

// isID tells whether a text can be the id of a rule: a capital letter, and six letters or digits of base32.
func isID(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < 'A' || 'Z' < c) && (i == 0 || c < '2' || '7' < c) {
			return false
		}
	}
	return len(text) == 7
}

func (w writtenEntry) check(id string) source.Diagnostics {
	var found source.Diagnostics
	if !isID(id) {
		found = append(found, source.Diagnostic{Code: "S05", At: w.At, What: fmt.Sprintf("%q cannot be the id of a rule", id), Help: "copy the id from a worksheet"})
	}
	if w.Until.Set() && w.Until.V.Before(w.Date.V) {
		found = append(found, source.Diagnostic{Code: "S18", At: w.Until.At, What: "the approval ends before it starts"})
	}
	if entry := w.entry(id); !entry.whole() {
		found = append(found, source.Diagnostic{Code: "S90", At: w.Digest.At, What: fmt.Sprintf("the approval of rule %s was changed by hand: its digest does not belong to the meaning above it", id),
			Help: "put the entry back as it was approved, or let the rule be approved again with portolan approve"})
	}
	return found
}
