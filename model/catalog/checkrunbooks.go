package catalog

import (
	"reflect"
	"slices"
	"strings"

	"portolan/model/secret"
	"portolan/model/shell"
	"portolan/model/source"
)

// onResource stands before the name of a resource where a host is meant.
const onResource = "resource:"

func (k *checker) runbooks() {
	for _, v := range k.c.RunbookValues {
		k.cited(v.At, v.Source, true)
		k.conditions(v.When)
	}
	sorted(k, k.c.RunbookLists, func(l RunbookList) source.Position { return l.At }, func(_ string, l RunbookList) { k.cited(l.At, l.Source, true) })
	seen := map[string]source.Position{}
	first := len(k.found)
	for _, r := range k.books {
		k.unique(seen, r.ID, "runbook")
		before := len(k.found)
		k.runbook(r, true)
		k.once(first, before)
	}
	for _, r := range k.c.Runbooks {
		for _, id := range r.Related {
			k.otherRunbook(id)
		}
		for _, p := range r.Problems {
			k.otherRunbook(p.Runbook)
		}
	}
}

// CheckRunbook checks a runbook that a site brings along for a product. Its steps may stand on the site's own word.
func (c *Catalogue) CheckRunbook(r *Runbook) source.Diagnostics {
	k := &checker{c: c}
	k.runbook(r, false)
	return k.found
}

func (k *checker) otherRunbook(id str) {
	if id.Set() && !slices.ContainsFunc(k.c.Runbooks, func(r *Runbook) bool { return r.ID.V == id.V }) {
		var ids []string
		for _, r := range k.c.Runbooks {
			ids = append(ids, r.ID.V)
		}
		k.fault("P05", id.At, source.DidYouMean(id.V, ids), "unknown runbook %q", id.V)
	}
}

func (k *checker) runbook(r *Runbook, cited bool) {
	if !idPattern.MatchString(r.ID.V) {
		k.fault("P04", r.ID.At, "use lower-case letters, digits and hyphens", "%q is no id", r.ID.V)
	}
	k.oneOf("a kind of runbook", r.Kind, Choices["Runbook.kind"]...)
	k.oneOf("a group of runbooks", r.Group, Choices["Runbook.group"]...)
	k.oneOf("a severity", r.Severity, Choices["Runbook.severity"]...)
	k.oneOf("per", r.Per, Choices["Runbook.per"]...)
	for _, p := range r.Patterns {
		k.oneOf("a pattern of recovery", p, Choices["Runbook.patterns"]...)
	}
	for _, s := range r.Serves {
		k.oneOf("what a runbook serves", s, Choices["Runbook.serves"]...)
	}
	k.cited(r.At, r.Source, cited)
	k.conditions(r.When)
	k.names("runbook", r.ID.V, r.Needs, r.Values, r)
	b := &bookChecker{checker: k, book: r, cited: cited}
	b.texts(reflect.ValueOf(r).Elem())
	b.fits()
	b.steps()
	b.hidden(r.Rollback, "the rollback")
	for _, c := range slices.Concat(r.PreChecks, r.Verify) {
		b.check(c)
	}
	for _, p := range r.Problems {
		b.problem(p)
	}
}

// bookChecker checks one runbook.
type bookChecker struct {
	*checker
	book  *Runbook
	cited bool
}

// texts finds names in texts that only commands can have: a text is not written once for each host or item.
func (b *bookChecker) texts(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			switch key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("toml"), ","); {
			case key == "", key == "run", key == "values":
			case v.Field(i).Type() == reflect.TypeFor[str]():
				b.oneText(v.Field(i).Interface().(str))
			default:
				b.texts(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if text, ok := v.Index(i).Interface().(str); ok {
				b.oneText(text)
			} else {
				b.texts(v.Index(i))
			}
		}
	}
}

func (b *bookChecker) oneText(text str) {
	for _, f := range Fragments(text.V) {
		switch only := onlyIn(f.Name); {
		case only == inImpact && text.At != b.book.Impact.At:
			b.fault("P39", text.At, "say it in impact", "{{%s}} is known only to a runbook's impact", f.Name)
		case only == inCommands:
			b.fault("P39", text.At, "say it without the name, or put it into the command", "{{%s}} in a text: only commands are written for each host and item", f.Name)
		}
	}
}

func (b *bookChecker) fits() {
	for _, f := range b.book.Fits {
		lost, ok := strings.CutPrefix(f.V, "lost ")
		if !ok {
			b.fault("P06", f.At, `write "lost SET" or "lost resource:NAME"`, "%q is no loss", f.V)
			continue
		}
		b.place(source.V(lost, f.At))
	}
}

