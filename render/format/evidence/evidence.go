// Package evidence holds the scripts that collect rules and listeners on hosts, for comparisons with a plan.
package evidence

import (
	_ "embed"
	"strings"
)

var (
	//go:embed collect.sh
	shell string
	//go:embed collect.ps1
	windows string
)

// Shell is the script for POSIX shells.
func Shell() []byte { return []byte(shell) }

// PowerShell is the script for Windows, with its ends of lines.
func PowerShell() []byte { return []byte(strings.ReplaceAll(windows, "\n", "\r\n")) }
