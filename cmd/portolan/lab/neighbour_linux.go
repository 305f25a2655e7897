package lab

import (
	"encoding/binary"
	"fmt"
	"net"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"

	"portolan/model/passage"
)

// The types of neighbour discovery.
const (
	solicitation  = 135
	advertisement = 136
)

// taken is the packet of a frame that a bench has sent. Questions for the hardware address of the next hop are answered: a host whose rules
// keep it from asking sends nothing.
func (w wire) taken(frame []byte) []byte {
	if len(frame) < 14 {
		return nil
	}
	packet := frame[14:]
	switch binary.BigEndian.Uint16(frame[12:]) {
	case unix.ETH_P_ARP:
		w.answerARP(packet)
		return nil
	case unix.ETH_P_IP:
		return packet
	case unix.ETH_P_IPV6:
		if asked, ok := discovery(packet, solicitation); ok && asked == hop6 {
			w.advertise(packet)
		}
		return packet
	}
	return nil
}

// answerARP says that the address that is asked for is the program's.
func (w wire) answerARP(question []byte) {
	if len(question) < 28 || question[7] != 1 {
		return
	}
	frame := append(append(append([]byte{}, w.mac...), hopMAC...), unix.ETH_P_ARP>>8, unix.ETH_P_ARP&0xff)
	frame = append(frame, question[:7]...)
	frame = append(frame, 2)
	frame = append(append(frame, hopMAC...), question[24:28]...)
	frame = append(frame, question[8:18]...)
	_, _ = unix.Write(w.socket, frame) // a question without answer is asked again
}

// discovery is the address that a packet of neighbour discovery is about.
func discovery(packet []byte, kind byte) (asked netip.Addr, ok bool) {
	if len(packet) < 64 || packet[6] != icmpv6 || packet[40] != kind {
		return asked, false
	}
	return netip.AddrFromSlice(packet[48:64])
}

// advertise answers a solicitation for the next hop.
func (w wire) advertise(question []byte) {
	to, _ := netip.AddrFromSlice(question[8:24])
	_ = w.give(neighbour(advertisement, hop6, to, hop6), to)
}

// neighbour is a packet of neighbour discovery, with the sender's hardware address.
func neighbour(kind byte, from, to, about netip.Addr) []byte {
	body := make([]byte, 24, 32)
	body[0] = kind
	option := byte(1) // the sender's
	if kind == advertisement {
		body[4], option = 0x60, 2 // solicited, and it counts
	}
	copy(body[8:], about.AsSlice())
	body = append(append(body, option, 1), hopMAC...)
	p := passage.Packet{From: from, To: to, Kind: passage.Kind{Protocol: icmpv6}}
	checksumBody(p, body)
	packet := append(header(p, len(body)), body...)
	packet[7] = 255 // it has passed no router
	return packet
}

// broken are the things that no network works without and that a host's files do not let through.
func (b *bench) broken() []string {
	var out []string
	w := b.wires[0]
	six := false
	for _, a := range b.spec.Interfaces[0].Own {
		if six = six || a.Is6(); a.Is6() && !w.answers(a) {
			out = append(out, fmt.Sprintf("neighbours that ask for %s get no answer", a))
		}
	}
	for _, own := range []string{"127.0.0.1:0", "[::1]:0"} {
		if own[0] == '[' && !six {
			continue
		}
		if err := callsItself(own); err != nil {
			out = append(out, fmt.Sprintf("programs of the host cannot call one another: %v", err))
		}
	}
	return out
}

// answers reports whether a bench answers a solicitation for one of its addresses.
func (w wire) answers(a netip.Addr) bool {
	const tries, again, pause = 400, 40, 5 * time.Millisecond
	b := a.As16()
	group := netip.AddrFrom16([16]byte{0xff, 2, 11: 1, 12: 0xff, 13: b[13], 14: b[14], 15: b[15]})
	frame := make([]byte, 2048)
	for i := range tries {
		if i%again == 0 && w.give(neighbour(solicitation, hop6, group, a), group) != nil {
			return false
		}
		for {
			n, err := unix.Read(w.socket, frame)
			if err != nil {
				break
			}
			if packet := w.taken(frame[:n]); packet != nil {
				if about, ok := discovery(packet, advertisement); ok && about == a {
					return true
				}
			}
		}
		time.Sleep(pause)
	}
	return false
}

// callsItself opens a connection inside of the bench.
func callsItself(own string) error {
	const patience = 2 * time.Second
	there, err := net.Listen("tcp", own)
	if err != nil {
		return err
	}
	defer func() { _ = there.Close() }()
	call, err := net.DialTimeout("tcp", there.Addr().String(), patience)
	if err != nil {
		return err
	}
	return call.Close()
}
