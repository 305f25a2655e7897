package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/catalog"
	"portolan/model/intake"
	"portolan/model/secret"
	"portolan/model/source"
)

// importedFile is the file beside a site's with what lists said of it.
const importedFile = "imported.toml"

var importVerb = verb{
	name: "import", args: "LIST...", does: "make a site of lists of hosts, or bring one up to date with them",
	examples: `  portolan import servers.csv                                   the text of a site, on the terminal
  portolan import servers.xlsx -o sites/harbour --product PRODUCT/EDITION
  portolan import servers.csv --column host=Asset --column facts.cores=CPUs
  portolan import servers.csv --mapping columns.toml -o sites/harbour
  portolan import --rules collected -o sites/harbour            flows of rules that the site does not describe, to decide on

A list has a row of headings and a row for each host, as CSV or XLSX; a JSON file is a saved answer of an interface that is known. Which column means what is told by its heading, and said; --column
or a mapping file say it where that is not so. Hosts of several lists are put together by their names. What no list says stays open, in
comments that say "To decide"; nothing is guessed.

Into a folder with a site it writes only what the lists say otherwise than before: comments, order, and whatever people changed stay. What
the lists said is kept in imported.toml beside the site's file; commit it with the site.
`,
	prepare: prepareImport,
}

type importListOptions struct {
	draft                intake.Draft
	output, mapping      string
	separator, sheet, on string
	columns              []string
	dry                  bool
	rules                string
	catalogs             *[]string
}

func prepareImport(flags *pflag.FlagSet) action {
	o := importListOptions{}
	flags.StringVarP(&o.output, "output", "o", "", "write site.toml into this `folder` of a site, or bring the one there up to date")
	flags.StringVar(&o.draft.Product, "product", "", "`PRODUCT/EDITION` of a new site, by which roles, services and facts are known")
	flags.StringVar(&o.draft.Customer, "customer", "", "`name` of the customer, of a new site")
	flags.StringVar(&o.draft.Title, "title", "", "`title` of the documents, of a new site")
	flags.StringVar(&o.draft.Classification, "classification", "", "`classification` of the documents, of a new site")
	flags.StringVar(&o.on, "date", "", "`date` of the document of a new site, as 2026-10-01 (default SOURCE_DATE_EPOCH, or today)")
	flags.StringArrayVar(&o.columns, "column", nil, "`KEY=HEADING`: what a column means; may be given several times")
	flags.StringVar(&o.mapping, "mapping", "", "`file` that says what columns and words mean")
	flags.StringVar(&o.separator, "separator", "", "`character` between the columns of a CSV file (default: found out)")
	flags.StringVar(&o.sheet, "sheet", "", "`name` of the sheet of a workbook (default: the first)")
	flags.StringVar(&o.rules, "rules", "", "`folder` of collected rules, as drift takes it: what the site does not describe becomes flows to decide on, in comments")
	flags.BoolVar(&o.dry, "dry-run", false, "say what would change, and write nothing")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.run(ctx, p, args) }
}

// An importing is what an import knows before it writes.
type importing struct {
	folder  string
	site    string // its file
	text    []byte // as it is; nil where there is none
	record  string
	kept    []byte
	before  *intake.Imported
	cat     *catalog.Catalogue
	lists   []*intake.List
	names   []string
	entries []*intake.Entry
	found   source.Diagnostics
}

func (o importListOptions) run(ctx context.Context, p *program, args []string) error {
	if o.rules != "" {
		return o.flows(ctx, p, args)
	}
	if len(args) == 0 {
		return usageError("import takes lists, as in: portolan import servers.csv -o sites/harbour")
	}
	mapping, err := o.mappingOf(p)
	if err != nil {
		return err
	}
	i, err := o.open(p)
	if err != nil {
		return err
	}
	for _, name := range args {
		i.read(name, mapping)
	}
	for _, l := range i.lists {
		p.say("%s: %s\n", l.Name, secret.Hide(strings.Join(l.Said, "\n"+strings.Repeat(" ", len(l.Name)+2))))
	}
	if !i.found.HasErrors() {
		var more source.Diagnostics
		i.entries, more = intake.Gather(i.lists, i.cat)
		i.found = append(i.found, more...)
	}
	if i.found.HasErrors() {
		p.showLoose(i.found)
		return exitCode(exitFailed)
	}
	return o.write(p, i)
}

