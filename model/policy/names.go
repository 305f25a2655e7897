package policy

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// nameRules gives rules their ids. They depend on ends, services and what the rule is for; two rules that agree in all of these are told
// apart by what is written beside them.
func (b *builder) nameRules() {
	used := map[string][]*draft{}
	for _, d := range b.drafts {
		d.ID = ruleID(d.FromZone, d.ToZone, b.firstID(d.From), b.firstID(d.To), d.Services, d.purpose(), strings.Join(d.Reasons, " "))
		used[d.ID] = append(used[d.ID], d)
	}
	for _, same := range used {
		if len(same) == 1 {
			continue
		}
		for _, d := range same {
			d.ID = ruleID(d.ID, d.bookkeeping(), strings.Join(d.Flows, " "))
		}
	}
}

// ruleID begins with a G, so that nobody takes a grouped rule for a flow.
func ruleID(parts ...string) string { return "G" + digest(key(parts...), 7) }

// digest is a short stable name of a text, as ids of flows have it.
func digest(text string, length int) string {
	sum := sha256.Sum256([]byte(text))
	return base32.StdEncoding.EncodeToString(sum[:])[:length]
}
