package intake

import (
	"fmt"
	"slices"
	"strings"

	"portolan/model/rewrite"
	"portolan/model/source"
)

// A Flow is what rules let through and a site does not describe.
type Flow struct {
	ID             string // the same for the same traffic at the same device
	Rule           string // the rule that lets it through, and where it is written
	From, To, Port string
	Unknown        []string // ends that are no host of the site
}

// Flows writes flows into a site's text as comments: that they are let through does not say that they should be. What was written once is not written again,
// whatever became of it.
func Flows(name string, text []byte, before *Imported, flows []Flow, list string) (*Merged, error) {
	file, found := source.Parse(name, text)
	if file == nil {
		return nil, fmt.Errorf("%s", place(found[0]))
	}
	m := &Merged{Imported: &Imported{Of: map[string]*Said{}}}
	if before != nil {
		for header, said := range before.Of {
			m.Imported.Of[header] = said
		}
	}
	d := rewrite.Of(string(text))
	for _, f := range flows {
		header := "flows." + f.ID
		if _, _, there := file.Get("flows", f.ID); there || m.Imported.Of[header] != nil {
			continue
		}
		m.Imported.Of[header] = &Said{Keys: map[string]any{"ports": []string{f.Port}}, Lists: []string{list}}
		d.Append(f.comment())
		m.Changes = append(m.Changes, fmt.Sprintf("%s: to decide, %s -> %s %s, %s", header, f.From, f.To, f.Port, f.Rule))
	}
	m.Text = []byte(d.String())
	after, found := source.Parse(name, m.Text)
	if after == nil || !after.Says(file) {
		return nil, fmt.Errorf("%s cannot be added to at its end: %v", name, found)
	}
	return m, nil
}

// comment is a flow as it can be made one: without the marks.
func (f Flow) comment() string {
	lines := []string{"To decide: " + f.Rule + " lets this through, and the site does not describe it."}
	if len(f.Unknown) > 0 {
		lines = append(lines, "No host or network of the site: "+strings.Join(slices.Compact(f.Unknown), ", "))
	}
	lines = append(lines, "[flows."+f.ID+"]", "from = "+source.Quoted(f.From), "to = "+source.Quoted(f.To), "ports = ["+source.Quoted(f.Port)+"]", `purpose = "..."`)
	var b strings.Builder
	b.WriteString("\n")
	for _, line := range lines {
		b.WriteString("# " + printable(line) + "\n")
	}
	return b.String()
}
