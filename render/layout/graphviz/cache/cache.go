// Package cache keeps go-graphviz's compiled code in a private folder. That library compiles itself in its own init, stores the
// machine code under the shared temporary folder, and panics there if the file is damaged or belongs to somebody else: a
// program that imports it could not even print its version. This package's init runs before the library's (it imports next
// to nothing, and packages are initialized as soon as what they import is; a test asserts the order), points the
// temporary folder to a place of our own, and throws away what is not exactly as it was sealed. It never touches a file
// outside that place.
package cache

import (
	"hash/crc32"
	"io"
	"os"
)

// Names below the private folder. The first two levels are the library's own.
const (
	libraryFolder    = "go-graphviz"
	sealSuffix       = ".seal"
	unfinishedSuffix = ".tmp"  // another process may be writing it right now and would panic if it were gone
	codeSize         = 8 << 20 // more than the compiled code takes
)

var (
	private  string // the folder in use, empty when there is none
	restored []func()
)

func init() {
	private = choose()
	to := private
	if to == "" {
		// A path that cannot be created: the library then compiles in memory, which takes a second but always works.
		to = os.DevNull + string(os.PathSeparator) + "none"
	}
	for _, name := range variables {
		redirect(name, to)
	}
}

// redirect sets an environment variable until Seal.
func redirect(name, value string) {
	old, was := os.LookupEnv(name)
	os.Setenv(name, value)
	restored = append(restored, func() {
		if was {
			os.Setenv(name, old)
		} else {
			os.Unsetenv(name)
		}
	})
}

// choose returns the first folder that is ours alone and in good order.
func choose() string {
	for _, folder := range candidates() {
		if own(folder) && own(folder+sep+libraryFolder) && sound(folder+sep+libraryFolder) {
			return folder
		}
	}
	return ""
}

const sep = string(os.PathSeparator)

// candidates are the user's cache folder and, when there is none (no HOME), one in the shared temporary folder, whose owner is
// checked like that of the first.
func candidates() []string {
	var folders []string
	if base, err := os.UserCacheDir(); err == nil && os.MkdirAll(base, 0o700) == nil {
		folders = append(folders, base+sep+"portolan")
	}
	return append(folders, os.TempDir()+sep+"portolan-"+user())
}

// own makes a folder that only we can enter, or makes sure that an existing one is.
func own(folder string) bool {
	if err := os.Mkdir(folder, 0o700); err != nil && !os.IsExist(err) {
		return false
	}
	at, err := os.Lstat(folder) // not Stat: a link could lead to anybody's folder
	if err != nil || !at.IsDir() || !ours(at) {
		return false
	}
	if at.Mode().Perm()&0o077 != 0 && !tighten(folder) {
		return false
	}
	return true
}

// tighten takes a folder of ours back that others could have written into: what lies in it is not trusted.
func tighten(folder string) bool {
	if !writableByOthers {
		return true
	}
	if os.RemoveAll(folder) != nil || os.Mkdir(folder, 0o700) != nil {
		return false
	}
	return true
}

// sound removes compiled code that is not as it was sealed, and makes sure that there is room for new code if there is none.
func sound(library string) bool {
	files := code(library)
	for _, f := range files {
		if !intact(f) && (remove(f) != nil || remove(f+sealSuffix) != nil) {
			return false
		}
	}
	if len(code(library)) > 0 {
		return true
	}
	return room(library)
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

// code lists the files of compiled code, one level below the library's folder.
func code(library string) []string {
	var files []string
	versions, _ := os.ReadDir(library)
	for _, version := range versions {
		folder := library + sep + version.Name()
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			if name := e.Name(); !ends(name, sealSuffix) && !ends(name, unfinishedSuffix) {
				files = append(files, folder+sep+name)
			}
		}
	}
	return files
}

func ends(name, suffix string) bool {
	return len(name) >= len(suffix) && name[len(name)-len(suffix):] == suffix
}

// intact tells whether a file has the sum that was written beside it when the library had accepted it.
func intact(path string) bool {
	seal, err := os.ReadFile(path + sealSuffix)
	if err != nil {
		return false
	}
	now, err := sum(path)
	return err == nil && string(seal) == now
}

// sum is a file's checksum and length in hexadecimal. It reads in pieces: every start of the program waits for it.
func sum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	piece := make([]byte, 128<<10)
	table := crc32.MakeTable(crc32.Castagnoli)
	value, length := uint32(0), uint64(0)
	for {
		n, err := f.Read(piece)
		value = crc32.Update(value, table, piece[:n])
		length += uint64(n)
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
	}
	digits := make([]byte, 0, 24)
	for _, v := range []uint64{uint64(value), length} {
		for shift := 0; shift < 48; shift += 4 {
			digits = append(digits, "0123456789abcdef"[v>>shift&15])
		}
	}
	return string(digits), nil
}

// room tells whether the library can store its code: where it can create a file but not fill it, it panics.
func room(folder string) bool {
	probe := folder + sep + "probe"
	f, err := os.OpenFile(probe, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return false
	}
	_, err = f.Write(make([]byte, codeSize))
	if err == nil {
		err = f.Sync()
	}
	if failed := f.Close(); err == nil {
		err = failed
	}
	os.Remove(probe)
	return err == nil
}

// Seal ends the preparation, once the library is initialized: the environment is as before, so that nothing else sees our
// folder, and new compiled code gets its sum.
func Seal() {
	for _, restore := range restored {
		restore()
	}
	restored = nil
	if private == "" {
		return
	}
	for _, f := range code(private + sep + libraryFolder) {
		if _, err := os.Lstat(f + sealSuffix); err == nil {
			continue
		}
		if value, err := sum(f); err == nil {
			os.WriteFile(f+sealSuffix, []byte(value), 0o600)
		}
	}
}
