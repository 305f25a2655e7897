// Package diagram holds pictures as values: a Graph says what is connected, a Scene says where it stands, a Drawing says which
// shapes to paint. Text is measured here, with the fonts that the PDF embeds. It knows neither Graphviz nor SVG nor PDF.
package diagram

import (
	"slices"

	"portolan/render/ref"
)

// A Graph is a picture before layout: boxes in zones, and edges between boxes. Order is the author's and is kept.
type Graph struct {
	ID          string // stable, prefixes every element id, unique within a pack
	Title       string
	Description string // the picture in words, for those who do not see it
	Zones       []Zone
	Boxes       []Box
	Edges       []Edge
	Words       Words
}

// Words are the printed words of a picture's legend, from the word list.
type Words struct {
	Legend   string
	Box      map[BoxKind]string
	Edge     map[EdgeKind]string
	Mark     map[EdgeKind]string // behind ports in labels and boxes that are needed as edges of the kind are; the entry of the kind says so
	PartMark string              // behind ports for which what a mark says holds for some hosts only; empty if no port has one
	Part     string              // what PartMark says
	Trunk    string              // one line for several edges
	Zone     string
	Wall     string            // a zone whose border is a firewall's
	Beyond   string            // a zone that is not under the site's control
	Here     string            // the box that the picture is about
	Stack    string            // a box that stands for several equal hosts
	Change   map[Change]string // what was added, removed or altered
}

// Zone is an area that holds boxes. Pictures of one site that are laid out together give a zone the same place, and every box and edge: what is one has one id
// in all of them.
type Zone struct {
	ID       string
	Title    string
	Subtitle []string // networks, one a line
	Outside  bool     // not under the site's control (the internet, users)
	Note     string   // a line below them
	Walled   bool     // whatever crosses its border passes a firewall
	Tier     Tier
	Order    int // within its tier, from the left; zones of equal order stand as their edges ask for
}

// A Tier is what a zone is for. Pictures of sites run from above down through the tiers.
type Tier int

// The tiers, from above.
const (
	OutsideTier Tier = iota // not under the site's control: the internet, services of others
	UsersTier
	AdministrationTier // administrators, jump hosts, monitoring, backup
	DMZTier
	ApplicationTier
	DataTier // databases, shares, directories and what else only serves
)

// tierWords are the words for tiers, in their order.
var tierWords = []string{"outside", "users", "administration", "dmz", "application", "data"}

// TierOf is the tier with a word; ApplicationTier where there is no such word.
func TierOf(word string) Tier {
	if i := slices.Index(tierWords, word); i >= 0 {
		return Tier(i)
	}
	return ApplicationTier
}

// BoxKind decides shape and colour class of a box; every kind differs in more than colour.
type BoxKind int

// The kinds of boxes.
const (
	Node BoxKind = iota
	Server
	Database // a server that holds a database
	Files    // a server that holds a share
	LoadBalancer
	ForwardProxy
	External
	Clients
	Summary // not a host: a zone, a role or a service in its place
	Every   // all nodes of the zone in which it stands, below them
)

// Box is one host, or several equal ones folded together.
type Box struct {
	ID    string // unique in the graph
	Zone  string // a zone's id
	Order int    // within its zone, from the left; boxes of equal order stand as their edges ask for
	Tier  Tier   // of a box that stands in no zone
	Kind  BoxKind
	Lines []Line  // measured; the first is the name
	Link  ref.Ref // where it leads, if anywhere
	Tip   string  // longer description
	Count int     // more than 1: so many equal hosts are folded

	Description string // what the box is and does, for those who do not see the picture; or empty
	Here        bool   // the picture is about this box
	Change      Change
}

// Line is one line of text in a box.
type Line struct {
	Text  string
	Style LineStyle
}

// LineStyle is the weight of a line.
type LineStyle int

// The styles of lines.
const (
	Name   LineStyle = iota // bold
	Detail                  // regular
	Fine                    // small
)

// EdgeKind decides how an edge is stroked; every kind has its own dash besides its colour.
type EdgeKind int

// The kinds of edges.
const (
	Regular  EdgeKind = iota // needed in the site's normal state
	Standby                  // needed only in a failover state
	Disputed                 // the vendor's documents disagree
	Optional                 // optional or conditional
)

// Edge is all traffic between two boxes; a graph has at most one edge per pair of boxes.
type Edge struct {
	ID    string // unique in the graph
	From  string // a box's id
	To    string // a box's id
	Both  bool   // traffic is opened from both ends
	Kind  EdgeKind
	Label []string // lines
	// Bundle joins edges that have one of their boxes in common, all at the same end, into one trunk that forks near the others. They have the same label, which stands
	// once, at the trunk.
	Bundle     string
	BundleTip  string   // what the trunk says to those who point at it
	BundleLink ref.Ref  // where it leads
	Rules      []string // ids of the rules that it stands for
	Link       ref.Ref
	Tip        string

	Description string // what the edge says, for those who do not see the picture; or empty
	Change      Change
}

// Change is what became of a box or an edge from one state or revision to another. It is told by a sign at the box's corner or in the
// edge's label, where its author puts it, besides a colour and a stroke.
type Change int

// The changes.
const (
	Kept    Change = iota // there before and after, or the picture compares nothing
	Added                 // there after only: +
	Removed               // there before only: −
	Altered               // there before and after, with another content; the lines of a label may begin with signs of their own: ±
)
