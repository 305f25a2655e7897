package lab

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"portolan/model/passage"
)

// A sweeping sends the packets of one sweep and marks those that got through.
type sweeping struct {
	*bench
	*Sweep
	through  []bool
	answered []bool
	watching []listener // sockets behind the filter of the bench itself
	frame    []byte
}

// A listener sees what the filter of a bench has let in, whether or not a program listens at the port.
type listener struct {
	socket, protocol int
	four             bool
}

// together is how many packets are sent between two looks at what has arrived: fewer than wait for the next hop's hardware address without loss.
const together = 48

// waits are how long a sweep goes on to look for what is expected: packets that have not arrived are sent again after each.
var waits = []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 300 * time.Millisecond, 800 * time.Millisecond}

// sweep sends the packets of a sweep, and replies to those that were expected and got through.
func (b *bench) sweep(sweep *Sweep) (through []bool, mute []int, err error) {
	s := &sweeping{bench: b, Sweep: sweep, through: make([]bool, sweep.Size()), answered: make([]bool, sweep.Size()), frame: make([]byte, 2048)}
	if s.Size() == 0 {
		return s.through, nil, nil
	}
	// What an earlier sweep has sent one way is no reply to this one.
	if err := netlink.ConntrackTableFlush(netlink.ConntrackTable); err != nil {
		return nil, nil, UnableError{fmt.Sprintf("known connections cannot be forgotten between sweeps: %v", err)}
	}
	if s.Out == Itself || s.In == Itself {
		if err := s.watch(); err != nil {
			return nil, nil, err
		}
	}
	err = s.all()
	if err == nil {
		mute, err = s.replies()
	}
	if err == nil {
		err = s.lost()
	}
	for _, l := range s.watching {
		_ = unix.Close(l.socket)
	}
	return s.through, mute, err
}

// replies sends replies to what has got through, by the way that it came. They are known to the filter as such.
func (s *sweeping) replies() (mute []int, err error) {
	for _, wait := range waits {
		mute = nil
		for n, expected := range s.Expected {
			if p := s.Packet(n); !expected || !s.through[n] || s.answered[n] || !answers(p) {
				continue
			}
			mute = append(mute, n)
			if err := s.answer(n); err != nil {
				return nil, err
			}
			s.look()
		}
		if len(mute) == 0 {
			return nil, nil
		}
		s.lookFor(wait)
	}
	return slices.DeleteFunc(mute, func(n int) bool { return s.answered[n] }), nil
}

// answer sends the reply to a packet: from the end at which that arrived.
func (s *sweeping) answer(n int) error {
	p := s.Packet(n)
	return s.put(s.Out, reply(p, uint32(n+1)), reversed(p))
}

// all sends every packet once, and then again those that are expected and have not arrived.
func (s *sweeping) all() error {
	for n := range s.Size() {
		if err := s.emit(n); err != nil {
			return err
		}
		if n%together == 0 {
			s.look()
		}
	}
	for _, wait := range waits {
		s.lookFor(wait)
		if !slices.Contains(s.missing(), true) {
			return nil
		}
		for n, missing := range s.missing() {
			if missing {
				if err := s.emit(n); err != nil {
					return err
				}
				s.look()
			}
		}
	}
	s.lookFor(waits[len(waits)-1])
	return nil
}

// missing are the packets that are expected and have not arrived.
func (s *sweeping) missing() []bool {
	out := make([]bool, s.Size())
	for n := range out {
		out[n] = s.Expected[n] && !s.through[n]
	}
	return out
}

// lookFor looks for a while: the kernel may hand packets on later than they were sent.
func (s *sweeping) lookFor(wait time.Duration) {
	for range 4 {
		s.look()
		time.Sleep(wait / 4)
	}
	s.look()
}

// emit sends one packet: out of the bench itself, or by a wire, below the filter of whoever would send it.
func (s *sweeping) emit(n int) error {
	p := s.Packet(n)
	return s.put(s.In, build(p, uint32(n+1)), p)
}

// put sends a packet by a wire, or out of the bench itself.
func (s *sweeping) put(at int, packet []byte, p passage.Packet) error {
	if at != Itself {
		return s.wires[at].give(packet, p.To)
	}
	var to unix.Sockaddr = &unix.SockaddrInet6{Addr: p.To.As16()}
	if p.To.Is4() {
		to = &unix.SockaddrInet4{Addr: p.To.As4()}
	}
	switch err := unix.Sendto(s.send[p.To.Is4()], packet, 0, to); err {
	case nil, unix.EPERM: // a filter that drops says so
		return nil
	case unix.EAGAIN, unix.ENOBUFS:
		time.Sleep(time.Millisecond)
		return nil
	default:
		return fmt.Errorf("%s cannot be sent to %s: %w", p.From, p.To, err)
	}
}

// give puts a packet on a wire, in a frame.
func (w wire) give(packet []byte, to netip.Addr) error {
	frame := make([]byte, 0, 14+len(packet))
	frame = append(append(frame, hardware(to, w.mac)...), hopMAC...)
	frame = append(frame, etherType(to.Is4())...)
	for range 100 {
		_, err := unix.Write(w.socket, append(frame, packet...))
		if err != unix.ENOBUFS && err != unix.EAGAIN {
			return err
		}
		time.Sleep(time.Millisecond)
	}
	return fmt.Errorf("the wire is full")
}

func etherType(four bool) []byte {
	if four {
		return []byte{unix.ETH_P_IP >> 8, unix.ETH_P_IP & 0xff}
	}
	return []byte{unix.ETH_P_IPV6 >> 8, unix.ETH_P_IPV6 & 0xff}
}

