package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	losses "portolan/model/outage"
	"portolan/model/plan"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// fromPage reads a document.
func (r outageReader) fromPage(d *document.Document) outageView {
	v := outageView{stalled: unknown}
	var usual *plan.Party
	for _, block := range d.Blocks {
		switch b := block.(type) {
		case document.Text:
			for _, p := range r.plan.Parties {
				if b.Text == r.words.Fill("alike.rest", "n", len(p.Members)-1, "group", p.Name) {
					usual = p
				}
			}
			rows, vias := r.passedIn(b.Text)
			v.passed, v.bypass = append(v.passed, rows...), append(v.bypass, vias...)
			if hosts := r.stalledIn(b.Text); len(hosts) > 0 {
				v.stalls = peopleNamed(hosts...)
			}
			if row, ok := r.accessIn(b.Text); ok {
				v.access = append(v.access, row)
			}
		case document.Step:
			v.checks = append(v.checks, b.Title)
		case document.Table:
			for _, row := range b.Rows {
				switch b.ID {
				case "table-runbooks":
					v.books = append(v.books, strings.TrimPrefix(row.Cells[0].Link.Document, "runbooks/"))
				case "table-answers":
					v.missed = append(v.missed, r.missedIn(row, usual))
				}
			}
		}
	}
	v.passed = orderedPassed(v.passed)
	return v
}

// passedIn reads a sentence on what came by way of the host, if it is one: where it led, and what still leads there.
func (r outageReader) passedIn(text string) ([]passedRow, []string) {
	read := func(key string, values ...any) []string {
		pattern := regexp.QuoteMeta(r.words.Fill(key, values...))
		pattern = strings.NewReplacer("TARGETS", "(.+?)", "OTHERS", "(.+)", "PURPOSES", ".+").Replace(pattern)
		return regexp.MustCompile("^" + pattern + "$").FindStringSubmatch(text)
	}
	var out []passedRow
	var vias []string
	if m := read("stays.passed", "targets", "TARGETS", "purposes", "PURPOSES"); m != nil {
		for _, to := range strings.Split(m[1], ", ") {
			out = append(out, passedRow{to, losses.Gone, ""})
		}
	} else if m := read("stays.passed-by", "targets", "TARGETS", "others", "OTHERS"); m != nil {
		for _, to := range strings.Split(m[1], ", ") {
			out = append(out, passedRow{to, losses.Some, ""})
		}
		vias = strings.Split(m[2], ", ")
	}
	for _, s := range r.plan.States {
		if m := read("stays.passed-later", "target", "TARGETS", "state", worksheet.StateName(r.plan, s.ID, r.words), "others", "OTHERS"); m != nil {
			out = append(out, passedRow{m[1], losses.Later, r.inState(s.ID, peopleNamed(strings.Split(m[2], ", ")...))})
		}
	}
	return out, vias
}

// stalledIn reads the sentence on hosts whose services stall, if it is it.
func (r outageReader) stalledIn(text string) []string {
	for _, key := range []string{"stays.stalled", "stays.stalled.one"} {
		pattern := strings.NewReplacer(`\{n\}`, `\d+`, `\{hosts\}`, "(.+)").Replace(regexp.QuoteMeta(r.words.Text(key)))
		if m := regexp.MustCompile("^" + pattern + "$").FindStringSubmatch(text); m != nil {
			return strings.Split(m[1], ", ")
		}
	}
	return nil
}

// accessIn reads a sentence on who does not get in, or in another state only, if it is one.
func (r outageReader) accessIn(text string) (accessRow, bool) {
	for key, change := range map[string]losses.Change{"stays.access-gone": losses.Gone, "stays.access-later": losses.Later} {
		pattern := strings.NewReplacer(`\{who\}`, "(.+?)", `\{states\}`, ".+?", `\{purpose\}`, "(.+)").Replace(regexp.QuoteMeta(r.words.Text(key)))
		if m := regexp.MustCompile("^" + pattern + "$").FindStringSubmatch(text); m != nil && (change == losses.Later || !strings.Contains(m[1], " until ")) {
			who, _, _ := strings.Cut(m[1], " via ") // where the ways in of a population fare differently
			return accessRow{who, change, m[2]}, true
		}
	}
	return accessRow{}, false
}

// missedIn reads a row of the table of services.
func (r outageReader) missedIn(row document.Row, usual *plan.Party) missedRow {
	cells := map[int][]string{}
	for i, c := range row.Cells {
		cells[i] = c.Lines
	}
	m := missedRow{service: cells[0][0], socket: cells[1][0], callers: r.people(cells[2], usual), number: 1}
	lines := cells[4]
	switch {
	case slices.Contains(lines, r.words.Text("loss.nobody")):
		m.change = losses.Gone
	case slices.Contains(lines, r.words.Text("loss.not-known")):
		m.change = losses.Unknown
	default:
		m.later = r.statesIn(lines, usual)
		if m.change = losses.Later; len(m.later) == 0 {
			m.change, m.now = losses.Some, r.people(lines, usual)
		}
	}
	return m
}

// statesIn reads who answers in other states.
func (r outageReader) statesIn(lines []string, usual *plan.Party) []string {
	var out []string
	for i, line := range lines {
		for _, s := range r.plan.States {
			name := worksheet.StateName(r.plan, s.ID, r.words)
			switch line {
			case r.words.Fill("loss.not-needed-in", "state", name):
				out = append(out, r.inState(s.ID, people{}))
			case r.words.Fill("loss.in-state", "state", name):
				end := i + 1
				for end < len(lines) && !r.headsState(lines[end]) {
					end++
				}
				out = append(out, r.inState(s.ID, r.people(lines[i+1:end], usual)))
			}
		}
	}
	return out
}

// headsState reports whether a line begins what is so in a state.
func (r outageReader) headsState(line string) bool {
	return slices.ContainsFunc(r.plan.States, func(s plan.State) bool {
		name := worksheet.StateName(r.plan, s.ID, r.words)
		return line == r.words.Fill("loss.in-state", "state", name) || line == r.words.Fill("loss.not-needed-in", "state", name)
	})
}

// people reads lines of a cell that name hosts, a group of them, or how many more there are.
func (r outageReader) people(lines []string, usual *plan.Party) people {
	p := people{}
	for _, line := range lines {
		if line == r.words.Text("alike.the-others") {
			return people{n: len(usual.Members) - 1}
		}
		for _, g := range r.plan.Parties {
			if g.Kind == plan.GroupParty && line == r.words.Fill("alike.others", "n", len(g.Members)-1, "group", g.Name) {
				return people{n: len(g.Members) - 1}
			}
		}
		more := 0
		if _, err := fmt.Sscanf(line, strings.Replace(r.words.Text("loss.rest"), "{n}", "%d", 1), &more); err == nil {
			p.n += more
			continue
		}
		p.n, p.names = p.n+1, append(p.names, line)
	}
	slices.Sort(p.names)
	return p
}
