package pages

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"portolan/render/document"
	"portolan/render/format/pdf/pdftest"
	"portolan/render/format/pdf/typeset"
	"portolan/render/layout/diagram"
)

// These tests move something down a page in small steps, so that each of its parts meets the page's end, and ask at every place for what must
// never be parted there.

// Measures of typeset that these tests hold it to, in points.
const (
	openingHeight = 90.0 // of a step's own content below its title, at least
	paraSpace     = 6    // above a paragraph
	smallestShare = 0.85 // of its size that a figure keeps
)

// baseline is the distance from the top of a line to the feet of its letters.
func baseline(size float64) float64 { return (size*typeset.Leading-size)/2 + size*0.82 }

// shifted composes blocks behind so many lines, and hands over what stands on each page, from top to bottom.
func shifted(t *testing.T, blocks []document.Block, check func(t *testing.T, pages []shown)) {
	t.Helper()
	for shift := range 104 {
		above := strings.Repeat("above\n", shift/2) + "above"
		if shift%2 == 1 {
			above += "\n\nabove" // half a line more
		}
		c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: append([]document.Block{document.Prose{Markdown: strings.ReplaceAll(above, "\nabove", "\\\nabove")}}, blocks...)})
		checkPages(t, c)
		var pages []shown
		for _, p := range c.pages {
			pages = append(pages, show(p))
		}
		check(t, pages)
		if t.Failed() {
			t.Fatalf("after %d half lines", shift)
		}
	}
}

// shown is what stands between the header and the footer of a page, but for the title of a step that goes on.
type shown struct {
	*Page
	texts []typeset.Text
}

func show(p *Page) shown {
	s := shown{Page: p}
	for _, item := range p.Items {
		if x, ok := item.(typeset.Text); ok && x.Y > p.Sheet.Top && x.Y < p.Sheet.H-p.Sheet.Bottom {
			s.texts = append(s.texts, x)
		}
	}
	if again := s.at("Step 1 (continued)"); !math.IsNaN(again) {
		s.texts = slices.DeleteFunc(s.texts, func(x typeset.Text) bool { return x.Y == again && !strings.HasPrefix(x.Text, "Step") })
	}
	slices.SortStableFunc(s.texts, func(a, b typeset.Text) int { return int(math.Round((a.Y - b.Y) * 10)) })
	return s
}

// count is the number of texts that begin so.
func (s shown) count(start string) int {
	n := 0
	for _, x := range s.texts {
		if strings.HasPrefix(x.Text, start) {
			n++
		}
	}
	return n
}

func (s shown) has(start string) bool { return s.count(start) > 0 }

// at is the height at which the first text stands that begins so.
func (s shown) at(start string) float64 {
	for _, x := range s.texts {
		if strings.HasPrefix(x.Text, start) {
			return x.Y
		}
	}
	return math.NaN()
}

// together fails when some of the texts stand on a page, but not all.
func together(t *testing.T, pages []shown, starts ...string) {
	t.Helper()
	for i, p := range pages {
		n := 0
		for _, start := range starts {
			if p.has(start) {
				n++
			}
		}
		if n > 0 && n < len(starts) {
			t.Errorf("page %d holds %d of %q", i+1, n, starts)
		}
	}
}

// neverOne fails when a page holds a single text that begins so, of the whole number.
func neverOne(t *testing.T, pages []shown, start string, whole int) {
	t.Helper()
	sum := 0
	for i, p := range pages {
		n := p.count(start)
		if n == 1 {
			t.Errorf("page %d holds one %q alone", i+1, start)
		}
		sum += n
	}
	if sum != whole {
		t.Errorf("%d times %q, want %d", sum, start, whole)
	}
}

func numbered(word string, n int) string {
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("%s %02d", word, i+1))
	}
	return strings.Join(lines, "\n")
}

