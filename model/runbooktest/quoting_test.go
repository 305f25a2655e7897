package runbooktest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portolan/model/shell"
)

// hostile are values that would end their quotes, or do something, if a shell or server took them for more than text.
var hostile = []string{"plain", "two words", "it's", `say "so"`, "$(touch owned)", "`x`", "a;b", "%PATH%", "a&b|c^d", "größe 数", `back\slash`, "a -- b", "/* x */", "$$", "a,b", "#x", ":name",
	"'; DROP TABLE t; --", `"; DROP TABLE t; --`, `\'`, "SELECT", "all"}

func fill(t *testing.T, language, command, value string) string {
	t.Helper()
	before, after, _ := strings.Cut(command, "·")
	out, refused := filledIn(language, []shell.Piece{{Text: before}, {Text: value, Value: true}, {Text: after}})
	if len(refused) > 0 {
		t.Fatalf("%q in %s: %s", value, command, refused[0].Why)
	}
	return out
}

// filledIn is a command with its values.
func filledIn(language string, pieces []shell.Piece) (string, []shell.Refusal) {
	var c shell.Command
	c.Read(language, pieces)
	text, refused := c.Append(nil, pieces)
	return string(text), refused
}

// TestServerReceivesTheValue hands hostile values to a real server by way of psql, by way of bash and psql, in postgresql.conf and in
// pg_hba.conf, and asks the server what it got.
func TestServerReceivesTheValue(t *testing.T) {
	t.Parallel()
	s := newServer(t, "127.0.0.1", freePort(t)).initialise()
	conf := "cluster_name = 'quoting'\n"
	hba := "host all all 127.0.0.1/32 trust\n"
	for i, value := range hostile {
		conf += fmt.Sprintf("quoting.bare%d = ", i) + fill(t, "conf", "·\n", value) + fmt.Sprintf("quoting.quoted%d = ", i) + fill(t, "conf", "'·' # said\n", value)
		hba += fill(t, "hba", "host all · 10.0.0.1/32 md5\n", value)
	}
	for name, text := range map[string]string{"postgresql.conf": conf, "pg_hba.conf": hba} {
		if err := os.WriteFile(filepath.Join(s.data, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.start()
	users := strings.Split(s.query("SELECT encode(convert_to(user_name[1], 'UTF8'), 'hex') FROM pg_hba_file_rules WHERE error IS NULL ORDER BY line_number OFFSET 1"), "\n")
	for i, value := range hostile {
		hex := fmt.Sprintf("%x", value)
		for _, sql := range []string{"SELECT encode(convert_to('·', 'UTF8'), 'hex')", "SELECT encode(convert_to(attname, 'UTF8'), 'hex') FROM pg_attribute WHERE attrelid = 'names'::regclass AND attnum > 0"} {
			text := sql
			if strings.Contains(sql, "names") {
				text = "CREATE TEMP TABLE names ();\n" + fill(t, "sql", "ALTER TABLE names ADD COLUMN · int;", value) + "\n" + sql
				quoted := "CREATE TEMP TABLE names ();\n" + fill(t, "sql", `ALTER TABLE names ADD COLUMN "·" int;`, value) + "\n" + sql
				if got := lastLine(s.query(quoted)); got != hex {
					t.Errorf("%q as quoted identifier: the server got %s", value, got)
				}
			} else {
				text = fill(t, "sql", sql, value)
			}
			if got := lastLine(s.query(text)); got != hex {
				t.Errorf("%q in %s: the server got %s", value, text, got)
			}
		}
		command := fill(t, "bash", fmt.Sprintf(`psql.exe -X -At -h localhost -p %d -U postgres -d postgres -c "SELECT encode(convert_to(·, 'UTF8'), 'hex')"`, s.port), shell.Literal(value))
		out, err := s.shell(strings.Replace(command, "psql.exe", s.bin+"/psql", 1), "")
		if err != nil || strings.TrimSpace(out) != hex {
			t.Errorf("%q as literal in bash: the server got %s (%v)", value, out, err)
		}
		for _, kind := range []string{"bare", "quoted"} {
			if got := s.query(fmt.Sprintf("SELECT encode(convert_to(current_setting('quoting.%s%d'), 'UTF8'), 'hex')", kind, i)); got != hex {
				t.Errorf("%q %s in postgresql.conf: the server got %s", value, kind, got)
			}
		}
		if i >= len(users) || users[i] != hex {
			t.Errorf("%q as user in pg_hba.conf: the server got %v", value, users[min(i, len(users)-1)])
		}
	}
}

func lastLine(s string) string { return s[strings.LastIndex(s, "\n")+1:] }
