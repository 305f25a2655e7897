package revision

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Formats are the formats of rules.json that Read knows. Those before 2 have the reasons of rules beside each.
var Formats = []int{1, 2}

// Read reads the plan.json and the rules.json of a pack. The error says which of them is not what a pack has.
func Read(plan, rules []byte) (*Revision, error) {
	var p planFile
	if err := json.Unmarshal(plan, &p); err != nil {
		return nil, fmt.Errorf("plan.json: %w", err)
	}
	var r rulesFile
	if err := json.Unmarshal(rules, &r); err != nil {
		return nil, fmt.Errorf("rules.json: %w", err)
	}
	if !slices.Contains(Formats, r.Format) {
		return nil, fmt.Errorf("rules.json has format %d; this program knows up to format %d", r.Format, slices.Max(Formats))
	}
	rev := &Revision{Head: Head{Site: p.Site, Title: p.Document.Title, Document: p.Document.ID, Revision: p.Document.Revision, Date: p.Document.Date}}
	g := &gatherer{rev: rev, parties: map[string]partyOf{}, seen: map[string]bool{}, taken: map[Kind]map[string]int{}}
	g.site(&p, &r)
	g.parts(&p, &r)
	g.rules(&p, &r)
	g.review(&p)
	g.runbooks(&p)
	rev.sorted()
	return rev, nil
}

// A gatherer makes items of what the two files say.
type gatherer struct {
	rev     *Revision
	parties map[string]partyOf
	seen    map[string]bool // ids of rules that firewalls see
	taken   map[Kind]map[string]int
}

// put adds an item. An id that is taken gets a number: findings have none that is theirs alone.
func (g *gatherer) put(kind Kind, id string, facts ...Fact) {
	if g.taken[kind] == nil {
		g.taken[kind] = map[string]int{}
	}
	g.taken[kind][id]++
	if n := g.taken[kind][id]; n > 1 {
		id += " #" + strconv.Itoa(n)
	}
	g.rev.Items = append(g.rev.Items, Item{Kind: kind, ID: id, Facts: facts})
}

func one(what, value string) Fact         { return Fact{What: what, Values: some(value)} }
func set(what string, list []string) Fact { return Fact{What: what, Values: list, Form: Set} }
func hosts(what string, list []string) Fact {
	return Fact{What: what, Values: list, Form: Hosts}
}
func host(what, id string) Fact { return Fact{What: what, Values: some(id), Form: Host1} }

// filed marks facts that are written beside an item.
func filed(facts ...Fact) []Fact {
	for i := range facts {
		facts[i].Filed = true
	}
	return facts
}

