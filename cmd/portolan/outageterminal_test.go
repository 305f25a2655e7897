package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	losses "portolan/model/outage"
)

var (
	columnGap   = regexp.MustCompile(`\s{2,}`)
	missedText  = regexp.MustCompile(`^at .+?, missed by (.+?)(?: \((?:optional|conditional)\))?(?:: (.+))?$`)
	manyHosts   = regexp.MustCompile(`^(\d+) hosts$`)
	stateAnswer = regexp.MustCompile(`^(.+) in (\S+)$`)
)

// fromTerminal reads what is printed on a very wide terminal: nothing is broken into lines.
func (r outageReader) fromTerminal(t *testing.T, text string) outageView {
	t.Helper()
	v, title := outageView{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if !strings.HasPrefix(line, "  ") {
			title = line
			continue
		}
		cells := columnGap.Split(strings.TrimSpace(line), -1)
		switch title {
		case "Affected services":
			v.missed = append(v.missed, r.missedOn(t, cells))
		case "User access":
			v.access = append(v.access, r.accessOn(cells)...)
		case "Hosts behind failed load balancers and forward proxies":
			row := passedRow{r.plan.Party(cells[0]).Name, losses.Change(cells[1]), ""}
			if _, left, _ := strings.Cut(cells[3], ": "); row.change == losses.Later {
				row.by = strings.Join(r.statesOn(left), "")
			} else if row.change == losses.Some {
				v.bypass = append(v.bypass, r.listed(strings.TrimSuffix(left, " left")).names...)
			}
			v.passed = append(v.passed, row)
		case "Stalled services of hosts that are left":
			r.addStalled(&v, cells)
		case "Checks that decide what failed":
			v.checks = append(v.checks, cells[1])
		case "Applicable runbooks":
			v.books = append(v.books, cells[0])
		}
	}
	v.passed = orderedPassed(v.passed)
	return v
}

// addStalled reads a row of stalled services: of one service, or of all that a host has.
func (r outageReader) addStalled(v *outageView, cells []string) {
	hosts := r.listed(cells[1])
	if v.stalled == unknown || len(hosts.names) < hosts.n {
		v.stalled, v.stalls.n = unknown, unknown
		return
	}
	v.stalls = peopleNamed(slices.Compact(slices.Sorted(slices.Values(slices.Concat(v.stalls.names, hosts.names))))...)
	if cells[0] != "all services" {
		v.stalled += hosts.n
		return
	}
	for _, n := range r.plan.Nodes {
		if slices.Contains(hosts.names, n.Name) {
			v.stalled += len(n.Services)
		}
	}
}

// accessOn reads who does not get in by a rule that a product requires.
func (r outageReader) accessOn(cells []string) []accessRow {
	change := losses.Change(cells[1])
	if change != losses.Gone && change != losses.Later {
		return nil
	}
	for _, f := range r.plan.Flows {
		if f.Product != "" && f.Requirement == losses.Required && f.From == cells[0] && losses.Name(f.Rule) == cells[4] && strings.HasPrefix(cells[5], f.Purpose) {
			return []accessRow{{r.plan.Party(f.From).Name, change, f.Purpose}}
		}
	}
	return nil
}

func (r outageReader) missedOn(t *testing.T, cells []string) missedRow {
	t.Helper()
	read := missedText.FindStringSubmatch(cells[3])
	if read == nil {
		t.Fatalf("cannot read %q", cells)
	}
	m := missedRow{service: cells[0], socket: cells[1], change: losses.Change(cells[2]), callers: r.listed(read[1]), number: 1}
	if n, folded := strings.CutSuffix(cells[0], " services"); folded && cells[1] == "-" {
		m.number, _ = strconv.Atoi(n)
	}
	switch m.change {
	case losses.Some:
		m.now = r.listed(strings.TrimSuffix(read[2], " left"))
	case losses.Unknown:
		m.now = r.listed(strings.TrimSuffix(read[2], " have the rule too"))
	case losses.Later:
		m.later = r.statesOn(read[2])
	}
	return m
}

func (r outageReader) statesOn(text string) []string {
	var out []string
	for _, part := range strings.Split(text, "; ") {
		if state, ok := strings.CutPrefix(part, "not needed in "); ok {
			out = append(out, r.inState(state, people{}))
		} else if m := stateAnswer.FindStringSubmatch(part); m != nil {
			out = append(out, r.inState(m[2], r.listed(m[1])))
		}
	}
	return out
}

func (r outageReader) listed(text string) people {
	if m := manyHosts.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return people{n: n}
	}
	return peopleNamed(r.names(strings.Split(text, ", "))...)
}
