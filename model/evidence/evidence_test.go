package evidence

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// inNamespace runs a command of the shell in a network of its own.
func inNamespace(t *testing.T, command, input string) string {
	t.Helper()
	unshare := testenv.Tool(t, "unshare")
	if out, err := exec.Command(unshare, "-Urn", "true").CombinedOutput(); err != nil {
		testenv.Missing(t, "no network namespace: "+string(out))
	}
	cmd := exec.Command(unshare, "-Urn", "sh", "-ec", "PATH=$PATH:/usr/sbin:/sbin; "+command)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		t.Fatalf("%v: %s", err, failed.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// said is what was read of rules, one line a permit.
func said(r *Rules) (out []string) {
	for _, p := range r.Permits {
		line := fmt.Sprintf("%s [%s]", p.Hook, p.Comment)
		if p.Ways.Limited() {
			line += fmt.Sprintf(" from %v to %v", p.Ways.In, p.Ways.Out)
		}
		if p.Doubt != "" {
			line += " doubt: " + handle.ReplaceAllString(p.Doubt, "handle N")
		} else {
			for _, b := range p.Boxes {
				line += fmt.Sprintf(" %s-%s>%s-%s/%d-%d", b.From.Low, b.From.High, b.To.Low, b.To.High, b.Protocol.Low, b.Protocol.High)
				if b.Source != AnyPort {
					line += fmt.Sprintf(" source %d-%d", b.Source.Low, b.Source.High)
				}
				if b.Port != AnyPort {
					line += fmt.Sprintf(" port %d-%d", b.Port.Low, b.Port.High)
				}
				if b.Type != AnyType {
					line += fmt.Sprintf(" type %d-%d", b.Type.Low, b.Type.High)
				}
			}
		}
		out = append(out, line)
	}
	return out
}

var handle = regexp.MustCompile(`handle \d+`)

func check(t *testing.T, what string, r *Rules, err error, want string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if got := strings.Join(said(r), "\n"); got != strings.TrimSpace(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, got, strings.TrimSpace(want))
	}
}

const world4 = "0.0.0.0-255.255.255.255"
const world6 = "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"

// TestNFT reads what nft itself prints of rules of all kinds.
func TestNFT(t *testing.T) {
	testenv.Tool(t, "nft")
	out := inNamespace(t, "nft -f - && nft -j list ruleset", `table inet t {
	set hosts { type ipv4_addr; elements = { 10.0.0.7 } }
	chain input { type filter hook input priority filter; policy drop;
		ct state established,related accept
		iifname "lo" accept
		icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept
		ip saddr 10.0.0.66 drop
		ip saddr { 10.0.0.1, 10.0.1.0/24 } ip daddr 10.0.0.2 tcp dport { 80, 90-95 } log prefix "x " counter accept comment "GAAAAAAA one"
		ip saddr @hosts udp sport 123 udp dport 123 accept comment "set"
		meta l4proto { icmp, ipv6-icmp } accept comment "all icmp"
		icmpv6 type echo-request accept comment "type"
		meta l4proto vrrp ip daddr 224.0.0.18 accept comment "vrrp"
		tcp dport 22 jump admins
		iifname "eth7" tcp dport 1 accept comment "interface"
		ip saddr != 10.0.0.1 tcp dport 2 accept comment "negation"
		ip saddr 10.0.0.66 tcp dport 3 accept comment "dropped before"
	}
	chain admins { ip saddr 10.9.0.0/24 accept comment "ssh"
	}
	chain forward { type filter hook forward priority filter; policy drop;
		iifname { "eth1", "eth2" } oifname "eth3" ip daddr 10.0.0.2 accept comment "way"
		iifname "eth*" ip daddr 10.0.0.3 accept comment "pattern"
		iifname "eth1" drop
		ip daddr 10.0.0.4 accept comment "after a drop"
	}
}
`)
	r, err := NFT("n", []byte(out), false)
	check(t, "nft", r, err, `
inbound [GAAAAAAA one] 10.0.0.1-10.0.0.1>10.0.0.2-10.0.0.2/6-6 port 80-80 10.0.0.1-10.0.0.1>10.0.0.2-10.0.0.2/6-6 port 90-95 10.0.1.0-10.0.1.255>10.0.0.2-10.0.0.2/6-6 port 80-80 10.0.1.0-10.0.1.255>10.0.0.2-10.0.0.2/6-6 port 90-95
inbound [set] 10.0.0.7-10.0.0.7>`+world4+`/17-17 source 123-123 port 123-123
inbound [all icmp] 0.0.0.0-10.0.0.65>`+world4+`/1-1 10.0.0.67-255.255.255.255>`+world4+`/1-1 0.0.0.0-10.0.0.65>`+world4+`/58-58 10.0.0.67-255.255.255.255>`+world4+`/58-58 `+world6+`>`+world6+`/1-1 `+world6+`>`+world6+`/58-58
inbound [type] `+world6+`>`+world6+`/58-58 type 128-128
inbound [vrrp] 0.0.0.0-10.0.0.65>224.0.0.18-224.0.0.18/112-112 10.0.0.67-255.255.255.255>224.0.0.18-224.0.0.18/112-112
inbound [ssh] 10.9.0.0-10.9.0.255>`+world4+`/6-6 port 22-22
inbound [interface] doubt: a match of meta iifname
inbound [negation] doubt: a match !=
outbound [] `+world4+`>`+world4+`/0-255 `+world6+`>`+world6+`/0-255
forward [way] from [eth1 eth2] to [eth3] `+world4+`>10.0.0.2-10.0.0.2/0-255
forward [pattern] doubt: a match of meta iifname
forward [after a drop] doubt: a rule before it drops packets, and it is not clear which (n, chain forward, handle N: it holds for some interfaces only)`)
}

// TestIPTables reads what iptables-save prints of rules of all kinds.
func TestIPTables(t *testing.T) {
	for _, tool := range []string{"iptables-restore", "iptables-save"} {
		if _, err := os.Stat("/usr/sbin/" + tool); err != nil {
			testenv.Tool(t, tool)
		}
	}
	out := inNamespace(t, "iptables-restore && iptables-save", `*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:OWN - [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -j OWN
-A OWN -s 10.0.0.66/32 -j DROP
-A OWN -s 10.0.0.0/30 -d 10.0.0.9/32 -p tcp -m multiport --dports 80,90:95 -m comment --comment "GAAAAAAA \"one\"" -j ACCEPT
-A OWN -p udp -m udp --sport 123 --dport 123 -s 10.0.0.1 -m comment --comment two -j ACCEPT
-A OWN -p icmp -m icmp --icmp-type 8 -s 10.0.0.1 -m comment --comment echo -j ACCEPT
-A OWN -p esp -s 10.0.0.1 -m comment --comment esp -j ACCEPT
-A OWN -m iprange --src-range 10.0.0.3-10.0.0.5 -p tcp -m tcp --dport 7 -m comment --comment range -j ACCEPT
-A OWN ! -s 10.0.0.1/32 -p tcp -m tcp --dport 2 -m comment --comment negation -j ACCEPT
-A OWN -j RETURN
COMMIT
`)
	r, err := IPTables("i", []byte(out), false)
	check(t, "iptables-save", r, err, `
inbound [GAAAAAAA "one"] 10.0.0.0-10.0.0.3>10.0.0.9-10.0.0.9/6-6 port 80-80 10.0.0.0-10.0.0.3>10.0.0.9-10.0.0.9/6-6 port 90-95
inbound [two] 10.0.0.1-10.0.0.1>`+world4+`/17-17 source 123-123 port 123-123
inbound [echo] 10.0.0.1-10.0.0.1>`+world4+`/1-1 type 8-8
inbound [esp] 10.0.0.1-10.0.0.1>`+world4+`/50-50
inbound [range] 10.0.0.3-10.0.0.5>`+world4+`/6-6 port 7-7
inbound [negation] doubt: a negation
outbound [] `+world4+`>`+world4+`/0-255
forward [] `+world4+`>`+world4+`/0-255`)
}

// TestAWSAndWindowsAndTables read files as the public documentation of each has them.
func TestAWSAndWindowsAndTables(t *testing.T) {
	r, err := AWS("a", []byte(`{"SecurityGroups":[{"GroupId":"sg-1","GroupName":"x","IpPermissions":[
		{"IpProtocol":"tcp","FromPort":443,"ToPort":444,"IpRanges":[{"CidrIp":"10.0.0.0/24","Description":"GAAAAAAA web"}],"Ipv6Ranges":[{"CidrIpv6":"2001:db8::1/128"}],"PrefixListIds":[],"UserIdGroupPairs":[]},
		{"IpProtocol":"icmp","FromPort":8,"ToPort":-1,"IpRanges":[{"CidrIp":"10.0.0.1/32"}]},
		{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"UserIdGroupPairs":[{"GroupId":"sg-2","UserId":"1"}]}],
		"IpPermissionsEgress":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}]}`))
	check(t, "aws", r, err, `
inbound [GAAAAAAA web] 10.0.0.0-10.0.0.255>`+world4+`/6-6 port 443-444
inbound [] 2001:db8::1-2001:db8::1>`+world6+`/6-6 port 443-444
inbound [] 10.0.0.1-10.0.0.1>`+world4+`/1-1 type 8-8
inbound [] doubt: the addresses of group sg-2 are not known
outbound [] `+world4+`>`+world4+`/0-255`)
	w, listeners, err := Windows("w", []byte("\xef\xbb\xbf"+`{"format":"portolan-windows 1","profiles":[{"name":"Domain","enabled":true,"inbound":"Block","outbound":"Allow"}],
		"rules":[{"name":"a","title":"A","description":"GAAAAAAA x","direction":"Inbound","action":"Allow","protocol":"TCP","local_port":["443","5000-5010"],"remote_port":["Any"],"local_address":["Any"],"remote_address":["10.0.0.0/255.255.255.0"],"program":"Any","service":"Any"},
		{"name":"b","title":"B","direction":"Inbound","action":"Block","protocol":"TCP","local_port":"5005","remote_address":"Any","program":"Any"},
		{"name":"c","title":"C","direction":"Inbound","action":"Allow","protocol":"UDP","local_port":"RPC","remote_address":["LocalSubnet"],"program":"Any"},
		{"name":"d","title":"D","direction":"Inbound","action":"Allow","protocol":"TCP","local_port":"80","remote_address":"10.0.0.1-10.0.0.3","program":"C:\\x.exe"}],
		"listeners":[{"protocol":"tcp","address":"::","port":443,"program":"x"}]}`))
	check(t, "windows", w, err, `
inbound [GAAAAAAA x] 10.0.0.0-10.0.0.255>`+world4+`/6-6 port 443-443 10.0.0.0-10.0.0.255>`+world4+`/6-6 port 5000-5004 10.0.0.0-10.0.0.255>`+world4+`/6-6 port 5006-5010
inbound [] doubt: the value LocalSubnet
inbound [] doubt: it holds for one program only
outbound [] `+world4+`>`+world4+`/0-255 `+world6+`>`+world6+`/0-255`)
	if len(listeners) != 1 || listeners[0].Port.Socket() != "tcp/443" || listeners[0].Address.IsValid() {
		t.Errorf("%+v", listeners)
	}
	m := Mapping{Source: "From", Destination: "To", Port: "Service", Action: "Do", ID: "No", Allow: []string{"permit"}, Separator: ";"}
	c, err := Table("c", []byte("No;From;To;Service;Do\n1;10.0.0.9;any;any;deny\n2;\"10.0.0.0/28, 10.1.0.1-10.1.0.2\";10.2.0.1;tcp/443 udp/53;permit\n3;web-servers;10.2.0.1;tcp/80;Permit\n4;10.3.0.1;10.2.0.1;icmp;permit\n"), m, Through)
	check(t, "table", c, err, `
forward [2] 10.0.0.0-10.0.0.8>10.2.0.1-10.2.0.1/6-6 port 443-443 10.0.0.10-10.0.0.15>10.2.0.1-10.2.0.1/6-6 port 443-443 10.0.0.0-10.0.0.8>10.2.0.1-10.2.0.1/17-17 port 53-53 10.0.0.10-10.0.0.15>10.2.0.1-10.2.0.1/17-17 port 53-53 10.1.0.1-10.1.0.2>10.2.0.1-10.2.0.1/6-6 port 443-443 10.1.0.1-10.1.0.2>10.2.0.1-10.2.0.1/17-17 port 53-53
forward [3] doubt: the value web-servers
forward [4] 10.3.0.1-10.3.0.1>10.2.0.1-10.2.0.1/1-1`)
}

func listed(list []Listener) (out []string) {
	for _, l := range list {
		a := "*"
		if l.Address.IsValid() {
			a = l.Address.String()
		}
		out = append(out, a+" "+l.Port.Socket()+" "+l.Program)
	}
	slices.Sort(out)
	return out
}

// TestListeners reads what ss, netstat and nmap of this system print of a listener, and netstat of Windows as its documentation has it.
func TestListeners(t *testing.T) {
	for _, tool := range []string{"ss", "ip", "netstat", "nmap", "python3"} {
		testenv.Tool(t, tool)
	}
	out := inNamespace(t, `ip link set lo up
python3 -c 'import socket, time
a = socket.socket(); a.bind(("0.0.0.0", 7001)); a.listen()
b = socket.socket(socket.AF_INET6); b.bind(("::1", 7002)); b.listen()
c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); c.bind(("127.0.0.1", 7003))
time.sleep(30)' & p=$!
n=0; until [ "$(ss -H -tuln | wc -l)" -ge 3 ]; do sleep 0.1; n=$((n+1)); [ $n -lt 100 ]; done
ss -H -tulpn; echo =====; netstat -ano; echo =====; nmap -n -Pn -p 7000-7003 -oX - 127.0.0.1; kill $p`, "")
	parts := strings.Split(out, "=====\n")
	ss, err := SS("s", []byte(parts[0]))
	if got, want := listed(ss), []string{"* tcp/7001 python3", "127.0.0.1 udp/7003 python3", "::1 tcp/7002 python3"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("ss: %v %q\n%s", err, got, parts[0])
	}
	n, err := Netstat("n", []byte(parts[1]))
	var got []string
	for _, l := range listed(n) {
		got = append(got, strings.Join(strings.Fields(l)[:2], " "))
	}
	if want := []string{"* tcp/7001", "127.0.0.1 udp/7003", "::1 tcp/7002"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("netstat: %v %q\n%s", err, got, parts[1])
	}
	m, err := Nmap("m", []byte(parts[2]))
	if got := listed(m); err != nil || len(got) != 1 || !strings.HasPrefix(got[0], "127.0.0.1 tcp/7001") {
		t.Errorf("nmap: %v %q\n%s", err, got, parts[2])
	}
	w, err := Netstat("w", []byte("\r\nAktive Verbindungen\r\n\r\n  Proto  Lokale Adresse         Remoteadresse          Status           PID\r\n  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN          1044\r\n  TCP    10.0.0.1:50000         10.0.0.2:443           HERGESTELLT      4\r\n  TCP    [::]:445               [::]:0                 ABHÖREN          4\r\n  UDP    0.0.0.0:123            *:*                                    900\r\n"))
	if got, want := listed(w), []string{"* tcp/135 process 1044", "* tcp/445 process 4", "* udp/123 process 900"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("netstat of Windows: %v %q", err, got)
	}
}

// TestOtherFiles: what is none of these formats is an error, and not no rules.
func TestOtherFiles(t *testing.T) {
	for _, text := range []string{"{}", "hello", "[]", "<x/>", "{\"nftables\": 1}"} {
		_, err1 := NFT("f", []byte(text), false)
		_, err2 := IPTables("f", []byte(text), false)
		_, err3 := AWS("f", []byte(text))
		_, _, err4 := Windows("f", []byte(text))
		_, err5 := SS("f", []byte(text))
		_, err6 := Netstat("f", []byte(text))
		_, err7 := Nmap("f", []byte(text))
		if err1 == nil || err2 == nil || err3 == nil || err4 == nil || err5 == nil || err6 == nil || err7 == nil {
			t.Errorf("%q: %v, %v, %v, %v, %v, %v, %v", text, err1, err2, err3, err4, err5, err6, err7)
		}
	}
}

// TestDoubtIsNoBoundary: a rule of which one value is not understood may let through all that the rest of it allows, so that nothing is said to be blocked by it.
func TestDoubtIsNoBoundary(t *testing.T) {
	table := func(text string) (*Rules, error) {
		return Table("f", []byte("from,to,port\n"+text+"\n"), Mapping{Source: "from", Destination: "to", Port: "port"}, In)
	}
	iptables := func(text string) (*Rules, error) {
		return IPTables("f", []byte("*filter\n:INPUT DROP [0:0]\n-A INPUT "+text+" -j ACCEPT\nCOMMIT\n"), false)
	}
	nft := func(left, right string) (*Rules, error) {
		return NFT("f", []byte(`{"nftables":[{"chain":{"family":"inet","table":"t","name":"c","type":"filter","hook":"input","prio":0,"policy":"drop"}},{"rule":{"family":"inet","table":"t","chain":"c","handle":1,"expr":[{"match":{"op":"==","left":{"payload":`+left+`},"right":`+right+`}},{"accept":null}]}}]}`), false)
	}
	a := netip.MustParseAddr("10.1.1.1")
	packet := []Box{{From: Span{a, a}, To: Span{a, a}, Protocol: Range{6, 6}, Source: Range{9, 9}, Port: Range{22, 22}, Type: AnyType}}
	for what, read := range map[string]func() (*Rules, error){
		"an object as source":          func() (*Rules, error) { return table("web-servers,10.1.1.1,tcp/22") },
		"an object beside others":      func() (*Rules, error) { return table("10.2.0.1 web-servers,10.1.1.1,tcp/22") },
		"an object as destination":     func() (*Rules, error) { return table("10.1.1.1,web-servers,tcp/22") },
		"a service of a name":          func() (*Rules, error) { return table("10.1.1.1,10.1.1.1,our-service tcp/80") },
		"iptables: a negation":         func() (*Rules, error) { return iptables("! -s 10.2.0.0/16 -p tcp -m tcp --dport 22") },
		"iptables: a port's name":      func() (*Rules, error) { return iptables("-p tcp -m tcp --dport nobody-knows") },
		"iptables: an address set":     func() (*Rules, error) { return iptables("-m set --match-set x src -p tcp") },
		"nft: a name of a source":      func() (*Rules, error) { return nft(`{"protocol":"ip","field":"saddr"}`, `"somebody"`) },
		"nft: a set that is not there": func() (*Rules, error) { return nft(`{"protocol":"ip","field":"saddr"}`, `"@gone"`) },
	} {
		r, err := read()
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		permits := slices.DeleteFunc(r.Permits, func(p Permit) bool { return p.Hook != In })
		if len(permits) != 1 || permits[0].Doubt == "" || len(Without(packet, permits[0].Boxes)) > 0 {
			t.Errorf("%s: %+v", what, permits)
		}
	}
}

// TestRandomBoxes holds the arithmetic of sets of packets against single packets.
func TestRandomBoxes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	number := func() Range { a, b := random.IntN(6), random.IntN(6); return Range{min(a, b), max(a, b)} }
	address := func(n int) netip.Addr { return netip.AddrFrom4([4]byte{10, 0, 0, byte(n)}) }
	span := func() Span { r := number(); return Span{address(r.Low), address(r.High)} }
	box := func() Box {
		return Box{From: span(), To: span(), Protocol: number(), Source: number(), Port: number(), Type: number()}
	}
	in := func(list []Box, p Box) bool {
		return slices.ContainsFunc(list, func(b Box) bool { _, ok := Intersect(b, p); return ok })
	}
	for range testenv.Rounds(t, 3000) {
		var a, b []Box
		for range 1 + random.IntN(3) {
			a, b = append(a, box()), append(b, box())
		}
		both, left := Common(a, b), Without(a, b)
		for range 300 {
			n := func() Range { x := random.IntN(6); return Range{x, x} }
			f, to := address(random.IntN(6)), address(random.IntN(6))
			p := Box{From: Span{f, f}, To: Span{to, to}, Protocol: n(), Source: n(), Port: n(), Type: n()}
			if in(both, p) != (in(a, p) && in(b, p)) || in(left, p) != (in(a, p) && !in(b, p)) {
				t.Fatalf("%v of %v and %v", p, a, b)
			}
		}
	}
}

func FuzzReaders(f *testing.F) {
	for _, seed := range []string{`{"nftables":[{"chain":{"type":"filter","hook":"input"}},{"rule":{"expr":[{"match":{"op":"==","left":{"meta":{"key":"l4proto"}},"right":{"set":[1]}}}]}}]}`, "*filter\n:INPUT DROP [0:0]\n-A INPUT -s 1.2.3.4 -j ACCEPT\nCOMMIT\n", "tcp LISTEN 0 1 *:1 *:*", "<nmaprun><host/></nmaprun>", `{"SecurityGroups":[]}`, "a,b\n1,2\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = NFT("f", data, true)
		_, _ = IPTables("f", data, true)
		_, _ = AWS("f", data)
		_, _, _ = Windows("f", data)
		_, _ = SS("f", data)
		_, _ = Netstat("f", data)
		_, _ = Nmap("f", data)
		_, _ = Table("f", data, Mapping{Source: "a", Destination: "b", Port: "a"}, In)
	})
}
