package lab

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"syscall"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// A bench is a namespace, and the wires that lead out of it.
type bench struct {
	spec   *Bench
	number int
	home   int // the namespace in which the wires end
	wires  []wire
	send   map[bool]int // raw sockets that send out of the bench, by family
	opened []int
}

// A wire leads to an interface of a bench. The program sits at its end, and is the rest of the network.
type wire struct {
	socket int // takes and gives frames
	mac    net.HardwareAddr
}

// The next hop of every bench, in both families, and its hardware address.
var (
	hop4    = netip.MustParseAddr("169.254.0.1")
	hop6    = netip.MustParseAddr("fe80::1")
	hopMAC  = net.HardwareAddr{2, 0, 0, 0, 0, 1}
	linkOwn = netip.MustParseAddr("fe80::2")
)

// setUp makes the namespace. It is called on the thread that is to be in it.
func (b *bench) setUp() error {
	if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
		return UnableError{fmt.Sprintf("no network namespace: %v", err)}
	}
	if err := up("lo"); err != nil {
		return err
	}
	for i, spec := range b.spec.Interfaces {
		w, err := b.wire(i, spec)
		if err != nil {
			return fmt.Errorf("interface %s: %w", spec.Name, err)
		}
		b.wires = append(b.wires, w)
	}
	if b.spec.Forwards {
		for _, setting := range []string{"ipv4/ip_forward", "ipv6/conf/all/forwarding"} {
			if err := os.WriteFile("/proc/sys/net/"+setting, []byte("1"), 0o600); err != nil {
				return UnableError{fmt.Sprintf("forwarding cannot be switched on: %v", err)}
			}
		}
	}
	return b.openSenders()
}

func up(name string) error {
	link, err := netlink.LinkByName(name)
	if err != nil {
		return err
	}
	return netlink.LinkSetUp(link)
}

// wire makes an interface with its addresses and ways.
func (b *bench) wire(number int, spec Interface) (w wire, err error) {
	far := fmt.Sprintf("b%di%d", b.number, number)
	attributes := netlink.NewLinkAttrs()
	attributes.Name = spec.Name
	pair := &netlink.Veth{LinkAttrs: attributes, PeerName: far, PeerNamespace: netlink.NsFd(b.home)}
	if err := netlink.LinkAdd(pair); err != nil {
		return w, fmt.Errorf("no pair of interfaces: %w", err)
	}
	link, err := netlink.LinkByName(spec.Name)
	if err != nil {
		return w, err
	}
	w.mac = link.Attrs().HardwareAddr
	if err := netlink.LinkSetUp(link); err != nil {
		return w, err
	}
	if err := addresses(link, append([]netip.Addr{linkOwn}, spec.Own...)); err != nil {
		return w, err
	}
	if err := b.routes(link, spec); err != nil {
		return w, err
	}
	onHome(func() { w.socket, err = packetSocket(far) })
	b.opened = append(b.opened, w.socket)
	return w, err
}

// onHome does something on a thread outside of the bench: all threads that are in one are held by their goroutines.
func onHome(do func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	<-done
}

func addresses(link netlink.Link, list []netip.Addr) error {
	for _, a := range list {
		at := &netlink.Addr{IPNet: single(a)}
		if a.Is6() {
			at.Flags = unix.IFA_F_NODAD
		}
		if err := netlink.AddrAdd(link, at); err != nil {
			return fmt.Errorf("address %s: %w", a, err)
		}
	}
	return nil
}

func single(a netip.Addr) *net.IPNet {
	return &net.IPNet{IP: a.AsSlice(), Mask: net.CIDRMask(a.BitLen(), a.BitLen())}
}

// routes lead everything that a host sends, and what lies behind an interface of a firewall, to the next hop. A firewall knows that; a host
// has to ask for it, and its rules have to let it.
func (b *bench) routes(link netlink.Link, spec Interface) error {
	index := link.Attrs().Index
	route := func(to *net.IPNet, four bool) error {
		hop := hop6
		if four {
			hop = hop4
		}
		return netlink.RouteReplace(&netlink.Route{LinkIndex: index, Dst: to, Gw: hop.AsSlice(), Flags: int(netlink.FLAG_ONLINK)})
	}
	for _, a := range spec.Groups {
		if a.Is4() && !a.IsMulticast() { // a broadcast address
			if err := netlink.RouteReplace(&netlink.Route{LinkIndex: index, Dst: single(a), Type: unix.RTN_BROADCAST, Table: unix.RT_TABLE_LOCAL, Scope: netlink.SCOPE_LINK}); err != nil {
				return fmt.Errorf("broadcast %s: %w", a, err)
			}
		}
	}
	if !b.spec.Forwards {
		for _, all := range []string{"0.0.0.0/0", "::/0"} {
			_, network, _ := net.ParseCIDR(all)
			if err := route(network, all[0] == '0'); err != nil {
				return fmt.Errorf("default route: %w", err)
			}
		}
		return nil
	}
	for _, hop := range []netip.Addr{hop4, hop6} {
		if err := netlink.NeighSet(&netlink.Neigh{LinkIndex: index, State: netlink.NUD_PERMANENT, IP: hop.AsSlice(), HardwareAddr: hopMAC}); err != nil {
			return fmt.Errorf("next hop: %w", err)
		}
	}
	for _, a := range spec.Behind {
		if err := route(single(a), a.Is4()); err != nil {
			return fmt.Errorf("route to %s: %w", a, err)
		}
	}
	return nil
}

// buffer is what sockets may hold, in bytes: more than one sweep sends between two looks at them.
const buffer = 8 << 20

// packetSocket takes and gives the frames of an interface at home.
func packetSocket(name string) (int, error) {
	link, err := netlink.LinkByName(name)
	if err != nil {
		return -1, err
	}
	if err := netlink.LinkSetUp(link); err != nil {
		return -1, err
	}
	const all = unix.ETH_P_ALL<<8&0xff00 | unix.ETH_P_ALL>>8
	s, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, fmt.Errorf("packet socket: %w", err)
	}
	if err := unix.Bind(s, &unix.SockaddrLinklayer{Protocol: all, Ifindex: link.Attrs().Index}); err != nil {
		return s, err
	}
	return s, unix.SetsockoptInt(s, unix.SOL_SOCKET, unix.SO_RCVBUF, buffer)
}

// openSenders opens the sockets by which packets leave the bench as if one of its programs had sent them.
func (b *bench) openSenders() error {
	b.send = map[bool]int{}
	for four, family := range map[bool]int{true: unix.AF_INET, false: unix.AF_INET6} {
		s, err := unix.Socket(family, unix.SOCK_RAW|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, unix.IPPROTO_RAW)
		if err != nil {
			return fmt.Errorf("raw socket: %w", err)
		}
		b.send[four] = s
		b.opened = append(b.opened, s)
		if err := unix.SetsockoptInt(s, unix.SOL_SOCKET, unix.SO_BROADCAST, 1); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) close() {
	for _, s := range b.opened {
		_ = syscall.Close(s)
	}
	b.opened = nil
}
