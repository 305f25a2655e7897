package evidence

import (
	"encoding/xml"
	"errors"
	"net/netip"
)

// Nmap reads "nmap -oX": ports that are open at addresses.
func Nmap(file string, data []byte) ([]Listener, error) {
	var run struct {
		XMLName xml.Name
		Hosts   []struct {
			Addresses []struct {
				Addr string `xml:"addr,attr"`
				Type string `xml:"addrtype,attr"`
			} `xml:"address"`
			Ports []struct {
				Protocol string `xml:"protocol,attr"`
				Number   int    `xml:"portid,attr"`
				State    struct {
					State string `xml:"state,attr"`
				} `xml:"state"`
				Service struct {
					Name string `xml:"name,attr"`
				} `xml:"service"`
			} `xml:"ports>port"`
		} `xml:"host"`
	}
	if err := xml.Unmarshal(data, &run); err != nil || run.XMLName.Local != "nmaprun" {
		return nil, errors.Join(errors.New("it is not the output of nmap -oX"), err)
	}
	var out []Listener
	for _, h := range run.Hosts {
		for _, at := range h.Addresses {
			a, err := netip.ParseAddr(at.Addr)
			if err != nil || at.Type != "ipv4" && at.Type != "ipv6" {
				continue
			}
			for _, p := range h.Ports {
				if p.State.State == "open" && p.Number > 0 && p.Number <= AnyPort.High {
					out = append(out, Listener{Address: a, Port: portAt(p.Protocol, p.Number), Program: p.Service.Name, Where: file + ", " + at.Addr})
				}
			}
		}
	}
	return out, nil
}
