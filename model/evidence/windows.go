package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// A windowsFile is what the collecting script writes on Windows. Lists of one value are values.
type windowsFile struct {
	Format   string `json:"format"`
	Profiles []struct {
		Name     string `json:"name"`
		Enabled  bool   `json:"enabled"`
		Inbound  string `json:"inbound"` // Block, Allow, NotConfigured
		Outbound string `json:"outbound"`
	} `json:"profiles"`
	Rules []struct {
		Name          string `json:"name"`
		Title         string `json:"title"`
		Description   string `json:"description"`
		Direction     string `json:"direction"`
		Action        string `json:"action"`
		Protocol      string `json:"protocol"`
		LocalPort     texts  `json:"local_port"`
		RemotePort    texts  `json:"remote_port"`
		LocalAddress  texts  `json:"local_address"`
		RemoteAddress texts  `json:"remote_address"`
		ICMPType      texts  `json:"icmp_type"`
		Program       string `json:"program"`
		Service       string `json:"service"`
		Interface     string `json:"interface_type"`
	} `json:"rules"`
	Listeners []struct {
		Protocol string `json:"protocol"`
		Address  string `json:"address"`
		Port     int    `json:"port"`
		Program  string `json:"program"`
	} `json:"listeners"`
}

// texts are a list that PowerShell writes as one text where it has one value.
type texts []string

// UnmarshalJSON reads a list, one text or nothing.
func (t *texts) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err == nil {
		*t = list
		return nil
	}
	var one string
	err := json.Unmarshal(data, &one)
	if one != "" {
		*t = texts{one}
	}
	return err
}

// WindowsFormat is the format that the collecting script writes.
const WindowsFormat = "portolan-windows 1"

// Windows reads what the collecting script writes on Windows: rules and listeners. A rule that blocks goes before all that allow.
func Windows(file string, data []byte) (*Rules, []Listener, error) {
	var w windowsFile
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &w); err != nil || w.Format != WindowsFormat {
		return nil, nil, errors.Join(errors.New("it is not what collect.ps1 writes"), err)
	}
	out := &Rules{Hooks: []Hook{In, Out}}
	for _, hook := range out.Hooks {
		r := &reading{hook: hook}
		for _, action := range []string{"Block", "Allow"} {
			for _, rule := range w.Rules {
				if rule.Action != action || (rule.Direction == "Inbound") != (hook == In) {
					continue
				}
				d := newDraft()
				local, remote := hook == Out, hook == In // whether it is the source
				d.windowsAddresses(local, rule.LocalAddress)
				d.windowsAddresses(remote, rule.RemoteAddress)
				d.windowsProtocol(rule.Protocol, rule.ICMPType)
				d.windowsPorts(hook == Out, rule.LocalPort)
				d.windowsPorts(hook == In, rule.RemotePort)
				for _, only := range []struct{ what, value string }{{"program", rule.Program}, {"service", rule.Service}, {"kind of interface", rule.Interface}} {
					if only.value != "" && only.value != "Any" {
						d.doubts("it holds for one %s only", only.what)
					}
				}
				where := file + ", rule " + rule.Name
				if action == "Block" {
					r.drop(d, where)
				} else {
					r.accept(d, strings.TrimSpace(rule.Description), rule.Title, where)
				}
			}
		}
		for _, p := range w.Profiles {
			open := p.Outbound != "Block" // what nobody has configured goes out
			if hook == In {
				open = p.Inbound == "Allow"
			}
			if !p.Enabled || open {
				r.accept(newDraft(), "", fmt.Sprintf("profile %s allows what no rule is for", p.Name), file)
			}
		}
		out.Permits = append(out.Permits, r.permits...)
	}
	var listeners []Listener
	for i, l := range w.Listeners {
		a, number, ok := socket(fmt.Sprintf("[%s]:%d", l.Address, l.Port))
		if !ok || l.Protocol != "tcp" && l.Protocol != "udp" {
			return nil, nil, fmt.Errorf("listener %d has no address and port", i+1)
		}
		listeners = append(listeners, Listener{Address: a, Port: portAt(l.Protocol, number), Program: l.Program, Where: file})
	}
	return out, listeners, nil
}

func anything(list texts) bool {
	return len(list) == 0 || len(list) == 1 && (strings.EqualFold(list[0], "Any") || list[0] == "*")
}

func (d *draft) windowsAddresses(source bool, list texts) {
	if anything(list) {
		return
	}
	d.addresses(source, collected(d, list, func(v string) ([]Span, bool) {
		if at := strings.IndexByte(v, '/'); at > 0 && strings.Contains(v[at:], ".") { // a network with its mask
			bits, ok := maskBits(v[at+1:])
			v = fmt.Sprintf("%s/%d", v[:at], bits)
			if !ok {
				return nil, false
			}
		}
		s, ok := spanOf(v)
		return []Span{s}, ok
	}))
}

// maskBits is the length of a network by its mask.
func maskBits(mask string) (int, bool) {
	s, ok := spanOf(mask)
	if !ok || !s.Low.Is4() {
		return 0, false
	}
	bits, ended := 0, false
	for _, b := range s.Low.As4() {
		for i := 7; i >= 0; i-- {
			set := b>>i&1 == 1
			if set && ended {
				return 0, false
			}
			ended = ended || !set
			if set {
				bits++
			}
		}
	}
	return bits, true
}

func (d *draft) windowsProtocol(name string, types texts) {
	if name == "" || strings.EqualFold(name, "Any") {
		return
	}
	four := strings.EqualFold(name, "ICMPv4")
	if four {
		name = "icmp"
	}
	numbers := collected(d, []string{name}, protocolNumbers)
	d.numbers(protocolOf, numbers)
	six := strings.EqualFold(name, "ICMPv6")
	if (four || six) && !anything(types) {
		d.numbers(typeOf, collected(d, types, func(v string) ([]Range, bool) {
			kind, _, _ := strings.Cut(v, ":")
			r, ok := typeNumber(six, kind)
			return []Range{r}, ok
		}))
	}
}

func (d *draft) windowsPorts(source bool, list texts) {
	if anything(list) {
		return
	}
	of := portOf
	if source {
		of = sourceOf
	}
	d.numbers(of, collected(d, list, func(v string) ([]Range, bool) { r, ok := portRange(v); return []Range{r}, ok }))
}
