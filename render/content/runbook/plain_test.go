package runbook

import (
	"strings"
	"testing"

	"portolan/model/plan"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"":                                       "",
		"If the **root** certificate ends":       "If the root certificate ends",
		"`qs-central.example` is *back*\\.":      "qs-central.example is back.",
		"It runs as \\*Local System\\*":          "It runs as *Local System*",
		"stops with `Failed to remove records`.": "stops with “Failed to remove records”.",
		"**as `a b`, [there](x.html)**":          "as “a b”, there",
		"- one\n- two `a b`":                     "one two “a b”",
	} {
		if got := Plain(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Hours are told where there are several: 90 minutes stay 90 minutes.
func TestDuration(t *testing.T) {
	w := english(t)
	for minutes, want := range map[int]string{1: "1 minute", 2: "2 minutes", 60: "1 hour", 90: "1 hour 30 minutes", 120: "2 hours", 1440: "24 hours", 121: "2 hours 1 minute", 250: "4 hours 10 minutes"} {
		if got := Duration(minutes, w); got != want {
			t.Errorf("%d: got %q, want %q", minutes, got, want)
		}
	}
}

// An estimate of many hours is told to ten minutes, at the front and in the words on the impact.
func TestAbout(t *testing.T) {
	w := english(t)
	for minutes, want := range map[int]string{5: "5 minutes", 119: "1 hour 59 minutes", 124: "2 hours", 142: "2 hours 20 minutes", 562: "9 hours 20 minutes"} {
		if got := About(minutes, w); got != want {
			t.Errorf("%d: got %q, want %q", minutes, got, want)
		}
	}
	for impact, want := range map[string]string{
		"Wait 227 minutes. Away for about 227 minutes; 1227 minutes": "Wait 227 minutes. Away for about 3 hours 50 minutes; 1227 minutes",
		"Wait 227 minutes. Away for about 227 of 1440 minutes":       "Wait 227 minutes. Away for about 227 of 1440 minutes",
	} {
		if got := (builder{book: &plan.Runbook{Impact: impact, Down: 227, DownAt: strings.Index(impact, "about ") + len("about ")}, w: w}).impact(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// What a value is comes from its definition and from the word list; it never stays a program's name where either knows it.
func TestMeaning(t *testing.T) {
	b := builder{w: english(t)}
	for want, v := range map[string]plan.Value{
		"Repository database: port":                         {Name: "database.port", Meaning: "Repository database"},
		"The central node: host name":                       {Name: "set.central.host", Meaning: "the central node"},
		"Port: A new node asks here":                        {Name: "port.x.y", Meaning: "A new node asks here"},
		"Host name of the failed central node":              {Name: "lost.host"},
		"Folder of the programs":                            {Name: "pg-bin", Meaning: "folder of the programs."},
		"Engine: service name in the operating system":      {Name: "unit.x", Meaning: "Engine"},
		"Vendor: forward proxy on the path":                 {Name: "forward.x.host", Meaning: "Vendor"},
		"Limit: minimum required by the nodes of this site": {Name: "capacity.X1", Meaning: "Limit."},
	} {
		if got := b.meaning(v); got != want {
			t.Errorf("%s: got %q, want %q", v.Name, got, want)
		}
	}
}
