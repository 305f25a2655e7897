package themes

import (
	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/liberation/liberationmonobold"
	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
)

// liberation has the widths of Arial and Courier New, so that a text measured here keeps its box in a reader's own fonts.
// DejaVu adds the symbols (ticks, arrows) that Liberation lacks.
func liberation() Fonts {
	return Fonts{
		Sans:       liberationsansregular.TTF,
		SansBold:   liberationsansbold.TTF,
		SansItalic: liberationsansitalic.TTF,
		Mono:       liberationmonoregular.TTF,
		MonoBold:   liberationmonobold.TTF,
		Symbols:    dejavusans.TTF,
	}
}
