package catalog

import (
	"slices"
	"sync"

	"portolan/model/source"
)

// WellKnown is a service that is known by its ports.
type WellKnown struct {
	At      source.Position
	Name    str  `toml:"name,required"`
	IANA    strs `toml:"iana,required"`  // its names in the registry of service names: one, or one for each port
	Ports   strs `toml:"ports,required"` // "tcp/389"
	Instead str  `toml:"instead"`        // of a protocol that is not encrypted unless somebody sees to it: what does the same in an encrypted way
}

type wellKnownList struct {
	Services []WellKnown `toml:"services,required"`
}

// A knownService is a well-known service with its ports as values.
type knownService struct {
	WellKnown
	on []Port
}

// wellKnown is the list of such services.
var wellKnown = sync.OnceValue(func() []knownService {
	var out []knownService
	for _, s := range shared[wellKnownList]("wellknown.toml").Services {
		known := knownService{WellKnown: s}
		for _, text := range s.Ports {
			port, err := ParsePort(text.V)
			if err != nil {
				panic(err)
			}
			known.on = append(known.on, port)
		}
		out = append(out, known)
	}
	return out
})

// ServiceOn is the name of the well-known service that all numbers of a port are those of, or "".
func ServiceOn(port Port) string {
	for _, s := range wellKnown() {
		if s.holds(port) {
			return s.Name.V
		}
	}
	return ""
}

// holds reports whether all numbers of a port are the service's.
func (s knownService) holds(port Port) bool {
	for _, span := range port.Numbers.Spans() {
		for n := span.Low; n <= span.High; n++ { // the first that is not ends it
			if !slices.ContainsFunc(s.on, func(p Port) bool { return p.Holds(port.At(n)) }) {
				return false
			}
		}
	}
	return !port.Numbers.None()
}

// ClearTextOn are the clear-text protocols that are spoken on one of the numbers of a port, in the order of the list.
func ClearTextOn(port Port) []WellKnown {
	var out []WellKnown
	for _, s := range wellKnown() {
		if s.Instead.Set() && slices.ContainsFunc(s.on, port.Overlaps) {
			out = append(out, s.WellKnown)
		}
	}
	return out
}
