#!/bin/sh
# Connectivity test from the host qs-standby.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 35. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 10.
# Copy the result file into one folder with those of the other hosts, then: portolan accept SITE --results FOLDER
site='harbour-logistics'
host='qs-standby'
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
TLEA5BOVVZ open tcp 10.20.2.40 445
T663Y5QHTP open echo 10.20.2.5 -
TGC3AXABUC open tcp 10.20.2.5 53
TNF6PYSEEP open tcp 10.20.2.5 88
TS5NAVE4J4 open tcp 10.20.2.5 135
T3Q5G7JJJ4 open tcp 10.20.2.5 389
TFGWQDDZU3 open tcp 10.20.2.5 445
TPC65ZMFWY open tcp 10.20.2.5 464
TNAP34YZRS open manual 10.20.2.5 tcp/49152-65535
TG6YHOUXSO open manual 10.20.2.5 udp/53
T357Q5AUL3 open manual 10.20.2.5 udp/88
TEVLE5JXQE open manual 10.20.2.5 udp/123
TGX3PLJA4L open manual 10.20.2.5 udp/389
TBPWQGYWQU open manual 10.20.2.5 udp/464
TSJMXQF6SS open tcp 10.20.2.55 1433
TTJPCXGKG7 open tcp 10.20.2.52 25
TF7R3FIL7G open tcp 10.20.1.10 4242
T4AQRQKKQV open tcp fd20:0:0:21::10 4242
TRDEKXN3RV open tcp 10.20.1.10 4444
TZUDJUAKTG open tcp fd20:0:0:21::10 4444
T3OPUCN6X7 open tcp 10.20.2.20 4432
TPEKR5F6LD open tcp 10.20.1.21 4242
T72PNPCYNX open tcp fd20:0:0:21::21 4242
TCHOOZVOQH open tcp 10.20.1.21 4444
T6XLVSBITB open tcp fd20:0:0:21::21 4444
TXAANLFJRD open tcp 10.20.2.30 445
TUW4LP65KZ open tcp 10.20.0.11 4242
TW7AABKWLH open tcp fd20:0:0:20::11 4242
TUEXJIFSAN open tcp 10.20.0.11 4444
T2FXYSG3TF open tcp fd20:0:0:20::11 4444
T6GJGKBRQ6 open tcp 10.20.0.12 4242
T3L5GDDA4R open tcp fd20:0:0:20::12 4242
TUOTI4RGME open tcp 10.20.0.12 4444
T4UDUBCJ73 open tcp fd20:0:0:20::12 4444
TC3HNG4TJL open tcp 10.20.2.51 8530
TIBX6S2RC5 open tcp 10.20.0.250 3128
TFAYG4UT44 closed tcp 10.20.2.40 135
T4LDEIL2PZ closed tcp 10.20.2.20 3389
TAYENFVDXS closed tcp 10.20.2.30 135
TUCUC7JOJQ closed tcp 10.20.0.11 443
TOO3QEG4E3 closed tcp 10.20.0.12 443
TESTS
echo "end $(($(wc -l <"$temporary") - 1))" >>"$temporary"
mv "$temporary" "$result" || exit 1
echo "$total tried, $other to check; results in $result"
