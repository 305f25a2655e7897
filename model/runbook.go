package model

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"portolan/model/catalog"
	"portolan/model/source"
)

// A Runbook is a procedure with this site's hosts, paths and ports in it.
type Runbook struct {
	ID        string     `json:"id"`
	Title     string     `json:"title"`
	Kind      string     `json:"kind"`
	Trigger   string     `json:"trigger"`
	NotWhen   string     `json:"not_when,omitempty"`
	Impact    string     `json:"impact"`
	Roles     []string   `json:"roles"`
	Access    []string   `json:"access,omitempty"`
	Values    []Value    `json:"values,omitempty"` // what was filled in, by name
	PreChecks []Check    `json:"pre_checks,omitempty"`
	Steps     []Step     `json:"steps"`
	Verify    []Check    `json:"verify,omitempty"`
	Rollback  string     `json:"rollback"`
	Minutes   int        `json:"minutes"` // sum over the steps
	Sources   []Citation `json:"sources"`
}

// Value is a name that texts and commands use, and what it is at this site.
type Value struct {
	Name    string `json:"name"`
	Text    string `json:"text"`
	Meaning string `json:"meaning,omitempty"`
}

// Check is something to look at before or after a procedure.
type Check struct {
	Text     string    `json:"text"`
	Where    []string  `json:"where,omitempty"` // parties' ids
	Commands []Command `json:"commands,omitempty"`
	Pass     string    `json:"pass"`
}

// Step is one action of a procedure.
type Step struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Where    []string   `json:"where,omitempty"` // parties' ids; none for what the operator does anywhere
	Who      string     `json:"who,omitempty"`
	Text     string     `json:"text,omitempty"` // Markdown
	Commands []Command  `json:"commands,omitempty"`
	Expect   string     `json:"expect"`
	IfFails  string     `json:"if_fails,omitempty"`
	Rollback string     `json:"rollback,omitempty"`
	Danger   string     `json:"danger,omitempty"`
	Minutes  int        `json:"minutes,omitempty"`
	Sources  []Citation `json:"sources"`
}

// Command is what is typed into a shell, exactly.
type Command struct {
	Party string `json:"party,omitempty"` // where, when a step is done on several hosts
	Shell string `json:"shell"`
	Text  string `json:"text"`
}

// LeftOut is a runbook that this site's pack does not hold, and the keys that would bring it in, or the conditions that do not hold.
type LeftOut struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Missing []string `json:"missing"`
}

// compileRunbooks fills in every runbook of the catalogue that applies to the site.
func (r *resolver) compileRunbooks() {
	for _, book := range r.cat.Runbooks {
		if !r.holdAll(book.When) {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{book.ID.V, book.Title.V, texts(book.When)})
			continue
		}
		c := &compiler{r: r, book: book, used: map[string]Value{}, missing: map[string]bool{}}
		compiled := c.compile()
		if len(c.missing) > 0 {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{book.ID.V, book.Title.V, sortedKeys(c.missing)})
			continue
		}
		r.found = append(r.found, c.found...)
		r.plan.Runbooks = append(r.plan.Runbooks, compiled)
	}
}

// compiler fills in one runbook.
type compiler struct {
	r       *resolver
	book    *catalog.Runbook
	used    map[string]Value
	missing map[string]bool
	found   source.Diagnostics // counts only if the runbook is in the pack
}

