package site

import (
	"portolan/model/catalog"
	"portolan/model/source"
)

// MovedPort is where a listener listens instead of where its catalogue has it: one port, or a range for a listener with a range.
type MovedPort struct {
	Port  source.Val[int] `toml:"port"`
	Ports str             `toml:"ports"` // "8000-8010"
}

// MovedPortOn is the same for one host.
type MovedPortOn struct {
	At source.Position
	MovedPort
}

// Moved reports whether there is one.
func (m MovedPort) Moved() bool { return m.Port.Set() || m.Ports.Set() }

// Where is the line that says so.
func (m MovedPort) Where() source.Position {
	if m.Port.Set() {
		return m.Port.At
	}
	return m.Ports.At
}

// Of is the port of a listener where it was moved to, with what the catalogue says of which numbers of its range are in use.
func (m MovedPort) Of(known catalog.Port) catalog.Port {
	if m.Port.Set() {
		return known.At(m.Port.V)
	}
	port, _ := catalog.PortOf(known.Protocol, m.Ports.V)
	port.Choice = known.Choice
	return port
}

// MovedOn is what an override says of the port on a host: its own word for that host before the one for all.
func (o Override) MovedOn(host string) MovedPort {
	if on, ok := o.On[host]; ok && on.Moved() {
		return on.MovedPort
	}
	return o.MovedPort
}

// Moves reports whether the override moves a port on some host.
func (o Override) Moves() bool { return o.Moved() || len(o.On) > 0 }

func checkMoves(k *checker, o Override) {
	checkMoved(k, o.MovedPort)
	for _, host := range source.SortedKeys(o.On) {
		checkMoved(k, o.On[host].MovedPort)
		if !o.On[host].Moved() {
			k.fault("S208", o.On[host].At, "add `port = 8443`, or `ports = \"8000-8010\"`", "nothing is said of the port on %s", host)
		}
	}
}

func checkMoved(k *checker, m MovedPort) {
	k.port(m.Port)
	if !m.Ports.Set() {
		return
	}
	port, err := catalog.PortOf("tcp", m.Ports.V)
	spans := port.Numbers.Spans()
	if err != nil || port.Choice != "" || len(spans) != 1 || spans[0].Low == spans[0].High {
		k.fault("S208", m.Ports.At, "write a range, `ports = \"8000-8010\"`, or one port, `port = 8443`", "%q is no range of ports", m.Ports.V)
	} else if m.Port.Set() {
		k.fault("S208", m.Ports.At, "remove one of the two", "a listener has one port or a range, and both are given")
	}
}
