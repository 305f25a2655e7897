package approval

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"portolan/model/rewrite"
	"portolan/model/source"
)

// preface begins a text that is new.
const preface = `# Approved rules, each with the meaning that was agreed. "portolan approve" writes this file and keeps its comments.
# A digest belongs to the meaning above it. A rule that means something else by now is not approved.
schema = %d
`

// Write puts entries into a text of approvals, in the place of those of the same rules. Comments and all other entries stay as they are,
// byte for byte. The text is empty where there is none yet. An error means that the text is written in a way that cannot be changed
// without touching something else; nothing is lost then.
func Write(name string, text []byte, entries []Entry) ([]byte, error) {
	before := &File{Entries: map[string]*Entry{}}
	if len(text) == 0 {
		text = fmt.Appendf(nil, preface, SchemaVersion)
	} else {
		var found error
		if before, found = loaded(name, text); found != nil {
			return nil, found
		}
	}
	d := rewrite.Of(string(text))
	for _, e := range entries {
		d.Put("rules."+e.ID, before.pairsOf(e.ID), e.pairs())
	}
	out := []byte(d.String())
	after, err := loaded(name, out)
	if err != nil {
		return nil, fmt.Errorf("%w\nwrite each rule as a table of its own, [rules.ID]", err)
	}
	return out, kept(before, after, entries)
}

func loaded(name string, text []byte) (*File, error) {
	f, found := Load(name, text)
	if f == nil {
		return nil, fmt.Errorf("%s: %s", name, found[0].What)
	}
	return f, nil
}

// kept tells whether a changed text says what it should, and of all other rules what it said.
func kept(before, after *File, entries []Entry) error {
	want := map[string]Entry{}
	for id, e := range before.Entries {
		want[id] = *e
	}
	for _, e := range entries {
		want[e.ID] = e
		if got := after.Entries[e.ID]; got == nil || !got.whole() {
			return fmt.Errorf("the digest of rule %s cannot be changed where it is written; write the rule as a table of its own, [rules.%s]", e.ID, e.ID)
		}
	}
	for id, e := range want {
		if got, ok := after.Entries[id]; !ok || !got.says(e) {
			return fmt.Errorf("the entry of rule %s is written in a way that cannot be changed; write it as a table of its own, [rules.%s]", id, id)
		}
	}
	if len(after.Entries) != len(want) {
		return fmt.Errorf("the text would hold %d entries, not %d", len(after.Entries), len(want))
	}
	return nil
}

// says tells whether two entries say the same, wherever they are written.
func (e Entry) says(other Entry) bool {
	return e.ID == other.ID && e.Follows == other.Follows && reflect.DeepEqual(e.Approval, other.Approval) && e.Meaning.Digest() == other.Meaning.Digest()
}

// pairsOf are the pairs of a rule's entry as they are written, nil where there is none.
func (f *File) pairsOf(id string) []rewrite.Pair {
	e, ok := f.Entries[id]
	if !ok {
		return nil
	}
	return slices.DeleteFunc(e.pairs(), func(p rewrite.Pair) bool { return p.Key == "digest" && !e.whole() })
}

// pairs are an entry's keys in the order of the text.
func (e Entry) pairs() []rewrite.Pair {
	out := []rewrite.Pair{{Key: "rule", Value: source.Quoted(e.Follows)}}
	for _, a := range aspects {
		switch values := a.of(&e.Meaning); {
		case a.list && (len(values) > 0 || a.key == "states"):
			var list []string
			for _, v := range values {
				list = append(list, source.Quoted(v))
			}
			out = append(out, rewrite.Pair{Key: a.key, Value: "[" + strings.Join(list, ", ") + "]"})
		case !a.list && len(values) > 0:
			out = append(out, rewrite.Pair{Key: a.key, Value: source.Quoted(values[0])})
		}
	}
	out = append(out, rewrite.Pair{Key: "digest", Value: source.Quoted(e.Meaning.Digest())}, rewrite.Pair{Key: "by", Value: source.Quoted(e.Approval.By)})
	if e.Approval.Role != "" {
		out = append(out, rewrite.Pair{Key: "role", Value: source.Quoted(e.Approval.Role)})
	}
	out = append(out, rewrite.Pair{Key: "date", Value: e.Approval.Date.String()})
	if e.Approval.Ticket != "" {
		out = append(out, rewrite.Pair{Key: "ticket", Value: source.Quoted(e.Approval.Ticket)})
	}
	if !e.Approval.Until.IsZero() {
		out = append(out, rewrite.Pair{Key: "until", Value: e.Approval.Until.String()})
	}
	return out
}
