// Package windowsreader reads scripts of New-NetFirewallRule as Windows would run them, and decides on packets as its firewall would. It is written from
// its maker's pages on the cmdlets of NetSecurity and on quoting, knows no writer, and fails on every word that it does not know.
package windowsreader

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"portolan/render/firewalltest"
)

// A Host is a Windows host: its rules by name, and what happens to packets that none of them is for.
type Host struct {
	Rules    map[string]Rule
	Outbound string // DefaultOutboundAction
	Inbound  string // DefaultInboundAction
	On       bool   // the firewall is
	Removed  int    // how often a rule was taken away
}

// A Rule is one call, by parameter.
type Rule map[string][]string

// New is a host as it comes: nothing is let in that no rule is for, everything out.
func New() *Host { return &Host{Rules: map[string]Rule{}, Inbound: "Block", Outbound: "Allow"} }

// Same reports whether two hosts do the same.
func (h *Host) Same(other *Host) bool {
	return h.Outbound == other.Outbound && h.Inbound == other.Inbound && h.On == other.On &&
		maps.EqualFunc(h.Rules, other.Rules, func(a, b Rule) bool { return maps.EqualFunc(a, b, slices.Equal[[]string]) })
}

// parameters that may be given to a call, each with whether it takes several values.
var parameters = map[string]bool{"Name": false, "DisplayName": false, "Description": false, "Group": false, "Enabled": false, "Profile": true, "Direction": false, "Action": false,
	"LocalAddress": true, "RemoteAddress": true, "Protocol": false, "LocalPort": true, "RemotePort": true, "IcmpType": true, "ErrorAction": false, "WhatIf": false}

// setParameters are those of Set-NetFirewallRule by name, as far as they are known here. Of a list, Any is every value.
var setParameters = map[string]bool{"Name": false, "NewDisplayName": false, "Description": false, "Enabled": false, "Profile": true, "Action": false, "LocalAddress": true, "RemoteAddress": true,
	"LocalPort": true, "RemotePort": true, "IcmpType": true, "InterfaceType": false, "ErrorAction": false, "WhatIf": false}

// profileParameters are those of Set-NetFirewallProfile.
var profileParameters = map[string]bool{"Name": true, "Enabled": false, "DefaultInboundAction": false, "DefaultOutboundAction": false, "ErrorAction": false, "WhatIf": false}

// Run runs a script on a host. With remove, as with its switch -Remove.
func (h *Host) Run(script string, remove bool) error {
	skip := 0 // depth of a block that does not run
	either := choice{}
	own := function{}
	for n, line := range strings.Split(script, "\n") {
		line, ended := strings.CutSuffix(line, "\r")
		if !ended && n < strings.Count(script, "\n") {
			return fmt.Errorf("line %d ends without a carriage return", n+1)
		}
		words, err := wordsOf(line)
		if err != nil {
			return fmt.Errorf("line %d: %w", n+1, err)
		}
		switch {
		case len(words) == 0:
		case own.reads(words):
		case skip > 0:
			skip += depth(words)
		case own.called(words):
			lines, err := own.lines(words)
			for _, each := range lines {
				switch {
				case err != nil || either.turns(h, each) || either.open && either.idle:
				default:
					err = h.line(each)
				}
			}
			if err != nil {
				return fmt.Errorf("line %d: %w: %s", n+1, err, line)
			}
		case words[0] == "if" && slices.Contains(words, "$Remove") || words[0] == "function":
			if remove && words[0] == "if" {
				continue // its lines are run until return
			}
			skip = depth(words)
		case words[0] == "return":
			return nil
		default:
			if err := h.line(words); err != nil {
				return fmt.Errorf("line %d: %w: %s", n+1, err, line)
			}
		}
	}
	return nil
}

// A choice is "if (Test-Rule NAME) {", "} else {", "}": what runs depends on whether a rule is there.
type choice struct{ open, idle bool }

