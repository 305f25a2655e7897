package policy

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
)

// asObject is what the usual firewalls take as the name of an object.
var asObject = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$`)

// objectNames holds that every host, group and service has a name that firewalls take and that no other has, in whatever case.
func objectNames(t *testing.T, p *Policy) {
	t.Helper()
	seen := map[string]bool{}
	name := func(id string) {
		if !asObject.MatchString(id) || seen[strings.ToLower(id)] {
			t.Errorf("the name %q is no name of an object, or there twice", id)
		}
		seen[strings.ToLower(id)] = true
	}
	for _, g := range p.Hosts {
		name(g.ID)
	}
	for _, g := range p.Services {
		name(g.ID)
	}
}

// TestNamesOfObjects resolves a site by several rules for names: each gives names that tell what they are of, apart by hosts and numbers and never by chance;
// ids of rules do not follow them.
func TestNamesOfObjects(t *testing.T) {
	usual := ids(Of(planOf(t, []byte(growing))))
	for rule, want := range map[string]string{
		``: "GRP-CORE-ENGINE SVC-TCP-445-4432 c1",
		`objects = { host = "H-{HOST}", group = "{zone}_{role}.g", service = "svc-{count}-{ports}" }`: "H-C1 H-USERS core_engine.g svc-2-tcp-445-4432",
		`objects = { group = "ALL-{zone}", host = "{kind}" }`:                                         "ALL-core clients clients-o5dthn node server external external-d7ko4k external-g2cvyt",
		`objects = { host = "h-{address}", service = "{services}" }`:                                  "GRP-CORE-ENGINE h-10.9.0.0-17",
		`objects = { host = "core-{zone}", group = "CORE-{zone}" }`:                                   "CORE-core core-outside core-outside-d7ko4k core-front core-front-wuavzv",
	} {
		p := Of(planOf(t, []byte("schema = 1\n"+rule+strings.Replace(growing, "schema = 1", "", 1))))
		objectNames(t, p)
		names := map[string]bool{}
		for _, g := range p.Hosts {
			names[g.ID] = true
		}
		for _, g := range p.Services {
			names[g.ID] = true
		}
		for w := range strings.FieldsSeq(want) {
			if !names[w] {
				t.Errorf("%s: no %s among %q", rule, w, sorted(names))
			}
		}
		if got := ids(p); !slices.Equal(got, usual) {
			t.Errorf("%s: the ids of rules are %s, want %s", rule, got, usual)
		}
	}
}

// ids are the ids of all grouped rules, sorted.
func ids(p *Policy) []string {
	var all []string
	for _, r := range p.Rules {
		all = append(all, r.ID)
	}
	slices.Sort(all)
	return all
}

// TestPartsOfGroups tells groups of some hosts of a role apart by these hosts, and by a digest of them where there is no room for them.
func TestPartsOfGroups(t *testing.T) {
	n := &namer{taken: map[string]bool{}, content: "c7"}
	for i, c := range [][3]string{{"GRP-CORE-ENGINE", "e1-e2", "GRP-CORE-ENGINE-E1-E2"}, {"grp-core-engine", "e1-e2", "grp-core-engine-c7"}, {"GRP-A", strings.Repeat("host-", 20), "GRP-A-C7"},
		{"GRP-A", strings.Repeat("hosts-", 20), "GRP-A-C7-2"}, {strings.Repeat("A", 70), "x", strings.Repeat("A", 60) + "-C7"}} {
		if got := n.part(c[0], c[1]); got != c[2] {
			t.Errorf("%d: %s, want %s", i, got, c[2])
		}
	}
	for i, c := range [][3]string{{"GRP WEB", "web", "web"}, {"GRP-WEB", "web2", "GRP-WEB"}, {"grp-web", "web", "web-c7"}, {"Öffentlich", "--", "object-c7"}} {
		if got := n.first(c[0], c[1]); got != c[2] {
			t.Errorf("name %d: %s, want %s", i, got, c[2])
		}
	}
}

// TestNamesOfManyPorts names the first and the number of the others, and no part of a port.
func TestNamesOfManyPorts(t *testing.T) {
	var ports []catalog.Port
	for n := range 40 {
		ports = append(ports, catalog.Port{Protocol: "tcp", Numbers: catalog.Single(10_000 + n)})
	}
	if got, want := portsName(ports), "tcp-10000-10001-10002-10003-10004-10005-10006-10007-and-32"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := plain("GRPS-"+strings.Repeat("parts-", 20)), "GRPS-"+strings.Repeat("parts-", 8)+"parts"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestPlaceholdersAreFilled: what a site may write in its rules is what the policy fills in.
func TestPlaceholdersAreFilled(t *testing.T) {
	for _, c := range [][2][]string{{plan.HostPlaceholders, slices.Collect(maps.Keys(hostValues))}, {plan.GroupPlaceholders, slices.Collect(maps.Keys(groupValues))},
		{plan.ServicePlaceholders, slices.Collect(maps.Keys(serviceValues))}} {
		if got, want := slices.Sorted(slices.Values(c[1])), slices.Sorted(slices.Values(c[0])); !slices.Equal(got, want) {
			t.Errorf("filled: %v, known: %v", got, want)
		}
	}
}
