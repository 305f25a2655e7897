package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Numbers are the numbers of a port: one, a range, or several. The zero value is none. Equal numbers are ==.
type Numbers struct {
	low, high uint16
	listed    string // several, two bytes each, rising: so that values can be compared
}

// A Span is a range of numbers, both ends included.
type Span struct{ Low, High int }

// Single is one number, or none where it is no port.
func Single(number int) Numbers {
	if number < 1 || number > 65535 {
		return Numbers{}
	}
	return Numbers{low: uint16(number), high: uint16(number)}
}

// None reports whether there are no numbers.
func (n Numbers) None() bool { return n == Numbers{} }

// One reports whether there is one number and no other.
func (n Numbers) One() bool { return n.low > 0 && n.low == n.high }

// Low is the lowest number, 0 where there is none.
func (n Numbers) Low() int { return int(n.low) }

// Spans are the ranges that the numbers are; a number by itself is a range of one.
func (n Numbers) Spans() []Span {
	if n.None() {
		return nil
	}
	if n.listed == "" {
		return []Span{{int(n.low), int(n.high)}}
	}
	spans := make([]Span, 0, len(n.listed)/2)
	for i := 0; i < len(n.listed); i += 2 {
		number := int(n.listed[i])<<8 | int(n.listed[i+1])
		spans = append(spans, Span{number, number})
	}
	return spans
}

// some reports whether a condition holds for some of the ranges.
func (n Numbers) some(is func(Span) bool) bool {
	if n.listed == "" && !n.None() { // as most are
		return is(Span{int(n.low), int(n.high)})
	}
	return slices.ContainsFunc(n.Spans(), is)
}

func (n Numbers) overlap(other Numbers) bool { return n.some(other.Within) }

// holds reports whether all numbers of another port are among these.
func (n Numbers) holds(other Numbers) bool {
	return !other.some(func(theirs Span) bool {
		return !n.some(func(s Span) bool { return s.Low <= theirs.Low && theirs.High <= s.High })
	})
}

// Within reports whether some of the numbers are in a range.
func (n Numbers) Within(s Span) bool {
	return n.some(func(mine Span) bool { return mine.Low <= s.High && s.Low <= mine.High })
}

// Shift is all numbers moved by a distance.
func (n Numbers) Shift(by int) (Numbers, error) {
	if n.None() {
		return n, fmt.Errorf("a protocol without ports has no numbers to count from")
	}
	if low, high := int(n.low)+by, int(n.high)+by; low < 1 || high > 65535 {
		return Numbers{}, fmt.Errorf("port %d is outside 1 to 65535", cmp.Or(min(low, 0), high))
	}
	moved := Numbers{low: uint16(int(n.low) + by), high: uint16(int(n.high) + by)}
	if n.listed != "" {
		var listed []byte
		for _, s := range n.Spans() {
			listed = append(listed, byte((s.Low+by)>>8), byte(s.Low+by))
		}
		moved.listed = string(listed)
	}
	return moved, nil
}

// Compare orders numbers by the first, then by the last.
func (n Numbers) Compare(other Numbers) int {
	return cmp.Or(cmp.Compare(n.low, other.low), cmp.Compare(n.high, other.high), strings.Compare(n.listed, other.listed))
}

// String is the numbers as rule files and worksheets show them: ranges with a hyphen, several with a bar.
func (n Numbers) String() string {
	switch {
	case n.None():
		return ""
	case n.One():
		return strconv.Itoa(int(n.low))
	case n.listed == "":
		return strconv.Itoa(int(n.low)) + "-" + strconv.Itoa(int(n.high))
	}
	var parts []string
	for _, s := range n.Spans() {
		parts = append(parts, strconv.Itoa(s.Low))
	}
	return strings.Join(parts, "|")
}

// MarshalText is the same, for JSON.
func (n Numbers) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (n *Numbers) UnmarshalText(text []byte) error {
	read, _, err := parseNumbers(string(text))
	*n = read
	return err
}

func parseNumbers(s string) (Numbers, Choice, error) {
	if strings.Contains(s, "|") {
		return parseAlternatives(s)
	}
	text, suffix, more := strings.Cut(s, " ")
	lowest, highest, isRange := strings.Cut(text, "-")
	low, err := parseNumber(lowest)
	if err != nil {
		return Numbers{}, "", err
	}
	high := low
	if isRange {
		if high, err = parseNumber(highest); err != nil {
			return Numbers{}, "", err
		}
		if high < low {
			return Numbers{}, "", fmt.Errorf("the range %s ends before it starts", text)
		}
	}
	n := Numbers{low: uint16(low), high: uint16(high)}
	switch choice := Choice(suffix); {
	case !more:
		return n, "", nil
	case isRange && (choice == OneOf || choice == Dynamic || choice == Alternatives):
		return n, choice, nil
	}
	return Numbers{}, "", fmt.Errorf("%q after a port; only ranges may be followed, by \"alternatives\", \"one of\" or \"dynamic\"", suffix)
}

// ParseSourcePort reads the ports from which callers connect: "123", "1024-65535".
func ParseSourcePort(s string) (Numbers, error) {
	n, choice, err := parseNumbers(s)
	if err == nil && choice != "" {
		err = fmt.Errorf("%q is a choice; callers connect from a port, or from any of a range", s)
	}
	return n, err
}

func parseAlternatives(s string) (Numbers, Choice, error) {
	var n Numbers
	var listed []byte
	for part := range strings.SplitSeq(s, "|") {
		number, err := parseNumber(part)
		if err != nil {
			return Numbers{}, "", err
		}
		if number <= int(n.high) {
			return Numbers{}, "", fmt.Errorf("the alternatives %s do not rise", s)
		}
		if n.low == 0 {
			n.low = uint16(number)
		}
		n.high, listed = uint16(number), append(listed, byte(number>>8), byte(number))
	}
	n.listed = string(listed)
	return n, Alternatives, nil
}

func parseNumber(s string) (int, error) {
	n, err := parseWhole(s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a port number", s)
	}
	if n < 1 || n > 65535 {
		return 0, fmt.Errorf("port %d is outside 1 to 65535", n)
	}
	return n, nil
}

// parseWhole reads a number that is written without a sign or a leading zero.
func parseWhole(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err == nil && (n < 0 || s != strconv.Itoa(n)) {
		err = strconv.ErrSyntax
	}
	return n, err
}
