package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestShards: each site is in exactly one share; a new site moves none; no share is much larger than others.
func TestShards(t *testing.T) {
	var all []siteFolder
	for i := range 600 {
		all = append(all, siteFolder{id: fmt.Sprintf("site-%d", i)})
	}
	for _, of := range []int{1, 2, 6, 17} {
		seen := map[string]int{}
		for number := 1; number <= of; number++ {
			share := shard{number, of}.sites(append([]siteFolder(nil), all...))
			if mean := len(all) / of; len(share) < mean/2 || len(share) > 2*mean {
				t.Errorf("share %d/%d has %d of %d sites", number, of, len(share), len(all))
			}
			for _, s := range share {
				seen[s.id]++
			}
		}
		for _, s := range all {
			if seen[s.id] != 1 {
				t.Errorf("%s is in %d of %d shares", s.id, seen[s.id], of)
			}
		}
	}
	for id, want := range map[string]int{"harbour": 5, "quay": 6, "single-node": 3} { // and stays there in all versions of the program
		for number := 1; number <= 6; number++ {
			if got := (shard{number, 6}).has(id); got != (number == want) {
				t.Errorf("%s in share %d/6: %v", id, number, got)
			}
		}
	}
}

func TestShardValues(t *testing.T) {
	for text, says := range map[string]string{
		"0/6": "$((INDEX + 1))/6", "7/6": "from 1 to 6", "-1/6": "from 1 to 6", "1/0": "from 1 to 10000", "0/0": "from 1 to 10000", "1/10001": "from 1 to 10000",
		"": "as 2/6", "2": "as 2/6", "2/": "as 2/6", "/6": "as 2/6", "a/b": "as 2/6", "1/6/7": "as 2/6", "+1/6": "as 2/6", " 1/6": "as 2/6", "1.5/6": "as 2/6",
	} {
		if err := new(shard).Set(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, not %q", text, err, says)
		}
	}
	s := &shard{}
	if err := s.Set("6/6"); err != nil || *s != (shard{6, 6}) {
		t.Error(err, s)
	}
}
