package acceptance

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"portolan/model/plan"
)

// Format is the first line of a result file.
const Format = "portolan-acceptance 1"

// An Answer is what a script saw when it tried a test.
type Answer string

// The answers.
const (
	Connected Answer = "open"    // a connection, or an echo
	Refused   Answer = "refused" // a refusal: by the host, where nothing listens, or by a firewall
	NoAnswer  Answer = "none"    // nothing came back in time, or there is no way there
	NotTried  Answer = "untried" // the script could not try it
)

// A Run is a result file: what one script saw on one host.
type Run struct {
	File     string `json:"file"`
	Site     string `json:"-"`
	Host     string `json:"host"`
	Revision string `json:"revision"`
	By       string `json:"by"`
	On       string `json:"on"` // what the host calls itself
	At       string `json:"at"` // in UTC

	answers map[string]answer
}

type answer struct {
	Answer
	detail string
}

// mostBytes is how long a result file may be.
const mostBytes = 4 << 20

// Read reads a result file. One that is cut off, or that somebody has changed by hand so that it has no form, is an error.
func Read(file string, data []byte) (*Run, error) {
	r := &Run{File: file, answers: map[string]answer{}}
	// Windows writes a mark in front and two characters at the end of lines.
	data = bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	switch {
	case len(data) > mostBytes || !utf8.Valid(data):
		return nil, fmt.Errorf("it is no result file")
	case lines[0] != Format:
		return nil, fmt.Errorf("it does not begin with %q", Format)
	case lines[len(lines)-1] != "end "+strconv.Itoa(len(lines)-2):
		return nil, fmt.Errorf("it is not complete: its last line does not count the lines")
	}
	fields := map[string]*string{"site": &r.Site, "host": &r.Host, "revision": &r.Revision, "by": &r.By, "on": &r.On, "at": &r.At}
	for i, line := range lines[1 : len(lines)-1] {
		name, rest, ok := strings.Cut(line, "\t")
		field := fields[name]
		kind, detail, _ := strings.Cut(rest, "\t")
		switch {
		case !ok || strings.ContainsFunc(rest, func(c rune) bool { return c != '\t' && !unicode.IsPrint(c) }):
			return nil, fmt.Errorf("line %d has no form: %q", i+2, line)
		case field != nil:
			*field = strings.TrimSpace(rest)
		case slices.Contains([]Answer{Connected, Refused, NoAnswer, NotTried}, Answer(kind)):
			r.answers[name] = answer{Answer(kind), detail}
		default:
			return nil, fmt.Errorf("line %d has the unknown result %q", i+2, kind)
		}
	}
	if _, err := time.Parse(time.RFC3339, r.At); err != nil || r.Site == "" || r.Host == "" || r.By == "" {
		return nil, fmt.Errorf("it does not say of which site and host it is, by whom and when")
	}
	return r, nil
}

// A Status is how a test ended.
type Status string

// The statuses.
const (
	Passed    Status = "passed"
	Failed    Status = "failed"
	NotTested Status = "not tested"
)

// A Row is a test with what came of it.
type Row struct {
	Test
	Status Status `json:"status"`
	Cause  Cause  `json:"cause,omitempty"`
	Detail string `json:"detail,omitempty"` // what the script wrote
	By     string `json:"by,omitempty"`
	At     string `json:"at,omitempty"`
}

// A Cause is why a test did not pass.
type Cause string

// The causes.
const (
	NoResult  Cause = "no-result"  // no file has one
	CannotTry Cause = "cannot"     // no script tries it: see Untried
	Unsettled Cause = "unsettled"  // a refusal where none was to be: whether the host or a firewall refused cannot be told
	Early     Cause = "early"      // a refusal by a host that has the service after a failover only
	Blocked   Cause = "blocked"    // nothing came back
	Absent    Cause = "no-service" // refused: nothing listens, or a firewall rejects
	Reached   Cause = "reached"    // connected, and no rule allows it
	Gave      Cause = "gave-up"    // the script could not try it
)

// A Report is what acceptance tests of a plan have shown.
type Report struct {
	FormatVersion string   `json:"format_version"` // within a major version keys are only added
	Site          string   `json:"site"`
	Revision      string   `json:"revision"`
	Date          string   `json:"date"`
	Accepted      bool     `json:"accepted"` // every test passed
	Passed        int      `json:"passed"`
	Failed        int      `json:"failed"`
	NotTested     int      `json:"not_tested"`
	Runs          []*Run   `json:"runs"`
	Unknown       []string `json:"unknown,omitempty"` // results of tests that this plan does not have, by file
	Shared        bool     `json:"shared,omitempty"`  // hosts of large groups try some of the others each
	Rows          []Row    `json:"tests"`
}

// Judge compares the newest result of each host with what is expected.
func Judge(p *plan.Plan, runs []*Run) *Report {
	r := &Report{FormatVersion: "1.0", Site: p.Site, Revision: p.Document.Revision, Date: p.Document.Date.String(), Rows: []Row{}, Runs: newest(runs)}
	known := map[string]bool{}
	tests, shared := Of(p)
	r.Shared = shared
	for _, t := range tests {
		known[t.ID] = true
		row := judge(t, r.Runs)
		switch row.Status {
		case Passed:
			r.Passed++
		case Failed:
			r.Failed++
		default:
			r.NotTested++
		}
		r.Rows = append(r.Rows, row)
	}
	for _, run := range r.Runs {
		n := 0
		for id := range run.answers {
			if !known[id] {
				n++
			}
		}
		if n > 0 {
			r.Unknown = append(r.Unknown, fmt.Sprintf("%s: %d", run.File, n))
		}
	}
	r.Accepted = len(r.Rows) > 0 && r.Passed == len(r.Rows)
	return r
}

// newest are the last runs of each host.
func newest(runs []*Run) []*Run {
	last := map[string]*Run{}
	for _, run := range runs {
		if known := last[run.Host]; known == nil || known.At < run.At {
			last[run.Host] = run
		}
	}
	out := []*Run{}
	for _, run := range last {
		out = append(out, run)
	}
	slices.SortFunc(out, func(a, b *Run) int { return cmp.Compare(a.Host, b.Host) })
	return out
}

func judge(t Test, runs []*Run) Row {
	row := Row{Test: t, Status: NotTested, Cause: NoResult}
	if t.Untried != "" {
		row.Cause = CannotTry // unless a person has tried it and entered the answer
	}
	i := slices.IndexFunc(runs, func(r *Run) bool { return r.Host == t.Host })
	if i < 0 {
		return row
	}
	got, ok := runs[i].answers[t.ID]
	if !ok || t.Untried == NotAgreed || t.Untried != "" && got.Answer == NotTried {
		return row
	}
	row.Detail, row.By, row.At = got.detail, runs[i].By, runs[i].At
	row.Status, row.Cause = verdict(t, got.Answer)
	return row
}

// verdict is what an answer means for a test. A refusal is no connection, and no proof of a closed way either.
func verdict(t Test, got Answer) (Status, Cause) {
	open := t.Expect == Open
	switch {
	case got == NotTried:
		return NotTested, Gave
	case got == Connected && open, got == NoAnswer && !open:
		return Passed, ""
	case got == Connected:
		return Failed, Reached
	case got == NoAnswer:
		return Failed, Blocked
	case !open:
		return NotTested, Unsettled
	case t.Failover:
		return NotTested, Early
	}
	return Failed, Absent
}
