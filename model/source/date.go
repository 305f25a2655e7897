package source

import (
	"cmp"
	"fmt"
	"time"
)

// A Date is a day without time and without time zone.
type Date struct{ Year, Month, Day int }

// DateOf is the day of a moment in the moment's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// ParseDate reads year-month-day, as in 2026-10-01.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date such as 2026-10-01", s)
	}
	return DateOf(t), nil
}

// String is year-month-day; the zero Date is the empty string.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// IsZero tells whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Before tells whether d is earlier than other.
func (d Date) Before(other Date) bool {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day)) < 0
}

// DaysSince is the number of days from another day to this one; negative where that is later.
func (d Date) DaysSince(other Date) int { return int(d.Time().Sub(other.Time()).Hours() / 24) }

// AddMonths is the same day so many months later, or that month's last day where the month has no such day.
func (d Date) AddMonths(n int) Date {
	last := time.Date(d.Year, time.Month(d.Month+n+1), 0, 0, 0, 0, 0, time.UTC)
	return Date{last.Year(), int(last.Month()), min(d.Day, last.Day())}
}

// Time is the first moment of the day in UTC.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// MarshalText is String, so that JSON shows a date as people write it.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
