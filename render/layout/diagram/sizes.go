package diagram

import (
	"math"
	"strconv"
)

// Lengths in points.
const (
	boxPadX, boxPadY     = 8.0, 5.0
	boxMinW, boxMinH     = 72.0, 28.0
	everyH               = 17.0 // of a box for all nodes of a zone
	stackStep            = 3.5  // each sheet of a stack behind a folded box
	stackSheets          = 2
	countGap             = 6.0
	labelPadX, labelPadY = 3.5, 1.5
	headingPad           = 8.0   // between a zone's frame and its heading
	subtitleRow          = 150.0 // of a zone's subtitles, several of which share a line
	pageMargin           = 8.0
)

// BoxSize is the size of a box that holds all its lines.
func (m *Measure) BoxSize(b Box) (w, h float64) {
	lines, count := m.boxLines(b)
	w, h = extent(lines)
	if count.text != "" {
		w = math.Max(w, lines[0].width+countGap+count.width)
	}
	pad := padding(b.Kind)
	least := boxMinH
	if b.Kind == Every {
		least = everyH
	}
	w = math.Max(up(w+pad.left+pad.right), boxMinW)
	h = math.Max(up(h+pad.above+pad.below), least)
	if b.Count > 1 {
		w, h = w+stackStep*stackSheets, h+stackStep*stackSheets
	}
	if b.Here {
		w, h = w+2*hereRoom, h+2*hereRoom
	}
	return w, h
}

// boxLines are a box's lines as printed, and the sign that says how many hosts it stands for.
func (m *Measure) boxLines(b Box) (lines []line, count line) {
	for _, l := range b.Lines {
		size, bold, fill := detailSize, false, Ink
		switch l.Style {
		case Name:
			size, bold = nameSize, true
		case Fine:
			size, fill = fineSize, Muted
		}
		set := m.set(l.Text, size, bold, fill, boxTextMax)
		if len(set) > 1 {
			set[0].room = m.fullest(l.Text, size, bold, boxTextMax)
		}
		lines = append(lines, set...)
	}
	if len(lines) == 0 {
		lines = []line{{size: nameSize, bold: true, fill: Ink}}
	}
	if b.Count > 1 {
		text := "\u00d7 " + strconv.Itoa(b.Count)
		count = line{text: text, size: nameSize, bold: true, fill: Muted, width: m.Width(text, nameSize, true)}
	}
	return lines, count
}

// A margin is what is left free within a box around its text.
type margin struct{ left, right, above, below float64 }

// padding keeps text out of the corners, bars and rims that a kind's outline has.
func padding(kind BoxKind) margin {
	p := margin{boxPadX, boxPadX, boxPadY, boxPadY}
	switch kind {
	case Server:
		p.left += serverBar
	case Every:
		p.above, p.below = 2, 2
	case Database:
		p.above, p.below = p.above+rim-2, p.below+rim/2-2
	case Files:
		p.above += tabH - 2
	case LoadBalancer:
		p.left, p.right = p.left+hexagonPoint*0.7, p.right+hexagonPoint*0.7
	case External:
		p = margin{p.left + bump, p.right + bump, p.above + bump - 1, p.below + bump - 1}
	case Clients:
		p.left, p.right = p.left+personW+4, p.right+4
	}
	return p
}

// body is the part of a box's frame that holds its text; the rest belongs to the stack behind it.
func body(b Box, frame Rect) Rect {
	if b.Here {
		frame = frame.Grow(-hereRoom)
	}
	if b.Count > 1 {
		d := stackStep * stackSheets
		return Rect{frame.X, frame.Y + d, frame.W - d, frame.H - d}
	}
	return frame
}

// HeadingSize is the room that a zone's title and subtitles take in the top left corner of its frame, without a margin.
func (m *Measure) HeadingSize(z Zone) (w, h float64) {
	w, h = extent(m.headingLines(z))
	return up(w), up(h)
}

// FlatHeadingSize is that room with the first subtitles beside the title instead of below it.
func (m *Measure) FlatHeadingSize(z Zone) (w, h float64) {
	lines := m.headingLines(z)
	w, h = extent(lines)
	if m.flat(z) {
		w, h = math.Max(w, lines[0].width+besideTitle+lines[1].width), h-lines[1].height()
	}
	return up(w), up(h)
}

// flat tells whether a zone has subtitles that can stand beside its title.
func (m *Measure) flat(z Zone) bool {
	return len(z.Subtitle) > 0 && len(m.set(z.Title, headingSize, true, Ink, zoneTextMax)) == 1
}

// besideTitle is between a title and the subtitles beside it.
const besideTitle = 8.0

func (m *Measure) headingLines(z Zone) []line {
	const between = "   "
	lines := m.set(z.Title, headingSize, true, Ink, zoneTextMax)
	row := ""
	for _, s := range z.Subtitle {
		if row != "" && m.Width(row+between+s, subtitleSize, false) > subtitleRow {
			lines = append(lines, m.set(row, subtitleSize, false, Muted, zoneTextMax)...)
			row = ""
		}
		if row != "" {
			row += between
		}
		row += printable(s)
	}
	if row != "" {
		lines = append(lines, m.set(row, subtitleSize, false, Muted, zoneTextMax)...)
	}
	if z.Note != "" {
		lines = append(lines, m.set(z.Note, subtitleSize, false, Muted, zoneTextMax)...)
	}
	return lines
}

// LabelSize is the size of an edge's label with its plate; zero without a label.
func (m *Measure) LabelSize(e Edge) (w, h float64) {
	lines := m.labelLines(e)
	if len(lines) == 0 {
		return 0, 0
	}
	w, h = extent(lines)
	return up(w + 2*labelPadX), up(h + 2*labelPadY)
}

// labelLines are a label's lines as printed, with the signs that they begin with. The label of a change that says nothing else is its sign.
func (m *Measure) labelLines(e Edge) []line {
	if change, changed := changeLooks[e.Change]; changed && len(e.Label) == 0 {
		return m.set(change.sign, labelSize, true, change.line, labelTextMax)
	}
	var lines []line
	for _, l := range e.Label {
		lines = append(lines, m.set(l, labelSize, false, LabelInk, labelTextMax)...)
	}
	return lines
}
