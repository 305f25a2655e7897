package main

import (
	"encoding/json"

	"portolan/cmd/portolan/terminal"
	"portolan/model/plan"
	"portolan/model/source"
)

// The shape of "terraform validate -json", which other programs can read already. Within format version 1 keys are only added.
type (
	findings struct {
		FormatVersion string     `json:"format_version"`
		Valid         bool       `json:"valid"`
		ErrorCount    int        `json:"error_count"`
		WarningCount  int        `json:"warning_count"`
		Diagnostics   []finding  `json:"diagnostics"`
		Due           []dueEvent `json:"due,omitempty"` // where it was asked for
	}
	dueEvent struct {
		Site string `json:"site"`
		plan.Event
		What string `json:"what"`
		Days int    `json:"days"` // until then; negative where it is overdue
	}
	finding struct {
		Severity string    `json:"severity"`
		Code     string    `json:"code"`
		Summary  string    `json:"summary"`
		Detail   string    `json:"detail"`
		Range    *extent   `json:"range,omitempty"`
		Snippet  *snippet  `json:"snippet,omitempty"`
		Related  []finding `json:"related,omitempty"`
	}
	extent struct {
		Filename string `json:"filename"`
		Start    point  `json:"start"`
		End      point  `json:"end"`
	}
	point struct {
		Line   int `json:"line"`
		Column int `json:"column"` // in characters, from 1
	}
	snippet struct {
		Context   *string  `json:"context"`
		Code      string   `json:"code"`
		StartLine int      `json:"start_line"`
		Start     int      `json:"highlight_start_offset"` // in bytes of code, from 0
		End       int      `json:"highlight_end_offset"`
		Values    []string `json:"values"`
	}
)

// checkJSON are findings, with what is due.
func checkJSON(found source.Diagnostics, due []dueEvent) string {
	all := findings{FormatVersion: "1.0", Valid: !found.HasErrors(), ErrorCount: found.Count(source.Error),
		WarningCount: found.Count(source.Warning), Diagnostics: []finding{}, Due: due}
	for i, d := range found {
		d = d.WithoutSecrets()
		f := findingOf(d)
		if i < source.MaxPrinted { // cutting snippets out of an endless line takes time, and nobody reads thousands
			f.Snippet = snippetOf(d.At)
		}
		all.Diagnostics = append(all.Diagnostics, f)
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		panic(err) // the types are ours and always marshal
	}
	return string(text) + "\n"
}

func dueEvents(site string, events []plan.Event, day source.Date) []dueEvent {
	var out []dueEvent
	for _, e := range events {
		out = append(out, dueEvent{site, e, terminal.EventText(e), e.Day.DaysSince(day)})
	}
	return out
}

func findingOf(d source.Diagnostic) finding {
	f := finding{Severity: d.Severity.String(), Code: d.Code, Summary: d.What, Detail: d.Help, Range: extentOf(d.At)}
	for _, r := range d.Related {
		f.Related = append(f.Related, finding{Severity: d.Severity.String(), Code: d.Code, Summary: r.What, Range: extentOf(r.At)})
	}
	return f
}

// extentOf is nil where there is not even a file. A fault of a whole file stands at its first character.
func extentOf(p source.Position) *extent {
	if p.File() == "" {
		return nil
	}
	line, column := max(p.Line(), 1), max(p.Col(), 1)
	return &extent{p.File(), point{line, column}, point{line, column + max(p.Width(), 1)}}
}

// longestSnippet is in characters. A longer line is cut around the fault.
const longestSnippet = 400

func snippetOf(p source.Position) *snippet {
	line := []rune(p.SourceLine())
	if len(line) == 0 {
		return nil
	}
	start := min(max(p.Col()-1, 0), len(line))
	end := min(start+max(p.Width(), 1), len(line))
	if len(line) > longestSnippet {
		from := min(max(start-longestSnippet/4, 0), len(line)-longestSnippet)
		line = line[from : from+longestSnippet]
		start, end = start-from, min(end-from, longestSnippet)
	}
	return &snippet{Code: string(line), StartLine: p.Line(), Start: len(string(line[:start])), End: len(string(line[:end])), Values: []string{}}
}
