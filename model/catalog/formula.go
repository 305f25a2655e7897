package catalog

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Formula is the port of a listener as a catalogue writes it: a port; one in which number facts stand for digits, "3{instance}15"; that of another
// listener of the host, "redis.sql"; and behind it what is added, "redis.sql + 10000", "7000-7009 + 10 * {position}".
type Formula struct {
	transport, text string
	Facts           []string // of nodes or of the site, from which the port follows
	Listener        string   // whose port it is counted from
	distance        int
	added           []multiple
}

// A multiple of a number fact is added to a port.
type multiple struct {
	times int
	fact  string
}

var (
	digitsOf = regexp.MustCompile(`\{([a-z0-9-]+)\}`)
	counted  = regexp.MustCompile(`^([a-z0-9-]+\.[a-z0-9-]+)$`)
	addend   = regexp.MustCompile(`^(.*) (?:([+-]) ([0-9]+)|\+ (?:([0-9]+) \* )?\{([a-z0-9-]+)\})$`)
)

// FormulaOf reads the port of a listener.
func FormulaOf(l Listener) Formula {
	f := Formula{transport: l.Transport.V, text: l.Port.V}
	if !strings.ContainsAny(f.text, "{ ") { // it is a port, as most are
		return f
	}
	for m := addend.FindStringSubmatch(f.text); m != nil; m = addend.FindStringSubmatch(f.text) {
		f.text = m[1]
		if m[5] == "" {
			number, _ := strconv.Atoi(m[2] + m[3])
			f.distance += number
			continue
		}
		times, _ := strconv.Atoi(cmp.Or(m[4], "1"))
		f.added, f.Facts = append(f.added, multiple{times, m[5]}), append(f.Facts, m[5])
	}
	if len(f.text) < len(l.Port.V) && counted.MatchString(f.text) {
		f.Listener = f.text
		return f
	}
	for _, m := range digitsOf.FindAllStringSubmatch(f.text, -1) {
		f.Facts = append(f.Facts, m[1])
	}
	return f
}

// Fixed reports whether the port is the same on every host.
func (f Formula) Fixed() bool { return len(f.Facts) == 0 && f.Listener == "" }

// Values are what a formula is worked out with. They report false for what is not known.
type Values struct {
	Fact     func(name string) (int, bool)
	Listener func(id string) (Port, bool) // of the same host
}

// Work is the port that a formula gives. A fact that stands for digits has as many as its largest value: of one up to 97, "3{instance}15" is 30015 to
// 39715. A fact that is the whole port, "{port}", is just its value.
func (c *Catalogue) Work(f Formula, v Values) (Port, error) {
	for _, name := range f.Facts {
		if _, ok := v.Fact(name); !ok {
			return Port{}, fmt.Errorf("the fact %s is not known", name)
		}
	}
	base, err := c.base(f, v)
	if err != nil || f.distance == 0 && len(f.added) == 0 {
		return base, err
	}
	by := f.distance
	for _, m := range f.added {
		value, _ := v.Fact(m.fact)
		by += m.times * value
	}
	numbers, err := base.Numbers.Shift(by)
	return Port{Protocol: f.transport, Numbers: numbers, Choice: base.Choice}, err
}

// base is the port to which a formula adds.
func (c *Catalogue) base(f Formula, v Values) (Port, error) {
	if f.Listener != "" {
		base, ok := v.Listener(f.Listener)
		if !ok {
			return Port{}, fmt.Errorf("the port of %s is not known", f.Listener)
		}
		return base, nil
	}
	return PortOf(f.transport, digitsOf.ReplaceAllStringFunc(f.text, func(token string) string {
		name := strings.Trim(token, "{}")
		value, _ := v.Fact(name)
		if token == f.text { // the fact is the port
			return strconv.Itoa(value)
		}
		return fmt.Sprintf("%0*d", c.digits(name), value)
	}))
}

func (c *Catalogue) digits(fact string) int { return len(strconv.Itoa(c.Facts[fact].Max.V)) }

// formula checks the port of a listener: what it is worked out with is there, and gives ports for the smallest and the largest values.
func (k *checker) formula(id string, l Listener) {
	f := FormulaOf(l)
	if f.Fixed() {
		k.port(l.Port, l.Transport)
		return
	}
	if !l.Transport.Set() {
		k.fault("P74", l.Port.At, `add transport = "tcp" or "udp"`, "port %s without a transport", l.Port.V)
	}
	for _, name := range f.Facts {
		known(k, "fact", str{V: name, At: l.Port.At}, k.c.Facts)
		fact, ok := k.c.Facts[name]
		if ok && (fact.Type.V != "number" || !fact.Min.Set() || !fact.Max.Set() || fact.Min.V < 0 || fact.Max.V < fact.Min.V) {
			k.fault("P88", l.Port.At, fmt.Sprintf("write type = \"number\", and min and max, in [facts.%s]", name), "port %s follows from the fact %s, which is no number from 0 with a smallest and a largest value", l.Port.V, name)
			return
		}
	}
	if f.Listener != "" {
		if _, ok := k.c.Listener(f.Listener); !ok {
			k.fault("P05", l.Port.At, "", "unknown listener %q", f.Listener)
			return
		}
		if k.inCircle(id) {
			k.fault("P11", l.Port.At, "", "the port of %s is counted from itself", id)
			return
		}
	}
	for _, end := range []func(Fact) int{func(f Fact) int { return f.Min.V }, func(f Fact) int { return f.Max.V }} {
		if _, err := k.worked(id, end); err != nil {
			k.fault("P10", l.Port.At, "see ports in the guide", "port %s: %v", l.Port.V, err)
			return
		}
	}
}

// worked is the port of a listener with one value of each fact.
func (k *checker) worked(id string, value func(Fact) int) (Port, error) {
	l, _ := k.c.Listener(id)
	return k.c.Work(FormulaOf(l), Values{
		Fact: func(name string) (int, bool) { f, ok := k.c.Facts[name]; return value(f), ok },
		Listener: func(id string) (Port, bool) {
			p, err := k.worked(id, value)
			return p, err == nil
		},
	})
}

// inCircle reports whether the port of a listener is counted from itself, on whatever way.
func (k *checker) inCircle(id string) bool {
	seen := map[string]bool{}
	for at := id; at != ""; {
		if seen[at] {
			return true
		}
		seen[at] = true
		l, _ := k.c.Listener(at)
		at = FormulaOf(l).Listener
	}
	return false
}
