package shell

import (
	"os/exec"
	"strings"
	"testing"
)

// FuzzFill: whatever a command is and whatever a value, the value is filled in or refused; where no place was refused beforehand, a plain word always fits.
func FuzzFill(f *testing.F) {
	for i, value := range hostile {
		f.Add(Names()[i%len(Names())], "echo '·' \"$(x ·)\" # ·", value)
	}
	for _, command := range []string{"cat <<X\n·\nX", "DO $$ · $$", "@\"\n·\n\"@", `copy x\·`, "a\\·", "'·", "/* · */", "$(", "`·`"} {
		for _, language := range Names() {
			f.Add(language, command, "x y")
		}
	}
	f.Fuzz(func(t *testing.T, language, command, value string) {
		var all []Piece
		for i, text := range strings.Split(command, "·") {
			if i > 0 {
				all = append(all, Piece{value, true})
			}
			all = append(all, Piece{Text: text})
		}
		misplaced := Misplaced(language, all)
		text, refused := filledIn(language, all)
		if again, _ := filledIn(language, all); again != text {
			t.Errorf("filled in again, it is another: %q, %q", text, again)
		}
		if plainWord(value) && value != "" && len(misplaced) == 0 && len(refused) > 0 {
			t.Errorf("%s: %q does not take %q: %s", language, command, value, refused[0].Why)
		}
	})
}

// FuzzBash: bash hands a value on as it is, or the value was refused.
func FuzzBash(f *testing.F) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		f.Skip(err)
	}
	for i, value := range hostile {
		f.Add(uint8(i), value)
	}
	places := []string{"printf '%s' ·", "printf '%s' '·'", `printf '%s' "·"`, `printf '%s' "$(printf '%s' "·")"`, `x=· && printf '%s' "$x"`}
	f.Fuzz(func(t *testing.T, at uint8, value string) {
		place := places[int(at)%len(places)]
		command, refused := filledIn("bash", pieces(place, value))
		if len(refused) > 0 {
			return
		}
		if out, err := exec.Command(bash, "--norc", "-c", command).Output(); err != nil || string(out) != value {
			t.Errorf("%s: bash received %q, not %q (%v)", command, out, value, err)
		}
	})
}
