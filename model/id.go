package model

import (
	"crypto/sha256"
	"encoding/base32"
)

// ruleID is the stable name of a flow: it depends on the flow rule, both ends and the listener, and on nothing that people rename or
// reorder. It starts with a letter, so that no spreadsheet takes it for a number.
func ruleID(rule, from, to, listener string) string {
	sum := sha256.Sum256([]byte(rule + "\x00" + from + "\x00" + to + "\x00" + listener))
	first := 'A' + rune(sum[31])%26
	return string(first) + base32.StdEncoding.EncodeToString(sum[:])[:6]
}
