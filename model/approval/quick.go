package approval

import (
	"strings"

	"portolan/model/source"
)

// quick reads a text as Write writes it, in a tenth of the time of a parser. ok is false where anything is written in another way, or is a fault; such a
// text is read again by the parser, which knows what is to be said of it.
func quick(name string, data []byte) (_ *File, ok bool) {
	text, rows, ok := source.Rows(name, data)
	if !ok || len(rows) == 0 || rows[0].Key != "schema" || rows[0].Bare != "1" {
		return nil, false
	}
	f := &File{Source: text, Entries: make(map[string]Entry, len(rows)/len(aspects))}
	for rows = rows[1:]; len(rows) > 0; {
		id, known := strings.CutPrefix(rows[0].Header, "rules.")
		if _, twice := f.Entries[id]; !known || twice || !idPattern.MatchString(id) {
			return nil, false
		}
		e := Entry{At: text.HeaderAt(rows[0]), ID: id}
		if rows, ok = e.take(rows[1:]); !ok {
			return nil, false
		}
		f.Entries[id] = e
	}
	return f, true
}

// take fills an entry from the rows below its header, and tells whether nothing is to be said of it.
func (e *Entry) take(rows []source.Row) (rest []source.Row, ok bool) {
	seen := make([]string, 0, len(aspects)+8)
	for len(rows) > 0 && rows[0].Header == "" {
		row := rows[0]
		rows = rows[1:]
		for _, key := range seen {
			if key == row.Key {
				return nil, false
			}
		}
		if seen = append(seen, row.Key); !e.takeRow(row) {
			return nil, false
		}
	}
	m := &e.Meaning
	for _, needed := range []string{e.Follows, m.Source.ID, m.Destination.ID, m.Protocol, m.SourcePort, m.Action, m.Phase, m.Encrypted, e.Approval.By, e.digest} {
		if needed == "" {
			return nil, false
		}
	}
	if m.States == nil || e.Approval.Date.IsZero() || !e.Approval.Until.IsZero() && e.Approval.Until.Before(e.Approval.Date) {
		return nil, false
	}
	return rows, e.whole()
}

// takeRow puts one value in its place.
func (e *Entry) takeRow(row source.Row) bool {
	if text := e.textOf(row.Key); text != nil {
		*text = row.Text
		return fits(row.Text)
	}
	if list := e.listOf(row.Key); list != nil {
		*list = row.List
		for _, text := range row.List {
			if !fits(text) {
				return false
			}
		}
		return row.List != nil
	}
	day, ok := row.Day()
	switch row.Key {
	case "date":
		e.Approval.Date = day
	case "until":
		e.Approval.Until = day
	default:
		return false
	}
	return ok
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
