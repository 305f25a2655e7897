package decision

import (
	"fmt"
	"reflect"
	"strings"

	"portolan/model/rewrite"
	"portolan/model/source"
)

// preface begins a text that is new.
const preface = `# Decisions on open items, each with the content that was decided on. "portolan decide" writes this file and keeps its comments.
# An item whose content is different by now is open again.
schema = %d
`

// Write puts a decision into a text of decisions, in the place of the one with its id. Comments and all other decisions stay as they are, byte for
// byte. The text is empty where there is none yet. An error means that the text is written in a way that cannot be changed without touching something
// else; nothing is lost then.
func Write(name string, text []byte, e Entry) ([]byte, error) {
	want := map[string]Entry{}
	if len(text) == 0 {
		text = fmt.Appendf(nil, preface, SchemaVersion)
	} else {
		before, err := loaded(name, text)
		if err != nil {
			return nil, err
		}
		want = before.Entries
	}
	d := rewrite.Of(string(text))
	e.put(d, want[e.ID])
	want[e.ID] = e
	out := []byte(d.String())
	after, err := loaded(name, out)
	if err != nil {
		return nil, fmt.Errorf("%w\nwrite each decision as a table of its own, [decisions.ID]", err)
	}
	for id, e := range want {
		if got, ok := after.Entries[id]; !ok || !got.says(e) {
			return nil, fmt.Errorf("the decision %s is written in a way that cannot be changed; write it as a table of its own, [decisions.%s]", id, id)
		}
	}
	if len(after.Entries) != len(want) {
		return nil, fmt.Errorf("the text would hold %d decisions, not %d", len(after.Entries), len(want))
	}
	return out, nil
}

func loaded(name string, text []byte) (*File, error) {
	f, found := Load(name, text)
	if f == nil {
		return nil, fmt.Errorf("%s: %s", name, found[0].What)
	}
	return f, nil
}

// says reports whether two entries say the same, wherever they are written.
func (e Entry) says(other Entry) bool {
	if len(e.Answers) != len(other.Answers) {
		return false
	}
	for i, a := range e.Answers {
		if a.Item != other.Answers[i].Item || !reflect.DeepEqual(a.About, other.Answers[i].About) {
			return false
		}
	}
	return e.Decision == other.Decision
}

// put writes an entry into a text, in the place of the one of the same id, or at its end.
func (e Entry) put(into *rewrite.Text, old Entry) {
	table := "decisions." + e.ID
	into.Put(table, old.pairs(), e.pairs())
	into.PutList(table+".answers", table, old.answers(), e.answers())
}

// pairs are an entry's keys in the order of the text. One that there is not has none.
func (e Entry) pairs() (out []rewrite.Pair) {
	text := func(key, value string) {
		if value != "" {
			out = append(out, rewrite.Pair{Key: key, Value: source.Quoted(value)})
		}
	}
	day := func(key string, value source.Date) {
		if !value.IsZero() {
			out = append(out, rewrite.Pair{Key: key, Value: value.String()})
		}
	}
	text("decision", e.Text)
	text("choose", e.Choose)
	text("by", e.By)
	text("role", e.Role)
	day("date", e.Date)
	text("ticket", e.Ticket)
	text("evidence", e.Evidence)
	day("until", e.Until)
	return out
}

// answers are the tables of what it answers.
func (e Entry) answers() (out [][]rewrite.Pair) {
	for _, a := range e.Answers {
		var about strings.Builder
		for _, line := range a.About {
			about.WriteString("  " + source.Quoted(line) + ",\n")
		}
		out = append(out, []rewrite.Pair{{Key: "item", Value: source.Quoted(a.Item)}, {Key: "about", Value: "[\n" + about.String() + "]"}})
	}
	return out
}