func (b *bookChecker) steps() {
	r := b.book
	if len(r.Steps) == 0 && (r.Kind.V != SymptomsKind || len(r.Problems) == 0) {
		b.fault("P30", r.At, "add [[steps]]; an index of symptoms has [[problems]] instead", "the runbook %s has no steps", r.ID.V)
	}
	seen := map[string]source.Position{}
	var noReturn Step
	for i, s := range slices.Concat(r.Steps, r.Undo) {
		b.unique(seen, s.ID, "step")
		b.step(s)
		b.destroys(s, slices.Concat(r.Steps, r.Undo)[:i])
		if s.NoReturn.Set() && noReturn.NoReturn.Set() && (len(s.When) == 0 || len(noReturn.When) == 0) { // with conditions they are variants of one step
			b.found = append(b.found, source.Diagnostic{Code: "P35", At: s.NoReturn.At, What: "a second point of no return", Help: "only the first one can be it",
				Related: []source.Related{{At: noReturn.NoReturn.At, What: "first here"}}})
		}
		if s.NoReturn.Set() {
			noReturn = s
		}
	}
	for _, s := range r.Steps {
		if s.From.Set() {
			b.fault("P72", s.From.At, "only steps of [[undo]] have it", "a step with from")
		}
	}
	for _, s := range r.Undo {
		if s.From.Set() && !slices.ContainsFunc(r.Steps, func(x Step) bool { return x.ID.V == s.From.V }) {
			b.fault("P05", s.From.At, "name a step of this runbook", "unknown step %q", s.From.V)
		}
	}
}

func (b *bookChecker) step(s Step) {
	if !s.ID.Set() {
		b.fault("T07", s.At, `add id = "..."`, "%s needs the key %q", "a step", "id")
	} else if !idPattern.MatchString(s.ID.V) {
		b.fault("P04", s.ID.At, "use lower-case letters, digits and hyphens", "%q is no id", s.ID.V)
	} else if slices.Contains(RunbookParts, s.ID.V) {
		b.fault("P03", s.ID.At, "give the step another id", "step %s has the id of a part of the page", s.ID.V)
	}
	b.checker.cited(s.At, s.Source, b.cited)
	b.checker.cited(s.At, s.MinutesSource, false)
	b.conditions(s.When)
	known(b.checker, "set", s.First, b.c.Sets)
	known(b.checker, "set", s.Last, b.c.Sets)
	b.place(s.On)
	b.place(s.But)
	b.oneOf("hosts", s.Hosts, Choices["Step.hosts"]...)
	b.oneOf("minutes_for", s.MinutesFor, Choices["Step.minutes_for"]...)
	b.oneOf("reversible", s.Reversible, Choices["Step.reversible"]...)
	b.each(s.Each, b.book.Lists)
	for _, id := range slices.Concat(s.Starts, s.Stops) {
		if id.V != eachServices {
			known(b.checker, "service", id, b.c.Services)
		}
	}
	if s.Danger.Set() && !s.Rollback.Set() && !s.NoRollback.Set() {
		b.fault("P31", s.Danger.At, "add rollback, or why_no_rollback", "the step %s can do damage, and does not say how to go back or why one cannot", s.ID.V)
	}
	for _, id := range s.Files {
		if !slices.ContainsFunc(b.c.Generated, func(g *Generated) bool { return g.ID.V == id.V }) {
			b.fault("P05", id.At, "", "unknown file %q", id.V)
		}
	}
	b.connections(s.Connects)
	b.command(s.Run, s.Shell)
	for _, text := range (strs{s.Text, s.IfFails, s.Rollback}) {
		b.hidden(text, "the step "+s.ID.V)
	}
}

func (b *bookChecker) check(c Check) {
	b.checker.cited(c.At, c.Source, false)
	b.checker.cited(c.At, c.MinutesSource, false)
	b.conditions(c.When)
	b.place(c.On)
	b.place(c.But)
	b.oneOf("hosts", c.Hosts, Choices["Check.hosts"]...)
	b.each(c.Each, b.book.Lists)
	b.connections(c.Connects)
	b.command(c.Run, c.Shell)
	b.harmless(c.Run, "a check")
	for _, text := range (strs{c.Text, c.IfFails}) {
		b.hidden(text, "a check")
	}
}

func (b *bookChecker) problem(p Problem) {
	b.checker.cited(p.At, p.Source, false)
	b.conditions(p.When)
	b.place(p.On)
	b.command(p.Run, p.Shell)
	b.harmless(p.Run, "a known problem")
	b.hidden(p.Cure, "a known problem")
}

