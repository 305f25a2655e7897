package revision

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"portolan/model/catalog"
)

// A Reason is a step from what a site or a document says to a rule.
type Reason struct {
	Kind  string `json:"kind"`
	What  string `json:"what"`
	Where string `json:"where"`
	Key   string `json:"key"` // in the file, of what a site says
}

// UnmarshalJSON reads a step, or its id among the reasons of the file; the latter is put in Key until these are read, too.
func (r *Reason) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte(`"`)) {
		return json.Unmarshal(text, &r.Key)
	}
	type plain Reason
	return json.Unmarshal(text, (*plain)(r))
}

// At is where the step stands: the file, and the key of it; lines are not kept with a pack's rules.
func (r Reason) At() string {
	if r.Where == "" || r.Key == "" {
		return r.Where
	}
	return r.Where + ": " + r.Key
}

// A Reasoned is a rule with the steps that it follows from, as plan.json has it.
type Reasoned struct {
	ID   string `json:"id"`
	From string `json:"from"`
	To   string `json:"to"`
	Via  string `json:"via"`
	catalog.Port
	Service string   `json:"service"`
	Purpose string   `json:"purpose"`
	Chain   []Reason `json:"chain"`
}

// reasoned are the rules of a plan.json, those that are left out last.
func reasoned(plan []byte) (all []Reasoned, err error) {
	var p struct {
		Flows   []Reasoned        `json:"flows"`
		Dropped []Reasoned        `json:"dropped"`
		Reasons map[string]Reason `json:"reasons"`
	}
	if err := json.Unmarshal(plan, &p); err != nil {
		return nil, fmt.Errorf("plan.json: %w", err)
	}
	all = append(p.Flows, p.Dropped...)
	for _, r := range all {
		for i, step := range r.Chain {
			if step.Kind == "" { // an id; packs of before have the step itself
				r.Chain[i] = p.Reasons[step.Key]
			}
		}
	}
	return all, nil
}

// A Gone is a rule that an older revision has and a newer one has not, with what the newer one lacks of what it followed from.
type Gone struct {
	Difference
	Rule    Reasoned
	Now     string     // the rule that means the same now, or ""
	Because []Followed // in the order of its chain
	Instead []Reasoned // rules of the newer one alone that follow from the same steps
}

// Explained reports whether it says what has changed: a step is missing, other rules follow from the steps, or what they are about differs. Else some value decides that
// steps do not name.
func (g *Gone) Explained() bool {
	return g.Now != "" || len(g.Instead)+len(g.Removed)+len(g.Changed)+len(g.Renamed) > 0 || slices.ContainsFunc(g.Because, func(s Followed) bool { return s.Missing })
}

// A Followed is a step that a rule followed from. Now is where the newer revision says so; where no rule of that one follows from the step, Missing is true.
type Followed struct {
	Reason
	Now     string
	Missing bool
}

// A Side is one of two revisions, with the plan.json that it was read from.
type Side struct {
	*Revision
	Plan []byte
}

// WhyGone tells why a rule is only in the older of two revisions; nil where the older one does not have it. Of what differs between the two it holds what concerns
// the rule: its hosts and what they hold, the products, the profile.
func WhyGone(before, after Side, id string) (*Gone, error) {
	old, err := reasoned(before.Plan)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(old, func(r Reasoned) bool { return r.ID == id })
	if i < 0 {
		return nil, nil
	}
	now, err := reasoned(after.Plan)
	if err != nil {
		return nil, err
	}
	places := map[[2]string]string{}
	for _, r := range now {
		for _, step := range r.Chain {
			places[[2]string{step.Kind, step.What}] = step.At()
		}
	}
	g := &Gone{Difference: *Compare(before.Revision, after.Revision), Rule: old[i]}
	for _, step := range g.Rule.Chain {
		where, there := places[[2]string{step.Kind, step.What}]
		g.Because = append(g.Because, Followed{step, where, !there})
	}
	sameStep := func(a, b Reason) bool { return a.Kind == b.Kind && a.What == b.What }
	for _, r := range now {
		known := slices.ContainsFunc(old, func(o Reasoned) bool { return o.ID == r.ID })
		if !known && slices.EqualFunc(r.Chain, g.Rule.Chain, sameStep) {
			g.Instead = append(g.Instead, r)
		}
	}
	g.keepConcerning()
	return g, nil
}

// keepConcerning leaves what concerns the rule of all that differs.
func (g *Gone) keepConcerning() {
	hosts := []string{g.Rule.From, g.Rule.To, g.Rule.Via}
	for _, r := range g.Renamed {
		if r.Kind == Rule && r.Old == g.Rule.ID {
			g.Now = r.New
		}
	}
	g.Renamed = slices.DeleteFunc(g.Renamed, func(r Renaming) bool { return r.Kind != Host || !slices.Contains(hosts, r.Old) })
	for _, r := range g.Renamed {
		hosts = append(hosts, r.New)
	}
	concerns := func(i *Item) bool {
		switch i.Kind {
		case Host:
			return slices.Contains(hosts, i.ID)
		case Resource:
			return slices.Contains(hosts, i.Value("on"))
		case Listener:
			return i.ID == g.Rule.To+" "+g.Rule.Port.String()
		}
		return i.Kind == Product
	}
	g.Removed = slices.DeleteFunc(g.Removed, func(i Item) bool { return !concerns(&i) })
	g.Added, g.Lost = nil, nil
	g.Changed = slices.DeleteFunc(g.Changed, func(c Changed) bool {
		return !concerns(c.Item) && !(c.Item.Kind == Resource && g.movedFrom(c, hosts)) && !(c.Item.Kind == Document && c.Has("profile"))
	})
}

// movedFrom reports whether something was on one of the hosts and is elsewhere.
func (g *Gone) movedFrom(c Changed, hosts []string) bool {
	return slices.ContainsFunc(c.Changes, func(x Change) bool {
		return x.What == "on" && slices.ContainsFunc(x.Old, func(id string) bool { return slices.Contains(hosts, id) })
	})
}
