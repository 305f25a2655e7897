package ref

import "testing"

func TestMarkdownHasWhatItIsGiven(t *testing.T) {
	for want, r := range map[string]Ref{
		"document:nodes/central":         Document("nodes/central"),
		"document:nodes/central#inbound": Document("nodes/central").At("inbound"),
		"#inbound":                       Here("inbound"),
		"files/central.ps1":              File("files/central.ps1"),
		"nodes/central.html#inbound":     File("nodes/central.html").At("inbound"), // as people write who look at a pack
	} {
		if got := r.String(); got != want {
			t.Errorf("%+v is written %q, want %q", r, got, want)
		}
		if got := Parse(want); got != r {
			t.Errorf("%q is read as %+v, want %+v", want, got, r)
		}
	}
}

func TestWhole(t *testing.T) {
	for _, r := range []Ref{Document("zones/dmz"), File("rules.csv")} {
		if got := r.At("to-core").Whole(); got != r {
			t.Errorf("the whole of %v is %v", r.At("to-core"), got)
		}
	}
	if !Here("x").Whole().IsZero() || Here("x").IsZero() || Document("x").IsZero() || File("x").IsZero() {
		t.Error("a reference that leads somewhere is zero, or the other way round")
	}
}

func TestInside(t *testing.T) {
	for path, want := range map[string]bool{
		"nodes/central": true, "a..b/c": true, "a b": true,
		"/etc": false, "//host/x": false, "..": false, "a/../b": false, "javascript:x": false, `a\b`: false, "a\nb": false, "a#b": false,
	} {
		for _, r := range []Ref{Document(path), File(path), Document(path).At("x")} {
			if got := r.Inside(); got != want {
				t.Errorf("%+v stays in the pack: %v, want %v", r, got, want)
			}
		}
	}
	for anchor, want := range map[string]bool{"inbound": true, "a/b": true, "a:b": false, "a\x7fb": false} {
		if got := Here(anchor).Inside(); got != want {
			t.Errorf("#%s stays in the pack: %v, want %v", anchor, got, want)
		}
	}
}

func TestPhoneAndMail(t *testing.T) {
	for number, want := range map[string]string{
		"+46 31 555 01 20": "tel:+46315550120", "+44 (0)29/5550-0101": "tel:+442955500101", "112": "tel:112",
		"555 0101 ext. 12": "", "+": "", "": "", "1;2": "", "++1": "",
	} {
		if got := Phone(number).Web; got != want {
			t.Errorf("%q leads to %q, want %q", number, got, want)
		}
	}
	for address, want := range map[string]string{
		"dba@harbour.example": "mailto:dba@harbour.example", "a@b?cc=c@d": "", "a b@c": "", "nobody": "", "@": "",
	} {
		if got := Mail(address).Web; got != want {
			t.Errorf("%q leads to %q, want %q", address, got, want)
		}
	}
}
