package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// lookAlikes are letters of other scripts that readers take for Latin ones, each before the letter that it looks like.
const lookAlikes = "аaеeоoрpсcуyхxіiјjѕsԁdһhԛqԝwкkмmтtвbнnгrАAВBЕEЗ3КKМMНHОOРPСCТTУYХXІIЈJЅSοoαaνvρpυuιiκkτtχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXɡgıiʟlⅰiⅼlꞌ'‐-‑-–-—-−-０0１1２2"

// Latin replaces letters that look like Latin ones by these, and says which there are and where they come from: by their code points, for
// nobody sees the difference.
func Latin(text string) (plain, why string) {
	var b strings.Builder
	var named []string
	for _, r := range text {
		alike := r
		for rest := lookAlikes; r >= utf8.RuneSelf && rest != ""; {
			other, size := utf8.DecodeRuneInString(rest)
			latin, width := utf8.DecodeRuneInString(rest[size:])
			if rest = rest[size+width:]; other == r {
				alike = latin
			}
		}
		if b.WriteRune(alike); alike != r {
			if word := fmt.Sprintf("U+%04X, which looks like %q", r, alike); len(named) < 4 && !strings.Contains(strings.Join(named, " "), word) {
				named = append(named, word)
			}
		}
	}
	if len(named) == 0 {
		return text, ""
	}
	return b.String(), "it holds " + strings.Join(named, ", and ")
}