// turns reports whether a line is one of the three.
func (c *choice) turns(h *Host, words []string) bool {
	switch {
	case !c.open && len(words) == 6 && words[0] == "if" && words[1] == "(" && words[2] == "Test-Rule" && words[4] == ")" && words[5] == "{":
		name, quoted := text(words[3])
		c.open, c.idle = quoted, h.Rules[name] == nil
		return quoted
	case c.open && slices.Equal(words, []string{"}", "else", "{"}):
		c.idle = !c.idle
		return true
	case c.open && slices.Equal(words, []string{"}"}):
		c.open, c.idle = false, false
		return true
	}
	return false
}

func depth(words []string) (n int) {
	for _, w := range words {
		switch w {
		case "{":
			n++
		case "}":
			n--
		}
	}
	return n
}

func (h *Host) line(words []string) error {
	switch words[0] {
	case "New-NetFirewallRule":
		r, err := call(words[1:], parameters)
		if err != nil {
			return err
		}
		return h.add(r)
	case "Set-NetFirewallProfile":
		p, err := call(words[1:], profileParameters)
		if err != nil {
			return err
		}
		return h.profile(p)
	case "Set-NetFirewallRule":
		r, err := call(words[1:], setParameters)
		if err != nil {
			return err
		}
		return h.set(r)
	case "Clear-Group":
		for name, r := range h.Rules {
			if group, _ := text(words[1]); r["Group"][0] == group && !slices.Contains(list(words[2:]), name) {
				delete(h.Rules, name)
				h.Removed++
			}
		}
	case "Confirm-Group":
		group, _ := text(words[1])
		n := 0
		for _, r := range h.Rules {
			if r["Group"][0] == group {
				n++
			}
		}
		if want, err := strconv.Atoi(words[2]); err != nil || want != n {
			return fmt.Errorf("%d rules of the group", n)
		}
	case "Set-StrictMode", "$ErrorActionPreference", "[CmdletBinding(SupportsShouldProcess)]", "param", "if", "throw", "Write-Output", "}":
	default:
		return fmt.Errorf("unknown command %s", words[0])
	}
	return nil
}

func (h *Host) add(r Rule) error {
	for _, needed := range []string{"Name", "DisplayName", "Group", "Direction", "Action", "Protocol", "Enabled", "Profile"} {
		if len(r[needed]) == 0 || r[needed][0] == "" {
			return fmt.Errorf("no -%s", needed)
		}
	}
	name := r["Name"][0]
	for key, value := range r {
		if key != "Profile" && slices.Equal(value, []string{"Any"}) {
			delete(r, key)
		}
	}
	switch {
	case h.Rules[name] != nil:
		return fmt.Errorf("there is a rule %s", name)
	case strings.ContainsAny(name+r["Group"][0], "*?[]|") || strings.Contains(r["DisplayName"][0], "|") || r["DisplayName"][0] == "All":
		return fmt.Errorf("a name that is none")
	case r["Action"][0] != "Allow" || r["Enabled"][0] != "True" || !slices.Contains([]string{"Inbound", "Outbound"}, r["Direction"][0]) || !slices.Equal(r["Profile"], []string{"Any"}):
		return fmt.Errorf("a rule of another kind")
	case r["Protocol"][0] != "TCP" && r["Protocol"][0] != "UDP" && len(r["LocalPort"])+len(r["RemotePort"]) > 0:
		return fmt.Errorf("ports of %s", r["Protocol"][0])
	case !strings.HasPrefix(r["Protocol"][0], "ICMP") && len(r["IcmpType"]) > 0:
		return fmt.Errorf("types of %s", r["Protocol"][0])
	case len(r["LocalAddress"])+len(r["RemoteAddress"]) > 2000:
		return fmt.Errorf("too many addresses")
	}
	for _, a := range slices.Concat(r["LocalAddress"], r["RemoteAddress"]) {
		if _, err := prefix(a); err != nil {
			return err
		}
	}
	for _, p := range slices.Concat(r["LocalPort"], r["RemotePort"]) {
		if _, _, err := ports(p); err != nil {
			return err
		}
	}
	h.Rules[name] = r
	return nil
}

