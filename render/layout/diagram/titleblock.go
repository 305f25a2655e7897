package diagram

import "strings"

// Lengths of title blocks in points.
const (
	blockGap  = 8.0 // above the block, and on both sides of it
	blockPad  = 4.0 // within it
	blockSize = smallest
)

// TitleBlock is the class of the group that says which document a drawing belongs to.
const TitleBlock = "title-block"

// Titled is a drawing with a block below it that says what it shows and to which document it belongs: a file is passed on without its page. Facts are
// parted by dots, and never cut.
func (m *Measure) Titled(d *Drawing, facts ...string) *Drawing {
	titled := *d
	room := d.W - 2*blockGap - 2*blockPad
	lines := m.set(d.Title, blockSize, true, Ink, room)
	current := ""
	for _, fact := range facts {
		if fact == "" {
			continue
		}
		if next := strings.TrimPrefix(current+" · "+fact, " · "); current == "" || m.Width(next, blockSize, false) <= room {
			current = next
			continue
		}
		lines = append(lines, m.set(current, blockSize, false, Muted, room)...)
		current = fact
	}
	if current != "" {
		lines = append(lines, m.set(current, blockSize, false, Muted, room)...)
	}
	_, height := extent(lines)
	frame := Rect{blockGap, d.H + blockGap, d.W - 2*blockGap, height + 2*blockPad}
	titled.H = frame.Bottom() + blockGap
	titled.Groups = append(append([]Group(nil), d.Groups...), Group{ID: d.ID + "-" + TitleBlock, Class: TitleBlock, Target: frame, Shapes: append([]Shape{
		Path{Moves: polygon(Point{frame.X, frame.Y}, Point{frame.Right(), frame.Y}, Point{frame.Right(), frame.Bottom()}, Point{frame.X, frame.Bottom()}), Closed: true, Stroke: ZoneLine, Width: 0.6},
	}, stacked(lines, Point{frame.X + blockPad, frame.Y + blockPad}, Start)...)})
	return &titled
}
