package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"portolan/cmd/portolan/reference"
	"portolan/cmd/portolan/staging"
	"portolan/cmd/portolan/starters"
	"portolan/model/source"
)

var initVerb = verb{
	name: "init", args: "FOLDER", does: "make a new site, or a catalogue of your own, that builds at once",
	examples: `  portolan init sites/harbour                       asks what to begin with, on a terminal
  portolan init --from single-node sites/harbour    one node; "portolan list templates" lists all
  portolan init --from five-nodes --customer "Fjord & Co" --domain fjord.example --prefix fj- --network 10.1.2.0/24 sites/fjord
                                                    five nodes under names and addresses of your own
  portolan init --from own-product sites/ledger     a product of your own, with its catalogue
  portolan init --catalog products                  a catalogue alone
`,
	prepare: prepareInit,
}

// schemaFile is the file beside a new site with which editors complete its keys.
const schemaFile = "site.schema.json"

// usualTemplate is what a site is made of where nobody says.
const usualTemplate = "single-node"

type initOptions struct {
	from      string
	filled    starters.Filled
	networks  []string // ZONE=NETWORK, or NETWORK
	catalogue bool
}

func prepareInit(flags *pflag.FlagSet) action {
	o := initOptions{}
	flags.StringVar(&o.from, "from", "", "`template` to begin with (default "+usualTemplate+"; on a terminal you are asked)")
	flags.StringVar(&o.filled.Customer, "customer", "", "`name` of the customer, instead of the template's")
	flags.StringVar(&o.filled.Title, "title", "", "`title` of the documents, instead of the template's")
	flags.StringVar(&o.filled.Author, "author", "", "`name` of who writes the documents")
	flags.StringVar(&o.filled.Domain, "domain", "", "`domain` of the hosts, as example.com, instead of the template's")
	flags.StringVar(&o.filled.Prefix, "prefix", "", "`text` with which the names of the nodes begin, as bi-, instead of the template's")
	flags.StringArrayVar(&o.networks, "network", nil, "`network` of the nodes' zone, as 10.1.2.0/24, or of any zone, as users=10.8.0.0/16; the addresses in it move along (may be repeated)")
	flags.BoolVar(&o.catalogue, "catalog", false, "make a catalogue of your own, and no site")
	return func(_ context.Context, p *program, args []string) error { return o.init(p, args) }
}

func (o initOptions) init(p *program, args []string) error {
	if len(args) != 1 || args[0] == "" {
		return usageError("init takes the folder of the new site, as in: portolan init sites/harbour")
	}
	folder := filepath.Clean(args[0])
	if o.catalogue {
		if f := o.filled; o.from+f.Customer+f.Title+f.Author+f.Domain+f.Prefix+strings.Join(o.networks, "") != "" {
			return usageError("--catalog makes a catalogue and no site: leave --from and what describes a site out")
		}
		return o.catalog(p, folder)
	}
	if s := newSite(folder); s.found.HasErrors() {
		return usageError("%s cannot be the folder of a site: %v", folder, staging.CheckName(s.id))
	}
	if exists(filepath.Join(folder, siteFile)) { // before anybody is asked
		return alreadyThere(filepath.Join(folder, siteFile))
	}
	asked, err := o.askTemplate(p)
	if err != nil {
		return err
	}
	template, ok := starters.Find(o.from)
	if !ok {
		return usageError("there is no template %q; %s", o.from, source.DidYouMean(o.from, templateNames()))
	}
	if err := o.fill(p, template, asked); err != nil {
		return err
	}
	schema, _ := reference.Find("site")
	files, err := template.Files(o.filled, schemaFile)
	if err != nil {
		return usageError("%v", err)
	}
	if err := writeNew(folder, append(files, starters.File{Path: schemaFile, Data: schema.Schema()})); err != nil {
		return err
	}
	p.note("%s: new site from the template %s\n%sNext:\n  edit %s\n  portolan check %s\n  portolan build %s\n  portolan serve %s   shows the pack while you edit\n",
		folder, template.Name, o.left(template), filepath.Join(folder, siteFile), folder, folder, folder)
	return nil
}

func (o initOptions) catalog(p *program, folder string) error {
	files := starters.Catalogue()
	if err := writeNew(folder, files); err != nil {
		return err
	}
	file := filepath.Join(folder, filepath.FromSlash(files[0].Path))
	p.note("%s: new catalogue\nNext:\n  edit %s; portolan guide product explains each part\n  portolan catalog check %s\n  portolan init --from own-product sites/ledger makes a site that has such a catalogue\n", file, file, folder)
	return nil
}

// askTemplate asks for the template where no flag says it and there is somebody to answer, who is then asked for the rest, too.
func (o *initOptions) askTemplate(p *program) (*bufio.Reader, error) {
	if o.from != "" || !p.answers() {
		o.from = cmp.Or(o.from, usualTemplate)
		return nil, nil
	}
	in := bufio.NewReader(os.Stdin)
	templates := starters.Templates()
	for i, t := range templates {
		p.say("%3d  %-36s %s\n", i+1, t.Name, t.Says)
	}
	answer, err := p.question(in, "Begin with which (number or name)?", usualTemplate)
	if n, failed := strconv.Atoi(answer); failed == nil && n >= 1 && n <= len(templates) {
		answer = templates[n-1].Name
	}
	o.from = answer
	return in, err
}

// answers reports whether there is a person at the other end.
func (p *program) answers() bool {
	return term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd()))
}

// question is what a person answers, or the usual answer.
func (p *program) question(in *bufio.Reader, text, usual string) (string, error) {
	if usual != "" {
		text += " [" + usual + "]"
	}
	p.say("%s ", text)
	answer, err := in.ReadString('\n')
	if answer = strings.TrimSpace(answer); answer == "" {
		answer = usual
	}
	if err != nil && answer == "" {
		return "", fmt.Errorf("read the answer: %w", err)
	}
	return answer, nil
}

func templateNames() []string {
	var names []string
	for _, t := range starters.Templates() {
		names = append(names, t.Name)
	}
	return names
}

func alreadyThere(file string) error {
	return fmt.Errorf("%s is already there; init writes over nothing, choose another folder", file)
}

// writeNew writes files that are not there yet: all of them, or none.
func writeNew(folder string, files []starters.File) error {
	for _, f := range files {
		if name := filepath.Join(folder, filepath.FromSlash(f.Path)); exists(name) {
			return alreadyThere(name)
		}
	}
	for _, f := range files {
		name := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("make the folder of %s: %w", name, err)
		}
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			return alreadyThere(name)
		}
		if err == nil {
			_, err = file.Write(f.Data)
			err = errors.Join(err, file.Close())
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}
