package inspect

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"portolan/cmd/portolan/staging"
	"portolan/render"
	"portolan/render/archive"
)

// Zip inspects a pack as it is handed over. An error says that nothing can be said of its files.
func Zip(r io.ReaderAt, size int64) (*Report, error) {
	members, err := archive.List(r, size)
	if err != nil {
		return nil, err
	}
	data, folder, err := manifestIn(r, members)
	if err != nil {
		return nil, err
	}
	m, err := readManifest(data)
	if err != nil {
		return nil, err
	}
	if m.Site != folder {
		return nil, fmt.Errorf("its folder is %s, the manifest is that of the site %s", staging.Shown(folder), m.Site)
	}
	return &Report{Manifest: m, Text: data, Differ: zipAgainst(r, size, members, m, data)}, nil
}

// manifestIn finds the manifest of the first folder that has one. Other folders are named later: they are in no manifest.
func manifestIn(r io.ReaderAt, members []archive.Member) (data []byte, folder string, err error) {
	for _, member := range members {
		folder, name, _ := strings.Cut(member.Name, "/")
		if name != render.ManifestPath {
			continue
		}
		if member.Size > render.ManifestLimit {
			return nil, "", fmt.Errorf("its %s has %d bytes; the limit is %d", name, member.Size, render.ManifestLimit)
		}
		from, err := member.Open(r)
		if err == nil {
			data, err = io.ReadAll(io.LimitReader(from, member.Size+1))
		}
		if err != nil {
			return nil, "", fmt.Errorf("its %s: %w", name, err)
		}
		return data, folder, nil
	}
	return nil, "", fmt.Errorf("there is no %s in it: it is no pack, or not the whole of one", render.ManifestPath)
}

// zipAgainst names what differs: first by the directory alone, then by what the files hold, and when all that is well, by any byte between.
func zipAgainst(r io.ReaderAt, size int64, members []archive.Member, m *render.Manifest, manifest []byte) []Difference {
	wanted := slices.Clone(m.Outputs)
	wanted = append(wanted, render.Hashed{Path: render.ManifestPath, Bytes: int64(len(manifest)), SHA256: sum(manifest)})
	there := map[string]*archive.Member{}
	differ := strangersIn(members, m, wanted, there)
	for _, want := range wanted {
		if there[want.Path] == nil {
			differ = append(differ, Difference{want.Path, "missing", true})
		} else if n := there[want.Path].Size; n != want.Bytes {
			differ = append(differ, Difference{Path: want.Path, What: lengthDiffers(n, want)})
		} else if there[want.Path].Bomb() {
			differ = append(differ, Difference{Path: want.Path, What: fmt.Sprintf("it would unpack to %d bytes out of next to nothing; no file of a pack does", n)})
		}
	}
	if len(differ) == 0 && !archive.Ordered(members) {
		differ = append(differ, Difference{Path: m.ZipPath(), What: "its files overlap, or are in another order"})
	}
	if len(differ) == 0 {
		differ = contents(r, wanted, there)
	}
	if len(differ) == 0 {
		files, date := m.Zipped(manifest)
		if err := archive.Same(r, size, files, date); err != nil {
			differ = append(differ, Difference{Path: m.ZipPath(), What: err.Error()})
		}
	}
	slices.SortStableFunc(differ, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return differ
}

// strangersIn names the members that are not wanted and fills in where the others are.
func strangersIn(members []archive.Member, m *render.Manifest, wanted []render.Hashed, there map[string]*archive.Member) []Difference {
	var differ []Difference
	known := map[string]bool{}
	for _, want := range wanted {
		known[want.Path] = true
	}
	for i := range members {
		name, below := strings.CutPrefix(members[i].Name, m.Site+"/")
		switch {
		case !below:
			differ = append(differ, Difference{Path: members[i].Name, What: "not in the folder of the pack"})
		case !known[name]:
			differ = append(differ, Difference{Path: name, What: notListed})
		case there[name] != nil:
			differ = append(differ, Difference{Path: name, What: "there twice"})
		default:
			there[name] = &members[i]
		}
	}
	return differ
}

func contents(r io.ReaderAt, wanted []render.Hashed, there map[string]*archive.Member) []Difference {
	var differ []Difference
	for _, want := range wanted {
		what := ""
		from, err := there[want.Path].Open(r)
		if err == nil {
			what, err = content(from, want)
		}
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("it is cut off")
		}
		if err != nil {
			what = "it cannot be unpacked: " + err.Error()
		}
		if what != "" {
			differ = append(differ, Difference{Path: want.Path, What: what})
		}
	}
	return differ
}
