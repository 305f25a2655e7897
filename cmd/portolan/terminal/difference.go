package terminal

import (
	"fmt"
	"strings"

	"portolan/model/approval"
	"portolan/model/revision"
)

// Difference is what changed between two revisions, for a person at a terminal: by kinds, with rules that are no longer approved first.
func Difference(d *revision.Difference) string {
	w := &differenceText{d: d, head: func(title string) string { return "\n" + title + "\n" },
		entry: func(sign, name string) string { return "  " + sign + " " + name + "\n" },
		more:  func(text string) string { return "      " + text + "\n" }}
	w.write()
	return w.b.String()
}

// DifferenceMarkdown is the same for the description of a merge request.
func DifferenceMarkdown(d *revision.Difference) string {
	signs := map[string]string{"+": "Added", "-": "Removed", "~": "Changed", "=": "Renamed", "!": "No longer approved"}
	w := &differenceText{d: d, head: func(title string) string { return "\n### " + plainMarkdown(title) + "\n\n" },
		entry: func(sign, name string) string { return "- **" + signs[sign] + "** " + plainMarkdown(name) + "\n" },
		more:  func(text string) string { return "  - " + plainMarkdown(text) + "\n" }}
	w.write()
	return w.b.String()
}

// plainMarkdown lets a text say what it says.
func plainMarkdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_{}[]<#|~&!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

type differenceText struct {
	d     *revision.Difference
	b     strings.Builder
	head  func(title string) string
	entry func(sign, name string) string
	more  func(text string) string
}

// kindTitles stand above what changed of a kind.
var kindTitles = map[revision.Kind]string{revision.Document: "Document", revision.Product: "Products", revision.Zone: "Zones", revision.Firewall: "Firewalls", revision.Translation: "Address translations",
	revision.State: "States", revision.Host: "Hosts, clients and external services", revision.Resource: "Resources", revision.Listener: "Listeners", revision.Rule: "Rules", revision.Grouped: "Grouped rules",
	revision.Finding: "Findings", revision.Conflict: "Documentation conflicts", revision.Uncovered: "Topics not covered", revision.Decision: "Decisions", revision.Contact: "Contacts", revision.Runbook: "Runbooks", revision.Step: "Steps of runbooks"}

func (w *differenceText) write() {
	d := w.d
	fmt.Fprintf(&w.b, "%s: from revision %s of %s to revision %s of %s\n", d.New.Site, d.Old.Revision, d.Old.Date, d.New.Revision, d.New.Date)
	if d.Empty() {
		w.b.WriteString("no difference\n")
		return
	}
	if len(d.Lost) > 0 {
		w.b.WriteString(w.head(fmt.Sprintf("Rules no longer approved: %d", len(d.Lost))))
		for _, x := range d.Lost {
			w.b.WriteString(w.entry("!", x.Name()))
		}
	}
	for _, kind := range revision.Kinds {
		w.kind(kind)
	}
}

// kind writes what changed of one kind.
func (w *differenceText) kind(kind revision.Kind) {
	var lines strings.Builder
	counts := map[string]int{}
	entry := func(sign, word, name string) {
		counts[word]++
		lines.WriteString(w.entry(sign, name))
	}
	for _, x := range w.d.Added {
		if x.Kind == kind {
			entry("+", "added", x.Name())
		}
	}
	for _, x := range w.d.Removed {
		if x.Kind == kind {
			entry("-", "removed", x.Name())
		}
	}
	for _, x := range w.d.Renamed {
		if x.Kind == kind {
			entry("=", "renamed", x.Old+" is now "+x.Name)
		}
	}
	for _, alike := range w.alike(kind) {
		counts["changed"] += len(alike.items)
		head, below := alike.items[0].Name(), alike.changes
		if len(alike.items) > 1 {
			head, below = strings.Join(alike.changes, "; "), nil
			for _, x := range alike.items {
				below = append(below, x.Name())
			}
		}
		lines.WriteString(w.entry("~", head))
		for _, text := range below {
			lines.WriteString(w.more(text))
		}
	}
	var parts []string
	for _, word := range []string{"added", "removed", "renamed", "changed"} {
		if n := counts[word]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	if len(parts) > 0 {
		w.b.WriteString(w.head(kindTitles[kind] + ": " + strings.Join(parts, ", ")))
		w.b.WriteString(lines.String())
	}
}

// changedAlike are items with the same changes, which are told once.
type changedAlike struct {
	changes []string
	items   []*revision.Item
}

// alike are the changed items of a kind. Who approved a rule goes with its approval.
func (w *differenceText) alike(kind revision.Kind) []*changedAlike {
	var out []*changedAlike
	known := map[string]*changedAlike{}
	for _, x := range w.d.Changed {
		if x.Item.Kind != kind {
			continue
		}
		var texts []string
		for _, c := range x.Changes {
			if c.Of == "" || !x.Has(c.Of) {
				texts = append(texts, changeText(c))
			}
		}
		key := strings.Join(texts, "\n")
		if known[key] == nil {
			known[key] = &changedAlike{changes: texts}
			out = append(out, known[key])
		}
		known[key].items = append(known[key].items, x.Item)
	}
	return out
}

// changeText is a change in the words that approvals have for it.
func changeText(c revision.Change) string {
	if c.Set {
		return approval.Change{What: c.What, Old: c.Old, New: c.New}.Text()
	}
	const long = 60
	old, new := strings.Join(c.Old, ", "), strings.Join(c.New, ", ")
	switch {
	case strings.ContainsRune(old+new, '\n') || len(old) > long && len(new) > long:
		return c.What + " has another text"
	case old == "":
		return fmt.Sprintf("%s: %s", c.What, new)
	case new == "":
		return fmt.Sprintf("%s: %s -> none", c.What, old)
	}
	return fmt.Sprintf("%s: %s -> %s", c.What, old, new)
}