// longStep is higher than half a page.
func longStep() document.Step {
	labels := pdftest.StepLabels
	labels.By, labels.At = "Done by", "at"
	return document.Step{
		ID: "s", Title: "A long step", Where: []document.Cell{document.C("central.example")}, Who: "Operator", Minutes: 5, Labels: labels,
		Body: "First lines.", Danger: "Harm.",
		Commands: []document.Command{{Shell: "bash", Text: numbered("short", 12)}, {Shell: "bash", Text: numbered("long", 24)}},
		Expect:   "All is well.", Rollback: "Undo it.", Fields: pdftest.Fields("Sources", "The manual"),
	}
}

// below is enough behind something for its end not to be that of the document.
var below = document.Text{Text: numbered("below", 12)}

func TestStepsAtAPagesEnd(t *testing.T) {
	step, turned := longStep(), longStep()
	slices.Reverse(turned.Commands)
	shifted(t, []document.Block{turned, below}, func(t *testing.T, pages []shown) {
		together(t, pages, "A long step", "central.example", "Operator", "First lines.", "Harm.", "long 01")
		neverOne(t, pages, "long", 24)
	})
	shifted(t, []document.Block{step, below}, func(t *testing.T, pages []shown) {
		together(t, pages, "A long step", "central.example", "Operator", "First lines.", "Harm.", "short 01")
		together(t, pages, "Undo it.", "The manual", "Done by")
		for i, p := range pages {
			if n := p.count("short"); n != 0 && n != 12 {
				t.Errorf("page %d holds %d lines of a short command", i+1, n)
			}
			if p.has("A long step") && !p.has("Step 1 (continued)") && p.texts[len(p.texts)-1].Y-p.at("A long step") < openingHeight {
				t.Errorf("page %d holds little more than the title of the step", i+1)
			}
			begun := p.has("short") || p.has("long") || p.has("All is well.") || p.has("Undo it.") || p.has("Done by")
			if begun && p.count("Step 1") != 1 {
				t.Errorf("page %d does not say which step goes on", i+1)
			}
			if !p.has("above") && begun && !strings.HasPrefix(p.texts[0].Text, "Step 1") {
				t.Errorf("page %d begins with %q", i+1, p.texts[0].Text)
			}
		}
		neverOne(t, pages, "long", 24)
	})
}

// TestVerdictStaysWithItsSteps: a callout behind steps does not stand on a page without the last of them.
func TestVerdictStaysWithItsSteps(t *testing.T) {
	shifted(t, []document.Block{longStep(), document.Callout{Mark: document.Warning, Markdown: "Go or no-go."}, below}, func(t *testing.T, pages []shown) {
		together(t, pages, "Undo it.", "Done by", "Go or no-go.")
	})
}

// TestShortStepsStayWhole: a step on less than a quarter of a page is not parted.
func TestShortStepsStayWhole(t *testing.T) {
	step := longStep()
	step.Commands, step.Danger = nil, ""
	shifted(t, []document.Block{step, below}, func(t *testing.T, pages []shown) {
		together(t, pages, "A long step", "First lines.", "All is well.", "Undo it.", "The manual", "Done by")
	})
}

// TestStepsLeaveNoWhite: a step on more than a quarter of a page is parted rather than leave as much white.
func TestStepsLeaveNoWhite(t *testing.T) {
	step := longStep()
	step.Commands, step.Danger = nil, ""
	step.IfFails, step.Parts = numbered("fail", 4), []document.StepPart{{Label: "Again", Markdown: numbered("again", 4)}, {Label: "Later", Markdown: numbered("later", 4)}}
	shifted(t, []document.Block{step, below}, func(t *testing.T, pages []shown) {
		for i, p := range pages[:len(pages)-1] {
			last := p.texts[len(p.texts)-1].Y
			if white := (p.Sheet.H - p.Sheet.Bottom - last) / p.Sheet.Height(); pages[i+1].has("Later") && white > 0.25 {
				t.Errorf("%.0f %% of page %d stays white", white*100, i+1)
			}
		}
	})
}

