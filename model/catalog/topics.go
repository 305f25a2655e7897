package catalog

import (
	"sync"

	"portolan/model/source"
)

// Topic says how a site covers a topic that products leave open.
type Topic struct {
	At         source.Position
	Catalogues strs             `toml:"catalogues"` // of infrastructure that have rules for it, the usual one first
	Lines      str              `toml:"lines"`      // what a site writes to use that one; none where it depends on too much
	Upkeep     source.Val[bool] `toml:"upkeep"`     // it is about looking after the hosts themselves: no other host stands in for one
	Filter     str              `toml:"filter"`     // "inbound" or "outbound": hosts that drop all other packets of that direction cannot do without it
	Host       source.Val[bool] `toml:"host"`       // each host needs it, not just the site
	Ports      strs             `toml:"ports"`      // at which a rule is for it, whatever the site says that it is for
	Agree      str              `toml:"agree"`      // of a topic without lines: what to agree, and with whom
}

// Topics are the topics for which catalogues of infrastructure have rules, or people have to agree on them, by id. They stand in a file of their own, so that nobody has to load the
// catalogues to learn which of them to load.
var Topics = sync.OnceValue(func() map[string]Topic { return shared[topicList]("infrastructure/topics.toml").Topics })

type topicList struct {
	Topics map[string]Topic `toml:"topics,required"`
}
