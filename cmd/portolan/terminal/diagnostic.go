package terminal

import (
	"io"

	"portolan/model/source"
)

// Select Graphic Rendition codes of terminals, by what they mark. Carets are marked as errors are, whatever they point out.
var colours = map[source.Severity]string{source.Error: "\x1b[1;31m", source.Warning: "\x1b[1;33m", source.Hint: "\x1b[1;36m"}

const plain = "\x1b[0m"

// Diagnostics writes diagnostics, with colour if the terminal takes it.
func Diagnostics(w io.Writer, found source.Diagnostics, colour bool) error {
	if !colour {
		return source.Print(w, found)
	}
	return source.PrintMarked(w, found, func(s source.Severity, part string) string { return colours[s] + part + plain })
}