// TestPartsOfSteps: a part of few lines is not cut; of a longer one two lines stand on each page, and its label says that it goes on.
func TestPartsOfSteps(t *testing.T) {
	step := longStep()
	step.Commands, step.Danger = nil, ""
	step.Expect, step.IfFails = strings.ReplaceAll(numbered("short", 6), "\n", "\\\n"), strings.ReplaceAll(numbered("long", 40), "\n", "\\\n")
	parted := 0
	shifted(t, []document.Block{step, below}, func(t *testing.T, pages []shown) {
		neverOne(t, pages, "long", 40)
		for i, p := range pages {
			if n := p.count("short"); n != 0 && n != 6 {
				t.Errorf("page %d holds %d lines of a short part", i+1, n)
			}
			if p.has("long") && !p.has("long 01") {
				parted++
				if p.count("If it fails") != 1 {
					t.Errorf("page %d does not say which part goes on", i+1)
				}
			}
		}
	})
	if parted == 0 {
		t.Error("no part was parted")
	}
}

// TestOpeningsOfSteps: below the title of a step stand who and where, and a good part of a text that is parted.
func TestOpeningsOfSteps(t *testing.T) {
	step := longStep()
	step.Commands, step.Danger, step.Body = nil, "", strings.Repeat("Paragraph.\n\n", 30)
	shifted(t, []document.Block{step, below}, func(t *testing.T, pages []shown) {
		together(t, pages, "A long step", "central.example", "Operator")
		for i, p := range pages {
			if p.has("A long step") && p.count("Paragraph.") < 2 {
				t.Errorf("page %d holds the title and %d paragraphs", i+1, p.count("Paragraph."))
			}
		}
	})
}

// TestCodeAtAPagesEnd: of code that is parted two lines at least stand on each page.
func TestCodeAtAPagesEnd(t *testing.T) {
	shifted(t, []document.Block{document.Prose{Markdown: "```\n" + numbered("line", 14) + "\n```"}, below}, func(t *testing.T, pages []shown) { neverOne(t, pages, "line", 14) })
}

// TestHeadingsStayWithWhatFollows: neither a heading nor the text below it stands at the foot of a page without the first of what they are about.
func TestHeadingsStayWithWhatFollows(t *testing.T) {
	list := document.List{Items: []document.Cell{document.C("first"), document.C("second"), document.C("third")}}
	for name, follows := range map[string]struct {
		block document.Block
		with  []string
	}{
		"list":      {list, []string{"first", "second"}},
		"checklist": {document.Checklist{Items: []string{"first", "second", "third"}}, []string{"first", "second"}},
		"index":     {document.Index{Entries: list.Items}, []string{"first", "second"}},
		"fields":    {document.Fields{Fields: pdftest.Fields("first", "1", "second", "2", "third", "3")}, []string{"first", "second"}},
		"table":     {pdftest.NarrowTable(5), []string{"4000", "4001"}},
		"step":      {longStep(), []string{"A long step", "First lines."}},
	} {
		t.Run(name, func(t *testing.T) {
			shifted(t, []document.Block{document.Heading{Level: 1, Text: "Heading"}, document.Prose{Markdown: "Intro."}, follows.block},
				func(t *testing.T, pages []shown) { together(t, pages, append(follows.with, "Heading", "Intro.")...) })
		})
	}
}

// TestNoItemStandsAlone: of lists and tables neither the first nor the last item is alone on a page.
func TestNoItemStandsAlone(t *testing.T) {
	cells, items, rows := []document.Cell{}, []string{}, pdftest.NarrowTable(6)
	for i := range 6 {
		items = append(items, fmt.Sprint("item ", i))
		cells = append(cells, document.C(items[i]))
		rows.Rows[i].Cells[1] = document.C(items[i])
	}
	for name, block := range map[string]document.Block{
		"list": document.List{Items: cells}, "checklist": document.Checklist{Items: items}, "index": document.Index{Entries: cells},
		"prose": document.Prose{Markdown: "- " + strings.Join(items, "\n- ")}, "tasks": document.Prose{Markdown: "- [ ] " + strings.Join(items, "\n- [ ] ")}, "table": rows,
	} {
		t.Run(name, func(t *testing.T) {
			shifted(t, []document.Block{block, document.Heading{Level: 1, Text: "After"}, document.Text{Text: "Text."}}, func(t *testing.T, pages []shown) { neverOne(t, pages, "item", 6) })
		})
	}
}