// place checks where a step is done: a set, the host of a resource, the operator's own desk, or a node that a failover is about.
func (b *bookChecker) place(on str) {
	resource, isResource := strings.CutPrefix(on.V, onResource)
	switch {
	case !on.Set(), on.V == OnOperator:
	case isResource:
		known(b.checker, "resource", source.V(resource, on.At), b.c.Resources)
	case on.V == OnLost || on.V == OnTaker || on.V == OnKept:
		if b.book.Per.V != PerFailover {
			b.fault("P36", on.At, `add per = "failover" to the runbook`, "this runbook has no failed host and no host that takes over")
		}
	default:
		known(b.checker, "set", on, b.c.Sets)
	}
}

func (b *bookChecker) connections(list []Connection) {
	for _, c := range list {
		for _, end := range (strs{c.From, c.To}) {
			if end.V != OnHere && end.V != OnBackup {
				b.place(end)
			}
		}
		if c.Listener.Set() == c.Port.Set() {
			b.fault("P37", c.At, `add either listener = "service.listener" or port = "tcp/445"`, "a connection needs a listener or a port")
		}
		if _, err := ParsePort(c.Port.V); c.Port.Set() && err != nil {
			b.fault("P10", c.Port.At, `write "tcp/445", "udp/53", "tcp/8000-8010", "icmp", "icmp/echo-request", "esp" or "ip/50"`, "%v", err)
		}
		if _, ok := b.c.Listener(c.Listener.V); c.Listener.Set() && !ok {
			b.fault("P05", c.Listener.At, source.DidYouMean(c.Listener.V, b.c.listenerIDs()), "unknown listener %q", c.Listener.V)
		}
	}
}

// command checks that a command says its shell, holds no secret, and has values only where every value can be quoted.
func (b *bookChecker) command(run, language str) {
	if language.Set() {
		b.oneOf("a shell", language, Choices["Step.shell"]...)
	}
	if !run.Set() {
		return
	}
	if !language.Set() {
		b.fault("P38", run.At, "add `shell = \"...\"`", "the command does not say for which shell it is")
	}
	if word := secret.Find(run.V); word != "" {
		b.fault("P33", run.At.WithoutText(), "have the command ask for it, or name the place where it is kept", "the command holds a secret: %s", word)
	}
	b.misplaced(run, language.V, b.book.Values)
}

// misplaced reports values that stand where not every value can be right.
func (k *checker) misplaced(run str, language string, values []Value) {
	said := map[string]bool{}
	for choice := range 4 { // of values with one name and different conditions, each in turn
		pieces, names := k.pieces(run.V, values, choice, nil)
		for _, m := range shell.Misplaced(language, pieces) {
			if name := names[m.Piece]; !said[name] {
				said[name] = true
				k.fault("P34", run.At, "write the command in another way", "{{%s}}: %s", name, m.Why)
			}
		}
	}
}

// pieces takes a command apart, with the texts of values in it; names has the name of each piece.
func (k *checker) pieces(text string, values []Value, choice int, inside []string) (pieces []shell.Piece, names []string) {
	for _, f := range Fragments(text) {
		own, isValue := strings.CutPrefix(f.Name, ValuePrefix)
		if !isValue || slices.Contains(inside, own) {
			pieces, names = append(pieces, shell.Piece{Text: f.Text, Value: f.Name != ""}), append(names, f.Name)
			continue
		}
		var alternatives []Value
		for _, v := range slices.Concat(values, k.c.RunbookValues) {
			if v.Name.V == own {
				alternatives = append(alternatives, v)
			}
		}
		if len(alternatives) > 0 {
			v := alternatives[min(choice, len(alternatives)-1)]
			more, moreNames := k.pieces(v.Text.V, values, choice, append(inside, own))
			pieces, names = append(pieces, more...), append(names, moreNames...)
		}
	}
	return pieces, names
}

func (k *checker) generated() {
	seen := map[string]source.Position{}
	for _, g := range k.c.Generated {
		k.listed(seen, g.ID, "file")
		k.cited(g.At, g.Source, true)
		k.conditions(g.When)
		k.oneOf("a language", g.Language, Choices["Generated.language"]...)
		k.names("file", g.ID.V, g.Needs, nil, g)
		(&bookChecker{checker: k, book: &Runbook{}}).place(g.On)
		for _, p := range g.Parts {
			k.conditions(p.When)
			k.each(p.Each, nil)
			(&bookChecker{checker: k, book: &Runbook{}}).place(p.On)
			whole := source.V(p.Before.V+p.Text.V+p.After.V, p.Text.At)
			k.misplaced(whole, g.Language.V, nil)
			(&bookChecker{checker: k, book: &Runbook{}}).harmless(whole, "the file "+g.ID.V)
			if word := secret.Find(p.Text.V); word != "" {
				k.fault("P33", p.Text.At.WithoutText(), "mark the place where it is to be typed", "the file holds a secret: %s", word)
			}
		}
	}
}
