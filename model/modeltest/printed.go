package modeltest

import (
	"strings"

	"portolan/model/source"
)

// Printed are diagnostics as a person at a terminal sees them.
func Printed(found source.Diagnostics) string {
	var b strings.Builder
	_ = source.Print(&b, found) // a Builder takes everything
	return b.String()
}
