#!/bin/sh
# Connectivity test from the host mail1.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 5. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 0.
# Copy the result file into one folder with those of the other hosts, then: portolan accept SITE --results FOLDER
site='harbour-logistics'
host='mail1'
revision='1.2'
# Tries the connections of the list below from this host and writes the results into a file. It changes nothing.
# Usage: sh FILE [-b NAME] [RESULT-FILE]    (NAME of the person who tests; default: the user)
# It uses what the host has: bash or nc for TCP, ping for echo requests. What cannot be tried is written as not tried.
set -u
LC_ALL=C
export LC_ALL
patience=3
by=$(id -un 2>/dev/null || echo unknown)
if [ "${1:-}" = -b ] && [ $# -ge 2 ]; then
    by=$2
    shift 2
fi
result=${1:-acceptance-$host.txt}

have() { command -v "$1" >/dev/null 2>&1; }

# limited COMMAND...: ends it after some seconds, where the host can do that.
limited() {
    if have timeout; then timeout "$patience" "$@"; else "$@"; fi
}

# said TEXT: one line of printable characters.
said() { printf '%s' "$1" | tr '\n\r\t' '   ' | tr -cd ' -~' | cut -c1-160; }

# tcp TARGET PORT: sets answer and detail.
tcp() {
    if have bash && have timeout; then
        # shellcheck disable=SC2016 # the inner shell expands it
        detail=$(limited bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$2" 2>&1 </dev/null)
    elif have nc; then
        detail=$(limited nc -z -v -w "$patience" "$1" "$2" 2>&1 </dev/null)
    else
        answer=untried detail='neither bash with timeout nor nc'
        return
    fi
    code=$?
    case $code/$detail in
    0/*) answer=open detail='' ;;
    */*refused*) answer=refused ;;
    */*[Nn]ame\ or\ service* | */*resolution* | */*not\ known* | */*getaddrinfo* | */*invalid* | */*usage* | 12[67]/*) answer=untried ;;
    124/*) answer=none detail="no answer in $patience s" ;;
    *) answer=none ;;
    esac
}

# echo_request TARGET: the same for an echo request.
echo_request() {
    if ! have ping; then
        answer=untried detail='no ping'
        return
    fi
    detail=$(limited ping -c 1 -W "$patience" "$1" 2>&1 </dev/null)
    case $?/$detail in
    0/*) answer=open detail='' ;;
    2/*permitted* | */*[Nn]ame\ or\ service* | */*resolution* | */*not\ known* | */*sage:* | 12[67]/*) answer=untried ;;
    *) answer=none detail='no answer' ;;
    esac
}

temporary=$result.part
{
    echo 'portolan-acceptance 1'
    printf 'site\t%s\nhost\t%s\nrevision\t%s\n' "$site" "$host" "$revision"
    printf 'by\t%s\non\t%s\nat\t%s\n' "$(said "$by")" "$(said "$(uname -n)")" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
} >"$temporary" || exit 1
total=0 other=0
while read -r id expect protocol target port; do
    case $protocol in
    tcp) tcp "$target" "$port" ;;
    echo) echo_request "$target" ;;
    *) answer=untried detail='try it by hand and enter open, refused or none here' ;;
    esac
    printf '%s\t%s\t%s\n' "$id" "$answer" "$(said "$detail")" >>"$temporary"
    total=$((total + 1))
    case $expect/$answer in
    open/open | closed/none) mark=ok ;;
    */untried) mark='not tested' ;;
    *) mark=CHECK other=$((other + 1)) ;;
    esac
    printf '%-10s %s %s %s %s: %s %s\n' "$mark" "$expect" "$protocol" "$target" "$port" "$answer" "$(said "$detail")"
done <<'TESTS'
T7D42D4OAP closed tcp 10.20.1.10 443
TRYTDTEQG3 closed tcp 10.20.1.21 3389
TLYP6346HQ closed tcp 10.20.0.11 443
TYKFW7K3B7 closed tcp 10.20.0.12 443
T7RWVD3MOK closed tcp 10.20.1.11 443
TESTS
echo "end $(($(wc -l <"$temporary") - 1))" >>"$temporary"
mv "$temporary" "$result" || exit 1
echo "$total tried, $other to check; results in $result"
