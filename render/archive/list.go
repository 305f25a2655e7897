package archive

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A Member is what an archive's directory says of one of its files. Nothing of it is proved, and the name may hold anything.
type Member struct {
	Name               string
	deflated           bool
	packed, Size, from int64
}

// The parts of an archive that List reads, by the signatures and the lengths of their fixed fields.
const (
	localSignature, localLength         = 0x04034b50, 30
	directorySignature, directoryLength = 0x02014b50, 46
	endSignature, endLength             = 0x06054b50, 22
)

// directoryLimit is the largest directory in bytes, some 25,000 files. It bounds the memory that an archive from a stranger takes.
const directoryLimit = 4 << 20

// List reads the directory of an archive, which must end with it and hold nothing behind. It bounds what it reads and judges nothing
// else: that is for Same.
func List(r io.ReaderAt, size int64) ([]Member, error) {
	if size < endLength {
		return nil, errors.New("it is too short for a zip")
	}
	end := make([]byte, endLength)
	if _, err := r.ReadAt(end, size-endLength); err != nil {
		return nil, err
	}
	length, from := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
	switch {
	case binary.LittleEndian.Uint32(end) != endSignature:
		return nil, errors.New("it does not end as a zip ends: it is none, or something was put behind it")
	case from+length+endLength != size:
		return nil, errors.New("its directory is not where the end of the zip says: something was put before or into it")
	case length > directoryLimit:
		return nil, fmt.Errorf("its directory has %d bytes; the limit is %d", length, directoryLimit)
	}
	var members []Member
	directory := bufio.NewReader(io.NewSectionReader(r, from, length))
	for {
		m, err := readMember(directory)
		if errors.Is(err, io.EOF) {
			return members, nil
		}
		if err != nil {
			return nil, fmt.Errorf("entry %d of its directory is torn: %w", len(members)+1, err)
		}
		members = append(members, m)
	}
}

// readMember returns io.EOF when there is no other.
func readMember(directory *bufio.Reader) (Member, error) {
	var fixed [directoryLength]byte
	if _, err := io.ReadFull(directory, fixed[:]); err != nil {
		return Member{}, err
	}
	if binary.LittleEndian.Uint32(fixed[:]) != directorySignature {
		return Member{}, errors.New("its signature is wrong")
	}
	name := make([]byte, binary.LittleEndian.Uint16(fixed[28:]))
	rest := int(binary.LittleEndian.Uint16(fixed[30:])) + int(binary.LittleEndian.Uint16(fixed[32:]))
	_, err := io.ReadFull(directory, name)
	if err == nil {
		_, err = directory.Discard(rest)
	}
	if err != nil {
		return Member{}, errors.New("it is cut off")
	}
	return Member{
		Name: string(name), deflated: binary.LittleEndian.Uint16(fixed[10:]) != 0,
		packed: int64(binary.LittleEndian.Uint32(fixed[20:])),
		Size:   int64(binary.LittleEndian.Uint32(fixed[24:])), from: int64(binary.LittleEndian.Uint32(fixed[42:])),
	}, nil
}

// Open reads what a member holds, which may be more than its Size, or less: the reader bounds it.
func (m Member) Open(r io.ReaderAt) (io.Reader, error) {
	var fixed [localLength]byte
	if _, err := r.ReadAt(fixed[:], m.from); err != nil || binary.LittleEndian.Uint32(fixed[:]) != localSignature {
		return nil, errors.New("it does not begin where the directory says")
	}
	names := int64(binary.LittleEndian.Uint16(fixed[26:])) + int64(binary.LittleEndian.Uint16(fixed[28:]))
	data := io.NewSectionReader(r, m.from+localLength+names, m.packed)
	if m.deflated {
		return flate.NewReader(bufio.NewReader(data)), nil
	}
	return data, nil
}

// Of a file that is large, and this many times longer than what it is unpacked from, no document is made.
const bombSize, bombTimes = 16 << 20, 200

// Bomb says whether a large file would come out of next to nothing, as no document does.
func (m Member) Bomb() bool {
	return m.Size > bombSize && m.Size/bombTimes > m.packed
}

// Ordered says whether the members come one after the other, so that to read them all is to read no byte twice: a few bytes that many
// members share would unpack to any length.
func Ordered(members []Member) bool {
	last := int64(0)
	for _, m := range members {
		if m.from < last {
			return false
		}
		last = m.from + localLength + int64(len(m.Name)) + m.packed
	}
	return true
}
