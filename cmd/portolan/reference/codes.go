package reference

import (
	"embed"
	"strings"
	"sync"

	"portolan/model/source"
)

//go:embed codes/*.toml
var toldOfCodes embed.FS

// An Example shows what one code is given for. Collected ones are cut from files with faults that tests hold against what is said of them.
type Example struct {
	Bad  string `toml:"bad,required"`  // what has the fault, or how it comes about
	Says string `toml:"says"`          // what the program says of it
	Cure string `toml:"cure,required"` // what to do
	Good string `toml:"good,required"` // the same kind of thing without the fault

	Over string `toml:"over"` // the example site with it has, and has not, the fault: a test says so
	Test string `toml:"test"` // the test that shows it
}

var codeExamples = sync.OnceValue(func() map[string]Example {
	out := map[string]Example{}
	for _, name := range []string{"codes/collected.toml", "codes/told.toml"} {
		data, _ := toldOfCodes.ReadFile(name)
		file, found := source.Parse(name, data)
		if file == nil {
			panic(found[0].What) // it is part of the program
		}
		examples, found := source.Bind[map[string]Example](file)
		if found.HasErrors() {
			panic(found[0].What)
		}
		for code, example := range examples {
			out[code] = example
		}
	}
	return out
})

// ExampleOf is the example of a code.
func ExampleOf(code string) Example { return codeExamples()[code] }

// String is the example as a terminal shows it.
func (e Example) String() string {
	var b strings.Builder
	for _, part := range []struct{ head, text string }{{"bad", e.Bad}, {"says", e.Says}, {"fix", e.Cure}, {"good", e.Good}} {
		if text := strings.TrimSpace(part.text); text != "" {
			b.WriteString("\n" + part.head + "\n    " + strings.ReplaceAll(text, "\n", "\n    ") + "\n")
		}
	}
	return b.String()
}
