// Package revision holds what a pack says, item by item, and tells how two revisions of a site differ: rules, hosts, listeners, findings, documentation
// conflicts, runbooks. It reads plan.json and rules.json, which every pack has; it works out nothing that these do not say.
package revision

import (
	"cmp"
	"slices"
	"strings"
)

// A Kind is what an item is.
type Kind string

// The kinds, in the order of a comparison.
const (
	Document    Kind = "document"
	Product     Kind = "product"
	Zone        Kind = "zone"
	Firewall    Kind = "firewall"
	Translation Kind = "translation"
	State       Kind = "state"
	Host        Kind = "host" // a node, a server, a population of clients, an external service, a group: a party of rules
	Resource    Kind = "resource"
	Listener    Kind = "listener"
	Rule        Kind = "rule"
	Grouped     Kind = "grouped rule"
	Finding     Kind = "finding"
	Conflict    Kind = "documentation conflict"
	Uncovered   Kind = "topic not covered"
	Decision    Kind = "decision"
	Contact     Kind = "contact"
	Runbook     Kind = "runbook"
	Step        Kind = "step"
)

// Kinds are all kinds in their order.
var Kinds = []Kind{Document, Product, Zone, Firewall, Translation, State, Host, Resource, Listener, Rule, Grouped, Finding, Conflict, Uncovered, Decision, Contact, Runbook, Step}

// A Form says what the values of a fact are.
type Form int

// The forms.
const (
	Ordered Form = iota // the order of the values means something; nearly always there is one
	Set                 // values in no order
	Hosts               // as Set: ids of hosts
	Host1               // one id of a host
	Rules               // as Set: ids of rules
)

func (f Form) set() bool { return f == Set || f == Hosts || f == Rules }

// A Fact is one thing that is said of an item.
type Fact struct {
	What   string
	Values []string // none where it is not said
	Form   Form
	Filed  bool   // written beside the item; it means the same without it
	Of     string // another fact, which says all to a reader where that changes
}

// An Item is one thing that a revision holds. Its facts are all facts of its kind, in the order of the kind.
type Item struct {
	Kind  Kind
	ID    string // unique among the items of its kind
	In    string // the item that it is a part of: of a step, its runbook
	Tier  string // of a zone: where it stands in diagrams, one of plan.Tiers; empty in packs of old
	Facts []Fact
}

// Values are those of a fact.
func (i *Item) Values(what string) []string {
	for _, f := range i.Facts {
		if f.What == what {
			return f.Values
		}
	}
	return nil
}

// Value is the value of a fact; of several, all of them.
func (i *Item) Value(what string) string { return strings.Join(i.Values(what), ", ") }

// A Revision is all that a pack says.
type Revision struct {
	Head
	Items []Item // by kinds, and by ids within a kind
}

// A Head says which revision it is.
type Head struct {
	Site     string `json:"site"`
	Title    string `json:"title"`
	Document string `json:"document"` // the document's id
	Revision string `json:"revision"`
	Date     string `json:"date"`
}

// sorted puts items into their order, and sets into theirs.
func (r *Revision) sorted() {
	for i := range r.Items {
		for j, f := range r.Items[i].Facts {
			if f.Form.set() {
				values := slices.Clone(f.Values)
				slices.Sort(values)
				r.Items[i].Facts[j].Values = slices.Compact(values)
			}
		}
	}
	slices.SortStableFunc(r.Items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)), strings.Compare(a.ID, b.ID))
	})
}

// Find finds an item, or nil.
func (r *Revision) Find(kind Kind, id string) *Item {
	i, ok := slices.BinarySearchFunc(r.Items, Item{Kind: kind, ID: id}, func(a, b Item) int {
		return cmp.Or(cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind)), strings.Compare(a.ID, b.ID))
	})
	if !ok {
		return nil
	}
	return &r.Items[i]
}

// Name is what a reader calls an item: its id, by which it is found in a pack, and what it is.
func (i *Item) Name() string {
	switch i.Kind {
	case Rule, Grouped:
		to := i.Value("destination")
		if via := i.Value("via"); via != "" {
			to += " (via " + via + ")"
		}
		return i.ID + "  " + i.Value("source") + " -> " + to + "  " + i.Value("port") + i.Value("services")
	case Finding:
		return i.ID + ": " + i.Value("text")
	case Decision:
		return i.ID + ": " + i.Value("decision")
	case Conflict, Runbook, Step:
		return i.ID + ": " + i.Value("title")
	case Listener:
		return i.ID + "  " + i.Value("service")
	}
	if name := i.Value("name"); name != "" && name != i.ID {
		return strings.TrimSpace(i.ID + "  " + name)
	}
	return i.ID
}
