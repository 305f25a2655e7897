package decision

import (
	"fmt"
	"reflect"
	"strings"

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
	want[e.ID] = e
	out := []byte(replaced(string(text), e))
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

// replaced is a text with an entry in the place of the one of the same id, or at its end. Comment lines of the old entry are kept above the new one.
func replaced(text string, e Entry) string {
	end := "\n"
	if strings.Contains(text, "\r\n") {
		end = "\r\n"
	}
	if !strings.HasSuffix(text, "\n") {
		text += end
	}
	entry := strings.ReplaceAll(e.String(), "\n", end)
	var out strings.Builder
	inside, written := false, false
	for line := range strings.Lines(text) {
		if header := header(line); header != "" {
			inside = header == "decisions."+e.ID || header == "decisions."+e.ID+".answers"
			if inside && !written {
				out.WriteString(entry)
				written = true
			}
		}
		if bare := strings.TrimSpace(line); !inside || strings.HasPrefix(bare, "#") || bare == "" {
			out.WriteString(line)
		}
	}
	if !written {
		out.WriteString(end + entry)
	}
	return out.String()
}

// header is what is between the brackets of a line that begins a table, or "".
func header(line string) string {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, "[") {
		return ""
	}
	line, _, _ = strings.Cut(strings.TrimLeft(line, "["), "]")
	return strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "").Replace(line)
}

// String is an entry as it is written.
func (e Entry) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "[decisions.%s]\n", e.ID)
	text := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s = %s\n", key, source.Quoted(value))
		}
	}
	day := func(key string, value source.Date) {
		if !value.IsZero() {
			fmt.Fprintf(&b, "%s = %s\n", key, value)
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
	for _, a := range e.Answers {
		fmt.Fprintf(&b, "[[decisions.%s.answers]]\nitem = %s\nabout = [\n", e.ID, source.Quoted(a.Item))
		for _, line := range a.About {
			fmt.Fprintf(&b, "  %s,\n", source.Quoted(line))
		}
		b.WriteString("]\n")
	}
	return b.String()
}
