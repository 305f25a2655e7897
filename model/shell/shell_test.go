package shell

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"portolan/model/testenv"
)

// hostile are values that a shell which takes them for more than text would change, or run.
var hostile = []string{
	"plain", "two words", "it's", `say "so"`, "$(touch owned)", "`touch owned`", "a;b", "%PATH%", "a&b", "a|b", "a^b", "größe 数", "$HOME", `back\slash`, `end\`, "!bang", "#no", "-x",
	"~", "*", "‘typographic’ “quotes”", "{a,b}", "<in >out", "'", `"`, "''", `\'`, "{{x}}", "a=b", "(x)",
}

// TestBashReceivesTheValue lets bash print the argument that a command hands on, in every place where a value can stand.
func TestBashReceivesTheValue(t *testing.T) {
	bash := testenv.Tool(t, "bash")
	places := []string{"printf '%s' ·", "printf '%s' '·'", `printf '%s' "·"`, `printf '%s' "$(printf '%s' '·')"`, `printf '%s' "$(printf '%s' "·")"`,
		`x=· && printf '%s' "$x"`, `x="${x}·" && printf '%s' "$x"`}
	for _, value := range hostile {
		for _, place := range places {
			command, refused := filledIn("bash", pieces(place, value))
			if len(refused) > 0 {
				t.Errorf("%q in %s: %s", value, place, refused[0].Why)
				continue
			}
			run := exec.Command(bash, "--norc", "-c", command)
			run.Dir = t.TempDir()
			out, err := run.CombinedOutput()
			if err != nil || string(out) != value {
				t.Errorf("%s: bash received %q, not %q (%v)", command, out, value, err)
			}
			if left, _ := os.ReadDir(run.Dir); len(left) > 0 {
				t.Errorf("%s: bash ran a part of the value", command)
			}
		}
	}
}

// filledIn is a command with its values.
func filledIn(language string, pieces []Piece) (string, []Refusal) {
	var c Command
	c.Read(language, pieces)
	text, refused := c.Append(nil, pieces)
	return string(text), refused
}

// pieces puts a value in the place of a dot.
func pieces(command, value string) []Piece {
	before, after, _ := strings.Cut(command, "·")
	return []Piece{{Text: before}, {Text: value, Value: true}, {Text: after}}
}

