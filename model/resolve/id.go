package resolve

import (
	"crypto/sha256"
	"encoding/base32"
)

// ruleID is the stable name of a flow: it depends on the product, the flow rule, both ends and the listener, and on nothing that people
// rename or reorder, nor on the product's edition. Of an end that was renamed it takes the id that it had first. It starts with a letter, so that no spreadsheet takes it for a number.
func ruleID(product, rule, from, to, listener string) string {
	sum := sha256.Sum256([]byte(product + "\x00" + rule + "\x00" + from + "\x00" + to + "\x00" + listener))
	first := 'A' + rune(sum[31])%26
	return string(first) + base32.StdEncoding.EncodeToString(sum[:10])
}

// shortID is how much of an id is written, unless that much is another's, too.
const shortID = 7

// ruleIDsOf are the ids of flows. Of two that begin alike both are written at length, so that neither is what the other was before.
func ruleIDsOf[K comparable](whole map[K]string) map[K]string {
	begin := make(map[string]int, len(whole))
	for _, id := range whole {
		begin[id[:shortID]]++
	}
	out := make(map[K]string, len(whole))
	for key, id := range whole {
		if out[key] = id; begin[id[:shortID]] == 1 {
			out[key] = id[:shortID]
		}
	}
	return out
}
