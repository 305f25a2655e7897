package runbook

import (
	"fmt"
	"strings"

	"portolan/model/plan"
	"portolan/render/content/docs"
	"portolan/render/document"
)

// guards are the checks that stop a step which takes something away: each with its command, what must be printed to go on, and what to do else. They
// stand before everything else that the step says.
func (b builder) guards(s plan.Step) []document.Callout {
	var out []document.Callout
	for _, d := range s.Destroys {
		out = append(out, document.Callout{Mark: document.Danger, Title: b.w.Fill("harm.unless", "unless", d.Unless), Markdown: b.guard(s, d)})
	}
	return out
}

func (b builder) guard(s plan.Step, d plan.Destruction) string {
	var out strings.Builder
	part := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n\n", args...) }
	part("%s", b.w.Fill("harm.destroys", "what", PlainMarkdown(d.What)))
	var hosts []string
	for _, id := range d.Where {
		hosts = append(hosts, PlainMarkdown(b.plan.Party(id).Name))
	}
	if len(hosts) == 0 && s.Place != "" {
		hosts = []string{PlainMarkdown(s.Place)} // a machine that the plan does not know
	}
	for _, c := range d.Commands {
		on := hosts
		if len(c.Parties) > 0 {
			on = nil
			for _, id := range c.Parties {
				on = append(on, PlainMarkdown(b.plan.Party(id).Name))
			}
		}
		shell := b.w.Or("shell."+c.Shell, c.Shell)
		if len(on) > 0 {
			part("%s", b.w.Fill("harm.run-on", "hosts", strings.Join(on, ", "), "shell", shell))
		} else {
			part("%s", b.w.Fill("harm.run", "shell", shell))
		}
		part("%s", Fenced(shell, c.Text))
	}
	part("**%s** %s", b.w.Text("harm.go"), d.Go)
	part("**%s** %s", b.w.Text("harm.stop"), d.Stop)
	out.WriteString("**" + b.w.Text("harm.copy") + "** " + b.copyOf(s, d))
	return out.String()
}

// copyOf says where what is taken away is kept.
func (b builder) copyOf(s plan.Step, d plan.Destruction) string {
	switch d.Copy {
	case "":
		return d.NoCopy
	case plan.CopyItself:
		return b.w.Text("harm.itself")
	}
	for _, from := range b.book.Steps {
		if from.ID == d.Copy && b.paper { // the check may stand among the common steps, which are in no procedure
			return b.w.Fill("harm.kept", "step", PlainMarkdown(from.Title))
		}
		if from.ID == d.Copy {
			return b.w.Fill("harm.kept", "step", "["+PlainMarkdown(from.Title)+"]("+docs.Runbook(b.book.ID).At(from.ID).String()+")")
		}
	}
	return b.w.Fill("harm.kept", "step", d.Copy) // its conditions do not hold at this site
}

// Fenced is a command as a block of Markdown in its language, whatever backquotes it has.
func Fenced(language, text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + language + "\n" + strings.TrimRight(text, "\n") + "\n" + fence
}
