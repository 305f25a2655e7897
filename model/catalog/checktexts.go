package catalog

import (
	"slices"
	"strings"

	"portolan/model/source"
)

// maxName is the length in bytes of the longest name or title of a catalogue: several of them stand in one cell, and each in headings.
const maxName = 200

// texts checks that there is room on a page for every text: for names in a cell beside others, and for every line of the rest.
func (k *checker) texts() {
	for _, f := range k.c.Files {
		f.Texts(func(at []string, text source.Text) {
			most := source.MaxText
			if slices.Contains([]string{"name", "title", "topic"}, at[len(at)-1]) {
				most = maxName
			}
			for line := range strings.Lines(text.V) {
				if len(line) > most {
					k.fault("P104", text.At, "keep what is longer elsewhere, and write where", "%s has a line of %d bytes; the limit is %d", strings.Join(at, "."), len(line), most)
					return
				}
			}
		})
	}
}
