package source

import (
	"strconv"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// A plain text is one of which the walk that finds the places can tell the values as well, in a third of the time of a decoder: its keys have one part,
// its values are texts, numbers in decimal digits, days and true or false, and no table is written in two ways. All others, and all that are faulty, are
// left to a decoder.

// A role is how a node of a plain text was written.
type role int

const (
	unseen      role = iota
	crossed          // a table that is named only on the way to another
	headedTable      // a table with a header
	arrayed          // tables with headers in double brackets
	lone             // a value, which no header may go on with
)

// headed makes the table that a part of a header stands for, and tells whether the text is still plain. For an array of tables the new element is there.
func (n *node) headed(parent *node, name string, last, array bool, like int) bool {
	switch {
	case last && array:
		if n.role != unseen && n.role != arrayed {
			return false
		}
		n.role = arrayed
		element := n.items[len(n.items)-1]
		element.role, element.table = headedTable, make(map[string]any, like)
		before, _ := parent.table[name].([]any)
		parent.table[name] = append(before, element.table)
		return true
	case n.role == arrayed:
		return !last
	case n.role == unseen:
		n.role, n.table = crossed, make(map[string]any, like)
		parent.table[name] = n.table
	case n.role == lone, last && n.role == headedTable:
		return false
	}
	if last {
		n.role = headedTable
	}
	return true
}

// simple is the value of a text, a number, a day or a truth that is written in the plainest way.
func simple(v *unstable.Node) (any, bool) {
	switch text := string(v.Data); v.Kind {
	case unstable.String:
		return text, true
	case unstable.Bool:
		return text == "true", text == "true" || text == "false"
	case unstable.Integer:
		n, err := strconv.ParseInt(text, 10, 64)
		return n, err == nil && strconv.FormatInt(n, 10) == text
	case unstable.LocalDate:
		day, err := ParseDate(text)
		return toml.LocalDate{Year: day.Year, Month: day.Month, Day: day.Day}, err == nil && day.String() == text
	}
	return nil, false
}
