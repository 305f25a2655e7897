package resolve

import (
	"fmt"
	"strings"
	"testing"
)

// TestLongerIDs: flows whose ids would be the same have longer ones, and others keep theirs.
func TestLongerIDs(t *testing.T) {
	whole, begins := map[string]string{}, map[string]string{}
	for n := 0; ; n++ {
		host := fmt.Sprintf("host%d", n)
		id := ruleID("product", "rule", host, "other", "listener")
		other, alike := begins[id[:shortID]]
		begins[id[:shortID]] = host
		if n < 5 || alike {
			whole[host] = id
		}
		if alike {
			whole[other] = ruleID("product", "rule", other, "other", "listener")
			ids := ruleIDsOf(whole)
			for name, id := range ids {
				if long := name == host || name == other; !strings.HasPrefix(whole[name], id) || (len(id) == shortID) == long {
					t.Errorf("%s has %s of %s", name, id, whole[name])
				}
			}
			if ids[host] == ids[other] {
				t.Errorf("%s and %s are both %s", host, other, ids[host])
			}
			return
		}
	}
}