func some(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// pairs are the entries of a table, each as one value.
func pairs(table map[string]string) []string {
	var out []string
	for key, value := range table {
		out = append(out, key+" = "+value)
	}
	return out
}

// text is a value of any type as the file writes it: what has no fact of its own is compared whole.
func text(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	var plain string
	if json.Unmarshal(raw, &plain) == nil {
		return plain
	}
	var value any
	if json.Unmarshal(raw, &value) != nil {
		return ""
	}
	out, _ := json.Marshal(value)
	return string(out)
}

// site are the document's head and the areas of the site.
func (g *gatherer) site(p *planFile, r *rulesFile) {
	g.put(Document, p.Document.ID, one("name", p.Document.Title), one("revision", p.Document.Revision), one("date", p.Document.Date), one("classification", p.Document.Classification),
		one("customer", p.Document.Customer), one("profile", p.Profile), one("backup", text(p.Backup)), one("recovery", text(p.Recovery)), one("rule review", text(p.Review)))
	for _, x := range p.Products {
		g.put(Product, x.ID, one("name", x.Name), one("catalogue", x.Catalogue))
	}
	tiers := map[string]string{}
	for _, z := range p.Zones {
		tiers[z.ID] = z.Tier
	}
	for _, z := range r.Zones {
		g.put(Zone, z.ID, one("name", z.Name), set("network", z.Networks), one("outside", yes(z.Outside)), one("scope", z.Scope))
		g.rev.Items[len(g.rev.Items)-1].Tier = tiers[z.ID]
	}
	for _, f := range r.Firewalls {
		g.put(Firewall, f.ID, one("name", f.Name), set("zone", f.Zones), one("owner", f.Owner), one("log", f.Log))
	}
	for _, t := range r.Translations {
		g.put(Translation, t.ID, one("kind", t.Kind), hosts("party", t.Parties), set("address", t.Addresses), one("firewall", t.Firewall), set("zone", t.Zones))
	}
	for _, s := range p.States {
		g.put(State, s.ID, host("taken over by", s.Holder), host("from", s.From))
	}
	for _, c := range p.Contacts {
		g.put(Contact, c.ID, one("name", c.Name), one("role", c.Role), one("phone", c.Phone), one("mail", c.Mail), one("hours", c.When))
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// parts are the hosts, with all other parties of rules, and what is on them.
func (g *gatherer) parts(p *planFile, r *rulesFile) {
	nodes := map[string]nodeOf{}
	for _, n := range p.Nodes {
		nodes[n.ID] = n
	}
	for _, x := range r.Parties {
		g.parties[x.ID] = x
		n := nodes[x.ID]
		var services []string
		for _, s := range n.Services {
			services = append(services, s.Name)
		}
		g.put(Host, x.ID, one("name", x.Name), one("kind", x.Kind), one("zone", x.Zone), set("address", append(append([]string{}, x.Addresses...), x.Networks...)),
			hosts("member", x.Members), one("host name", x.Host), one("operating system", n.OS), one("product", n.Product), one("role", n.RoleName),
			set("service", services), set("fact", append(pairs(n.Facts), n.Flags...)))
	}
	for _, x := range p.Resources {
		g.put(Resource, x.ID, one("name", x.Name), host("on", x.On), set("fact", pairs(x.Facts)))
	}
}

// rules are what firewalls see, with the listeners that answer.
func (g *gatherer) rules(p *planFile, r *rulesFile) {
	listeners := map[string]bool{}
	for _, f := range r.Rules {
		at := f.To + " " + f.Port.String()
		if !listeners[at] {
			listeners[at] = true
			g.put(Listener, at, host("host", f.To), one("service", f.Service))
		}
		if !f.Internal {
			g.seen[f.ID] = true
			g.put(Rule, f.ID, g.ruleFacts(&f)...)
		}
	}
	for _, u := range p.Unopened {
		if at := u.Node + " " + u.Port.String(); !listeners[at] {
			listeners[at] = true
			g.put(Listener, at, host("host", u.Node), one("service", u.Service))
		}
	}
	for _, x := range r.Grouped {
		facts := []Fact{host("source", x.From), host("destination", x.To), one("services", x.Services), one("source port", x.SourcePort), one("action", x.Action), one("phase", x.Phase),
			set("state", x.States), {What: "rule", Values: x.Rules, Form: Rules}}
		g.put(Grouped, x.ID, append(facts, filed(x.terms()...)...)...)
	}
}

// ruleFacts begin with what is agreed when a rule is approved; the names are those of approvals.
func (g *gatherer) ruleFacts(f *ruleOf) []Fact {
	from, to := g.parties[f.From], g.parties[f.To]
	hop := ""
	if f.Leg > 0 {
		hop = strconv.Itoa(f.Leg)
	}
	facts := []Fact{host("source", f.From), hosts("source member", from.Members), set("source address", g.addresses(from)),
		host("destination", f.To), hosts("destination member", to.Members), set("destination address", g.addresses(to)), host("via", f.Via), one("hop", hop),
		one("port", f.Port.String()), one("choice of the port", string(f.Choice)), one("source port", f.SourcePort),
		one("action", f.Action), one("phase", f.Phase), set("state", f.States), one("encrypted", f.Encrypted)}
	more := append([]Fact{one("service", f.Service), one("purpose", f.Purpose), one("condition", f.Condition), one("disputed", f.Disputed), one("catalogue rule", f.Reason), set("note", f.Notes)}, f.terms()...)
	return append(facts, filed(more...)...)
}

// addresses are those of an end, with those of its members, or its host name where it has none.
func (g *gatherer) addresses(x partyOf) []string {
	out := append(append([]string{}, x.Addresses...), x.Networks...)
	for _, m := range x.Members {
		out = append(out, g.addresses(g.parties[m])...)
	}
	if len(out) == 0 {
		return some(x.Host)
	}
	return out
}

// review is what reviewers decide on.
func (g *gatherer) review(p *planFile) {
	for _, f := range p.Findings {
		id := strings.Join(append(append(some(f.ID), some(f.Node)...), some(text(f.About))...), " ")
		g.put(Finding, id, one("text", f.What), one("level", f.Level), one("accepted", text(f.Accepted)))
	}
	for _, q := range p.Questions {
		rules := slices.DeleteFunc(q.Flows, func(id string) bool { return !g.seen[id] })
		g.put(Conflict, q.ID, one("title", q.Title), one("decision", q.Decision), Fact{What: "rule", Values: rules, Form: Rules}, hosts("host", q.Nodes))
	}
	for _, n := range p.NotCovered {
		g.put(Uncovered, n.ID, one("name", n.Topic), one("text", n.Text), set("declared", n.Declared))
	}
	for _, d := range p.Decisions {
		var answers []string
		for _, a := range d.Answers {
			answers = append(answers, a.Kind+" "+a.ID+": "+a.State)
		}
		g.put(Decision, d.ID, one("decision", d.Text), set("answer", answers), one("chosen source", d.Choose), one("decided by", d.By), one("role", d.Role), one("date", d.Date),
			one("ticket", d.Ticket), one("evidence", d.Evidence), one("until", d.Until))
	}
}

// runbooks are the procedures, and each of their steps.
func (g *gatherer) runbooks(p *planFile) {
	for _, b := range p.Runbooks {
		var steps []string
		for _, s := range b.Steps {
			steps = append(steps, s.ID)
			var commands []string
			for _, c := range s.Commands {
				commands = append(commands, strings.Join(append(append(some(c.Shell), c.Parties...), c.Text), "\n"))
			}
			g.put(Step, b.ID+"/"+s.ID, one("title", s.Title), hosts("where", s.Where), one("who", s.Who), one("text", s.Text), Fact{What: "command", Values: commands},
				one("expected", s.Expect), one("if it fails", s.IfFails), one("rollback", s.Rollback), one("danger", s.Danger), one("minutes", s.Minutes.String()))
			g.rev.Items[len(g.rev.Items)-1].In = b.ID
		}
		g.put(Runbook, b.ID, one("title", b.Title), one("group", b.Group), one("severity", b.Severity), one("catalogue", b.Catalogue), Fact{What: "steps", Values: steps},
			one("trigger", b.Trigger), one("impact", b.Impact), one("owner", b.Owner), one("minutes", b.Minutes.String()))
	}
}
