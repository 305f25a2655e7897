//go:build unix

package staging

import "golang.org/x/sys/unix"

// doNotBlock lets the opening of a pipe that was just put there return at once.
const doNotBlock = unix.O_NONBLOCK