func (c *compiler) compile() *Runbook {
	b := c.book
	out := &Runbook{ID: b.ID.V, Title: b.Title.V, Kind: b.Kind.V, Roles: texts(b.Roles), Access: c.prose(b.Access), Sources: c.r.cite(b.Source)}
	out.Trigger, out.NotWhen, out.Impact, out.Rollback = c.text(b.Trigger), c.text(b.NotWhen), c.text(b.Impact), c.text(b.Rollback)
	for _, needed := range b.Needs {
		c.lookup(needed, nil, "")
	}
	for _, check := range b.PreChecks {
		out.PreChecks = append(out.PreChecks, c.check(check))
	}
	for i := range b.Steps {
		if s := &b.Steps[i]; c.r.holdAll(s.When) {
			out.Steps = append(out.Steps, c.step(s))
			out.Minutes += s.Minutes.V
		}
	}
	for _, check := range b.Verify {
		out.Verify = append(out.Verify, c.check(check))
	}
	for _, name := range sortedKeys(c.used) {
		out.Values = append(out.Values, c.used[name])
	}
	return out
}

func (c *compiler) prose(list strs) []string {
	var out []string
	for _, v := range list {
		out = append(out, c.text(v))
	}
	return out
}

func (c *compiler) text(v str) string { return c.fill(v, nil, "", "") }

func (c *compiler) check(k catalog.Check) Check {
	out := Check{Text: c.text(k.Text), Pass: c.text(k.Pass)}
	where := c.where(k.On)
	for _, p := range where {
		out.Where = append(out.Where, p.ID)
	}
	if k.Run.Set() {
		out.Commands = c.commands(where, k.Shell.V, k.Run, "")
	}
	return out
}

func (c *compiler) step(s *catalog.Step) Step {
	out := Step{ID: s.ID.V, Title: c.text(s.Title), Who: s.Who.V, Text: c.text(s.Text), Expect: c.text(s.Expect), IfFails: c.text(s.IfFails),
		Rollback: c.text(s.Rollback), Danger: c.text(s.Danger), Minutes: s.Minutes.V, Sources: c.r.cite(s.Source)}
	where := c.where(s.On)
	slices.SortStableFunc(where, func(a, b *Party) int {
		return cmp.Or(boolOrder(c.member(a, s.First.V), c.member(b, s.First.V)), boolOrder(c.member(b, s.Last.V), c.member(a, s.Last.V)))
	})
	for _, p := range where {
		out.Where = append(out.Where, p.ID)
	}
	if s.Run.Set() {
		out.Commands = c.commands(where, s.Shell.V, s.Run, s.Each.V)
	}
	return out
}

// where finds the hosts of a step: members of a set, the host of a resource, or none for the operator's own desk.
func (c *compiler) where(on str) []*Party {
	if resource, ok := strings.CutPrefix(on.V, "resource:"); ok {
		if host, ok := c.r.host[resource]; ok {
			return []*Party{c.r.parties[host]}
		}
		c.missing["resources."+resource] = true
		return nil
	}
	var out []*Party
	for _, n := range c.r.nodes {
		if _, isSet := c.r.cat.Sets[on.V]; isSet && c.r.inSet(n, on.V, n.flags, nil) {
			out = append(out, c.r.parties[n.id])
		}
	}
	return out
}

// member tells whether a party is a node of a set.
func (c *compiler) member(p *Party, set string) bool {
	return slices.ContainsFunc(c.r.nodes, func(n *node) bool { return n.id == p.ID && c.r.inSet(n, set, n.flags, nil) })
}

// commands repeats a command for each value of a list, and for each host where it names the host. Equal commands on several hosts are
// one.
func (c *compiler) commands(where []*Party, shell string, run str, each string) []Command {
	if len(where) == 0 {
		where = []*Party{nil}
	}
	var out []Command
	for _, p := range where {
		var lines []string
		for _, item := range c.items(each, p) {
			lines = append(lines, c.fill(run, p, item, shell))
		}
		command := Command{Shell: shell, Text: strings.TrimRight(strings.Join(lines, "\n"), " \n")}
		if p != nil && len(where) > 1 {
			command.Party = p.ID
		}
		if command.Text != "" {
			out = append(out, command)
		}
	}
	same := !slices.ContainsFunc(out, func(k Command) bool { return k.Text != out[0].Text })
	if len(out) > 1 && same {
		return []Command{{Shell: shell, Text: out[0].Text}}
	}
	return out
}

