package returned

import "testing"

// TestDays reads days in the forms that people and programs write, and refuses those that can be read in two ways.
func TestDays(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-27": "2026-11-27", "2026/11/27": "2026-11-27", "2026-1-5": "2026-01-05", "2026-11-27T00:00:00": "2026-11-27", "2026-11-27 14:05:00": "2026-11-27",
		"27.11.2026": "2026-11-27", "5.1.2026": "2026-01-05", "05.01.2026": "2026-01-05", "27 November 2026": "2026-11-27", "27 Nov 2026": "2026-11-27", "27-Nov-2026": "2026-11-27",
		"November 27, 2026": "2026-11-27", "27/11/2026": "2026-11-27", "11/27/2026": "2026-11-27", "27-11-2026": "2026-11-27", "5/5/2026": "2026-05-05",
		"11/12/2026": "it could be day and month, or month and day", "1-2-2026": "it could be day and month, or month and day", "27.11.26": "the year has two digits",
		"11/27/26": "the year has two digits", "46353": "it is a number that is not shown as a date", "31/02/2026": "there is no such day", "30.02.2026": "it is no date",
		"13/13/2026": "there is no such day", "2026-13-01": "it is no date", "soon": "it is no date", "00/13/2026": "there is no such day",
	} {
		day, fault := dayOf(text)
		if got := day.String() + fault; got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestLetters names columns as spreadsheet programs do.
func TestLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := letters(column); got != want {
			t.Errorf("%d: %s, want %s", column, got, want)
		}
	}
}
