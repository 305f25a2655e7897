package catalog

import (
	"strings"
	"testing"
)

// TestNamesAreTold: flow rules, questions and lint rules of infrastructure have names of their own, since a site uses several of these catalogues
// beside its products, and approvals, findings and links go by these names.
func TestNamesAreTold(t *testing.T) {
	first := map[string]string{}
	for _, dir := range allEditions() {
		c, found := Open(dir)
		if c == nil {
			t.Fatal(found)
		}
		product, _, _ := strings.Cut(dir, "/")
		take := func(kind, id string) {
			key := kind + " " + id
			if other, taken := first[key]; taken && other != product && c.IsInfrastructure() {
				t.Errorf("%s: the %s is also in %s", dir, key, other)
			}
			first[key] = product
		}
		for _, f := range c.Flows {
			take("flow rule", f.ID.V)
		}
		for _, q := range c.Questions {
			take("question", q.ID.V)
		}
		for _, l := range c.Lint {
			take("lint rule", l.ID.V)
		}
	}
}

// TestUsers: a role of users is for all hosts, for those with a system, or for those alone that a site names.
func TestUsers(t *testing.T) {
	c, found := Open("active-directory/2026-11")
	if c == nil {
		t.Fatal(found)
	}
	if c.Provider() != "domain-controller" || len(c.UserRoles()) != 1 || c.UserRoles()[0] != "domain-member" {
		t.Errorf("provider %q, users %q", c.Provider(), c.UserRoles())
	}
	for _, x := range []struct {
		dir, role, system  string
		byDefault, applies bool
	}{
		{"active-directory/2026-11", "domain-member", "windows-server-2022", true, true},
		{"active-directory/2026-11", "domain-member", "debian-12", false, false},
		{"dns/2026-11", "dns-client", "debian-12", true, true},
		{"dns/2026-11", "dns-client", "", true, true},
		{"ssh/2026-11", "managed-host", "rhel-9.4", true, true},
		{"ssh/2026-11", "managed-host", "", false, false},
		{"postgresql/2026-11", "db-client", "rhel-9.4", false, true},
		{"postgresql/2026-11", "db-client", "", false, true},
	} {
		c, found := Open(x.dir)
		if c == nil {
			t.Fatal(found)
		}
		role := c.Roles[x.role]
		if role.ByDefault(x.system) != x.byDefault || role.Applies(x.system) != x.applies {
			t.Errorf("%s %s on %q: by default %v, at all %v", x.dir, x.role, x.system, role.ByDefault(x.system), role.Applies(x.system))
		}
	}
}
