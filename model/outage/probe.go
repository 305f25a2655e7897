package outage

import (
	"strings"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// A Probe is a command that shows whether a host answers, run where its callers are.
type Probe struct {
	From  string // the host on which it is run
	Port  catalog.Port
	Shell string
	Text  string
}

// byTCP is the protocol that the commands open a connection with.
const byTCP = "tcp"

// ProbeOf is a probe of a host: by the first rule by which another host calls it at one TCP port. False where none does from a system whose commands are
// known.
func ProbeOf(p *plan.Plan, host *plan.Party) (Probe, bool) {
	for _, f := range p.Flows {
		if number := f.Port.Numbers; f.Port.Protocol != byTCP || !number.One() || !p.Party(f.To).Lists(host.ID) {
			continue
		}
		for _, id := range p.Party(f.From).OnHosts() {
			from := p.Party(id)
			if from == nil || id == host.ID || from.OS == "" {
				continue
			}
			if c, ok := catalog.ProbeFrom(from.OS); ok {
				return Probe{id, f.Port, c.Shell.V, strings.NewReplacer("{host}", host.Host, "{port}", f.Port.Numbers.String()).Replace(c.Run.V)}, true
			}
		}
	}
	return Probe{}, false
}
