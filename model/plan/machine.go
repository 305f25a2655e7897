package plan

// The ways in which a party can be named in a rule.
const (
	ByAddresses = "addresses"
	ByNetworks  = "networks"
	ByMembers   = "members" // a group
	ByName      = "name"    // only its host name is known: a rule needs a firewall that resolves names, or the addresses from its owner
	ByNothing   = "nothing" // the owner has to say
)

// NamedBy tells how a rule can name a party.
func (p *Party) NamedBy() string {
	switch {
	case p.Kind == GroupParty:
		return ByMembers
	case len(p.Addresses) > 0:
		return ByAddresses
	case len(p.Networks) > 0:
		return ByNetworks
	case p.Host != "":
		return ByName
	}
	return ByNothing
}

// KnownAs are the translations by which the other end of a flow knows the end of a kind.
func (p *Plan) KnownAs(f *Flow, kind TranslationKind) []*Translation {
	var out []*Translation
	for _, id := range f.Translated {
		if t := p.Translation(id); t.Kind == kind {
			out = append(out, t)
		}
	}
	return out
}
