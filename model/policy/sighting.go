package policy

// Seen is what evidence shows of a rule.
type Seen string

// What evidence shows.
const (
	Unseen  Seen = ""         // nothing: there is none, or it cannot be told
	InPlace Seen = "in place" // all its packets are let through
	Absent  Seen = "absent"   // some are not; of a rule that must not be there, none is
)

// A Sighting is what evidence shows of a grouped rule at one firewall.
type Sighting struct {
	Seen
	Where     []string // places in the evidence where it was seen
	Detail    string   // what is not let through, or why it is not known
	Wider     string   // what the rules that were seen let through that no document asks for
	Collected string   // the day, where it is on record
}

// known reports whether evidence shows anything of the rule.
func (s *Sighting) known() bool { return s != nil && s.Seen != Unseen }

// Sightings are those of rules at firewalls.
type Sightings struct {
	Firewalls []string          // those of which there is evidence, in the order of the site
	Days      map[string]string // when it was collected; "" where that is not on record
	Of        map[[2]string]*Sighting
}

// Seeing is the policy with what evidence shows of its rules.
func (p *Policy) Seeing(s *Sightings) *Policy {
	seeing := *p
	seeing.seen = s
	return &seeing
}

// Sightings is what evidence shows, or nil where nobody has looked.
func (p *Policy) Sightings() *Sightings { return p.seen }

// Sighting is what evidence shows of a rule at a firewall, or nil where nobody has looked.
func (p *Policy) Sighting(firewall, rule string) *Sighting {
	if p.seen == nil {
		return nil
	}
	return p.seen.Of[[2]string{firewall, rule}]
}
