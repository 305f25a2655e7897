package evidence

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"

	"portolan/model/catalog"
)

// A Mapping says which columns of a customer's rule list hold what, and which words mean something.
type Mapping struct {
	Source, Destination, Protocol, Port, SourcePort, Action, ID string // titles of columns; of protocol and the following ones may be empty
	Allow                                                       []string
	Separator                                                   string // of columns; "," where it is empty
}

// Table reads a customer's list of rules as CSV, in the order in which they hold. Each is one of a direction.
func Table(file string, data []byte, m Mapping, hook Hook) (*Rules, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord = -1
	if m.Separator != "" {
		r.Comma = []rune(m.Separator)[0]
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("it is no table: %w", err)
	}
	return Rows(file, rows, m, hook)
}

// Rows reads the cells of a customer's list of rules, as Table does.
func Rows(file string, rows [][]string, m Mapping, hook Hook) (*Rules, error) {
	above := slices.IndexFunc(rows, func(row []string) bool { return strings.Join(row, "") != "" }) // rows above the titles
	if above < 0 {
		return nil, errors.New("the table is empty")
	}
	rows = rows[above:]
	column := map[string]int{}
	for i, title := range rows[0] {
		column[strings.TrimSpace(title)] = i
	}
	for _, title := range []string{m.Source, m.Destination, m.Protocol, m.Port, m.SourcePort, m.Action, m.ID} {
		if _, ok := column[title]; title != "" && !ok {
			return nil, fmt.Errorf("it has no column %q", title)
		}
	}
	reading := &reading{hook: hook}
	for i, row := range rows[1:] {
		cell := func(title string) string {
			at, ok := column[title]
			if title == "" || !ok || at >= len(row) {
				return ""
			}
			return strings.TrimSpace(row[at])
		}
		d := newDraft()
		where := fmt.Sprintf("%s, row %d", file, above+i+2)
		d.cellAddresses(true, cell(m.Source))
		d.cellAddresses(false, cell(m.Destination))
		d.cellPorts(cell(m.Protocol), cell(m.Port))
		if text := cell(m.SourcePort); text != "" && !wild(text) {
			d.numbers(sourceOf, collected(d, parts(text), func(v string) ([]Range, bool) { r, ok := portRange(v); return []Range{r}, ok }))
		}
		allow := m.Action == "" || slices.ContainsFunc(m.Allow, func(word string) bool { return strings.EqualFold(word, cell(m.Action)) })
		if allow {
			reading.accept(d, cell(m.ID), "row "+cell(m.ID), where)
		} else {
			reading.drop(d, where)
		}
	}
	return &Rules{Hooks: []Hook{hook}, Permits: reading.permits}, nil
}

func wild(text string) bool {
	return text == "*" || strings.EqualFold(text, "any") || strings.EqualFold(text, "all")
}

// parts are the values of a cell.
func parts(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;\n \t|", r) })
}

func (d *draft) cellAddresses(source bool, text string) {
	if wild(text) {
		return
	}
	if text == "" {
		d.doubts("an empty cell of addresses")
		return
	}
	d.addresses(source, collected(d, parts(text), func(v string) ([]Span, bool) { s, ok := spanOf(v); return []Span{s}, ok }))
}

// cellPorts reads ports as "443", "tcp/443", "8000-8010", with the protocol in a column of its own or before each.
func (d *draft) cellPorts(protocol, text string) {
	var boxes []Box
	addIn := func(in func(four bool) bool, protocols, ports []Range) {
		for _, p := range protocols {
			for _, r := range ports {
				for _, b := range Everything() {
					if b.Protocol, b.Port = p, r; in(b.Four()) {
						boxes = append(boxes, b)
					}
				}
			}
		}
	}
	add := func(protocols, ports []Range) { addIn(func(bool) bool { return true }, protocols, ports) }
	protocols := collected(d, parts(protocol), protocolNumbers)
	if protocol == "" || wild(protocol) || len(protocols) == 0 {
		protocols = []Range{AnyProtocol}
	}
	if text == "" || wild(text) {
		add(protocols, []Range{AnyPort})
	}
	for _, v := range parts(text) {
		if wild(v) {
			continue
		}
		if r, ok := portRange(v); ok && (protocol != "" || text == "") {
			add(protocols, []Range{r})
			continue
		}
		p, err := catalog.ParsePort(strings.ToLower(v))
		if err != nil {
			d.doubts("the port %s", v)
			return
		}
		for _, s := range p.Numbers.Spans() {
			n := p.Number(true)
			add([]Range{{n, n}}, []Range{{s.Low, s.High}})
		}
		if p.Numbers.None() {
			for _, four := range []bool{true, false} {
				n := p.Number(four)
				addIn(func(f bool) bool { return f == four && p.In(four) }, []Range{{n, n}}, []Range{AnyPort})
			}
		}
	}
	d.narrow(boxes)
}
