package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"portolan/model/catalog"
	"portolan/model/source"
)

var catalogVerb = verb{
	name: "catalog", args: "list | show PRODUCT/EDITION | check FOLDER ... | reciprocity PRODUCT/EDITION", does: "list and show products, check folders of your own",
	examples: `  portolan catalog list                               every product and edition
  portolan catalog list --catalog products            yours too
  portolan catalog show shop/2 --catalog products     what a catalogue says: facts, roles, ports, flows ...
  portolan catalog check products                     find every fault of your own catalogues
  portolan catalog reciprocity shop/2                 listeners without a client, clients without a listener, and why
`,
	prepare: prepareCatalog,
}

type catalogOptions struct {
	catalogs *[]string
	format   *formats
	strict   bool
}

func prepareCatalog(flags *pflag.FlagSet) action {
	o := catalogOptions{catalogs: catalogFlag(flags)}
	o.format = formatFlag(flags, findingFormats...)
	flags.BoolVar(&o.strict, "strict", false, "with check: warnings fail, exit code 2")
	return func(_ context.Context, p *program, args []string) error { return o.run(p, args) }
}

func (o catalogOptions) run(p *program, args []string) error {
	tasks := map[string]func(*program, []string) error{"list": o.list, "show": o.show, "check": o.check, "reciprocity": o.reciprocity}
	if len(args) == 0 {
		return usageError("say list, show, check or reciprocity, as in: portolan catalog list")
	}
	task, ok := tasks[args[0]]
	if !ok {
		return usageError("catalog cannot %q; %s", args[0], source.DidYouMean(args[0], []string{"list", "show", "check", "reciprocity"}))
	}
	if args[0] != "check" { // which finds
		if err := o.format.only(pretty, "json"); err != nil {
			return err
		}
	}
	return task(p, args[1:])
}

// listed is a row of the list of products.
type listed struct {
	Catalogue string `json:"catalogue"`
	Name      string `json:"name"`
	Services  int    `json:"services"`
	Listeners int    `json:"listeners"`
	Flows     int    `json:"flows"`
	From      string `json:"from"` // the folder; absent for the program's own
	Around    bool   `json:"infrastructure"`
}

func (o catalogOptions) list(p *program, args []string) error {
	if len(args) > 0 {
		return usageError("catalog list takes no arguments; add --catalog FOLDER to see the products of a folder")
	}
	shelf, found := openShelf(*o.catalogs)
	rows := []listed{}
	for _, dir := range shelf.dirs {
		c, more := shelf.holds[dir].Use(dir)
		if found = append(found, more...); c == nil {
			continue
		}
		row := listed{Catalogue: dir, Name: c.Product.Name.V, Services: len(c.Services), Flows: len(c.Flows), From: c.Folder.Name, Around: c.IsInfrastructure()}
		for _, s := range c.Services {
			row.Listeners += len(s.Listeners)
		}
		rows = append(rows, row)
	}
	p.showLoose(found)
	if err := o.answer(p, rows, func() string { return listText(rows) }); err != nil {
		return err
	}
	return verdict(found, o.strict)
}

// listText writes products, and apart from them what sites use around products.
func listText(rows []listed) string {
	var products, around []listed
	for _, r := range rows {
		if r.Around {
			around = append(around, r)
		} else {
			products = append(products, r)
		}
	}
	text := listTable(products)
	if len(around) > 0 {
		text += "\ninfrastructure\n" + listTable(around)
	}
	return text
}

func listTable(rows []listed) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "catalogue\tservices\tlisteners\tflows\tfrom\tname")
	for _, r := range rows {
		from := r.From
		if from == "" {
			from = "portolan"
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\t%s\n", r.Catalogue, r.Services, r.Listeners, r.Flows, from, r.Name)
	}
	_ = w.Flush() // a Builder takes everything
	return b.String()
}

func (o catalogOptions) show(p *program, args []string) error {
	if len(args) != 1 {
		return usageError("catalog show takes a product and its edition, as in: portolan catalog show shop/2")
	}
	shelf, found := openShelf(*o.catalogs)
	dir, err := shelf.named(args[0])
	if found.HasErrors() || err != nil {
		p.showLoose(found)
		return firstOf(verdict(found, false), err)
	}
	c, found := shelf.holds[dir].Use(dir)
	p.showLoose(found)
	if c == nil {
		return exitCode(exitFailed)
	}
	return o.answer(p, c.Values(), func() string { return catalog.Describe(c) })
}

// named is the one catalogue that is meant by "product/edition", or by "product" where there is one edition.
func (s *shelf) named(name string) (string, error) {
	var editions []string
	for _, dir := range s.dirs {
		if dir == name {
			return dir, nil
		}
		if product, _, _ := strings.Cut(dir, "/"); product == name {
			editions = append(editions, dir)
		}
	}
	switch len(editions) {
	case 0:
		return "", usageError("there is no catalogue %q; %s", name, s.near(name))
	case 1:
		return editions[0], nil
	}
	return "", usageError("%s has %d editions; name one of them: %s", name, len(editions), strings.Join(editions, ", "))
}

// check looks at the catalogues of the folders alone: others do not matter for whether they are right.
func (o catalogOptions) check(p *program, args []string) error {
	if len(args) == 0 {
		return usageError("catalog check takes folders of products, as in: portolan catalog check products")
	}
	shelf, found := openShelf(append(args, *o.catalogs...))
	say := []string{}
	for _, dir := range shelf.dirs {
		folder := shelf.holds[dir]
		if folder.Name == "" {
			continue
		}
		c, faults := folder.Load(dir)
		if c != nil {
			faults = append(faults, c.Judge()...)
		}
		found = append(found, faults...)
		say = append(say, fmt.Sprintf("%s in %s\n", count(faults), folder.Show(dir)))
	}
	found = found.Sorted()
	r := &reporter{program: p, to: o.format}
	err := r.find(found)
	if !r.read() {
		p.note("%s", strings.Join(say, ""))
	}
	return firstOf(err, r.end(), verdict(found, o.strict))
}

// answer prints data in the wanted format.
func (o catalogOptions) answer(p *program, data any, text func() string) error {
	return o.format.textOrJSON(p, text, func() (string, error) {
		out, err := json.MarshalIndent(data, "", "  ")
		return string(out) + "\n", err
	})
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
