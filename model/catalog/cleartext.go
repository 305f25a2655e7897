package catalog

import (
	_ "embed"
	"slices"
	"sync"

	"portolan/model/source"
)

// ClearText is a protocol that is not encrypted unless somebody sees to it, known by its ports.
type ClearText struct {
	At        source.Position
	Name      str  `toml:"name,required"`
	Transport str  `toml:"transport,required"`
	Ports     strs `toml:"ports,required"`
	Instead   str  `toml:"instead,required"` // what does the same in an encrypted way
}

//go:embed cleartext.toml
var clearTextTOML []byte

// clearText is the list of such protocols. It is part of the program, and a test reads it, so that it cannot be wrong.
var clearText = sync.OnceValue(func() []ClearText {
	file, found := source.ParseEmbedded("cleartext.toml", clearTextTOML)
	if file == nil {
		panic(found)
	}
	list, found := source.Bind[struct {
		ClearText []ClearText `toml:"clear_text,required"`
	}](file)
	if len(found) > 0 {
		panic(found)
	}
	return list.ClearText
})

// ClearTextOn are the clear-text protocols that are spoken on one of the numbers of a port, in the order of the list.
func ClearTextOn(port Port) []ClearText {
	var out []ClearText
	for _, p := range clearText() {
		on := func(text str) bool {
			own, err := PortOf(p.Transport.V, text.V)
			return err == nil && port.Overlaps(own)
		}
		if slices.ContainsFunc(p.Ports, on) {
			out = append(out, p)
		}
	}
	return out
}
