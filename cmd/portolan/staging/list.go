package staging

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
)

// A hidden folder has a list beside it of the files that the program wrote, or is about to write, into it, and of those that it found to be
// its own in the pack that stood there. It is written first. So when a build dies, whatever step it was at, the next one can tell what is the
// program's from what is not, and removes nothing else.

// Names of the hidden folders and of their lists begin so; then come the pack's name, a dot and a number. What is found under such a name
// was left by a build that died, for a living one holds the lock.
const (
	newPrefix  = ".portolan-new-"
	oldPrefix  = ".portolan-old-" // only where folders cannot be exchanged in one step
	listPrefix = ".portolan-list-"
)

// partPrefix begins the name of a file while it is written, before its hash. Under its own name it is whole.
const partPrefix = ".part-"

const listHeader = "portolan: files of a build that is at work, or died; the next build tidies up\n"

// listLimit is the largest list that is read.
const listLimit = 64 << 20

// A stage is what one exchange needs: the names of hidden folders, and what in them is the program's.
type stage struct {
	pack, suffix string
	made, found  own // the files of the new pack, and the program's own of the old one
}

func (s stage) fresh() string { return newPrefix + s.suffix }
func (s stage) old() string   { return oldPrefix + s.suffix }
func (s stage) list() string  { return listPrefix + s.suffix }

// own is what the program wrote into one folder: the hashes of files by their paths, and the folders that it needs for them.
type own struct {
	files   map[string]string
	folders map[string]bool
}

func newOwn() own { return own{map[string]string{}, map[string]bool{".": true}} }

func (o own) add(name, hash string) {
	o.files[name] = hash
	for dir := path.Dir(name); !o.folders[dir]; dir = path.Dir(dir) {
		o.folders[dir] = true
	}
}

// prepare finds free names and writes the list, which must last before anything it speaks of is made.
func (o *Output) prepare(name string, files []File, standing Standing) (stage, error) {
	s := stage{pack: name, made: newOwn(), found: newOwn()}
	for path, hash := range standing.Own {
		s.found.add(path, hash)
	}
	for _, f := range files {
		s.made.add(f.Path, fmt.Sprintf("%x", sha256.Sum256(f.Data)))
	}
	for n := 0; ; n++ {
		s.suffix = name + "." + strconv.Itoa(n)
		if !o.missing(s.fresh()) || !o.missing(s.old()) || !o.missing(s.list()) {
			continue // a leftover that this user may not tidy up
		}
		err := o.writeFile(s.list(), s.text())
		if err == nil {
			return s, o.sync(".")
		}
		if !errors.Is(err, fs.ErrExist) {
			return s, errors.Join(err, o.dropList(s.list()))
		}
	}
}

// The words that a line of the list begins with.
const madeWord, foundWord = "made", "found"

func (s stage) text() []byte {
	text := bytes.NewBufferString(listHeader)
	for word, own := range map[string]own{madeWord: s.made, foundWord: s.found} { // the order is nobody's concern
		for name, hash := range own.files {
			fmt.Fprintf(text, "%s %s  %s\n", word, hash, name)
		}
	}
	return text.Bytes()
}

// readList fills in what the list says. Where there is none, or somebody else's file, nothing is known to be the program's.
func (o *Output) readList(s stage) stage {
	s.made, s.found = newOwn(), newOwn()
	f, at, err := OpenRegular(o.root, s.list())
	if err != nil {
		return s
	}
	data, err := io.ReadAll(io.LimitReader(f, min(at.Size(), listLimit)))
	_ = f.Close() // it was only read
	text, found := strings.CutPrefix(string(data), listHeader)
	if err != nil || !found {
		return s
	}
	for line := range strings.Lines(text) {
		word, rest, _ := strings.Cut(line, " ")
		hash, name, _ := strings.Cut(rest, "  ")
		name, whole := strings.CutSuffix(name, "\n")
		switch {
		case !whole || len(hash) != 2*sha256.Size || !fs.ValidPath(name):
		case word == madeWord:
			s.made.add(name, hash)
		case word == foundWord:
			s.found.add(name, hash)
		}
	}
	return s
}

// dropList removes a list, also one that was torn while it was written; somebody else's file of that name stays.
func (o *Output) dropList(name string) error {
	f, _, err := OpenRegular(o.root, name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrIrregular) {
		return nil
	}
	if err != nil {
		return o.fault("open", name, err)
	}
	begin := make([]byte, len(listHeader))
	n, err := io.ReadFull(f, begin)
	_ = f.Close() // it was only read
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) || string(begin[:n]) != listHeader[:n] {
		return nil
	}
	return o.fault("remove", name, ignoreMissing(o.root.Remove(name)))
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