// TestFill shows what becomes of a value in each language and place.
func TestFill(t *testing.T) {
	for _, c := range []struct{ language, command, value, want string }{
		{"powershell", "Test-Path -Path ·", `C:\a b`, `Test-Path -Path 'C:\a b'`},
		{"powershell", "Test-Path -Path '·'", "it's ‘so’", "Test-Path -Path 'it''s ‘‘so’’'"},
		{"powershell", `Write-Output "· $x"`, "$(Get-Date) `n \"q\" “t”", "Write-Output \"`$(Get-Date) ``n `\"q`\" `“t`” $x\""},
		{"powershell", `& "x.exe" -p · -U 1`, "4432", `& "x.exe" -p 4432 -U 1`},
		{"powershell", `& "x.exe" -U ·`, "postgres", `& "x.exe" -U postgres`},
		{"powershell", `& "x.exe" -U ·`, "a b", `& "x.exe" -U 'a b'`},
		{"powershell", `& "x.exe" "$(Get-Content '·')\y"`, "a'b", `& "x.exe" "$(Get-Content 'a''b')\y"`},
		{"powershell", "@'\nx ·\n'@", "it's $x", "@'\nx it's $x\n'@"},
		{"powershell", "@\"\nx ·\n\"@", `"$x"`, "@\"\nx `\"`$x`\"\n\"@"},
		{"powershell", "$x = · # done", "a", "$x = 'a' # done"},
		{"powershell", "# about ·\nGet-Date", "it's", "# about it's\nGet-Date"},
		{"cmd", "copy ·", `C:\a b&c`, `copy "C:\a b&c"`},
		{"cmd", `copy "·\x"`, `C:\a ^ b`, `copy "C:\a ^ b\x"`},
		{"cmd", "ping ·", "db.example", "ping db.example"},
		{"sql", "ALTER ROLE · LOGIN", `we"ird`, `ALTER ROLE "we""ird" LOGIN`},
		{"sql", "SELECT '·'", `it's \n`, `SELECT 'it''s \n'`},
		{"sql", "LIMIT ·;", "10", "LIMIT 10;"},
		{"sql", "-- about ·\nSELECT 1", "it's", "-- about it's\nSELECT 1"},
		{"conf", "max_connections = ·", "700", "max_connections = 700"},
		{"conf", "archive_command = '·'", `cp it's \`, `archive_command = 'cp it''s \\'`},
		{"hba", "host all · 10.0.0.1/32 md5", "all", `host all "all" 10.0.0.1/32 md5`},
		{"hba", "host all · 10.0.0.1/32 md5", `a "b"`, `host all "a ""b""" 10.0.0.1/32 md5`},
		{"xml", "<a b='·'/>", `<&>'"`, "<a b='&lt;&amp;&gt;&apos;&quot;'/>"},
		{"text", "C:\\·", "a b", "C:\\a b"},
	} {
		got, refused := filledIn(c.language, pieces(c.command, c.value))
		if got != c.want || len(refused) > 0 {
			t.Errorf("%s: %s with %q: got %s, want %s %v", c.language, c.command, c.value, got, c.want, refused)
		}
	}
}

// TestRefusals shows the values that no quoting makes right.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ language, command, value string }{
		{"cmd", `echo "·"`, "%PATH%"}, {"cmd", "echo ·", "a!b"}, {"cmd", "echo ·", `a"b`}, {"cmd", `copy "·"`, `a b\`}, {"cmd", `copy x·`, `a b`},
		{"powershell", `& "x.exe" '·'`, `a"b`}, {"powershell", `robocopy '·' x`, `a\`}, {"powershell", "x·", "a b"}, {"powershell", `"$x·"`, "a b"},
		{"bash", "cat <<X\n·\nX", "$x"}, {"bash", "echo `echo ·`", "a b"}, {"bash", "echo $'·'", "a'b"}, {"bash", "echo $x·", "a b"},
		{"sql", "DO $$ BEGIN · END $$", "a b"}, {"sql", "SELECT E'·'", `\'`}, {"sql", "SELECT /* · */ 1", "*/ DROP"},
		{"bash", "echo '·'", "two\nlines"}, {"sql", "SELECT '·'", "nul\x00"}, {"text", "·", "bell\a"},
	} {
		if got, refused := filledIn(c.language, pieces(c.command, c.value)); len(refused) == 0 {
			t.Errorf("%s: %s took %q: %s", c.language, c.command, c.value, got)
		}
	}
}

// TestMisplaced finds places in which not every value can be right, before any value is known.
func TestMisplaced(t *testing.T) {
	for command, language := range map[string]string{`copy a·`: "cmd", "x·": "powershell", `"$x·"`: "powershell", "cat <<X\n·": "bash", "$$ · $$": "sql", "@'\n·\n'@": "powershell"} {
		if len(Misplaced(language, pieces(command, ""))) != 1 {
			t.Errorf("%s: %s: not found", language, command)
		}
	}
	for command, language := range map[string]string{`copy "a·"`: "cmd", "'x·'": "powershell", `"${x}·"`: "powershell", "cat '·' <<<x": "bash", "SELECT '·', $1": "sql"} {
		if found := Misplaced(language, pieces(command, "")); len(found) > 0 {
			t.Errorf("%s: %s: %s", language, command, found[0].Why)
		}
	}
}

// TestCmdKeepsValuesInOneWord reads commands as cmd and programs do: a value that is accepted never leaves its quotes, and nothing in it is
// one of the characters that cmd reads within them.
func TestCmdKeepsValuesInOneWord(t *testing.T) {
	accepted := 0
	for _, value := range hostile {
		for _, place := range []string{"echo ·", `echo "·"`, `echo "x \·\y"`} {
			command, refused := filledIn("cmd", pieces(place, value))
			if len(refused) > 0 {
				continue
			}
			accepted++
			rest, quoted := strings.TrimPrefix(command, "echo "), false
			for i, r := range rest {
				switch {
				case r == '"':
					quoted = !quoted
				case !quoted && strings.ContainsRune(" &|<>^();,=", r), strings.ContainsRune("%!", r):
					t.Errorf("%s: cmd reads the %q at %d", command, r, i)
				}
			}
			if quoted || strings.Count(rest, `"`) > 2 {
				t.Errorf("%s: a quote is open", command)
			}
		}
	}
	if accepted < 20 {
		t.Errorf("only %d commands were accepted", accepted)
	}
}
