package evidence

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"portolan/model/catalog"
)

// socket is the address and the port that a program has, as ss and netstat print them: 0.0.0.0:22, [::1]:53, *:80, 127.0.0.1%lo:53.
func socket(text string) (netip.Addr, int, bool) {
	colon := strings.LastIndex(text, ":")
	if colon < 0 {
		return netip.Addr{}, 0, false
	}
	host, _, _ := strings.Cut(strings.Trim(text[:colon], "[]"), "%")
	host = strings.Trim(host, "[]")
	number, err := strconv.Atoi(text[colon+1:])
	if err != nil || number < 1 || number > AnyPort.High {
		return netip.Addr{}, 0, false
	}
	if host == "*" || host == "" {
		return netip.Addr{}, number, true
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}, 0, false
	}
	if a = a.Unmap(); a.IsUnspecified() {
		a = netip.Addr{}
	}
	return a, number, true
}

func portAt(protocol string, number int) catalog.Port {
	return catalog.Port{Protocol: protocol}.At(number)
}

// program is the first name in what ss prints of processes: users:(("sshd",pid=1,fd=3)).
func program(users string) string {
	_, rest, ok := strings.Cut(users, `(("`)
	name, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		return users
	}
	return name
}

// SS reads "ss -H -tulpn".
func SS(file string, data []byte) ([]Listener, error) {
	var out []Listener
	for i, line := range strings.Split(string(data), "\n") {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		where := fmt.Sprintf("%s:%d", file, i+1)
		if len(f) < 6 || f[0] != "tcp" && f[0] != "udp" {
			return nil, fmt.Errorf("line %d is none of ss -H -tulpn: %q", i+1, line)
		}
		a, number, ok := socket(f[4])
		if !ok {
			return nil, fmt.Errorf("line %d has no local address and port: %q", i+1, line)
		}
		out = append(out, Listener{Address: a, Port: portAt(f[0], number), Program: program(strings.Join(f[6:], " ")), Where: where})
	}
	return out, nil
}

// Netstat reads "netstat -ano" of Windows, in whatever language, and that of Linux.
func Netstat(file string, data []byte) ([]Listener, error) {
	var out []Listener
	lines, seen := strings.Split(string(data), "\n"), false
	for i, line := range lines {
		f := strings.Fields(line)
		if len(f) < 4 {
			continue
		}
		protocol := strings.TrimSuffix(strings.ToLower(f[0]), "6")
		if protocol != "tcp" && protocol != "udp" {
			continue
		}
		local, remote := f[1], f[2] // Linux has two queues before them
		if _, err := strconv.Atoi(f[1]); err == nil && len(f) >= 5 {
			local, remote = f[3], f[4]
		}
		a, number, ok := socket(local)
		if !ok {
			return nil, fmt.Errorf("line %d has no local address and port: %q", i+1, line)
		}
		seen = true
		if !strings.HasSuffix(remote, ":*") && !strings.HasSuffix(remote, ":0") { // a connection
			continue
		}
		out = append(out, Listener{Address: a, Port: portAt(protocol, number), Program: "process " + f[len(f)-1], Where: fmt.Sprintf("%s:%d", file, i+1)})
	}
	if !seen {
		return nil, errors.New("it is not the output of netstat -ano")
	}
	return out, nil
}
