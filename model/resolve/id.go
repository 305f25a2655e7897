package resolve

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
)

// ruleID is the stable name of a flow: it depends on the product, the flow rule, both ends and the listener, and on nothing that people
// rename or reorder, nor on the product's edition. Of an end that was renamed it takes the id that it had first. It starts with a letter, so that no spreadsheet takes it for a number.
func ruleID(product, rule, from, to, listener string) string {
	var text [256]byte
	all := append(text[:0], product...)
	for _, part := range [...]string{rule, from, to, listener} {
		all = append(append(all, 0), part...)
	}
	sum := sha256.Sum256(all)
	return string(base32.StdEncoding.AppendEncode(append(text[:0], 'A'+sum[31]%26), sum[:10]))
}

// shortID is how much of an id is written, unless that much is another's, too.
const shortID = 7

// ruleIDsOf are the ids of flows. Of two that begin alike both are written at length, so that neither is what the other was before.
func ruleIDsOf(whole []string) []string {
	begin := make(map[string]int, len(whole))
	for _, id := range whole {
		begin[id[:shortID]]++
	}
	out := slices.Clone(whole)
	for i, id := range whole {
		if begin[id[:shortID]] == 1 {
			out[i] = id[:shortID]
		}
	}
	return out
}
