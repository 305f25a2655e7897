package query

import (
	"fmt"
	"regexp"
	"strings"

	"portolan/model/plan"
)

// longest is the number of bytes that a question may have.
const longest = 1 << 9

// A question is what was asked, with every name found. Without an arrow only to and service count, and to may be missing.
type question struct {
	text    string
	arrow   bool
	from    end
	to      end
	service service
	notes   []string
}

// A Misread is a question that cannot be understood: a name that the site does not have, or one that means several things.
type Misread struct{ What, Help string }

func (m *Misread) Error() string {
	if m.Help == "" {
		return m.What
	}
	return m.What + "; " + m.Help
}

var arrows = regexp.MustCompile(`\s*(->|→|=>)\s*`)

// read finds what the words of a question stand for.
func read(p *plan.Plan, text string) (question, error) {
	q := question{text: strings.Join(strings.Fields(text), " ")}
	if len(text) > longest {
		return q, &Misread{fmt.Sprintf("the question is longer than %d bytes", longest), ""}
	}
	n := newNames(p)
	sides := arrows.Split(q.text, -1)
	var err error
	switch len(sides) {
	case 1:
		err = n.subject(&q, sides[0])
	case 2:
		q.arrow = true
		err = n.connection(&q, sides[0], sides[1])
	default:
		err = &Misread{"the question has more than one arrow", "ask for one connection at a time"}
	}
	return q, err
}

// connection reads "A -> B service".
func (n *names) connection(q *question, from, to string) error {
	if from == "" || to == "" {
		return &Misread{"an end is missing", `write "any" where it does not matter, as in: any -> ` + strings.TrimSpace(from+to)}
	}
	var err error
	if q.from, err = n.end(from); err != nil {
		return err
	}
	if err := n.endAndService(q, to); err != nil {
		return err
	}
	if near, far := family(q.from), family(q.to); near != 0 && far != 0 && near != far {
		return &Misread{fmt.Sprintf("one end is %s, the other %s", near, far), "no connection goes from one to the other; ask for two addresses of one kind"}
	}
	return nil
}

// family is that of the address that an end was asked by; none where it was asked by a name.
func family(e end) plan.Families {
	if len(e.units) != 1 || !e.units[0].prefix.IsValid() {
		return 0
	}
	return plan.FamilyOf(e.units[0].prefix.Addr())
}

// endAndService reads "B", or "B service". The end is as long as it can be, because host names have no spaces and names of services do.
func (n *names) endAndService(q *question, text string) error {
	words := strings.Fields(apart(text))
	var first error
	for i := len(words); i > 0; i-- {
		to, err := n.end(strings.Join(words[:i], " "))
		if err != nil {
			if i == len(words) {
				first = err
			}
			continue
		}
		asked, err := n.service(strings.Join(words[i:], " "))
		if err == nil {
			q.to, q.service = to, asked
			return nil
		}
		if first == nil || i < len(words) { // the end is known, so the service is what is wrong
			return err
		}
	}
	if len(words) > 1 {
		if _, err := n.service(words[len(words)-1]); err == nil { // the service is known, so the end is what is wrong
			_, first = n.end(strings.Join(words[:len(words)-1], " "))
		}
	}
	return first
}

// subject reads a question without an arrow: an end, a service, or both.
func (n *names) subject(q *question, text string) error {
	if text == "" {
		return &Misread{"the question is empty", `ask as in: "A -> B tcp/443", or name a host, a zone, a service or a port`}
	}
	to, endErr := n.end(text)
	asked, serviceErr := n.service(text)
	switch {
	case endErr == nil:
		q.to = to
		if serviceErr == nil && !asked.isPort() && !asked.isAny() {
			q.notes = append(q.notes, fmt.Sprintf("%s is also %s: ask for \"service %s\"", text, asked.label, text))
		}
		return nil
	case serviceErr == nil:
		q.to, q.service = end{kind: Anything}, asked
		return nil
	}
	if first, _, _ := strings.Cut(strings.ToLower(text), " "); first == "firewall" || first == "rule" || first == "service" || first == "port" {
		return serviceErr
	}
	err := n.endAndService(q, text)
	if err != nil && !strings.Contains(apart(text), " ") {
		return &Misread{fmt.Sprintf("the site %s has no host, zone, set, service or port %q", n.plan.Site, text), n.near(text, append(n.ends(), n.services()...))}
	}
	return err
}

var (
	hostAndPort = regexp.MustCompile(`^([^\s:]+):(\S+)$`)
	v6AndPort   = regexp.MustCompile(`^\[([0-9a-fA-F:.]+)\](?::(\S+))?$`)
)

// apart writes "host:443" and "[fd00::1]:443" as two words.
func apart(text string) string {
	for _, form := range []*regexp.Regexp{hostAndPort, v6AndPort} {
		if m := form.FindStringSubmatch(text); m != nil {
			return strings.TrimSpace(m[1] + " " + m[2])
		}
	}
	return text
}
