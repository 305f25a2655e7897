//go:build !linux

package heap

func offersLargePages() bool { return false }

func wantLargePages([]byte) bool { return false }
