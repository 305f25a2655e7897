package firewall

import "portolan/model/catalog"

// Linux reports whether a system has the packet filter of Linux.
func Linux(system string) bool { return catalog.MatchesSystem(system, "linux") }

// Windows reports whether a system has the firewall of Windows.
func Windows(system string) bool { return catalog.MatchesSystem(system, "windows*") }
