package nftables

import (
	"testing"

	"portolan/render/firewalltest"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

func read(t testing.TB, _ *ruleset.Ruleset, files []firewall.File) firewalltest.Decision {
	return readFile(t, string(files[0].Data)).accepts
}

func TestRandomFilesAllowThePlan(t *testing.T) {
	firewalltest.RandomAgree(t, &Dialect, read,
		"input true", "input false", "output true", "output false", "forward true", "forward false", "translated", "source port", "icmp", "icmp type", "IPv6", "multicast")
}

func TestFilesAllowThePlan(t *testing.T) { firewalltest.SitesAgree(t, &Dialect, read) }

func TestProbesFindFaults(t *testing.T) { firewalltest.FaultsAreFound(t, &Dialect, read) }
