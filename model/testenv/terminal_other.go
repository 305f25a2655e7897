//go:build !windows

package testenv

const terminalPath = "/dev/tty"
