package icalendar

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// read takes a calendar apart as a program does that knows RFC 5545 only: lines are unfolded, names and values cut at the first colon, texts unescaped.
func read(t *testing.T, data string) []map[string]string {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSuffix(data, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	var events []map[string]string
	for _, line := range strings.Split(strings.ReplaceAll(data, "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		var text strings.Builder
		for i := 0; i < len(value); i++ {
			if value[i] == '\\' {
				if i++; value[i] == 'n' {
					text.WriteByte('\n')
					continue
				}
			}
			text.WriteByte(value[i])
		}
		switch {
		case line == "BEGIN:VEVENT":
			events = append(events, map[string]string{})
		case len(events) > 0 && name != "END":
			events[len(events)-1][name] = text.String()
		}
	}
	return events
}

func TestReadsBack(t *testing.T) {
	long := strings.Repeat("Prüfung der Regeln, ", 20)
	c := Calendar{Name: "Harbour; Logistics", Product: "portolan", Stamp: "2026-11-26", Events: []Event{
		{"a", "2027-03-31", `Back\slash, semi; colon: all`, "Two\nlines"}, {"b", "2027-04-01", long, ""}, {"c", "2027-04-02", "bell\aand\r\nbreak", ""}}}
	got := read(t, string(Write(c)))
	if len(got) != 3 {
		t.Fatalf("%d events", len(got))
	}
	for i, want := range []map[string]string{
		{"DTSTART;VALUE=DATE": "20270331", "SUMMARY": `Back\slash, semi; colon: all`, "DESCRIPTION": "Two\nlines", "DTSTAMP": "20261126T000000Z"},
		{"DTSTART;VALUE=DATE": "20270401", "SUMMARY": long, "DESCRIPTION": ""}, {"SUMMARY": "bell and\nbreak"}} {
		for key, value := range want {
			if got[i][key] != value {
				t.Errorf("event %d: %s is %q, want %q", i, key, got[i][key], value)
			}
		}
	}
	if got[0]["UID"] == got[1]["UID"] || !strings.HasSuffix(got[0]["UID"], "@portolan") {
		t.Errorf("ids: %s and %s", got[0]["UID"], got[1]["UID"])
	}
	c.Events[0].Day = "2028-01-01"
	if moved := read(t, string(Write(c))); moved[0]["UID"] != got[0]["UID"] {
		t.Error("an event that moves becomes another")
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("a,b;c\\d\ne")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		got := read(t, string(Write(Calendar{Name: text, Product: "portolan", Stamp: "2026-11-26", Events: []Event{{text, "2027-01-01", text, text}}})))
		if len(got) != 1 || strings.ContainsAny(got[0]["SUMMARY"], "\r\x00") {
			t.Errorf("%q: %q", text, got)
		}
	})
}
