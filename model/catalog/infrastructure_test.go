package catalog

import "testing"

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