// hardware is the hardware address for an address: that of a group, of everybody, or the interface's.
func hardware(to netip.Addr, mac net.HardwareAddr) net.HardwareAddr {
	b := to.AsSlice()
	switch {
	case to.Is6() && to.IsMulticast():
		return net.HardwareAddr{0x33, 0x33, b[12], b[13], b[14], b[15]}
	case to.IsMulticast():
		return net.HardwareAddr{1, 0, 0x5e, b[1] & 0x7f, b[2], b[3]}
	case to == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return net.HardwareAddr{255, 255, 255, 255, 255, 255}
	}
	return mac
}

// watch opens a socket behind the bench's filter for every protocol of the sweep, and joins its groups.
func (s *sweeping) watch() error {
	seen := map[int]bool{}
	four := s.From[0].Is4()
	for _, k := range s.Kinds {
		if seen[k.Protocol] {
			continue
		}
		seen[k.Protocol] = true
		family := unix.AF_INET6
		if four {
			family = unix.AF_INET
		}
		l, err := unix.Socket(family, unix.SOCK_RAW|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, k.Protocol)
		if err != nil {
			return fmt.Errorf("raw socket of protocol %d: %w", k.Protocol, err)
		}
		s.watching = append(s.watching, listener{l, k.Protocol, four})
		if err := unix.SetsockoptInt(l, unix.SOL_SOCKET, unix.SO_RCVBUF, buffer); err != nil {
			return err
		}
		if err := s.join(l, four); err != nil {
			return err
		}
	}
	return nil
}

// join makes a socket a member of the bench's groups.
func (s *sweeping) join(socket int, four bool) error {
	link, err := netlink.LinkByName(s.spec.Interfaces[0].Name)
	if err != nil {
		return err
	}
	for _, group := range s.spec.Interfaces[0].Groups {
		switch {
		case !group.IsMulticast() || group.Is4() != four:
		case four:
			err = unix.SetsockoptIPMreqn(socket, unix.IPPROTO_IP, unix.IP_ADD_MEMBERSHIP, &unix.IPMreqn{Multiaddr: group.As4(), Ifindex: int32(link.Attrs().Index)})
		default:
			err = unix.SetsockoptIPv6Mreq(socket, unix.IPPROTO_IPV6, unix.IPV6_JOIN_GROUP, &unix.IPv6Mreq{Multiaddr: group.As16(), Interface: uint32(link.Attrs().Index)})
		}
		if err != nil {
			return fmt.Errorf("group %s: %w", group, err)
		}
	}
	return nil
}

// look takes all that has arrived, on wires and behind the filter.
func (s *sweeping) look() {
	for i, w := range s.wires {
		for {
			n, err := unix.Read(w.socket, s.frame)
			if err != nil {
				break
			}
			if packet := w.taken(s.frame[:n]); packet != nil && (i == s.Out || i == s.In) {
				if p, mark, ok := parse(packet); ok {
					s.seen(p, mark, i)
				}
			}
		}
	}
	for _, l := range s.watching {
		for {
			n, from, err := unix.Recvfrom(l.socket, s.frame, 0)
			if err != nil {
				break
			}
			if p, mark, ok := l.parse(s.frame[:n], from); ok {
				s.seen(p, mark, Itself)
			}
		}
	}
}

// parse reads what a socket behind the filter gives: of IPv6 it comes without its header, so that where it went is not known.
func (l listener) parse(b []byte, from unix.Sockaddr) (passage.Packet, uint32, bool) {
	if l.four {
		return parse(b)
	}
	p := passage.Packet{Kind: passage.Kind{Protocol: l.protocol}}
	if at, ok := from.(*unix.SockaddrInet6); ok {
		p.From = netip.AddrFrom16(at.Addr)
	}
	mark, ok := parseBody(&p, b)
	return p, mark, ok
}

// seen marks a packet that has arrived where it was awaited, or its reply where it came from, if it is the one that its mark says.
func (s *sweeping) seen(p passage.Packet, mark uint32, at int) {
	n := int(mark) - 1
	if n < 0 || n >= s.Size() {
		return
	}
	awaited, marks := s.Packet(n), s.through
	if at == s.In {
		awaited, marks = reversed(awaited), s.answered
	}
	if p.Protocol != tcp && p.Protocol != udp && p.Protocol != sctp {
		p.Source, p.Port = awaited.Source, awaited.Port
	}
	if !p.To.IsValid() { // where it went is not known
		p.To = awaited.To
	}
	marks[n] = marks[n] || p == awaited
}

// lost fails where sockets have lost packets: nothing could be said of those that were not seen.
func (s *sweeping) lost() error {
	lost := 0
	for _, w := range s.wires {
		at, err := unix.GetsockoptTpacketStats(w.socket, unix.SOL_PACKET, unix.PACKET_STATISTICS)
		if err != nil {
			return err
		}
		lost += int(at.Drops)
	}
	for _, name := range []string{"raw", "raw6"} {
		table, err := os.ReadFile("/proc/thread-self/net/" + name)
		if err != nil {
			return err
		}
		for _, line := range strings.Split(string(table), "\n")[1:] {
			if fields := strings.Fields(line); len(fields) > 0 { // the last one counts what was dropped
				n, _ := strconv.Atoi(fields[len(fields)-1])
				lost += n
			}
		}
	}
	if lost > 0 {
		return fmt.Errorf("the kernel dropped %d packets because this host is too busy; run it again", lost)
	}
	return nil
}