// TestSectionsEndTogether: of a section the last line does not stand on a page of its own, and a short section stays whole.
func TestSectionsEndTogether(t *testing.T) {
	long := document.Prose{Markdown: strings.Repeat("One line.\n\n", 20) + "Last line."}
	short := document.Prose{Markdown: strings.Repeat("Another line.\n\n", 6) + "End."}
	shifted(t, []document.Block{document.Heading{Level: 1, Text: "Long"}, long, document.Heading{Level: 1, Text: "Short"}, short, document.Heading{Level: 1, Text: "After"}, below}, func(t *testing.T, pages []shown) {
		together(t, pages, "Short", "End.")
		for i, p := range pages {
			if p.has("Last line.") && p.count("One line.") < 2 {
				t.Errorf("page %d holds the last line of a section alone", i+1)
			}
		}
	})
}

// TestHeadingsAtTheTop: whatever stands before it, a heading at the top of a page stands at one height.
func TestHeadingsAtTheTop(t *testing.T) {
	for name, before := range map[string]document.Block{
		"table": pdftest.NarrowTable(3), "step": document.Step{Title: "Step", Body: "Text.", Labels: pdftest.StepLabels}, "code": document.Prose{Markdown: "```\ncode\n```"},
		"callout": document.Callout{Mark: document.Note, Markdown: "Note."}, "figure": document.Figure{Caption: "Figure", Picture: &diagram.Scene{W: 200, H: 90}},
		"signatures": pdftest.Control().Blocks[1],
	} {
		t.Run(name, func(t *testing.T) {
			tops := 0
			shifted(t, []document.Block{before, document.Heading{Level: 1, Text: "Heading"}, document.Text{Text: strings.Repeat("text\n", 20)}}, func(t *testing.T, pages []shown) {
				for _, p := range pages {
					if p.texts[0].Text != "Heading" {
						continue
					}
					tops++
					if want := p.Sheet.Top + baseline(pdftest.HeadingSizes[0]); math.Abs(p.texts[0].Y-want) > 0.01 {
						t.Errorf("the heading stands at %.1f, want %.1f", p.texts[0].Y, want)
					}
				}
			})
			if tops == 0 {
				t.Error("the heading never came to the top of a page")
			}
		})
	}
}

// TestLastPagesHoldEnough: no document ends with a page of a few lines.
func TestLastPagesHoldEnough(t *testing.T) {
	sources := document.List{Items: []document.Cell{document.C("The manual")}}
	most := 0
	shifted(t, []document.Block{document.Text{Text: strings.Repeat("One line.\n", 29) + "One line."}, document.Heading{Level: 1, Text: "Sources"}, sources}, func(t *testing.T, pages []shown) {
		most = max(most, len(pages))
		if last := pages[len(pages)-1]; last.count("One line.") < 2 {
			t.Errorf("%d lines stand before the sources on the last of %d pages", last.count("One line."), len(pages))
		}
	})
	if most < 2 {
		t.Error("nothing came to a second page")
	}
}

// TestLastPagesTakeASection: a short section does not stand on the last page alone if the one before it can come along whole.
func TestLastPagesTakeASection(t *testing.T) {
	section := func(name string, lines int) []document.Block {
		return []document.Block{document.Heading{Level: 1, Text: name}, document.Text{Text: strings.Repeat("Line of "+name+".\n", lines-1) + "Line of " + name + "."}}
	}
	blocks := slices.Concat(section("One", 16), section("Two", 7), section("Three", 7))
	taken := 0
	shifted(t, blocks, func(t *testing.T, pages []shown) {
		last := pages[len(pages)-1]
		if len(pages) > 1 && last.has("Three") && !last.has("One") && !last.has("Line of One.") {
			if taken++; !last.has("Two") {
				t.Errorf("the last page holds one section alone")
			}
		}
	})
	if taken == 0 {
		t.Error("the last section never came to another page")
	}
}

