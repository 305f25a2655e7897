#!/bin/sh
# Packet filter of the host qs-engine1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# All other packets to this host are dropped. If this file has rules for outbound traffic, all other outbound packets are dropped too.
# Always allowed: replies to allowed traffic, loopback traffic, neighbour discovery.
# The comment of each rule starts with its id in the worksheets, which list the reasons.
# Rules without a valid approval, and rules whose end date has passed, are comments and have no effect.
# A rule with capitals behind its objects is in place without a valid approval; its owner has it approved or removed.
# Before the first use, make sure that a rule allows administrators, and that the previous state is restored automatically unless the new one is confirmed.
# Usage: sh qs-engine1.sh [apply|test|check|remove]
set -eu
here=$(dirname "$0")/qs-engine1.rules
load() { iptables-restore --noflush "$@" "$here.v4"; ip6tables-restore --noflush "$@" "$here.v6"; }
lead() { for tool in iptables ip6tables; do $tool -C "$1" -j "$2" 2>/dev/null || $tool -I "$1" 1 -j "$2"; done; }
leave() { for tool in iptables ip6tables; do while $tool -D "$1" -j "$2" 2>/dev/null; do :; done; done; }
drop() { for tool in iptables ip6tables; do if $tool -F "$1" 2>/dev/null; then $tool -X "$1"; fi; done; }
case "${1:-apply}" in
apply)
    load
    lead INPUT PORTOLAN-IN
    lead OUTPUT PORTOLAN-OUT
    ;;
test) load --test ;;
check) for tool in iptables ip6tables; do $tool -nvL "PORTOLAN-IN"; $tool -nvL "PORTOLAN-OUT"; done ;;
remove)
    leave INPUT PORTOLAN-IN; drop PORTOLAN-IN
    leave OUTPUT PORTOLAN-OUT; drop PORTOLAN-OUT
    ;;
*) echo 'apply, test, check or remove' >&2; exit 64 ;;
esac