// set changes a rule that is there in its place.
func (h *Host) set(change Rule) error {
	if len(change["Name"]) != 1 || h.Rules[change["Name"][0]] == nil {
		return fmt.Errorf("there is no rule of this name")
	}
	name := change["Name"][0]
	before := h.Rules[name]
	after := maps.Clone(before)
	for key, value := range change {
		switch {
		case key == "NewDisplayName":
			after["DisplayName"] = value
		case key == "InterfaceType" && !slices.Equal(value, []string{"Any"}):
			return fmt.Errorf("some interfaces only")
		case key == "InterfaceType":
			delete(after, key)
		case key != "Profile" && slices.Equal(value, []string{"Any"}):
			delete(after, key)
		default:
			after[key] = value
		}
	}
	delete(h.Rules, name)
	if err := h.add(after); err != nil {
		h.Rules[name] = before
		return err
	}
	return nil
}

func (h *Host) profile(p Rule) error {
	if !slices.Equal(p["Name"], []string{"Domain", "Private", "Public"}) {
		return fmt.Errorf("not all profiles")
	}
	if e := p["Enabled"]; len(e) > 0 {
		h.On = e[0] == "True"
	}
	if in := p["DefaultInboundAction"]; len(in) > 0 {
		h.Inbound = in[0]
	}
	if out := p["DefaultOutboundAction"]; len(out) > 0 {
		if h.Outbound = out[0]; h.Outbound == "NotConfigured" { // which allows
			h.Outbound = "Allow"
		}
	}
	return nil
}

// Accepts decides on a packet that begins a connection.
func (h *Host) Accepts(hook string, p firewalltest.Packet) bool {
	direction, action := "Inbound", h.Inbound
	if hook == "output" {
		direction, action = "Outbound", h.Outbound
	}
	if !h.On {
		return true
	}
	for _, r := range h.Rules {
		if r["Direction"][0] == direction && r.holds(p) {
			return true
		}
	}
	return action == "Allow"
}

func (r Rule) holds(p firewalltest.Packet) bool {
	local, remote, localPort, remotePort := p.To, p.From, p.ToPort, p.FromPort
	if r["Direction"][0] == "Outbound" {
		local, remote, localPort, remotePort = p.From, p.To, p.FromPort, p.ToPort
	}
	return r.protocol(p) && within(r["LocalAddress"], local) && within(r["RemoteAddress"], remote) && open(r["LocalPort"], localPort) && open(r["RemotePort"], remotePort)
}

func (r Rule) protocol(p firewalltest.Packet) bool {
	number, ok := map[string]int{"TCP": 6, "UDP": 17, "ICMPv4": 1, "ICMPv6": 58}[r["Protocol"][0]]
	if !ok {
		number, _ = strconv.Atoi(r["Protocol"][0])
	}
	return number == p.Protocol && (len(r["IcmpType"]) == 0 || slices.Contains(r["IcmpType"], strconv.Itoa(p.Type)))
}

func within(list []string, a netip.Addr) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(text string) bool {
		p, _ := prefix(text)
		return p.Contains(a)
	})
}

func open(list []string, port int) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(text string) bool {
		low, high, _ := ports(text)
		return low <= port && port <= high
	})
}

func prefix(text string) (netip.Prefix, error) {
	if !strings.Contains(text, "/") {
		a, err := netip.ParseAddr(text)
		return netip.PrefixFrom(a, a.BitLen()), err
	}
	p, err := netip.ParsePrefix(text)
	if err == nil && (p.Bits() == 0 || p != p.Masked()) {
		err = fmt.Errorf("%s is no network", text)
	}
	return p, err
}

func ports(text string) (low, high int, err error) {
	first, last, both := strings.Cut(text, "-")
	if !both {
		last = first
	}
	if low, err = strconv.Atoi(first); err == nil {
		high, err = strconv.Atoi(last)
	}
	if err == nil && (low > high || high > 65535) {
		err = fmt.Errorf("ports %s", text)
	}
	return low, high, err
}