// items are the values that a command is repeated over: a list of the runbook, or the services of the host in their order of start
// ("services"), or in the opposite order ("services reversed").
func (c *compiler) items(each string, p *Party) []string {
	if each == "" {
		return []string{""}
	}
	if list, ok := c.book.Lists[each]; ok {
		return texts(list)
	}
	var names []string
	if base, _, _ := strings.Cut(each, " "); base == "services" && p != nil {
		for _, n := range c.r.nodes {
			if n.id != p.ID {
				continue
			}
			for _, id := range c.r.startOrder(n) {
				if s := c.r.cat.Services[id]; n.own[id] && s.Unit.Set() {
					names = append(names, s.Unit.V)
				}
			}
		}
	}
	if strings.HasSuffix(each, " reversed") {
		slices.Reverse(names)
	}
	return names
}

var placeholder = regexp.MustCompile(`\{\{\s*([a-z0-9_.:-]+)\s*\}\}`)

// fill puts values in the place of names. In a command a value that the shell would take for more than text is refused.
func (c *compiler) fill(v str, p *Party, item, shell string) string {
	var out strings.Builder
	rest := v.V
	for {
		at := placeholder.FindStringSubmatchIndex(rest)
		if at == nil {
			return out.String() + rest
		}
		out.WriteString(rest[:at[0]])
		name := rest[at[2]:at[3]]
		value, fromSite := item, false
		if name != "item" {
			value, fromSite = c.lookup(source.V(name, v.At), p, shell)
		}
		if fromSite && shell != "" {
			c.refuse(name, value, shell, out.String())
		}
		out.WriteString(value)
		rest = rest[at[1]:]
	}
}

// refuse reports a value with a character that ends or changes a text of the shell. before is the command up to the value.
func (c *compiler) refuse(name, value, shell, before string) {
	set := refused[shell]
	if last := strings.LastIndexAny(before, `"'`); last >= 0 && before[last] == '\'' && strings.Count(before, "'")%2 == 1 {
		set = refusedInQuotes[shell]
	}
	bad := strings.IndexAny(value, set)
	if bad < 0 {
		return
	}
	c.found = append(c.found, source.Diagnostic{Code: "S41", At: c.place(name), Help: "use a path or name without this character",
		What: fmt.Sprintf("the value of %s goes into commands of the runbook %s, and holds %q, which %s does not take as text", name, c.book.ID.V,
			[]rune(value[bad:])[0], shell)})
}

// place is where the site gives a value.
func (c *compiler) place(name string) source.Position {
	head, rest, _ := strings.Cut(name, ".")
	if b := c.r.site.Backup; head == "backup" && b != nil {
		return b.Folder.At
	}
	if given, ok := c.r.site.Resources[head].Facts[rest]; ok {
		return given.At
	}
	if placed, ok := c.r.site.Resources[head]; ok {
		return placed.At
	}
	return c.r.site.File.Top()
}

// refused lists the characters that end or change a text in each shell; refusedInQuotes those that do so inside single quotes.
var (
	refused = map[string]string{
		"cmd":        "\"%!^&|<>\n\r",
		"powershell": "'\"`$;|&(){}‘’‚‛“”„\n\r",
		"bash":       "'\"`$\\!;|&(){}<>*?\n\r",
		"sql":        "'\"\\;\n\r",
	}
	refusedInQuotes = map[string]string{
		"cmd":        refused["cmd"],
		"powershell": "'‘’‚‛\n\r",
		"bash":       "'\n\r",
		"sql":        "'\\\n\r",
	}
)

// lookup finds a value by its name and notes that it was used. fromSite tells whether a person wrote it into the site.
func (c *compiler) lookup(name str, p *Party, shell string) (value string, fromSite bool) {
	if own, ok := strings.CutPrefix(name.V, "value:"); ok {
		return c.ownValue(name, own, p, shell), false
	}
	text, key, ok := c.planValue(name.V, p)
	if !ok {
		c.missing[key] = true
		return "", false
	}
	if !strings.HasPrefix(name.V, "node.") {
		c.used[name.V] = Value{Name: name.V, Text: text, Meaning: c.meaning(name.V)}
	}
	return text, true
}

