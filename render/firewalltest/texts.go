package firewalltest

import (
	"net/netip"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"portolan/model/catalog"
	"portolan/render/format/firewall"
	"portolan/render/ruleset"
)

// Hostile are texts that end a quote, a line or a comment, or that are too long.
var Hostile = []string{`a "quoted" word`, "two\nlines", `a backslash \`, `"; flush ruleset; "`, "# no comment", "{ } ; $x @set", strings.Repeat("é", 200), strings.Repeat("x", 127) + "é",
	"\x1b[31m", "\xff\xfe", "\u202eturned", "", `'`, "%s %n", "$(Stop-Computer)", "`n `$x", "\u2018 \u2019 \u201a \u201b \u201c \u201d", "${a} %{b}", "end\r\nCOMMIT\n", "-j ACCEPT", "#>", ". .. /", "? help", "next\nend", "include \"/etc/passwd\"\n", "日本語" + strings.Repeat("語", 60)}

// Texts holds the places of a dialect that hold texts against their own data, with hostile texts.
func Texts(t *testing.T, d *firewall.Dialect) {
	t.Helper()
	for place := range d.Texts {
		for _, text := range Hostile {
			Text(t, d, place, text)
		}
	}
}

// FuzzTexts does so with any text.
func FuzzTexts(f *testing.F, d *firewall.Dialect) {
	f.Helper()
	for _, text := range Hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for place := range d.Texts {
			Text(t, d, place, text)
		}
	})
}

// Text holds one place against its own data.
func Text(t testing.TB, d *firewall.Dialect, place, text string) {
	t.Helper()
	limit := d.Texts[place]
	plain := limit.Plain(text)
	wrong := func(what string) { t.Errorf("%s, %s: %q becomes %q, which %s", d.Name, place, text, plain, what) }
	if limit.Most > 0 && len(plain) > limit.Most {
		wrong("is too long")
	}
	if limit.Plain(plain) != plain {
		wrong("changes when it is written again")
	}
	if !utf8.ValidString(plain) || strings.TrimSpace(plain) != plain {
		wrong("is no text")
	}
	for _, r := range plain {
		if !unicode.IsPrint(r) || limit.ASCII && r >= utf8.RuneSelf || limit.Only != "" && !strings.ContainsRune(limit.Only, r) && !isPlain(r) {
			wrong("has a character that cannot be there")
		}
	}
	for i := 0; i < len(limit.Instead); i += 2 {
		if strings.Contains(plain, limit.Instead[i]) {
			wrong("has " + limit.Instead[i])
		}
	}
	written := limit.Of(text)
	for i := 1; i < len(limit.Escape); i += 2 {
		written = strings.ReplaceAll(written, limit.Escape[i], "")
	}
	for i := 0; i < len(limit.Escape); i += 2 {
		if strings.Contains(written, limit.Escape[i]) {
			wrong("has " + limit.Escape[i] + " without its escape")
		}
	}
}

func isPlain(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// HostileSets are rulesets with one text in every place that holds texts, and with services of every kind.
func HostileSets(t testing.TB, ports ...string) map[string]*ruleset.Ruleset {
	t.Helper()
	anything := ruleset.End{ID: "any", Addresses: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}}
	var services []ruleset.Service
	for _, port := range ports {
		p, err := catalog.ParsePort(port)
		if err != nil {
			t.Fatal(err)
		}
		services = append(services, ruleset.Service{Port: p})
	}
	out := map[string]*ruleset.Ruleset{}
	for _, text := range Hostile {
		s := &ruleset.Ruleset{Site: text, Device: "host", Head: []string{text}}
		for _, d := range []ruleset.Direction{ruleset.Inbound, ruleset.Outbound} {
			r := ruleset.Rule{ID: "GAAAAAAA", Direction: d, From: []ruleset.End{anything}, To: []ruleset.End{{ID: "host", Self: true}}, Log: true, Comment: text, Objects: text, Services: services}
			if d == ruleset.Outbound {
				r.From, r.To = r.To, r.From
			}
			s.Rules = append(s.Rules, r)
			s.Omitted = append(s.Omitted, ruleset.Omitted{Rule: r, Why: text, Cause: text})
		}
		out[text] = s
	}
	return out
}
