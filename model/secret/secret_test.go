package secret

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"portolan/model/secret/secrettest"
)

// TestEachKindIsFound: each secret is found, alone and within a sentence, what gives it away does not hold it, and Hide leaves nothing of it that is
// longer than a word.
func TestEachKindIsFound(t *testing.T) {
	for what, text := range secrettest.Forms {
		for _, around := range []string{text, "See the note of the host (" + text + "), which is kept."} {
			tells := Find(around)
			if tells == "" || Clean([]byte(around)) {
				t.Errorf("%s: not found in %q", what, around)
				continue
			}
			for _, value := range Values(around) {
				if strings.Contains(tells, value) || !strings.Contains(tells, "-----") && strings.Contains(Hide(around), value) {
					t.Errorf("%s: %q is told in %q or %q", what, value, tells, Hide(around))
				}
			}
			if Hide(around) == around {
				t.Errorf("%s: nothing of %q is hidden", what, around)
			}
		}
	}
}

// TestEachPatternFinds: each line of the file has three columns, its pattern is one, and a secret of the list above is of its kind.
func TestEachPatternFinds(t *testing.T) {
	for line := range strings.Lines(kindsText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 3 {
			t.Fatalf("%q has %d columns", line, len(columns))
		}
		pattern, found := regexp.MustCompile(columns[2]), false
		for _, text := range secrettest.Forms {
			found = found || pattern.MatchString(text)
		}
		if !found {
			t.Errorf("%s: no secret of the test is found by %s", columns[0], columns[2])
		}
		for _, literal := range strings.Split(columns[1], ",") {
			if literal != strings.ToLower(literal) || len(literal) < 2 {
				t.Errorf("%s: %q cannot be a literal", columns[0], literal)
			}
		}
	}
}

// TestPlainTextsAreNone: texts that speak of secrets, ask for one or name its place, and long words of other kinds.
func TestPlainTextsAreNone(t *testing.T) {
	for _, text := range []string{"", "password: ask the safe", "Password = $env:SECRET", "PGPASSWORD=%PW% psql", "psql --password", "--password <typed>", "token = {{node.name}}",
		"https://host/path", "postgres://app@db1/app", "the secret is kept in the safe", "Passwort: im Tresor", "a key-value store", "task SKIPPED", "sha256:" + secrettest.Hexes, secrettest.Hexes, "tcp/443",
		"/opt/Service/With/A/Long/Path2/To/Something/Or/Other9", "/DATA/TestClusterCommandsHandOn3928475610/001/Share7", "/srv/ApplicationServerProduction2023/BackupRepositoryWest01", "C:\\Program Files\\Service\\Repository\\12", "CN=qs-central,OU=Servers,DC=harbour,DC=example", "ask-for-the-key-of-the-room"} {
		if tells := Find(text); tells != "" || Hide(text) != text {
			t.Errorf("%q: %q, %q", text, tells, Hide(text))
		}
	}
}

// TestWordsAreSeenBeforePatterns: where a pattern finds a word with a value, the look that comes before it saw the word, in every language and case.
func TestWordsAreSeenBeforePatterns(t *testing.T) {
	found := map[bool]int{}
	for _, word := range words {
		for _, word := range []string{word, strings.ToUpper(word), "my" + word, "-" + word, "--" + word} {
			for _, sign := range []string{"=", ":", "：", "＝", " = ", "'\t:\n", "\"=", " ", "\t", "-", ""} {
				text := "a token, " + word + sign + "k3y!"
				gives, options := wordsIn(folded(text))
				if assigned().MatchString(text) && !gives || option().MatchString(text) && !options {
					t.Errorf("%q: %t, %t", text, gives, options)
				}
				found[gives]++
				if assigned().MatchString(text) && Find(text) == "" {
					t.Errorf("%q holds no secret", text)
				}
			}
		}
	}
	if found[true] < 500 || found[false] < 500 {
		t.Errorf("%v of the texts give a value: too few of one kind to tell anything", found)
	}
}

// TestNothingShippedIsASecret reads every TOML file of sites and catalogues line by line.
func TestNothingShippedIsASecret(t *testing.T) {
	files, lines, clean := 0, 0, 0
	for _, root := range []string{"../../sites", "../catalog"} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".toml" || strings.Contains(name, "testdata") {
				return err
			}
			files++
			data, err := os.ReadFile(name)
			for line := range strings.Lines(string(data)) {
				if tells := Find(line); tells != "" {
					t.Errorf("%s: %s: %s", name, tells, line)
				}
				if Clean([]byte(line)) {
					clean++
				}
				lines++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 100 || clean < lines*9/10 {
		t.Errorf("only %d files, and %d of %d lines are clean at a look", files, clean, lines)
	}
}
