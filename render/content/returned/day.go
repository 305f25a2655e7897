package returned

import (
	"regexp"
	"strconv"
	"time"

	"portolan/model/source"
)

// forms are those of a day that can be read in one way only, whatever the country. Dots stand between day and month in that order wherever they are used.
var forms = []string{"2006-1-2", "2006/1/2", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z", "2006-01-02 15:04:05", "2006-01-02 15:04", "2.1.2006", "2. 1. 2006", "2 January 2006", "2 Jan 2006", "2. January 2006", "2-Jan-2006",
	"January 2, 2006", "Jan 2, 2006"}

var (
	slashed  = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)
	shortDay = regexp.MustCompile(`^\d{1,2}[./-]\d{1,2}[./-]\d{2}$`)
	bare     = regexp.MustCompile(`^\d+(\.\d+)?$`)
)

// dayOf reads a day that was written as text, or says why it cannot be read.
func dayOf(text string) (day source.Date, fault string) {
	for _, form := range forms {
		if t, err := time.Parse(form, text); err == nil {
			return source.DateOf(t), ""
		}
	}
	switch m := slashed.FindStringSubmatch(text); {
	case m != nil:
		return ofTwo(m[1], m[2], m[3])
	case shortDay.MatchString(text):
		return day, "the year has two digits"
	case bare.MatchString(text):
		return day, "it is a number that is not shown as a date"
	}
	return day, "it is no date"
}

// ofTwo reads a day of which it is not said which number is the month.
func ofTwo(first, second, year string) (source.Date, string) {
	a, _ := strconv.Atoi(first) // digits
	b, _ := strconv.Atoi(second)
	y, _ := strconv.Atoi(year)
	if a <= 12 && b <= 12 && a != b {
		return source.Date{}, "it could be day and month, or month and day"
	}
	month, of := b, a
	if b > 12 {
		month, of = a, b
	}
	t := time.Date(y, time.Month(month), of, 0, 0, 0, 0, time.UTC)
	if t.Day() != of || int(t.Month()) != month {
		return source.Date{}, "there is no such day"
	}
	return source.DateOf(t), ""
}