// mappingOf is what the command line and the file that it names say of columns.
func (o importListOptions) mappingOf(p *program) (m intake.Mapping, err error) {
	if o.mapping != "" {
		data, found := readRegular(o.mapping)
		if !found.HasErrors() {
			m, found = intake.ReadMapping(shownPath(o.mapping), data)
			for _, line := range secretLines(shownPath(o.mapping), data, found) {
				found = append(found, source.Diagnostic{Code: "M02", At: line.at, What: "the line holds a secret: " + line.tells, Help: secretHelp})
			}
		}
		if found.HasErrors() {
			p.showLoose(found)
			return m, exitCode(exitFailed)
		}
	}
	for _, c := range o.columns {
		key, heading, ok := strings.Cut(c, "=")
		if !ok || heading == "" {
			return m, usageError("--column %s: write KEY=HEADING, as in --column host=Asset", c)
		}
		m.Columns = append(m.Columns, intake.Column{Key: key, Heading: heading})
	}
	if letters := []rune(strings.ReplaceAll(o.separator, `\t`, "\t")); len(letters) == 1 {
		m.Separator = letters[0]
	} else if o.separator != "" {
		return m, usageError("--separator takes one character, as in --separator ';'")
	}
	if o.sheet != "" {
		m.Sheet = o.sheet
	}
	return m, nil
}

// open reads the site that is there, if any, and finds the product's catalogue.
func (o importListOptions) open(p *program) (*importing, error) {
	i := &importing{}
	product := o.draft.Product
	shelf, found := openShelf(*o.catalogs)
	if o.output != "" {
		s := newSite(o.output)
		if s.found.HasErrors() {
			p.showLoose(s.found)
			return nil, exitCode(exitFailed)
		}
		i.folder, i.site, i.record = o.output, s.file, filepath.ToSlash(filepath.Join(o.output, importedFile))
		if exists(filepath.FromSlash(i.site)) {
			var more source.Diagnostics
			i.text, more = readRegular(i.site)
			found = append(found, more...)
		}
		if exists(filepath.FromSlash(i.record)) {
			var more source.Diagnostics
			if i.kept, more = readRegular(i.record); !more.HasErrors() {
				i.before, more = intake.ReadImported(i.record, i.kept)
				more = append(more, siteSecrets(i.record, i.kept, more)...)
			}
			found = append(found, more...)
		}
		if i.text != nil {
			product = o.productOf(s, shelf, product)
		}
	}
	if product != "" && !found.HasErrors() {
		var more source.Diagnostics
		i.cat, more = shelf.open(source.V(product, source.OfFile("--product")))
		found = append(found, more...)
	}
	if found.HasErrors() {
		p.showLoose(found)
		return nil, exitCode(exitFailed)
	}
	return i, nil
}

// productOf is the product of a site that is there: its first.
func (o importListOptions) productOf(s siteFolder, on *shelf, given string) string {
	opened, _ := openSite(s, on)
	switch {
	case given != "" || opened.site == nil:
		return given
	case opened.site.Product.Set():
		return opened.site.Product.V
	case len(opened.site.Products) > 0:
		return opened.site.Products[0].V
	}
	return ""
}

