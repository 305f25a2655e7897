package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// filtered types each word into the filter of a page's rules and tells which rows stay.
const filtered = `addEventListener("load", () => setTimeout(() => {
  const input = document.querySelector("#table-rows [data-filter]"), said = {};
  for (const word of WORDS) {
    input.value = word;
    input.dispatchEvent(new Event("input"));
    said[word] = Array.from(document.querySelectorAll("#table-rows tbody tr[id]:not([hidden])"), (row) => row.id);
  }
  parent.postMessage(said, "*");
}, 50));`

// TestFilterFindsHostsInGroups filters the sheet of all rules between zones for each host of the site by name, and for each of its addresses: the rows that
// stay are those that hold for it, also where a row shows only the name of a group.
func TestFilterFindsHostsInGroups(t *testing.T) {
	testenv.Long(t, "runs a browser")
	browser, pack := needs(t, "chromium"), buildPack(t, example)
	want := holding(t, pack)
	words := make([]string, 0, len(want))
	for word := range want {
		words = append(words, word)
	}
	slices.Sort(words)
	list, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(pack, "site", "assets", "audit.js"), []byte(strings.Replace(filtered, "WORDS", string(list), 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	said := inFrames[map[string][]string](t, browser, pack, "1366", []string{auditable(t, pack, filepath.Join(pack, "site", "perimeter.html"))})[0]
	found := 0
	for _, word := range words {
		for _, id := range want[word] {
			found++
			if !slices.Contains(said[word], id) {
				t.Errorf("%s: the rule %s holds for it and is not there; there are %v", word, id, said[word])
			}
		}
	}
	if found < 50 {
		t.Errorf("only %d rows", found)
	}
}

// openRow opens a row, filters by words that only its reasons have, and tells what it saw. Both wait for the script that has the reasons.
const openRow = `addEventListener("load", async () => {
  const until = async (seen) => { for (let i = 0; i < 200 && !seen(); i++) await new Promise((done) => setTimeout(done, 50)); };
  const row = document.querySelector("#table-inbound tbody tr[id]"), count = document.querySelector("#table-inbound [data-filter-count]"), input = document.querySelector("#table-inbound [data-filter]");
  row.querySelector(".open").click();
  await until(() => row.nextElementSibling.querySelector(".piece"));
  input.value = "listener qps.https";
  input.dispatchEvent(new Event("input"));
  await until(() => !count.textContent.startsWith("0 "));
  parent.postMessage({ row: row.nextElementSibling.innerText.replace(/\s+/g, " "), count: count.textContent }, "*");
});`

// TestRowsShowReasons opens a row of a host: it shows what the page of reasons says of it, and the filter looks into that.
func TestRowsShowReasons(t *testing.T) {
	testenv.Long(t, "runs a browser")
	browser, pack := needs(t, "chromium"), buildPack(t, example)
	if err := os.WriteFile(filepath.Join(pack, "site", "assets", "audit.js"), []byte(openRow), 0o644); err != nil {
		t.Fatal(err)
	}
	said := inFrames[map[string]string](t, browser, pack, "1366", []string{auditable(t, pack, filepath.Join(pack, "site", "nodes", "qs-central.html"))})[0]
	if want := "R15 flow rule R15: administrators -> the proxy of the central node listener qps.https: port 443 Qlik:"; !strings.Contains(said["row"], want) || said["count"] != "1 of 14 rows" {
		t.Errorf("the row does not say %q, or the filter finds others: %q", want, said)
	}
}

// holding are the grouped rules between zones that hold for each host, by its name and by its addresses.
func holding(t *testing.T, pack string) map[string][]string {
	t.Helper()
	var sheet struct {
		Parties []struct {
			ID, Name  string
			Addresses []string
		}
		Groups []struct {
			ID      string
			Members []string
		} `json:"host_groups"`
		Rules []struct {
			ID, From, To string
			FromZone     string `json:"from_zone"`
			ToZone       string `json:"to_zone"`
		} `json:"grouped_rules"`
	}
	data, err := os.ReadFile(filepath.Join(pack, "data", "rules.json"))
	if err == nil {
		err = json.Unmarshal(data, &sheet)
	}
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, p := range sheet.Parties {
		for _, g := range sheet.Groups {
			if !slices.Contains(g.Members, p.ID) || len(g.Members) < 2 {
				continue
			}
			for _, r := range sheet.Rules {
				if (r.From == g.ID || r.To == g.ID) && r.FromZone != r.ToZone {
					for _, word := range append([]string{p.Name}, p.Addresses...) {
						out[word] = append(out[word], r.ID)
					}
				}
			}
		}
	}
	return out
}
