package lab

import (
	"encoding/binary"
	"hash/crc32"
	"net/netip"

	"portolan/model/passage"
)

// The protocols that have a form of their own, by the numbers of IP.
const (
	icmp   = 1
	tcp    = 6
	udp    = 17
	icmpv6 = 58
	sctp   = 132
)

// build is a packet that begins a connection, marked with a number.
func build(p passage.Packet, mark uint32) []byte {
	return whole(p, body(p.Kind, mark))
}

// reply is the packet that answers one with a mark.
func reply(p passage.Packet, mark uint32) []byte {
	back := reversed(p)
	payload := body(back.Kind, mark)
	if p.Protocol == tcp {
		payload[tcpFlags] |= ack
		binary.BigEndian.PutUint32(payload[tcpAck:], mark+1)
	}
	return whole(back, payload)
}

// reversed has the ends of a packet the other way round.
func reversed(p passage.Packet) passage.Packet {
	p.From, p.To, p.Source, p.Port = p.To, p.From, p.Port, p.Source
	return p
}

// answers reports whether a reply is sent to packets of a kind: by the same protocol, and to a single host.
func answers(p passage.Packet) bool {
	return (p.Protocol == tcp || p.Protocol == udp) && !p.To.IsMulticast() && p.To != netip.AddrFrom4([4]byte{255, 255, 255, 255})
}

// Where flags and acknowledgement of TCP are, and the flag of one.
const (
	tcpAck   = 8
	tcpFlags = 13
	ack      = 1 << 4
)

func whole(p passage.Packet, payload []byte) []byte {
	checksumBody(p, payload)
	return append(header(p, len(payload)), payload...)
}

// header is that of IP.
func header(p passage.Packet, length int) []byte {
	const hops = 64
	if p.From.Is6() {
		h := make([]byte, 40)
		h[0] = 6 << 4
		binary.BigEndian.PutUint16(h[4:], uint16(length))
		h[6], h[7] = byte(p.Protocol), hops
		copy(h[8:], p.From.AsSlice())
		copy(h[24:], p.To.AsSlice())
		return h
	}
	h := make([]byte, 20)
	h[0] = 4<<4 | 5
	binary.BigEndian.PutUint16(h[2:], uint16(20+length))
	h[8], h[9] = hops, byte(p.Protocol)
	copy(h[12:], p.From.AsSlice())
	copy(h[16:], p.To.AsSlice())
	binary.BigEndian.PutUint16(h[10:], folded(sum(h, 0)))
	return h
}

// markAt is where in a protocol's body the mark stands.
func markAt(protocol int) int {
	switch protocol {
	case tcp, icmp, icmpv6:
		return 4 // the sequence number; id and number of an echo
	case sctp:
		return 16 // the initiate tag
	}
	return 8
}

// body is what follows the header: the first packet of a connection, as its protocol has it.
func body(k passage.Kind, mark uint32) []byte {
	b := make([]byte, 32)
	switch k.Protocol {
	case tcp:
		b = b[:20]
		const offset, syn = 5 << 4, 2
		b[12], b[13] = offset, syn
		binary.BigEndian.PutUint16(b[14:], 1024) // window
	case udp:
		b = b[:16]
		binary.BigEndian.PutUint16(b[4:], 16)
	case icmp, icmpv6:
		b[0] = byte(k.Type)
	case sctp:
		const init, length = 1, 20
		b[12], b[15] = init, length
		binary.BigEndian.PutUint32(b[20:], 1<<16)
		b[25], b[27] = 1, 1 // one stream each way
	}
	if k.Port > 0 {
		binary.BigEndian.PutUint16(b, uint16(k.Source))
		binary.BigEndian.PutUint16(b[2:], uint16(k.Port))
	}
	binary.BigEndian.PutUint32(b[markAt(k.Protocol):], mark)
	return b
}

// checksumBody fills the checksum of a body in.
func checksumBody(p passage.Packet, b []byte) {
	at := map[int]int{tcp: 16, udp: 6, icmp: 2, icmpv6: 2}[p.Protocol]
	switch {
	case p.Protocol == sctp:
		binary.LittleEndian.PutUint32(b[8:], crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
	case at > 0:
		start := uint32(0)
		if p.Protocol != icmp {
			start = sum(p.To.AsSlice(), sum(p.From.AsSlice(), uint32(p.Protocol+len(b))))
		}
		binary.BigEndian.PutUint16(b[at:], folded(sum(b, start)))
	}
}

func sum(b []byte, s uint32) uint32 {
	for ; len(b) > 1; b = b[2:] {
		s += uint32(b[0])<<8 | uint32(b[1])
	}
	if len(b) == 1 {
		s += uint32(b[0]) << 8
	}
	return s
}

func folded(s uint32) uint16 {
	for s > 0xffff {
		s = s>>16 + s&0xffff
	}
	return ^uint16(s)
}

// parse reads a packet with its header, and its mark.
func parse(b []byte) (p passage.Packet, mark uint32, ok bool) {
	switch {
	case len(b) >= 40 && b[0]>>4 == 6:
		p.From, _ = netip.AddrFromSlice(b[8:24])
		p.To, _ = netip.AddrFromSlice(b[24:40])
		p.Protocol, b = int(b[6]), b[40:]
	case len(b) >= 20 && b[0]>>4 == 4 && len(b) >= int(b[0]&15)*4:
		p.From, _ = netip.AddrFromSlice(b[12:16])
		p.To, _ = netip.AddrFromSlice(b[16:20])
		p.Protocol, b = int(b[9]), b[int(b[0]&15)*4:]
	default:
		return p, 0, false
	}
	mark, ok = parseBody(&p, b)
	return p, mark, ok
}

// acknowledges is the mark of the packet that a body of TCP acknowledges, if it does.
func acknowledges(p passage.Packet, b []byte) (mark uint32, is bool) {
	if p.Protocol != tcp || len(b) <= tcpFlags || b[tcpFlags]&ack == 0 {
		return 0, false
	}
	return binary.BigEndian.Uint32(b[tcpAck:]) - 1, true
}

// parseBody reads what follows the header.
func parseBody(p *passage.Packet, b []byte) (mark uint32, ok bool) {
	at := markAt(p.Protocol)
	if len(b) < at+4 {
		return 0, false
	}
	switch p.Protocol {
	case tcp, udp, sctp:
		p.Source, p.Port = int(binary.BigEndian.Uint16(b)), int(binary.BigEndian.Uint16(b[2:]))
		if answered, is := acknowledges(*p, b); is {
			return answered, true
		}
	case icmp, icmpv6:
		p.Type = int(b[0])
	}
	return binary.BigEndian.Uint32(b[at:]), true
}