// read reads a list by its kind.
func (i *importing) read(name string, m intake.Mapping) {
	shown := shownPath(name)
	data, found := readRegular(name)
	if !found.HasErrors() {
		var facts []string
		if i.cat != nil {
			for _, id := range source.SortedKeys(i.cat.Facts) {
				if i.cat.Facts[id].Holder.V == "node" {
					facts = append(facts, "facts."+id)
				}
			}
		}
		var t *intake.Table
		var list *intake.List
		var more source.Diagnostics
		switch strings.ToLower(filepath.Ext(name)) {
		case ".xlsx":
			t, more = sheetOf(shown, data, m.Sheet)
		case ".json":
			list, more = intake.Answers(shown, data)
		case ".csv", ".tsv", ".txt":
			t, more = intake.CSV(shown, data, m.Separator)
		default:
			more = fault("M01", shown, "the list cannot be read: its kind is told by the end of its name", "name it .csv, .tsv, .txt, .xlsx or .json")
		}
		found = append(found, more...)
		if t != nil {
			list, more = t.Records(m, facts)
			found = append(found, more...)
		}
		if list != nil {
			list.Name = filepath.Base(name)
			i.lists, i.names = append(i.lists, list), append(i.names, list.Name)
		}
	}
	i.found = append(i.found, found...)
}

// write writes the site and what the lists said, or prints the site where no folder is named.
func (o importListOptions) write(p *program, i *importing) error {
	if len(i.entries) == 0 {
		i.found = append(i.found, fault("M03", i.names[0], "no list has a host", "")...)
		p.showLoose(i.found)
		return exitCode(exitFailed)
	}
	if i.text == nil {
		return o.begin(p, i)
	}
	merged, err := intake.Merge(i.site, i.text, i.before, i.entries, i.names)
	return o.finish(p, i, merged, err, "changes")
}

// finish says what a merge changes, which are so many of something, and writes it.
func (o importListOptions) finish(p *program, i *importing, merged *intake.Merged, err error, what string) error {
	if err != nil {
		p.showLoose(i.found)
		return err
	}
	if err := p.print(secret.Hide(strings.Join(append(slices.Clone(merged.Changes), ""), "\n"))); err != nil {
		return err
	}
	written := ", nothing written"
	if !o.dry {
		if err := o.keep(i, merged.Text, merged.Imported); err != nil {
			return err
		}
		written = ""
	}
	p.showLoose(append(i.found, merged.Found...))
	return p.print(fmt.Sprintf("%s: %d %s%s\n", i.site, len(merged.Changes), what, written))
}

func (o importListOptions) begin(p *program, i *importing) error {
	var err error
	if o.draft.Date, err = asOf(o.on, os.Getenv("SOURCE_DATE_EPOCH"), source.DateOf(p.now())); err != nil {
		return err
	}
	if i.cat != nil {
		o.draft.Product = i.cat.Dir
	}
	o.draft.Lists = i.names
	text := []byte(intake.New(o.draft, i.entries, i.cat))
	p.showLoose(i.found)
	if o.output == "" || o.dry {
		return p.print(string(text))
	}
	if i.kept != nil {
		return fmt.Errorf("%s is there already, and %s is not; take it out to begin anew", i.record, i.site)
	}
	if err := os.MkdirAll(i.folder, 0o755); err != nil {
		return fmt.Errorf("make the folder of %s: %w", i.site, err)
	}
	all, err := intake.Merge(i.site, text, nil, i.entries, i.names) // what the record has of it
	if err == nil && len(all.Changes) > 0 {
		err = errors.New(all.Changes[0])
	}
	if err != nil {
		return internalError{what: err.Error()}
	}
	if err := o.keep(i, text, all.Imported); err != nil {
		return err
	}
	p.say("%s: new site of %d tables from %s\nNext:\n  portolan check %s   says what must be decided\n  edit %s\n", i.site, len(i.entries), strings.Join(i.names, ", "), i.folder, i.site)
	return nil
}

// keep writes the site, and beside it what the lists said.
func (o importListOptions) keep(i *importing, text []byte, said *intake.Imported) error {
	if string(text) != string(i.text) {
		if err := replaceFile(i.site, i.text, text); err != nil {
			return err
		}
	}
	if record := said.String(); record != string(i.kept) {
		return replaceFile(i.record, i.kept, []byte(record))
	}
	return nil
}
