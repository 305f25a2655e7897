package main

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portolan/model/testenv"
)

var (
	codeCell = regexp.MustCompile(`(?s)<(td|th)(?: scope="row")? class="code"[^>]*>(.*?)</(?:td|th)>|<code>(.*?)</code>`)
	anchors  = regexp.MustCompile(`(?s)<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>`)
	commands = regexp.MustCompile(`(?s)<pre.*?</pre>|<svg.*?</svg>|<h[1-6].*?</h[1-6]>|<title>.*?</title>`)
	tags     = regexp.MustCompile(`<[^>]*>`)
	idWord   = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9-]*`)
)

// TestIDsLeadToTheirDefinitions reads pages: each id of a rule, a grouped rule, a conflict, a finding or a runbook that is printed in code style is a link to
// the place that defines it, and so is each id of a rule in any text.
func TestIDsLeadToTheirDefinitions(t *testing.T) {
	for _, name := range testenv.Choose(t, "sites whose ids are followed", exampleSites(t), []string{example, "two-products"}, []string{example}) {
		pack, linked := builtPack(t, name), 0
		ids, rules := idsOf(t, pack)
		for _, page := range pages(t, pack) {
			text := commands.ReplaceAllString(readText(t, page), "")
			for _, m := range codeCell.FindAllStringSubmatch(text, -1) {
				for _, id := range bare(m[2]+m[3], ids) {
					t.Errorf("%s: the id %s in code style leads nowhere", page, id)
				}
			}
			for _, id := range bare(text, rules) {
				t.Errorf("%s: the rule %s leads nowhere", page, id)
			}
			for _, m := range anchors.FindAllStringSubmatch(text, -1) {
				if id := html.UnescapeString(m[2]); ids[id] {
					linked++
					if !defines(html.UnescapeString(m[1]), id) {
						t.Errorf("%s: %s leads to %s, which does not define it", page, id, m[1])
					}
				}
			}
		}
		if linked < 100 {
			t.Errorf("%s: only %d ids are links: the test does not see them", name, linked)
		}
	}
}

// bare are the ids in a text that stand in no link.
func bare(text string, ids map[string]bool) []string {
	var found []string
	text = html.UnescapeString(tags.ReplaceAllString(anchors.ReplaceAllString(text, ""), " "))
	for _, word := range idWord.FindAllString(text, -1) {
		if ids[word] && (word == strings.ToUpper(word) || word == strings.TrimSpace(text) && strings.Contains(word, "-")) { // a plain word is a command's
			found = append(found, word)
		}
	}
	return found
}

// defines tells whether a link leads to the definition of an id: a row or a heading that bears it, or the page of a runbook.
func defines(link, id string) bool {
	file, anchor, _ := strings.Cut(link, "#")
	anchor, id = strings.ToLower(anchor), strings.ToLower(id)
	return anchor == id || strings.HasPrefix(anchor, "finding-"+id) || strings.HasPrefix(anchor, "why-"+id) || anchor == "" && strings.HasSuffix(file, id+".html")
}

// idsOf are all ids of a pack, and those of its rules.
func idsOf(t *testing.T, pack string) (ids, rules map[string]bool) {
	t.Helper()
	type list []struct{ ID string }
	var plan struct{ Flows, Dropped, Questions, Findings, Runbooks list }
	var sheet struct {
		Grouped list `json:"grouped_rules"`
	}
	for file, into := range map[string]any{"plan.json": &plan, "rules.json": &sheet} {
		data, err := os.ReadFile(filepath.Join(pack, "data", file))
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	ids, rules = map[string]bool{}, map[string]bool{}
	for _, each := range []list{plan.Flows, plan.Dropped, sheet.Grouped} {
		for _, of := range each {
			rules[of.ID] = true
		}
	}
	for _, each := range []list{plan.Flows, plan.Dropped, plan.Questions, plan.Findings, plan.Runbooks, sheet.Grouped} {
		for _, of := range each {
			ids[of.ID] = true
		}
	}
	return ids, rules
}
