package source

import "testing"

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-06-15", 6, "2026-12-15"}, {"2026-08-31", 6, "2027-02-28"}, {"2027-08-31", 6, "2028-02-29"}, {"2026-12-01", 1, "2027-01-01"}, {"2026-11-30", 1, "2026-12-30"},
		{"2026-12-31", 12, "2027-12-31"}, {"2026-10-31", 13, "2027-11-30"},
	} {
		from, err := ParseDate(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := from.AddMonths(c.n).String(); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.n, got, c.want)
		}
	}
}
