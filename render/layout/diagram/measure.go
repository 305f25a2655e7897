package diagram

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"portolan/render/text/font"
)

// Type sizes in points and the widest line before it wraps.
const (
	nameSize     = 9.5
	detailSize   = 8.5
	fineSize     = smallest
	headingSize  = 10.0
	subtitleSize = smallest
	labelSize    = smallest
	legendSize   = smallest

	leading      = 1.24 // line height in type sizes
	ascent       = 0.96 // from the top of a line to its baseline, in type sizes
	boxTextMax   = 170.0
	zoneTextMax  = 250.0
	labelTextMax = 140.0
)

// A Measure knows how wide text is in the fonts that the documents embed. It may be used from several goroutines.
type Measure struct {
	sans, bold *font.Face
}

// NewMeasure reads the two fonts in which pictures are set.
func NewMeasure(sans, bold []byte) (*Measure, error) {
	s, err := font.Parse(sans)
	if err != nil {
		return nil, fmt.Errorf("measure diagrams, regular weight: %w", err)
	}
	b, err := font.Parse(bold)
	if err != nil {
		return nil, fmt.Errorf("measure diagrams, bold weight: %w", err)
	}
	return &Measure{sans: s, bold: b}, nil
}

// Width is the width of one line of text in points.
func (m *Measure) Width(text string, size float64, bold bool) float64 {
	if bold {
		return m.bold.Width(text, size)
	}
	return m.sans.Width(text, size)
}

// A line is one line of text as it will be printed.
type line struct {
	text  string
	size  float64
	bold  bool
	fill  string
	width float64
	room  float64 // that it takes, if more
}

func (l line) height() float64 { return l.size * leading }

// set breaks a text into lines of at most max points. Nothing is ever cut off: a text without a place to break is broken
// between two characters.
func (m *Measure) set(text string, size float64, bold bool, fill string, max float64) []line {
	var lines []line
	for _, t := range m.even(printable(text), size, bold, max) {
		lines = append(lines, line{text: t, size: size, bold: bold, fill: fill, width: m.Width(t, size, bold)})
	}
	return lines
}

// evenUpTo is the number of lines up to which a text is evened out: prose is not.
const evenUpTo = 3

// even breaks a text into as few lines as it needs, of about the same width: a last word alone looks like an oversight. No word is torn for that.
func (m *Measure) even(text string, size float64, bold bool, max float64) []string {
	lines, torn := m.wrap(text, size, bold, max)
	if n := len(lines); n > 1 && n <= evenUpTo {
		for {
			closer, tears := m.wrap(text, size, bold, m.widest(lines, size, bold)-0.01)
			if len(closer) > n || tears > torn {
				break
			}
			lines = closer
		}
	}
	return lines
}

// fullest is how wide a text is whose lines are as long as they can be. A box is that wide, also when its lines are even: a word that goes down a line moves no other box.
func (m *Measure) fullest(text string, size float64, bold bool, max float64) float64 {
	lines, _ := m.wrap(printable(text), size, bold, max)
	return m.widest(lines, size, bold)
}

func (m *Measure) widest(lines []string, size float64, bold bool) (w float64) {
	for _, l := range lines {
		w = math.Max(w, m.Width(l, size, bold))
	}
	return w
}

// wrap breaks a text into lines, each as long as it can be. It says how many words it had to tear.
func (m *Measure) wrap(text string, size float64, bold bool, max float64) (lines []string, torn int) {
	for m.Width(text, size, bold) > max {
		at := m.breakAt(text, size, bold, max)
		if !strings.Contains(separators, text[at-1:at]) {
			torn++
		}
		lines = append(lines, strings.TrimRight(text[:at], " "))
		text = strings.TrimLeft(text[at:], " ")
	}
	return append(lines, text), torn
}

// separators are the characters behind which a line may end.
const separators = " .-/_:,;@"

// breakAt finds the byte at which the first line of a too wide text ends: behind the last separator that still fits, or else
// behind the last hyphen (a name's own, which at the end of a line may be read as none), or else behind the last character that fits. It is never zero, so that
// wrapping ends.
func (m *Measure) breakAt(text string, size float64, bold bool, max float64) int {
	width, fits, separator, hyphen := 0.0, 0, 0, 0
	for i, r := range text {
		width += m.Width(string(r), size, bold)
		end := i + len(string(r))
		if width > max && fits > 0 && !unicode.Is(unicode.Mn, r) {
			break
		}
		fits = end
		if r == '-' {
			hyphen = end
		} else if strings.ContainsRune(separators, r) {
			separator = end
		}
	}
	for _, at := range []int{separator, hyphen} {
		if at > fits/3 {
			return at
		}
	}
	return fits
}

// printable replaces what cannot stand in a line of text, so that all formats print the same.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

func extent(lines []line) (w, h float64) {
	for _, l := range lines {
		w = math.Max(w, math.Max(l.width, l.room))
		h += l.height()
	}
	return w, h
}

// up rounds a length up to half a point: sizes that differ by a hair would make a layout restless.
func up(length float64) float64 { return math.Ceil(length*2-1e-9) / 2 }
