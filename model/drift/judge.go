package drift

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"portolan/model/evidence"
)

// present looks for every documented rule among what is let through. Of one that must not be there nothing is reported; it is noted whether it is.
func (c *comparer) present(device string, hook evidence.Hook, documented []rule, permits []evidence.Permit) {
	allowed := c.allowed(documented)
	for _, r := range documented {
		row := Row{Status: Present, Device: device, Hook: hook, Rule: r.id, What: c.worded(r.id), Where: strings.Join(where(r, permits), "; ")}
		if c.barred[r.id] {
			c.banned(&row, r, permits, allowed)
			c.sight(row, "", r, permits)
			continue
		}
		c.letThrough(&row, r, permits)
		c.add(row)
		c.sight(row, wider(r, permits, allowed), r, permits)
	}
}

// sight notes what came of a rule.
func (c *comparer) sight(row Row, wider string, r rule, permits []evidence.Permit) {
	s := sighting{Row: row, wider: wider}
	if row.Status != Missing || row.Detail != "" { // else nothing of it is there
		s.places = where(r, permits)
	}
	c.sightings = append(c.sightings, s)
}

// letThrough judges a rule by what of its packets is let through.
func (c *comparer) letThrough(row *Row, r rule, permits []evidence.Permit) {
	var left, blocked []evidence.Box
	for _, w := range r.ways {
		sure, doubtful := w.taken(permits)
		rest := evidence.Without(w.boxes, sure)
		left, blocked = append(left, rest...), append(blocked, evidence.Without(rest, doubtful)...)
	}
	switch {
	case len(blocked) > 0:
		row.Status, row.Detail = Missing, "blocked: "+shown(left)
	case len(left) > 0:
		row.Status, row.Detail = NotAssessed, "a rule that is not fully understood may allow it"
	case r.blind:
		row.Status, row.Detail = NotAssessed, "a source or destination is known by name only"
	}
}

// banned judges a rule that must not be there, by what no other rule lets through for good reason: it is there if any of that is let through.
func (c *comparer) banned(row *Row, r rule, permits []evidence.Permit, allowed []evidence.Box) {
	own, seen, doubted := 0, 0, 0
	for _, w := range r.ways {
		sure, doubtful := w.taken(permits)
		rest := evidence.Without(w.boxes, allowed)
		own, seen, doubted = own+len(rest), seen+len(evidence.Common(rest, sure)), doubted+len(evidence.Common(rest, doubtful))
	}
	switch {
	case seen > 0:
	case own == 0 || doubted > 0 || r.blind:
		row.Status = NotAssessed
	default:
		row.Status, row.Where = Missing, ""
	}
}

// allowed are the packets of all rules that may be there.
func (c *comparer) allowed(documented []rule) (out []evidence.Box) {
	for _, r := range documented {
		if !c.barred[r.id] {
			out = append(out, r.boxes...)
		}
	}
	return out
}

// wider is what the permits by which a rule is there let through beside what is documented; "" if nothing, or if others by themselves let all of it through.
func wider(r rule, permits []evidence.Permit, allowed []evidence.Box) string {
	var more, exact []evidence.Box
	for _, p := range through(r, permits) {
		switch rest := evidence.Without(p.Boxes, allowed); {
		case p.Doubt != "":
		case len(rest) == 0:
			exact = append(exact, p.Boxes...)
		default:
			more = append(more, rest...)
		}
	}
	if len(more) == 0 || len(evidence.Without(r.boxes, exact)) == 0 {
		return ""
	}
	return shown(more)
}

// taken are the packets that rules let through on a way, and those that they may: where the site does not name the interfaces that rules name.
func (w way) taken(permits []evidence.Permit) (sure, doubtful []evidence.Box) {
	for _, p := range permits {
		known := (len(p.Ways.In) == 0 || w.in != "") && (len(p.Ways.Out) == 0 || w.out != "")
		switch {
		case p.Doubt != "" || !known:
			doubtful = append(doubtful, p.Boxes...)
		case p.Ways.Take(w.in, w.out):
			sure = append(sure, p.Boxes...)
		}
	}
	return sure, doubtful
}

// through are the permits that let a rule's packets through; where a comment names the rule, those alone.
func through(r rule, permits []evidence.Permit) []evidence.Permit {
	var named, meant []evidence.Permit
	for _, p := range permits {
		switch {
		case idOf(p.Comment) == r.id:
			named = append(named, p)
		case len(evidence.Common(r.boxes, p.Boxes)) > 0:
			meant = append(meant, p)
		}
	}
	if len(named) > 0 {
		return named
	}
	return meant
}

// where are the places of these permits.
func where(r rule, permits []evidence.Permit) (places []string) {
	for _, p := range through(r, permits) {
		places = append(places, p.Where)
	}
	return places
}

var ruleID = regexp.MustCompile(`\bG[A-Z2-7]{7}\b`)

// idOf is the id of a grouped rule that a comment holds, or "".
func idOf(comment string) string { return ruleID.FindString(comment) }

// excess looks for what is let through and not documented.
func (c *comparer) excess(device string, hook evidence.Hook, documented []rule, permits []evidence.Permit) {
	all := c.allowed(documented)
	for _, p := range permits {
		id := idOf(p.Comment)
		row := Row{Device: device, Hook: hook, What: p.Text, Where: p.Where}
		if c.policy.Rule(id) != nil {
			row.Rule = id
		}
		if p.Doubt != "" {
			row.Status, row.Detail = NotAssessed, p.Doubt
			c.add(row)
			continue
		}
		more := evidence.Without(p.Boxes, all)
		if len(more) == 0 {
			continue
		}
		if p.Ways.Limited() && !c.named(device, p.Ways) {
			row.Status, row.Detail = NotAssessed, "the site does not name the interface "+strings.Join(slices.Concat(p.Ways.In, p.Ways.Out), ", ")
			c.add(row)
			continue
		}
		row.Status, row.Detail, row.more = Wider, "allows also: "+shown(more), more
		if len(evidence.Common(p.Boxes, all)) == 0 {
			row.Status, row.Detail = Undocumented, "allows: "+shown(more)
		}
		switch {
		case c.barred[id]:
			row.Detail = "the rule is not approved or has expired; " + row.Detail
		case id != "" && row.Rule == "":
			row.Detail = "no rule of the site has the id " + id + "; " + row.Detail
		}
		c.add(row)
	}
}

// named reports whether the site names all interfaces of a rule.
func (c *comparer) named(device string, w evidence.Ways) bool {
	names := slices.Collect(maps.Values(c.plan.Firewall(device).Interfaces))
	return !slices.ContainsFunc(slices.Concat(w.In, w.Out), func(name string) bool { return !slices.Contains(names, name) })
}

func (c *comparer) worded(id string) string {
	r := c.policy.Rule(id)
	return fmt.Sprintf("%s -> %s, %s", r.From, r.To, r.Services)
}
