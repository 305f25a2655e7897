package revision

import (
	_ "embed" // the schema
	"encoding/json"
)

// Schema is the JSON Schema of a difference.
//
//go:embed difference.schema.json
var Schema []byte

// The published form of a difference; within format version 1 keys are only added.
type (
	differenceFile struct {
		FormatVersion string            `json:"format_version"`
		Old           Head              `json:"old"`
		New           Head              `json:"new"`
		Equal         bool              `json:"equal"`
		Renamed       []differenceName  `json:"renamed"`
		Removed       []differenceItem  `json:"removed"`
		Added         []differenceItem  `json:"added"`
		Changed       []differenceEntry `json:"changed"`
		ApprovalsLost []string          `json:"approvals_lost"`
	}
	differenceName struct {
		Kind Kind   `json:"kind"`
		Old  string `json:"old"`
		New  string `json:"new"`
	}
	differenceItem struct {
		Kind  Kind                `json:"kind"`
		ID    string              `json:"id"`
		Facts map[string][]string `json:"facts"`
	}
	differenceEntry struct {
		Kind    Kind               `json:"kind"`
		ID      string             `json:"id"`
		Meaning bool               `json:"meaning"` // it means something else, and not only what is written beside it
		Changes []differenceChange `json:"changes"`
	}
	differenceChange struct {
		What string   `json:"what"`
		Old  []string `json:"old"`
		New  []string `json:"new"`
		Set  bool     `json:"set"` // old and new are only the values that went and came
	}
)

// JSON is the difference for programs; Schema describes it.
func (d *Difference) JSON() string {
	out := differenceFile{FormatVersion: "1.0", Old: d.Old, New: d.New, Equal: d.Empty(), Renamed: []differenceName{}, Removed: itemsJSON(d.Removed), Added: itemsJSON(d.Added),
		Changed: []differenceEntry{}, ApprovalsLost: []string{}}
	for _, r := range d.Renamed {
		out.Renamed = append(out.Renamed, differenceName{r.Kind, r.Old, r.New})
	}
	for _, c := range d.Changed {
		entry := differenceEntry{Kind: c.Item.Kind, ID: c.Item.ID, Meaning: c.Means()}
		for _, x := range c.Changes {
			entry.Changes = append(entry.Changes, differenceChange{x.What, entries(x.Old), entries(x.New), x.Set})
		}
		out.Changed = append(out.Changed, entry)
	}
	for _, x := range d.Lost {
		out.ApprovalsLost = append(out.ApprovalsLost, x.ID)
	}
	text, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		panic(err) // the types are ours and always marshal
	}
	return string(text) + "\n"
}

func itemsJSON(items []Item) []differenceItem {
	out := []differenceItem{}
	for _, x := range items {
		facts := map[string][]string{}
		for _, f := range x.Facts {
			if len(f.Values) > 0 {
				facts[f.What] = f.Values
			}
		}
		out = append(out, differenceItem{x.Kind, x.ID, facts})
	}
	return out
}

// entries are a list that JSON shows as one, though it is empty.
func entries(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
