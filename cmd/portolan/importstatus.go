package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"portolan/model/approval"
	"portolan/model/plan"
	"portolan/model/policy"
	"portolan/model/resolve"
	"portolan/model/source"
	"portolan/render/content/returned"
	"portolan/render/content/rulecolumns"
	"portolan/render/content/workbook"
	"portolan/render/format/spreadsheet"
	"portolan/render/grid"
	"portolan/render/text/wordlist"
)

var importStatusVerb = verb{
	name: "import-status", args: "SITE WORKBOOK.xlsx", does: "take over what a firewall team wrote into the workbook of a pack",
	examples: `  portolan import-status sites/harbour returned.xlsx --dry-run    what would be written, and what is refused?
  portolan import-status sites/harbour returned.xlsx

It reads status (implemented, verified), ticket, since, until and implementer of the rows of rules and of grouped rules, and writes what
is new to status.toml beside the site's file, and nothing else. A row whose source, destination or port is no longer that of its rule is
refused, with the cell and the reason; so is a status of a rule that is not approved. An empty cell says nothing, nor does a status that
the site is past. Formulas are not worked out. What was returned counts as long as the rule means the same. Commit the file with the site.
`,
	takes:   "reading",
	prepare: prepareImportStatus,
}

type importOptions struct {
	dry      bool
	catalogs *[]string
}

func prepareImportStatus(flags *pflag.FlagSet) action {
	o := importOptions{}
	flags.BoolVar(&o.dry, "dry-run", false, "say what would be written, and write nothing")
	o.catalogs = catalogFlag(flags)
	return func(ctx context.Context, p *program, args []string) error { return o.run(ctx, p, args) }
}

func (o importOptions) run(ctx context.Context, p *program, args []string) error {
	if args = orHere(args, 2); len(args) != 2 {
		return usageError("import-status takes a site and the workbook that came back")
	}
	today, err := asOf("", os.Getenv("SOURCE_DATE_EPOCH"), source.DateOf(p.now()))
	if err != nil {
		return err
	}
	site, shelf, err := p.oneSite(*o.catalogs, args[0])
	if err != nil {
		return err
	}
	i, err := unlessInterrupted(ctx, func() imported { return importFrom(args[1], site, shelf, today) })
	switch {
	case err != nil:
		return err
	case i.plan == nil:
		p.show(site.file, i.found)
		return exitCode(exitFailed)
	}
	return o.write(p, i)
}

// An imported workbook is read, and nothing is written yet.
type imported struct {
	name  string // of the file of records
	text  []byte // as it is; nil where there is none
	plan  *plan.Plan
	found source.Diagnostics // of the site
	returned.Result
}

func importFrom(book string, s siteFolder, on *shelf, today source.Date) imported {
	i := imported{name: s.recordsPath()}
	o, found := openSite(s, on)
	var more source.Diagnostics
	_, i.text, more = s.records()
	if i.found = found; more.HasErrors() { // openSite has told it
		return i
	}
	c := o.compile(found, nil, resolve.Options{AsOf: today})
	if i.plan, i.found = c.plan, c.found; c.plan == nil {
		return i
	}
	i.Result = returnedIn(book, c.plan, c.columns, o.records)
	return i
}

// returnedIn reads a workbook, which comes from strangers.
func returnedIn(book string, p *plan.Plan, columns *rulecolumns.Form, records *approval.Records) (r returned.Result) {
	shown := shownPath(book)
	data, found := readRegular(book)
	if found.HasErrors() {
		return returned.Result{Refused: found}
	}
	words, err := wordlist.Load("en")
	if err != nil {
		panic(err) // it is the program's own
	}
	err = spreadsheet.Foreign(data, func(sheets []grid.Foreign) {
		r = returned.Read(shown, sheets, workbook.Source{Plan: p, Policy: policy.Of(p), Form: columns, Words: words}, records)
	})
	if err != nil {
		return returned.Result{Refused: fault("W01", shown, "the workbook cannot be read: "+strings.ReplaceAll(err.Error(), "\n", ": "), "")}
	}
	return r
}

// write puts what is new into the file of records, and says what it is and what was refused.
func (o importOptions) write(p *program, i imported) error {
	var b strings.Builder
	var records []approval.Record
	for _, c := range i.Changes {
		records = append(records, c.Record)
		fmt.Fprintf(&b, "%s  %s -> %s  %s  %s\n", c.Flow.ID, c.Flow.From, c.Flow.To, c.Flow.Socket(), strings.Join(c.What, "; "))
	}
	if len(records) > 0 {
		text, err := approval.WriteRecords(i.name, i.text, records, plan.Statuses)
		if err != nil {
			return err
		}
		if !o.dry {
			if err := replaceFile(i.name, i.text, text); err != nil {
				return err
			}
		}
	}
	written := map[bool]string{false: "written", true: "would be written"}[o.dry]
	fmt.Fprintf(&b, "%s: %d rules %s, %d refused, %d rows read\n", i.name, len(records), written, i.Refused.Count(source.Error), i.Rows)
	if err := p.done("%s", b.String()); err != nil {
		return err
	}
	return firstOf(p.find(i.Refused), verdict(i.Refused, false))
}
