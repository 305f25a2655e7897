package iptables

import (
	"strings"

	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// texts of files: nothing in double quotes has a meaning to iptables-restore but the quote and the backslash; a comment has 255 bytes, the prefix of a log
// line 29 (iptables-extensions(8)), of which one is a space.
var texts = map[string]firewall.Text{
	"remark":  {},
	"comment": {Most: 255, Instead: []string{`\`, "/", `"`, "'"}},
	"log":     {Most: 28, ASCII: true, Only: "-_. "},
}

// script loads the chains of both families and leads packets into them. A chain is whole before the first packet gets there; what leads to it is added once.
func script(s *ruleset.Ruleset) string {
	w := &writer{}
	w.line("#!/bin/sh")
	for _, line := range s.Head {
		w.remark(line)
	}
	w.line("# Usage: sh %s.sh [apply|test|check|remove]", s.Device)
	w.line("set -eu")
	w.line(`here=$(dirname "$0")/%s.rules`, s.Device)
	used := map[string]bool{}
	for _, h := range of(s) {
		used[h.chain] = true
	}
	w.line("load() { iptables-restore --noflush \"$@\" \"$here.v4\"; ip6tables-restore --noflush \"$@\" \"$here.v6\"; }")
	w.line("lead() { for tool in iptables ip6tables; do $tool -C \"$1\" -j \"$2\" 2>/dev/null || $tool -I \"$1\" 1 -j \"$2\"; done; }")
	w.line("leave() { for tool in iptables ip6tables; do while $tool -D \"$1\" -j \"$2\" 2>/dev/null; do :; done; done; }")
	w.line("drop() { for tool in iptables ip6tables; do if $tool -F \"$1\" 2>/dev/null; then $tool -X \"$1\"; fi; done; }")
	w.line("case \"${1:-apply}\" in")
	w.line("apply)\n    load")
	for _, h := range hooks {
		switch {
		case used[h.chain]:
			w.line("    lead %s %s", h.from, h.chain)
		case (h.direction == ruleset.Forward) == (s.Kind == ruleset.Firewall): // of an earlier file
			w.line("    leave %s %s", h.from, h.chain)
		}
	}
	w.line("    ;;\ntest) load --test ;;")
	w.line("check) for tool in iptables ip6tables; do %s; done ;;", strings.Join(each(s, `$tool -nvL "`, `"`), "; "))
	w.line("remove)")
	for _, h := range hooks {
		if (h.direction == ruleset.Forward) == (s.Kind == ruleset.Firewall) {
			w.line("    leave %s %s; drop %s", h.from, h.chain, h.chain)
		}
	}
	w.line("    ;;\n*) echo 'apply, test, check or remove' >&2; exit 64 ;;\nesac")
	return w.String()
}

// each are the chains of a ruleset, each between two texts.
func each(s *ruleset.Ruleset, before, behind string) (out []string) {
	for _, h := range of(s) {
		out = append(out, before+h.chain+behind)
	}
	return out
}

// steps are of the manual pages of iptables-save, iptables-restore and systemd-run. What was there before is put back by itself unless somebody who still
// gets in stops that.
func steps(_ *ruleset.Ruleset, names []string) []firewall.Step {
	script := "sh " + names[0]
	back := []string{"iptables-restore /root/portolan-before.v4", "ip6tables-restore /root/portolan-before.v6"}
	return []firewall.Step{
		{Do: firewall.Save, Commands: []string{"iptables-save > /root/portolan-before.v4", "ip6tables-save > /root/portolan-before.v6"}},
		{Do: firewall.Test, Commands: []string{script + " test"}},
		{Do: firewall.Apply, Note: "guard", Commands: []string{"systemd-run --unit=portolan-revert --on-active=5min sh -c '" + strings.Join(back, "; ") + "'",
			script + " apply", "systemctl stop portolan-revert.timer"}},
		{Do: firewall.Check, Note: "counters", Commands: []string{script + " check"}},
		{Do: firewall.Remove, Commands: []string{script + " remove"}},
		{Do: firewall.RollBack, Commands: back},
	}
}
