package plan

import (
	"slices"

	"portolan/model/catalog"
)

// InsecureService is a listener whose traffic is not encrypted in this site, with every rule that ends there.
type InsecureService struct {
	Listener string `json:"listener"` // "service.listener", or the declared port
	Service  string `json:"service"`
	catalog.Port
	Encrypted  string     `json:"encrypted"` // no, by default no
	Declared   bool       `json:"declared,omitempty"`
	Why        string     `json:"why,omitempty"`
	Mitigation string     `json:"mitigation,omitempty"` // empty: no document states one
	LowRisk    bool       `json:"low_risk,omitempty"`   // neither credentials nor data of users travel
	Finding    string     `json:"finding,omitempty"`    // id of the finding that says it, where there is one
	Sources    []Citation `json:"sources,omitempty"`
	Flows      []string   `json:"flows"` // ids of the rules between hosts; none where it is only called, or only listens, inside a host
}

// TrustFact is what the documents say on one topic of trust and certificates.
type TrustFact struct {
	ID      string     `json:"id"`
	Topic   string     `json:"topic"`
	Text    string     `json:"text"`
	Review  bool       `json:"review,omitempty"` // a reviewer has to decide on it
	Sources []Citation `json:"sources"`
}

// Term is a word or a short name of a product with its meaning. A short name is one that stands for a longer name.
type Term struct {
	Term    string     `json:"term"`
	Meaning string     `json:"meaning"`
	Short   bool       `json:"short,omitempty"`
	Sources []Citation `json:"sources,omitempty"`
}

// PlainText reports whether a flow's traffic is not encrypted, as far as the documents or the site say.
func (f *Flow) PlainText() bool { return slices.Contains(catalog.Unencrypted, f.Encrypted) }
