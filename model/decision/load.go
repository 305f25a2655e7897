package decision

import (
	"fmt"
	"reflect"
	"regexp"

	"portolan/model/source"
)

// SchemaVersion is the version of the text that this program reads and writes.
const SchemaVersion = 1

// An Entry is a decision with what it answers, as it is written.
type Entry struct {
	At source.Position
	Decision
	ChooseAt source.Position
	Answers  []Answer
}

// An Answer is an item that a decision answers, with the item's content on the day of the decision.
type Answer struct {
	At    source.Position
	Item  string // the key of one
	About []string
}

// A File is a site's decisions as read, by id.
type File struct {
	Source  *source.File
	Entries map[string]Entry
}

type (
	str  = source.Val[string]
	date = source.Val[source.Date]
)

// Table is what the text is read into, for the reference of its keys.
var Table = reflect.TypeFor[written]()

// written is the text's own shape.
type written struct {
	Schema    source.Val[int]         `toml:"schema,required"`
	Decisions map[string]writtenEntry `toml:"decisions"`
}

type writtenEntry struct {
	At       source.Position
	Decision str             `toml:"decision,required"`
	Choose   str             `toml:"choose"`
	By       str             `toml:"by,required"`
	Role     str             `toml:"role"`
	Date     date            `toml:"date,required"`
	Ticket   str             `toml:"ticket"`
	Evidence str             `toml:"evidence"`
	Until    date            `toml:"until"`
	Answers  []writtenAnswer `toml:"answers,required"`
}

type writtenAnswer struct {
	At    source.Position
	Item  str                  `toml:"item,required"`
	About []source.Val[string] `toml:"about,required"`
}

// Load reads a site's decisions and finds every fault that shows without the site's plan. The file is nil only where the text cannot be read at all.
func Load(name string, data []byte) (*File, source.Diagnostics) {
	text, all, found := source.Register(name, data, SchemaVersion, func(w *written) source.Val[int] { return w.Schema })
	if text == nil {
		return nil, found
	}
	f := &File{Source: text, Entries: map[string]Entry{}}
	for _, id := range source.SortedKeys(all.Decisions) {
		w := all.Decisions[id]
		f.Entries[id] = w.entry(id)
		found = append(found, w.check(id)...)
	}
	return f, found
}

func (w writtenEntry) entry(id string) Entry {
	e := Entry{At: w.At, ChooseAt: w.Choose.At, Decision: Decision{ID: id, Text: w.Decision.V, Choose: w.Choose.V, By: w.By.V, Role: w.Role.V, Date: w.Date.V,
		Ticket: w.Ticket.V, Evidence: w.Evidence.V, Until: w.Until.V}}
	for _, a := range w.Answers {
		e.Answers = append(e.Answers, Answer{At: a.Item.At, Item: a.Item.V, About: source.Strings(a.About)})
	}
	return e
}

var idPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,62}$`)

// IsID reports whether a text can be the id of a decision: it is a key of the text and an anchor in pages.
func IsID(id string) bool { return idPattern.MatchString(id) }

func (w writtenEntry) check(id string) source.Diagnostics {
	var found source.Diagnostics
	if !IsID(id) {
		found = append(found, source.Diagnostic{Code: "S05", At: w.At, What: fmt.Sprintf("%q cannot be the id of a decision", id), Help: "use at most 63 letters, digits and hyphens, as in D1 or DEC-2026-14"})
	}
	if w.Until.Set() && w.Until.V.Before(w.Date.V) {
		found = append(found, source.Diagnostic{Code: "S18", At: w.Until.At, What: "the decision ends before it starts"})
	}
	return found
}