// meaning is what the catalogue says of a value; "" leaves it to the word list.
func (c *compiler) meaning(name string) string {
	head, rest, _ := strings.Cut(name, ".")
	switch head {
	case "set":
		set, _, _ := strings.Cut(rest, ".")
		return c.r.cat.Sets[set].Name.V
	case "port":
		l, _ := c.r.cat.Listener(rest)
		return l.Purpose.V
	}
	return c.r.cat.Resources[head].Facts[rest].Meaning.V
}

func (c *compiler) ownValue(name str, own string, p *Party, shell string) string {
	for _, v := range c.book.Values {
		if v.Name.V == own && c.r.holdAll(v.When) {
			text := c.fill(v.Text, p, "", shell)
			c.used[own] = Value{Name: own, Text: text, Meaning: v.Meaning.V}
			return text
		}
	}
	c.r.fault("P14", name.At, "", "the runbook %s has no value %q that applies here", c.book.ID.V, own)
	return ""
}

// planValue finds a value of the plan. key names what the site would have to give where it is missing.
func (c *compiler) planValue(name string, p *Party) (value, key string, ok bool) {
	head, rest, _ := strings.Cut(name, ".")
	plan := c.r.plan
	switch head {
	case "site":
		value = map[string]string{"title": plan.Document.Title, "customer": plan.Document.Customer}[rest]
	case "backup":
		if plan.Backup != nil {
			value = map[string]string{"folder": plan.Backup.Folder, "every_hours": strconv.Itoa(plan.Backup.EveryHours)}[rest]
		}
	case "node":
		if p != nil {
			value = map[string]string{"host": p.Host, "id": p.ID}[rest]
		}
	case "set":
		value = c.setValue(rest)
	case "port":
		value = c.listenerPort(rest)
	default:
		value = c.resourceValue(head, rest)
		name = "resources." + head + ".facts." + rest
	}
	return value, name, value != ""
}

// setValue is the host of the only member of a set: "central.host".
func (c *compiler) setValue(rest string) string {
	set, _, _ := strings.Cut(rest, ".")
	var hosts []string
	for _, n := range c.r.nodes {
		if c.r.inSet(n, set, n.flags, nil) {
			hosts = append(hosts, c.r.parties[n.id].Host)
		}
	}
	if len(hosts) == 1 {
		return hosts[0]
	}
	return ""
}

// listenerPort is the port of a listener, "service.listener", as this site has it.
func (c *compiler) listenerPort(id string) string {
	l, ok := c.r.cat.Listener(id)
	if !ok {
		return ""
	}
	probe := &Flow{}
	c.r.listenerPort(probe, catalog.End{Listener: source.V(id, l.At)})
	return probe.port.String()
}

func (c *compiler) resourceValue(id, rest string) string {
	host, ok := c.r.host[id]
	if !ok {
		return ""
	}
	switch rest {
	case "host":
		return c.r.parties[host].Host
	case "port":
		return c.resourcePort(id)
	case "major": // of its version
		version, _ := c.r.facts[id+".version"].(string)
		major, _, _ := strings.Cut(version, ".")
		return major
	}
	if value, ok := c.r.facts[id+"."+rest]; ok {
		return fmt.Sprint(value)
	}
	return ""
}

// resourcePort is the port of the flows that end at a resource.
func (c *compiler) resourcePort(id string) string {
	for _, f := range c.r.cat.Flows {
		if f.To.Resource.V == id && c.r.holdAll(f.When) {
			probe := &Flow{}
			c.r.listenerPort(probe, f.To)
			return probe.port.String()
		}
	}
	return ""
}
