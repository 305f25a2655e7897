#!/bin/sh
# Collects the packet filter rules and the listeners of this host into a folder. It changes nothing. Run it as root: others see less.
# Usage: sh collect.sh HOST-ID [FOLDER]    (HOST-ID: the id of the host in the site; FOLDER: default ".")
set -u
if [ $# -lt 1 ]; then
    echo "usage: sh collect.sh HOST-ID [FOLDER]" >&2
    exit 64
fi
into=${2:-.}/$1
mkdir -p "$into" || exit 1
PATH=$PATH:/usr/sbin:/sbin
export PATH

# collect FILE COMMAND...: writes what a command prints, if the host has it and it succeeds.
collect() {
    file=$1
    shift
    if ! command -v "$1" >/dev/null 2>&1; then
        echo "$file: $1 is not installed"
    elif "$@" >"$into/$file.part"; then
        mv "$into/$file.part" "$into/$file"
        echo "$file: written"
    else
        rm -f "$into/$file.part"
        echo "$file: $1 failed"
    fi
}

collect nft.json nft -j list ruleset
collect iptables.txt iptables-save
collect ip6tables.txt ip6tables-save
collect ss.txt ss -H -tulpn
if [ ! -e "$into/ss.txt" ]; then
    collect netstat.txt netstat -ano
fi
date -u +%Y-%m-%dT%H:%M:%SZ >"$into/collected.txt"
echo "collected in $into"
