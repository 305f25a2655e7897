package catalog

import (
	"os"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// TestWellKnownServices: every port of the table can be read and is one service's, and has its registered name where the system knows the registry.
func TestWellKnownServices(t *testing.T) {
	registered := registry(t)
	taken := map[Port]string{}
	for _, s := range wellKnown() {
		if n := len(s.IANA); n != 1 && n != len(s.Ports) {
			t.Errorf("%s has %d registered names and %d ports", s.Name.V, n, len(s.Ports))
			continue
		}
		for i, port := range s.on {
			if other, ok := taken[port]; ok {
				t.Errorf("%s is %s and %s", port, other, s.Name.V)
			}
			taken[port] = s.Name.V
			if got := ServiceOn(port); got != s.Name.V {
				t.Errorf("%s is %q, not %q", port, got, s.Name.V)
			}
			name := s.IANA[min(i, len(s.IANA)-1)].V
			if names := registered[port.Socket()]; len(names) > 0 && !strings.Contains(" "+strings.Join(names, " ")+" ", " "+name+" ") {
				t.Errorf("%s is registered as %s, not as %s", port, strings.Join(names, ", "), name)
			}
		}
	}
}

// registry are the names of services by their ports, as the system's copy of the registry has them.
func registry(t *testing.T) map[string][]string {
	data, err := os.ReadFile("/etc/services")
	if err != nil {
		testenv.Missing(t, "/etc/services, the registry of service names")
	}
	names := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if fields := strings.Fields(line); len(fields) > 1 {
			number, protocol, _ := strings.Cut(fields[1], "/")
			names[Socket(protocol, number)] = append([]string{fields[0]}, fields[2:]...)
		}
	}
	return names
}

// TestServiceOn names a port only where all of its numbers are one service's.
func TestServiceOn(t *testing.T) {
	for text, want := range map[string]string{"tcp/3389": "Remote desktop (RDP)", "tcp/5985-5986": "Windows Remote Management (WinRM)", "tcp/5985-5987": "", "tcp/1-65535": "",
		"udp/53": "DNS", "tcp/9": "", "icmp": "", "ip/50": "", "udp/3389": "Remote desktop (RDP)", "udp/22": ""} {
		port, err := ParsePort(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := ServiceOn(port); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}
