// Package ruleset is the middle language of rule files: what one host or firewall lets through, with the addresses that packets have there.
// It knows no dialect; a dialect knows nothing else.
package ruleset

import (
	"net/netip"
	"slices"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A Ruleset is all that a host or firewall lets through. It lets nothing else through but what no network works without: replies, what a
// host says to itself, neighbour discovery.
type Ruleset struct {
	Site   string // its id
	Device string // id of the host or firewall
	Kind   Kind
	System string          // the operating system of the host or firewall, by its id; may be empty
	At     source.Position // of the device in the site
	Head   []string        // lines for the head of the file
	Rules  []Rule          // in the order of worksheets

	Names  Device   // of a firewall
	Adding []string // lines for the head of a file that adds rules to those of a firewall, and does not say what becomes of all else

	Omitted []Omitted // what the files do not let through although the plan has it
	Needs   []Need    // of a host: what it cannot do without once its files drop all else
}

// A Need is a topic, such as administration or DNS, for which a host needs a rule before its files may drop all other packets of a direction.
type Need struct {
	Topic     string
	Direction Direction
	Rules     []string // ids of the rules for it, here
	Waiver    string   // why the host needs none; empty where nobody says so
	Remark    string   // what files say of that
	Help      string   // the way out
}

// Omitted is a rule that is a comment in rule files and nothing else.
type Omitted struct {
	Rule
	Why   string // who says so: that nobody approved it, or the site's own reason
	Cause string // what stands in the way of a rule that a dialect cannot say; empty for others
}

// A Kind is what a ruleset is for.
type Kind int

// The kinds.
const (
	Host     Kind = iota // its own traffic: Inbound and Outbound rules
	Firewall             // the traffic of others: Forward rules
)

// A Direction is where packets go, seen from the host or firewall.
type Direction int

// The directions.
const (
	Inbound Direction = iota
	Outbound
	Forward
)

// A Rule lets every end of From reach every end of To at every service.
type Rule struct {
	ID         string // as in worksheets
	Direction  Direction
	From, To   []End
	Services   []Service
	SourcePort catalog.Numbers // none for any
	Log        bool
	Until      source.Date // its last day; may be none
	Ends       string      // the same in words
	About      string      // when it is needed, and what was asked for, in words
	Called     Called      // as worksheets name its objects
	Passages   []Passage   // of a firewall: where its packets come in and leave, ends and all
	Comment    string      // what it is for
	Follows    []string    // from which flow rules and declared flows, by the names that a site uses
	Waiver     string      // why the site does without it in files whose dialect cannot say it; empty where it does not
	Objects    string      // names of its source, destination and services, as in worksheets, and what has to be done about it if it must not stay so
}

// Called are the names that worksheets have for a rule's source, destination and services.
type Called struct{ From, To, Services string }

// An End is a host, a population of clients or a party outside, as packets name it at this place.
type End struct {
	ID        string
	Host      string         // host name, may be empty
	Addresses []netip.Prefix // none where only the name is known
	Self      bool           // it is the host whose ruleset this is
	Changed   *Translated    // at a firewall that translates it; else nil
	Entry     string         // the table of the site that describes it: "externals.license"
	At        source.Position
}

// Named reports whether only the host name of an end is known, and is one that name servers answer for.
func (e End) Named() bool {
	return len(e.Addresses) == 0 && e.Host != "" && len(e.Host) < 254 && !strings.ContainsFunc(e.Host, func(r rune) bool {
		return r != '.' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// A Service is what a rule opens.
type Service struct {
	catalog.Port
	Cure string // what the site can say where only one of the port's numbers is in use and it does not say which
}

// Has reports whether a ruleset lets anything through in a direction, or would if nothing were omitted.
func (s *Ruleset) Has(direction Direction) bool {
	return slices.ContainsFunc(s.Rules, func(r Rule) bool { return r.Direction == direction }) ||
		slices.ContainsFunc(s.Omitted, func(o Omitted) bool { return o.Direction == direction })
}

// Remark is what files say of a rule that they do not let through.
func (o *Omitted) Remark() string {
	text := o.ID + " " + o.Objects + " - " + o.Why
	if o.Cause != "" {
		text += " (" + o.Cause + ")"
	}
	return text
}
