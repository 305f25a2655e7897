package approval

import (
	"bytes"
	"slices"
	"strings"

	"portolan/model/source"
)

// quick reads a text as Write writes it, in a tenth of the time of a parser. ok is false where anything is written in another way, or is a fault; such a
// text is read again by the parser, which knows what is to be said of it.
func quick(name string, data []byte) (_ *File, ok bool) {
	rules := bytes.Count(data, []byte("\n["))
	q := &quickReader{all: make([]Entry, 0, rules), entries: make(map[string]*Entry, rules)}
	text, ok := source.Rows(name, data, q.take)
	return &File{Source: text, Entries: q.entries}, ok && q.schema && q.end()
}

type quickReader struct {
	all     []Entry
	entries map[string]*Entry
	schema  bool
	entry   *Entry // that is being read; nil before the first
}

// take reads a row, and tells whether nothing is to be said of it.
func (q *quickReader) take(f *source.File, row *source.Row) bool {
	switch {
	case row.Header != "":
		id, known := strings.CutPrefix(row.Header, "rules.")
		if !q.end() || !known || !isID(id) {
			return false
		}
		_, twice := q.entries[id]
		q.all = append(q.all, Entry{At: f.HeaderAt(row), ID: id})
		q.entry = &q.all[len(q.all)-1]
		return !twice
	case q.entry == nil:
		first := !q.schema
		q.schema = row.Key == "schema" && row.Bare == "1"
		return q.schema && first
	}
	return q.entry.takeRow(row)
}

// end keeps the entry that was read, and tells whether it is whole.
func (q *quickReader) end() bool {
	e := q.entry
	if e == nil {
		return true
	}
	m := &e.Meaning
	for _, needed := range []string{e.Follows, m.Source.ID, m.Destination.ID, m.Protocol, m.SourcePort, m.Action, m.Phase, m.Encrypted, e.Approval.By, e.digest} {
		if needed == "" {
			return false
		}
	}
	if m.States == nil || e.Approval.Date.IsZero() || !e.Approval.Until.IsZero() && e.Approval.Until.Before(e.Approval.Date) {
		return false
	}
	q.entries[e.ID] = e
	return e.whole()
}

// takeRow puts one value in its place, which must be empty, and tells whether it belongs there.
func (e *Entry) takeRow(row *source.Row) bool {
	if text := e.textOf(row.Key); text != nil {
		first := *text == ""
		*text = row.Text
		return first && fits(row.Text)
	}
	if list := e.listOf(row.Key); list != nil {
		first := *list == nil
		*list = row.List
		return first && row.List != nil && !slices.ContainsFunc(row.List, func(text string) bool { return !fits(text) })
	}
	day := e.dayOf(row.Key)
	if day == nil || !day.IsZero() {
		return false
	}
	*day = row.Day
	return !day.IsZero()
}

// fits tells whether a text may stand on one line of a table.
func fits(text string) bool { return len(text) <= source.MaxText && strings.TrimSpace(text) != "" }

// textOf is where a key's text goes, nil where the key has none.
func (e *Entry) textOf(key string) *string {
	m, a := &e.Meaning, &e.Approval
	switch key {
	case "rule":
		return &e.Follows
	case "source":
		return &m.Source.ID
	case "destination":
		return &m.Destination.ID
	case "via":
		return &m.Via
	case "protocol":
		return &m.Protocol
	case "port":
		return &m.Port
	case "port_choice":
		return &m.PortChoice
	case "source_port":
		return &m.SourcePort
	case "action":
		return &m.Action
	case "phase":
		return &m.Phase
	case "encrypted":
		return &m.Encrypted
	case "digest":
		return &e.digest
	case "by":
		return &a.By
	case "role":
		return &a.Role
	case "ticket":
		return &a.Ticket
	}
	return nil
}

// listOf is where a key's texts go, nil where the key has none.
func (e *Entry) listOf(key string) *[]string {
	m := &e.Meaning
	switch key {
	case "source_members":
		return &m.Source.Members
	case "source_addresses":
		return &m.Source.Addresses
	case "destination_members":
		return &m.Destination.Members
	case "destination_addresses":
		return &m.Destination.Addresses
	case "states":
		return &m.States
	}
	return nil
}

// dayOf is where a key's day goes, nil where the key has none.
func (e *Entry) dayOf(key string) *source.Date {
	switch key {
	case "date":
		return &e.Approval.Date
	case "until":
		return &e.Approval.Until
	}
	return nil
}
