// Package proof says what came of sending packets past the rule files of a plan: for programs, and as a document.
package proof

import (
	"bytes"
	"encoding/json"
	"fmt"

	"portolan/model/passage"
)

// FormatVersion is that of the JSON. Within a major version keys are only added.
const FormatVersion = "1.0"

// A Report is what a proof has shown.
type Report struct {
	FormatVersion string            `json:"format_version"`
	Site          string            `json:"site"`
	Revision      string            `json:"revision"`
	Date          string            `json:"date"`    // of the site's document
	Proved        string            `json:"proved"`  // when
	Dialect       string            `json:"dialect"` // of the rule files
	Holds         bool              `json:"holds"`   // nothing is missing, nothing too much, no file refused
	Packets       int               `json:"packets"`
	Devices       []Device          `json:"devices"`
	States        []State           `json:"states"`
	Findings      []Finding         `json:"findings"`
	NotTried      []NotTried        `json:"not_tried"`
	StandIns      []passage.StandIn `json:"stand_ins"` // addresses of parties of which the site knows only a name
}

// A Device is a host or firewall whose rule file was loaded.
type Device struct {
	ID     string  `json:"id"`
	Kind   string  `json:"kind"`             // host, firewall
	System string  `json:"system,omitempty"` // as the site says it
	Serves bool    `json:"serves"`           // the dialect is one of this system; else the rules alone were proved, in another language than the device's own
	Hooks  []Trial `json:"hooks"`

	Unsafe []string `json:"unsafe,omitempty"` // why no file is written for it yet: the rules were tested as they would be in it
}

// A Trial is what one filter of a device did with all packets.
type Trial struct {
	Hook    passage.Hook `json:"hook"`
	Packets int          `json:"packets"`
	Allowed int          `json:"allowed"` // that the plan allows here
	Passed  int          `json:"passed"`  // that got through
	Missing int          `json:"missing"` // allowed, and did not get through
	Excess  int          `json:"excess"`  // not allowed, and got through
}

// A State counts the flows that are needed in one state of the plan by what came of their packets on all devices on their way.
type State struct {
	ID       string `json:"id"`
	Proved   int    `json:"proved"`
	Failed   int    `json:"failed"`
	NotTried int    `json:"not_tried"`
}

// A FindingKind is what is wrong.
type FindingKind string

// The kinds of findings.
const (
	Missing FindingKind = "missing" // what the plan allows does not get through
	Excess  FindingKind = "excess"  // what the plan does not allow gets through
	Mute    FindingKind = "mute"    // it gets through, and the reply does not get back
	Refused FindingKind = "refused" // the tool does not take the file, or the dialect cannot hold the rules
	Changes FindingKind = "changes" // to load the file a second time changes something
	Broken  FindingKind = "broken"  // something that no network works without
)

// A Finding is something wrong at one device. Packets between the same two parties are one finding.
type Finding struct {
	Kind     FindingKind  `json:"kind"`
	Device   string       `json:"device"`
	Hook     passage.Hook `json:"hook,omitempty"`
	From     string       `json:"from,omitempty"` // party's id; empty for an address that is nobody's
	To       string       `json:"to,omitempty"`
	Packets  int          `json:"packets,omitempty"`
	Families []string     `json:"families,omitempty"`
	Ports    []string     `json:"ports,omitempty"`   // as "tcp/443"; the first few
	More     int          `json:"more,omitempty"`    // ports beside these
	Example  string       `json:"example,omitempty"` // of a packet
	Rules    []string     `json:"rules,omitempty"`   // that should have let it through
	States   []string     `json:"states,omitempty"`  // in which it is needed
	Detail   string       `json:"detail,omitempty"`
}

// NotTried are rules with flows of which no packet was sent.
type NotTried struct {
	Why   string   `json:"why"` // no-filter, protocol, family, refused, omitted
	Rules []string `json:"rules"`
}

// The reasons why no packet of a flow was sent.
const (
	NoFilter   = "no-filter" // no host or firewall on its way has a rule file that it would pass
	NoPacket   = "protocol"  // its protocol cannot be sent for a trial
	NoFamily   = "family"    // its ends have no family of addresses in common
	NoFile     = "refused"   // the file of a host or firewall on its way was refused
	NotAllowed = "omitted"   // files say that they do not let it through
)

// JSON is the report for programs.
func JSON(r *Report) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("packet test: %w", err)
	}
	return out.Bytes(), nil
}
