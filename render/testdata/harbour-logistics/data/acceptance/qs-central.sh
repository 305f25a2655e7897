#!/bin/sh
# Connectivity test from the host qs-central.harbour.example
# Harbour Logistics, Analytics platform, production, revision 1.2, 2026-11-26, Confidential
# Tests by script: 35. Tests by hand (UDP, ranges of ports, networks), whose result is entered into the result file, or not approved: 10.
# Copy the result file into one folder with those of the other hosts, then: portolan accept SITE --results FOLDER
site='harbour-logistics'
host='qs-central'
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
TUXHBWUZIU open tcp 10.20.2.40 445
TASOR7HQCH open echo 10.20.2.5 -
TS3QVS4JL5 open tcp 10.20.2.5 53
TWIXYVRRMZ open tcp 10.20.2.5 88
TZRPZSZ6VS open tcp 10.20.2.5 135
T56GLYHUEA open tcp 10.20.2.5 389
TK2ZPF6AW7 open tcp 10.20.2.5 445
TOIO7TCQ2O open tcp 10.20.2.5 464
TJSHZWJFV7 open manual 10.20.2.5 tcp/49152-65535
TCK2ZOWHDC open manual 10.20.2.5 udp/53
TKSOOHJT3M open manual 10.20.2.5 udp/88
TTOE646BBG open manual 10.20.2.5 udp/123
TUZ7MIDPKW open manual 10.20.2.5 udp/389
TU4HJXDE4Y open manual 10.20.2.5 udp/464
TFFJ2MP22K open tcp 10.20.2.55 1433
T6ZPKLS326 open tcp 10.20.2.52 25
TMOV4QVUOZ open tcp 10.20.2.20 4432
TUCU6O2EDJ open tcp 10.20.1.21 4242
TVJBEM3DOV open tcp fd20:0:0:21::21 4242
T2YKDHUHZI open tcp 10.20.1.21 4444
T3A5BX6L6I open tcp fd20:0:0:21::21 4444
TYELNWITIB open tcp 10.20.2.30 445
TK3RDVFIBX open tcp 10.20.0.11 4242
TVZTNUYXNL open tcp fd20:0:0:20::11 4242
THBDTQYKIT open tcp 10.20.0.11 4444
TLNLODCT6J open tcp fd20:0:0:20::11 4444
TYAUW2Q62W open tcp 10.20.0.12 4242
TJTTQW53UI open tcp fd20:0:0:20::12 4242
TMC24LIP7L open tcp 10.20.0.12 4444
TTEAIPJHW5 open tcp fd20:0:0:20::12 4444
TIUOCP3Q6I open tcp 10.20.1.11 4242
TN5URKG437 open tcp fd20:0:0:21::11 4242
TFE7YYRDWO open tcp 10.20.1.11 4444
TPLSTS6NAM open tcp fd20:0:0:21::11 4444
TVK74KUZKT open tcp 10.20.2.51 8530
TXQPBXEEQ4 open tcp 10.20.0.250 3128
TN4XEKJAL5 closed tcp 10.20.2.40 135
TX7FDRE3KQ closed tcp 10.20.2.20 3389
T3S5CL6TII closed tcp 10.20.2.30 135
T2RUJ7US2U closed tcp 10.20.0.11 443
TSTWCCE2HQ closed tcp 10.20.0.12 443
TESTS
echo "end $(($(wc -l <"$temporary") - 1))" >>"$temporary"
mv "$temporary" "$result" || exit 1
echo "$total tried, $other to check; results in $result"
