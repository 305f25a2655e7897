package typeset

import (
	"cmp"

	"fmt"

	"portolan/render/document"
	"portolan/themes"
)

// needed are the colours that every document uses. Figures name further ones, which are looked up as they come.
var needed = []string{
	"ink", "paper", "muted", "line", "accent", "panel", "zebra", "code-fill",
	"note", "note-fill", "warning", "warning-fill", "danger", "danger-fill",
}

func checkPalette(palette themes.Palette) error {
	for _, name := range needed {
		if _, ok := palette[name]; !ok {
			return fmt.Errorf("the theme lacks the colour %q for print", name)
		}
	}
	return nil
}

// markLook is how a mark appears: colour names, and the word that says it without colour.
type markLook struct{ ink, fill, word string }

func (c *Composer) look(mark document.Mark) markLook { return c.badged(mark, "") }

// badged is the look of a mark with a word of its own, if there is one.
func (c *Composer) badged(mark document.Mark, badge string) markLook {
	look := c.plainLook(mark)
	look.word = cmp.Or(badge, look.word)
	return look
}

func (c *Composer) plainLook(mark document.Mark) markLook {
	words := c.opts.Words
	switch mark {
	case document.Note:
		return markLook{"note", "note-fill", words.Note}
	case document.Warning:
		return markLook{"warning", "warning-fill", words.Warning}
	case document.Danger:
		return markLook{"danger", "danger-fill", words.Danger}
	case document.Muted:
		return markLook{"muted", "", words.Muted}
	}
	return markLook{ink: "ink"}
}
