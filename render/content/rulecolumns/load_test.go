package rulecolumns

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"portolan/model/catalog"
	"portolan/model/golden"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/source"
	"portolan/render/text/wordlist"
)

func printed(t *testing.T, found source.Diagnostics) string {
	t.Helper()
	var b strings.Builder
	if err := source.Print(&b, found); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestBadForms reads forms that are wrong, each in the way that its first line says. All faults are told at once, each with its code and its
// place.
func TestBadForms(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	var wanted []string
	for _, file := range files {
		name, expected := filepath.Base(file), strings.TrimSuffix(file, ".toml")+".txt"
		wanted = append(wanted, expected)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			form, found := Load(name, data)
			if form != nil || !found.HasErrors() {
				t.Error("the form was taken")
			}
			for _, d := range found {
				if d.Code == "" || !d.At.IsValid() {
					t.Errorf("a diagnostic without code or place: %+v", d)
				}
			}
			golden.Check(t, expected, printed(t, found))
		})
	}
	golden.NoOrphans(t, "testdata/bad", ".txt", wanted)
}

// TestEveryCodeHasAFixture keeps the fixtures complete.
func TestEveryCodeHasAFixture(t *testing.T) {
	goldens, _ := filepath.Glob("testdata/bad/*.txt")
	var all strings.Builder
	for _, g := range goldens {
		data, err := os.ReadFile(g)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	for _, code := range []string{"C01", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C12", "C13"} {
		if !strings.Contains(all.String(), "["+code+"]") {
			t.Errorf("no fixture has the fault %s", code)
		}
	}
}

func TestTooManyColumns(t *testing.T) {
	text := "schema = 1\n" + strings.Repeat("[[columns]]\ntitle = \"x\"\nvalue = \"id\"\n", maxColumns+1)
	if form, found := Load("many.toml", []byte(text)); form != nil || !strings.Contains(printed(t, found), "error[C02]: 201 columns; the limit is 200") {
		t.Errorf("%v, %s", form, printed(t, found))
	}
}

func TestFormWithoutIDIsWarnedOf(t *testing.T) {
	form, found := Load("columns.toml", []byte("schema = 1\n[[columns]]\ntitle = \"Port\"\nvalue = \"port\"\n"))
	if form == nil || found.HasErrors() || !strings.Contains(printed(t, found), "warning[C11]") {
		t.Errorf("%v, %s", form, printed(t, found))
	}
}

// TestFormFillsRows holds a form of every kind of column against the cells that it gives.
func TestFormFillsRows(t *testing.T) {
	form, found := Load("columns.toml", []byte(`schema = 1
columns = [
  { title = "Nr", value = "id" },
  { title = "Art", text = "Neu" },
  { title = "Quelle", values = ["source", "source-address"], join = " / " },
  { title = "Ziel", values = ["destination", "owner"] },
  { title = "Aktion", value = "action", replace = { allow = "erlauben" } },
  { title = "Bis", value = "until", empty = "unbefristet" },
  { title = "Ports", value = "protocol-port", print = false },
]
`))
	if form == nil {
		t.Fatal(printed(t, found))
	}
	list, err := wordlist.Load("en")
	if err != nil {
		t.Fatal(err)
	}
	line := &Line{words: list, id: "A", source: end{name: "s1", addresses: []string{"10.0.0.1", "fd00::1"}}, destination: end{name: "d1"}, terms: policy.Terms{RuleMetadata: plan.RuleMetadata{Action: "allow"}},
		ports: []catalog.Port{{Protocol: "tcp", Numbers: catalog.Single(1)}, {Protocol: "udp", Numbers: catalog.Single(2)}}}
	plain := strings.Join(form.Plain(line), "|")
	if want := "A|Neu|s1 / 10.0.0.1 fd00::1|d1|erlauben|unbefristet|tcp/1, udp/2"; plain != want {
		t.Errorf("plain %q, want %q", plain, want)
	}
	row := func(instead func(Field, int) string) (cells []string) {
		for _, c := range form.Table(nil, instead) {
			cells = append(cells, c.Text(line))
		}
		return cells
	}
	none := func(Field, int) string { return "" }
	if cells := strings.Join(row(none), "|"); cells != "A|Neu|s1 / 10.0.0.1\nfd00::1|d1|erlauben|unbefristet|tcp/1, udp/2" {
		t.Errorf("row %q", cells)
	}
	many := func(f Field, n int) string {
		if f.Name == "source-address" && n == 2 {
			return "two"
		}
		return ""
	}
	if cell := row(many)[2]; cell != "s1 / two" {
		t.Errorf("a cell with too many values shows %q", cell)
	}
}

// TestFieldsAreComplete finds columns of the program's own that no field fills, and fields that no column shows. The last are for customers.
func TestFieldsAreComplete(t *testing.T) {
	shown := map[string]bool{}
	for view, parts := range standard {
		for _, name := range slices.Concat(parts[0], parts[1]) {
			shown[name] = true
			if _, ok := field(name); !ok {
				t.Errorf("the view %s shows %q, which is no field", view, name)
			}
		}
	}
	for _, name := range Names() {
		forCustomers := []string{"approver", "approval-date", "approval-ticket", "protocol-port"}
		if !shown[name] && !slices.Contains(Seen, name) && !slices.Contains(OwnWords, name) && !slices.Contains(forCustomers, name) {
			t.Errorf("no view shows %q", name)
		}
	}
}
