package catalog

import (
	"embed"
	"encoding/binary"
	"path"

	"portolan/model/source"
)

// frozenFile holds what an edition that the program brings along says, as its TOML was read when the edition was last changed. A file of the edition that
// was changed since is read as TOML again; a test holds both to be the same.
const frozenFile = "parsed.bin"

//go:embed */*/parsed.bin infrastructure/*/*/parsed.bin
var frozenFiles embed.FS

// frozen are the frozen texts of an embedded edition, by the names of files.
func (f Folder) frozen(dir string) map[string][]byte {
	if !f.embedded() {
		return nil
	}
	if f.Files == around {
		dir = path.Join("infrastructure", dir)
	}
	data, err := frozenFiles.ReadFile(path.Join(dir, frozenFile))
	if err != nil {
		return nil // of a new edition
	}
	texts := map[string][]byte{}
	for len(data) > 0 {
		var name []byte
		name, data = cutLong(data)
		texts[string(name)], data = cutLong(data)
	}
	return texts
}

// cutLong takes off bytes that stand behind their number.
func cutLong(data []byte) (part, rest []byte) {
	n, length := binary.Uvarint(data)
	return data[length : length+int(n)], data[length+int(n):]
}

// thawed reads a file as it was frozen. ok is false where it was not, or the file has changed since.
func thawed[T any](name string, data, frozen []byte) (p parsed[T], ok bool) {
	p.file, ok = source.Thaw(name, data, frozen, &p.value)
	return p, ok
}
