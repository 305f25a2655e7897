package plan

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strings"
)

// Reasons are the reasons of flows, each once under an id: thousands of flows follow from the same few keys of a site and places in documents.
type Reasons struct {
	ByID map[string]Link
	ids  map[reason]string
}

// reason is a link by what it says.
type reason struct {
	Link
	citation Citation
}

// idLength is the usual length of an id. It is made of what a reason says, so that one that goes or comes changes no other.
const idLength = 8

// NewReasons is a table without any.
func NewReasons() *Reasons { return &Reasons{map[string]Link{}, map[reason]string{}} }

// Of are the ids of the reasons of a flow, in their order; the table has them from then on.
func (r *Reasons) Of(f *Flow) []string {
	ids := make([]string, len(f.Chain))
	for i, l := range f.Chain {
		ids[i] = r.id(*l)
	}
	return ids
}

func (r *Reasons) id(l Link) string {
	key := reason{Link: l}
	key.Line = 0 // is not written, and may differ
	if l.Citation != nil {
		key.Citation, key.citation = nil, *l.Citation
	}
	id, ok := r.ids[key]
	if !ok {
		id = r.free(l)
		r.ids[key], r.ByID[id] = id, l
	}
	return id
}

// free is an id that no other reason has.
func (r *Reasons) free(l Link) string {
	said, err := json.Marshal(struct {
		Link
		Citation *WholeCitation `json:"citation,omitempty"`
	}{l, (*WholeCitation)(l.Citation)})
	if err != nil {
		panic(err) // texts
	}
	text := digest(said)
	for n := idLength; ; n++ {
		if _, taken := r.ByID[text[:n]]; !taken {
			return text[:n]
		}
	}
}

// digest is a text made of another, of small letters and digits.
func digest(said []byte) string {
	sum := sha256.Sum256(said)
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))
}

// Written is a plan as a pack holds it for programs: its flows name their reasons by the ids of a table, its citations their documents by those of the sources.
type Written struct {
	*Plan
	Sources []WrittenSource `json:"sources"`
	Flows   []WrittenFlow   `json:"flows"`
	Dropped []WrittenFlow   `json:"dropped"`
	Reasons map[string]Link `json:"reasons"`
}

// WrittenFlow is a flow likewise.
type WrittenFlow struct {
	*Flow
	Chain []string `json:"chain"`
}

// WrittenSource is a document with its id.
type WrittenSource struct {
	ID string `json:"id"`
	Source
}

// Write is a plan to be written.
func Write(p *Plan) Written {
	reasons := NewReasons()
	flows := func(all []*Flow) []WrittenFlow {
		if all == nil {
			return nil
		}
		out := make([]WrittenFlow, len(all))
		for i, f := range all {
			out[i] = WrittenFlow{f, reasons.Of(f)}
		}
		return out
	}
	sources := make([]WrittenSource, len(p.Sources))
	for i, s := range p.Sources {
		sources[i] = WrittenSource{s.ID(), s}
	}
	return Written{Plan: p, Sources: sources, Flows: flows(p.Flows), Dropped: flows(p.Dropped), Reasons: reasons.ByID}
}
