package heap

import (
	"bufio"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestFirstMemoryIsOfLargePages takes memory, and asks the system about the part of the address space that it is in.
func TestFirstMemoryIsOfLargePages(t *testing.T) {
	if !offersLargePages() {
		t.Skip("this system has no large pages for those who ask")
	}
	taken := make([]byte, first/8)
	middle := reflect.ValueOf(taken).Pointer() + uintptr(len(taken))/2 // a little before the block may be free, too
	if flags := flagsOf(t, middle); !slices.Contains(flags, "hg") {
		t.Errorf("the flags of what was taken first are %v", flags)
	}
}

// flagsOf are the flags of the part of this program's memory that holds an address.
func flagsOf(t *testing.T, address uintptr) []string {
	t.Helper()
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	inside := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var from, to uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &from, &to); n == 2 {
			inside = from <= address && address < to
		}
		if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok && inside {
			return strings.Fields(flags)
		}
	}
	t.Fatal("no part of the memory holds the address")
	return nil
}

// TestLimitedAddressSpace limits what the program may reserve: it reserves nothing for later then.
func TestLimitedAddressSpace(t *testing.T) {
	for _, of := range []int{syscall.RLIMIT_AS, syscall.RLIMIT_DATA} {
		var before syscall.Rlimit
		if err := syscall.Getrlimit(of, &before); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Setrlimit(of, &syscall.Rlimit{Cur: min(before.Cur, 1<<40), Max: before.Max}); err != nil {
			t.Fatal(err)
		}
		offers := offersLargePages()
		if err := syscall.Setrlimit(of, &before); err != nil {
			t.Fatal(err)
		}
		if offers {
			t.Errorf("limit %d: large pages are asked for", of)
		}
	}
}
