package nftables

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// texts of rule files. Nothing in quotes has a meaning to nft but the quote that ends them, which cannot be written there.
var texts = map[string]firewall.Text{
	"remark":  {},
	"comment": {Most: 128, Instead: []string{`"`, "'"}},
}

func comment(text string) string { return `"` + texts["comment"].Of(text) + `"` }

// table is the table of a site, the only one that its files touch.
func table(s *ruleset.Ruleset) string { return "table inet portolan_" + name(s.Site) }

// name is a text as nft takes it in the name of a table.
func name(id string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return r
		}
		return '_'
	}, id)
}

// steps are of nft's and systemd-run's manual pages. What was there before is put back by itself unless somebody who still gets in stops that.
func steps(s *ruleset.Ruleset, names []string) []firewall.Step {
	before, table := "/root/"+name(s.Site)+"-before.nft", table(s)
	back := []string{"nft add " + table, "nft delete " + table, "nft -f " + before}
	return []firewall.Step{
		{Do: firewall.Save, Commands: []string{"nft -s list " + table + " > " + before + " || true"}},
		{Do: firewall.Test, Commands: []string{"nft -c -f " + names[0]}},
		{Do: firewall.Apply, Note: "guard", Commands: []string{
			"systemd-run --unit=portolan-revert --on-active=5min sh -c '" + strings.Join(back, "; ") + "'",
			"nft -f " + names[0], "systemctl stop portolan-revert.timer"}},
		{Do: firewall.Check, Note: "counters", Commands: []string{"nft list " + table}},
		{Do: firewall.Remove, Commands: []string{"nft delete " + table}},
		{Do: firewall.RollBack, Commands: back},
	}
}
