package resolve

import (
	"fmt"
	"strings"
	"testing"
)

// TestLongerIDs: flows whose ids would be the same have longer ones, and others keep theirs.
func TestLongerIDs(t *testing.T) {
	var hosts, whole []string
	begins := map[string]string{}
	for n := 0; ; n++ {
		host := fmt.Sprintf("host%d", n)
		id := ruleID("product", "rule", host, "other", "listener")
		other, alike := begins[id[:shortID]]
		begins[id[:shortID]] = host
		if n < 5 || alike {
			hosts, whole = append(hosts, host), append(whole, id)
		}
		if alike {
			hosts, whole = append(hosts, other), append(whole, ruleID("product", "rule", other, "other", "listener"))
			ids := ruleIDsOf(whole)
			for i, id := range ids {
				if long := hosts[i] == host || hosts[i] == other; !strings.HasPrefix(whole[i], id) || (len(id) == shortID) == long {
					t.Errorf("%s has %s of %s", hosts[i], id, whole[i])
				}
			}
			if last := len(ids) - 1; ids[last] == ids[last-1] {
				t.Errorf("%s and %s are both %s", host, other, ids[last])
			}
			return
		}
	}
}
