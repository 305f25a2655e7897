package plan

import (
	"cmp"
	"strings"

	"portolan/model/approval"
	"portolan/model/catalog"
)

// Approval says who agreed to a rule.
type Approval = approval.Approval

// Flow is one connection that may be opened: once outbound at From, once inbound at To. Where both are the same host it is internal and
// no firewall sees it.
type Flow struct {
	ID       string `json:"id"`   // stable: from rule, from, to and listener
	Rule     string `json:"rule"` // the catalogue's flow rule, or "site.NAME" for a declared flow
	From     string `json:"from"` // a party's id
	To       string `json:"to"`
	Internal bool   `json:"internal,omitempty"`
	Caller   string `json:"caller,omitempty"` // name of the service that opens it
	Listener string `json:"listener"`         // "service.listener", an external's id, or the port for declared flows
	Service  string `json:"service"`          // name of the service that answers; of a leg to a forward proxy, that
	catalog.Port
	Basis       string   `json:"basis,omitempty"` // of the protocol: stated, inferred, declared
	Application string   `json:"application,omitempty"`
	Purpose     string   `json:"purpose"`
	Encrypted   string   `json:"encrypted"`   // as catalogues say it: yes, no, by default yes or no, negotiated, not stated
	Requirement string   `json:"requirement"` // required, optional, conditional
	Condition   string   `json:"condition,omitempty"`
	States      []string `json:"states"`             // ids of the states in which it is needed
	Via         string   `json:"via,omitempty"`      // the load balancer, forward proxy or jump host of which this is a leg, the first of several
	Leg         int      `json:"leg,omitempty"`      // 1 to it, 2 from it
	Hops        []Hop    `json:"hops,omitempty"`     // all of them, where there are several, or one that is not used in all of the states
	Disputed    string   `json:"disputed,omitempty"` // a question's id
	Decision    string   `json:"decision,omitempty"` // the decision that settled the question for which it was, or is, disputed
	Unusual     bool     `json:"unusual,omitempty"`  // disputed, and its catalogue itself calls it against the usual direction
	Drawn       []string `json:"drawn,omitempty"`
	RuleMetadata
	Phase      Phase      `json:"phase"`
	PhaseBasis []Citation `json:"phase_basis,omitempty"`  // where the documents say that the phase is not all of the time
	Requests   []string   `json:"requests,omitempty"`     // names of the site's requests that say something of this flow
	Firewalls  []string   `json:"firewalls,omitempty"`    // ids of the firewalls that enforce it; none inside a zone
	Translated []string   `json:"translations,omitempty"` // ids of the translations that one of its ends has on this way
	Notes      []string   `json:"notes,omitempty"`
	Chain      []*Link    `json:"chain"` // links are shared with other flows; nobody changes one

	Standing approval.Standing `json:"approval_state"`

	Covers   []string `json:"-"` // topics of products' lists of what they do not cover that it is for
	FromPort string   `json:"-"` // the source port that the catalogue gives, which counts where the site says nothing
	Product  string   `json:"-"` // the installation whose rule it is, by id; empty for declared flows
	Upkeep   bool     `json:"-"` // its destination is looked after by it: monitored, administered
}

// A LinkKind is the kind of a link in a chain of reasons.
type LinkKind string

// Link is one reason why a flow exists: a key of the site, a rule of the catalogue, a place in a document.
type Link struct {
	Kind  LinkKind `json:"kind"`
	What  string   `json:"what"`
	Where string   `json:"where,omitempty"` // "site.toml", the edition of a catalogue, the address of a document on the web
	Key   string   `json:"key,omitempty"`   // of a site link: the key that says so, "nodes.n1.role"

	Citation *Citation `json:"citation,omitempty"` // of a document link
	Line     int       `json:"-"`                  // of a site link: where the key stands at present
}

// DeclaredPrefix begins the rule name of a flow that the site declares.
const DeclaredPrefix = "site."

// Stated is what the site says of a flow beside its ends and its port, and what is not as usual: names and values.
func (f *Flow) Stated() [][2]string {
	unusual := func(value, usual string) string {
		if value == usual {
			return ""
		}
		return value
	}
	first := [][2]string{{"phase", unusual(string(f.Phase), string(RunPhase))}, {"source port", unusual(f.SourcePort, AnyPort)}}
	return append(append(first, f.RuleMetadata.Stated()...), [2]string{"translated", strings.Join(f.Translated, ", ")})
}

// CompareFlows orders flows as people look for them: by ends, then by port, then by rule.
func CompareFlows(a, b *Flow) int {
	if from := strings.Compare(a.From, b.From); from != 0 { // which settles most
		return from
	}
	if to := strings.Compare(a.To, b.To); to != 0 {
		return to
	}
	if a.Port != b.Port {
		return a.Port.ByNumber(b.Port)
	}
	return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Listener, b.Listener), strings.Compare(a.Product, b.Product))
}

// The kinds of links, in the order of a chain.
const (
	SiteLink      LinkKind = "site"
	CatalogueLink LinkKind = "catalogue"
	DocumentLink  LinkKind = "document"
)
