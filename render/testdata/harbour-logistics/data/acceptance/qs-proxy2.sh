#!/bin/sh
# Connectivity test from the host qs-proxy2.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 43. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 10.
# Copy the result file into one folder with those of the other hosts, then: portolan accept SITE --results FOLDER
site='harbour-logistics'
host='qs-proxy2'
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
TI65TXWXMB open tcp 10.20.0.240 445
TTHBCLERLR open tcp crl.harbour-ca.example 80
T7L5ZL5FHT open echo 10.20.2.5 -
TM3O3Z6VNW open tcp 10.20.2.5 53
TXAYB7Q27F open tcp 10.20.2.5 88
T5273JV7RD open tcp 10.20.2.5 135
T5YXKD2GAU open tcp 10.20.2.5 389
TKYC5IWKMC open tcp 10.20.2.5 445
THV4U3Z3CM open tcp 10.20.2.5 464
TGVVHPFN6Q open manual 10.20.2.5 tcp/49152-65535
TVR2JAEW4P open manual 10.20.2.5 udp/53
TJYIQHGIEZ open manual 10.20.2.5 udp/88
TPFSLTO4KO open manual 10.20.2.5 udp/123
TQWAUXIJJB open manual 10.20.2.5 udp/389
T7MJP5GADG open manual 10.20.2.5 udp/464
TBNICA654A open tcp 10.20.1.10 4242
TTBHSN3J77 open tcp fd20:0:0:21::10 4242
T2FY5AHSM6 open tcp 10.20.1.10 4899
TDJPMMH4JT open tcp fd20:0:0:21::10 4899
TZ2NO4675E open tcp 10.20.1.10 4900
TCLGH236WK open tcp fd20:0:0:21::10 4900
TCB7PDIBSH open tcp 10.20.2.20 4432
TIHQVC5GPN open tcp 10.20.1.21 4239
TV5DHATOU5 open tcp fd20:0:0:21::21 4239
TPACM6S2SL open tcp 10.20.1.21 4242
TVE2PMBUWN open tcp fd20:0:0:21::21 4242
TP7HP7ZFSZ open tcp 10.20.1.21 4747
T73VWK7TBQ open tcp fd20:0:0:21::21 4747
TMZJOSZ3MJ open tcp 10.20.1.21 4899
TDYGX3H7LC open tcp fd20:0:0:21::21 4899
TR5ZHDQNIH open tcp 10.20.1.21 4949
TYPBF34Y62 open tcp fd20:0:0:21::21 4949
T2C7SG6C4P open tcp 10.20.2.30 445
TDM5DRAUGM open tcp 10.20.1.11 4242
TSKRCHHQB3 open tcp fd20:0:0:21::11 4242
T5LZZ64LAN open tcp 10.20.1.11 4899
THL6PU7EHB open tcp fd20:0:0:21::11 4899
TERXR4XOKI open tcp 10.20.1.11 4900
TJMI6OOL5L open tcp fd20:0:0:21::11 4900
TWXDBOAEG6 open tcp 10.20.2.51 8530
TCOD4BEHOC open tcp 10.20.0.250 3128
TKMVMSMG66 closed tcp 10.20.2.40 135
TGNEXLKXRM closed tcp 10.20.2.55 1433
TB4SP5YX24 closed tcp 10.20.2.52 25
TCQEO3HPHH closed tcp 10.20.1.10 443
TABICQ7MFB closed tcp 10.20.2.20 3389
TLSZ2UTTSM closed tcp 10.20.1.21 3389
T7NDC7SURY closed tcp 10.20.2.30 135
TY6CRDOZVC closed tcp 10.20.1.11 443
TESTS
echo "end $(($(wc -l <"$temporary") - 1))" >>"$temporary"
mv "$temporary" "$result" || exit 1
echo "$total tried, $other to check; results in $result"
