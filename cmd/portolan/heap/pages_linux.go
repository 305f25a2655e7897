package heap

import (
	"bytes"
	"os"
	"syscall"
)

// offersLargePages tells whether the system has large pages for who asks (madvise), but neither for all, who then need not ask, nor for nobody.
func offersLargePages() bool {
	mode, _ := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled") // a system without such pages has none
	return bytes.Contains(mode, []byte("[madvise]"))
}

// wantLargePages asks for large pages in a block.
func wantLargePages(block []byte) bool { return syscall.Madvise(block, syscall.MADV_HUGEPAGE) == nil }
