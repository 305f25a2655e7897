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
	return string(first) + base32.StdEncoding.EncodeToString(sum[:5])[:6]
}
