package catalog

import (
	"maps"
	"slices"
	"strings"
)

// BothTransports is the transport of a listener that has its port over TCP and over UDP. It is two sockets: the one over TCP is called like the
// listener, the other has OverUDP behind it.
const (
	BothTransports = "tcp+udp"
	OverUDP        = "/udp"
)

// Listener finds a listener by "service.listener"; of one over both transports, the socket with its own transport.
func (c *Catalogue) Listener(id string) (Listener, bool) {
	service, name, _ := strings.Cut(id, ".")
	base, second := strings.CutSuffix(name, OverUDP)
	l, ok := c.Services[service].Listeners[base]
	if l.Transport.V == BothTransports {
		l.Transport.V = "tcp"
		if second {
			l.Transport.V = "udp"
		}
		return l, ok
	}
	return l, ok && !second
}

// Sockets are the ids of the sockets of a listener: one, or one for each transport.
func (c *Catalogue) Sockets(id string) []string {
	service, name, _ := strings.Cut(id, ".")
	if c.Services[service].Listeners[name].Transport.V == BothTransports {
		return []string{id, id + OverUDP}
	}
	return []string{id}
}

// SocketsOf are the ids of all sockets of a service, sorted.
func (c *Catalogue) SocketsOf(service string) []string {
	var ids []string
	for _, name := range slices.Sorted(maps.Keys(c.Services[service].Listeners)) {
		ids = append(ids, c.Sockets(service+"."+name)...)
	}
	return ids
}

// ExternalSocket is the id of one of several ports of an external service. The first has that of the service.
func ExternalSocket(id string, port Port, first bool) string {
	if first {
		return id
	}
	return id + " " + port.Socket()
}

// BaseListener is the listener that a socket is one of, or the external service: what sites and catalogues write.
func BaseListener(socket string) string {
	id, _, _ := strings.Cut(socket, " ")
	return strings.TrimSuffix(id, OverUDP)
}
