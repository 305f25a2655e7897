// Package lab loads rule files into network namespaces of its own and sends packets past them. It knows addresses, files and packets, and no plan.
// Everything lives in one child process, by whose end, however it comes, all of it is gone.
package lab

import (
	"net/netip"
	"os"
	"slices"

	"portolan/model/passage"
)

// A Job is what a lab does.
type Job struct {
	Benches []Bench
	Sweeps  []Sweep
}

// A Bench is a host or a firewall in a network namespace.
type Bench struct {
	Name       string
	Interfaces []Interface // one of a host, one a zone of a firewall
	Forwards   bool        // it is a firewall
	Loads      []Load      // its rule files
}

// An Interface is a way into a bench.
type Interface struct {
	Name   string
	Own    []netip.Addr // addresses of the host
	Groups []netip.Addr // multicast and broadcast addresses at which it receives
	Behind []netip.Addr // what a firewall reaches by it
}

// A Load is what is loaded into a bench: one text that a tool reads from its standard input, or files in a folder in which it runs.
type Load struct {
	Needs []string // programs without which it cannot be tried here
	Tool  []string
	Text  []byte
	Files []File
	Shows []string // a command that prints what is loaded
}

// A File is a file that a tool finds in its folder.
type File struct {
	Name string
	Data []byte
}

// Itself stands for the bench where a sweep has an interface otherwise.
const Itself = -1

// A Sweep sends every kind of packet from every address to every other past the filter of a bench. All addresses are of one family.
type Sweep struct {
	Bench    int
	In, Out  int // the interfaces by which packets come and are awaited, by number, or Itself
	From, To []netip.Addr
	Kinds    []passage.Kind
	Expected []bool // packets that are to get through, by number: they are sent again before they are given up
}

// Size is the number of packets.
func (s *Sweep) Size() int { return len(s.From) * len(s.To) * len(s.Kinds) }

// Packet is the packet of a number.
func (s *Sweep) Packet(n int) passage.Packet {
	kinds, ends := len(s.Kinds), len(s.To)
	return passage.Packet{From: s.From[n/kinds/ends], To: s.To[n/kinds%ends], Kind: s.Kinds[n%kinds]}
}

// A Result is what has come of a job.
type Result struct {
	Benches []BenchResult
	Through [][]bool // by sweep, then by packet: it got past the filter
	Mute    [][]int  // by sweep: expected packets that got past it, whose replies did not get back
}

// A BenchResult is what has come of a bench.
type BenchResult struct {
	Loads   []LoadResult
	Broken  []string // what no network works without and the files do not let through
	Refused string   // why the bench could not be set up, or a sweep not be trusted
}

// A LoadResult is what the tool said of a file.
type LoadResult struct {
	Failed  string // its message, where it refused the file
	Changed string // the first line that loading the file again has changed
}

// An UnableError says why there can be no lab on this machine.
type UnableError struct{ Why string }

func (e UnableError) Error() string { return e.Why }

// childName is what the child process calls itself.
const childName = "portolan-lab"

// IsChild reports whether this process is the child of one that runs a lab: then Main is all that it is to do.
func IsChild() bool { return len(os.Args) > 0 && os.Args[0] == childName }

// headers are protocols that IPv6 has as parts of its own header: the kernel looks for the protocol behind them.
var headers = []int{0, 43, 44, 50, 51, 59, 60, 135, 139, 140}

// Sends reports whether a lab can send packets of a protocol in a family, and see them arrive.
func Sends(protocol int, four bool) bool {
	switch {
	case protocol == 0 || protocol == 255:
		return false
	case four:
		return protocol != 58
	}
	return protocol != 1 && !slices.Contains(headers, protocol)
}
