package heap

import (
	"bytes"
	"os"
	"syscall"
)

// offersLargePages tells whether the system has large pages for who asks (madvise), but neither for all, who then need not ask, nor for nobody. Where the
// address space is limited, a block that nobody may ever use is too much.
func offersLargePages() bool {
	for _, of := range []int{syscall.RLIMIT_AS, syscall.RLIMIT_DATA} {
		var limit syscall.Rlimit
		if err := syscall.Getrlimit(of, &limit); err != nil || limit.Cur != noLimit {
			return false
		}
	}
	mode, _ := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled") // a system without such pages has none
	return bytes.Contains(mode, []byte("[madvise]"))
}

// noLimit is RLIM_INFINITY, which setrlimit(2) defines as the largest number.
const noLimit = 1<<64 - 1

// wantLargePages asks for large pages in a block.
func wantLargePages(block []byte) bool { return syscall.Madvise(block, syscall.MADV_HUGEPAGE) == nil }