// TestNearHeadings: a section that is to stay near what is before it does not begin a page without the end of that.
func TestNearHeadings(t *testing.T) {
	near := document.Heading{Level: 1, Text: "Signed", Near: true}
	shifted(t, []document.Block{document.Heading{Level: 1, Text: "Called"}, pdftest.NarrowTable(3), near, document.Text{Text: "By hand."}, document.Heading{Level: 1, Text: "After"}, below}, func(t *testing.T, pages []shown) {
		together(t, pages, "4002", "Signed", "By hand.")
	})
}

// TestTighterPages: what would stand alone on a page finds room on the one before, if a little less space makes it.
func TestTighterPages(t *testing.T) {
	one, two, tight := 0, 0, 0
	for lines := 4; lines < 60; lines++ {
		doc := &document.Document{ID: "x", Title: "X", Blocks: []document.Block{document.Prose{Markdown: strings.Repeat("One line.\n\n", lines)}}}
		c := composed(t, doc)
		checkPages(t, c)
		first := show(c.pages[0])
		switch space := first.texts[3].Y - first.texts[2].Y; {
		case len(c.pages) > 1:
			two++
		case space < desk(t).Composer().Body().Size*typeset.Leading+paraSpace-0.1:
			tight++
		default:
			one++
		}
	}
	if one == 0 || two == 0 || tight == 0 || tight > 6 {
		t.Errorf("%d on one page, %d on a tighter one, %d on two", one, tight, two)
	}
}

// TestFiguresShrinkToFit: a figure that nearly fits the rest of a page is set a little smaller, never below what can be read.
func TestFiguresShrinkToFit(t *testing.T) {
	smaller := 0
	whole := 9.0 // points of the title in the figure
	shifted(t, []document.Block{document.Figure{Caption: "Caption", Picture: &diagram.Scene{Graph: &diagram.Graph{}, W: 300, H: 300}}}, func(t *testing.T, pages []shown) {
		together(t, pages, "central", "edge", "Caption")
		for _, p := range pages {
			for _, x := range p.texts {
				if strings.HasPrefix(x.Text, "Zone") && x.Size < whole-0.01 {
					smaller++
					if x.Size < whole*smallestShare-0.01 || x.Size < diagram.Legible-0.01 {
						t.Errorf("the figure's text has %.2f points", x.Size)
					}
				}
			}
		}
	})
	if smaller == 0 || smaller > 12 {
		t.Errorf("the figure was set smaller %d times", smaller)
	}
}

// TestValuesOfStepsLineUp: the values of all steps of a document begin at one place, whatever labels each has.
func TestValuesOfStepsLineUp(t *testing.T) {
	plain := document.Step{Title: "Plain", Who: "value", Labels: pdftest.StepLabels}
	other := document.Step{Title: "Other", Who: "value", Labels: pdftest.StepLabels, Fields: pdftest.Fields("A longer label", "value")}
	c := composed(t, &document.Document{ID: "x", Title: "X", Blocks: []document.Block{plain, document.Heading{Level: 1, Text: "Next"}, other}})
	var at []float64
	for _, x := range show(c.pages[0]).texts {
		if x.Text == "value" {
			at = append(at, x.X)
		}
	}
	if len(at) != 3 || at[0] != at[1] || at[1] != at[2] {
		t.Errorf("values begin at %v", at)
	}
}

// TestContinuedTablesKeepTheirColumns: each column stands at one place on all pages of a table.
func TestContinuedTablesKeepTheirColumns(t *testing.T) {
	at := map[string]float64{}
	for _, p := range composed(t, pdftest.Worksheet("central", 60)).pages {
		for _, x := range show(p).texts {
			for _, column := range pdftest.WorksheetColumns {
				if x.Face == typeset.Bold && x.Text == column.Title && column.Title != "Destination" { // which begins another title as well
					if before, seen := at[x.Text]; seen && before != x.X {
						t.Errorf("column %s at %.1f and %.1f", x.Text, before, x.X)
					}
					at[x.Text] = x.X
				}
			}
		}
	}
	if len(at) < 10 {
		t.Errorf("only the columns %v", at)
	}
}
