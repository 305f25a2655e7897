// Package icalendar writes days as a calendar that other programs take in: RFC 5545, of which it uses events that last a day.
package icalendar

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Calendar is a list of days.
type Calendar struct {
	Name    string
	Product string // what wrote it, as "portolan"
	Stamp   string // the day on which it was made, as 2026-11-26
	Events  []Event
}

// An Event is what is due on a day.
type Event struct {
	Key     string // what it is, in a way that stays the same when its day moves: programs replace the event of that key
	Day     string // 2026-11-26
	Summary string
	Text    string // may have several lines
}

// Write is the text of a calendar. The same calendar gives the same bytes.
func Write(c Calendar) []byte {
	var b strings.Builder
	line := func(name, value string) { fold(&b, name+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//"+escaped(c.Product)+"//EN")
	line("CALSCALE", "GREGORIAN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", escaped(c.Name))
	for _, e := range c.Events {
		line("BEGIN", "VEVENT")
		line("UID", fmt.Sprintf("%x", sha256.Sum256([]byte(e.Key)))[:32]+"@"+escaped(c.Product))
		line("DTSTAMP", compact(c.Stamp)+"T000000Z")
		line("DTSTART;VALUE=DATE", compact(e.Day))
		line("SUMMARY", escaped(e.Summary))
		if e.Text != "" {
			line("DESCRIPTION", escaped(e.Text))
		}
		line("TRANSP", "TRANSPARENT")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return []byte(b.String())
}

func compact(day string) string { return strings.ReplaceAll(day, "-", "") }

// escapes are those of texts, section 3.3.11. Control characters have no place in a text.
var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`)

func escaped(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, escapes.Replace(text))
}

// most is the length of a line in bytes, section 3.1.
const most = 75

// fold writes a line, in pieces where it is too long; no character is cut in two.
func fold(b *strings.Builder, line string) {
	room := most
	for len(line) > room {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b.WriteString(line[:cut] + "\r\n ")
		line, room = line[cut:], most-1
	}
	b.WriteString(line + "\r\n")
}
