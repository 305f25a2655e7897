package render

import (
	"fmt"
	"strings"

	"portolan/model/plan"
	"portolan/model/revision"
	"portolan/model/source"
	"portolan/render/content/changes"
	"portolan/render/content/docs"
	"portolan/render/content/rules"
	"portolan/render/document"
	"portolan/render/format/spreadsheet"
	"portolan/render/layout/diagram"
	"portolan/render/layout/tiers"
	"portolan/render/ref"
	"portolan/render/text/wordlist"
	"portolan/themes"
)

// revision is what the pack of a plan says, item by item.
func (p *packer) revision() (*revision.Revision, error) {
	text, err := rules.JSON(p.model, p.policy)
	if err != nil {
		return nil, err
	}
	return revision.Read(p.json, text)
}

// compare finds out what changed since the previous revision.
func (p *packer) compare() error {
	if p.opts.Previous == nil {
		return nil
	}
	now, err := p.revision()
	if err != nil {
		return err
	}
	p.changed = changes.Of(p.opts.Previous, now, p.words)
	if made, err := p.changed.Apply(p.opts.Previous); err != nil || !made.Equal(now) { // half of a difference is worse than none
		return fmt.Errorf("the difference does not lead from the previous revision to this one: %v", err)
	}
	return drawChange(p.changed, p.measure)
}

// drawChange puts the picture of a change into its documents.
func drawChange(c *changes.Change, m *diagram.Measure) error {
	g := c.Graph()
	if g == nil {
		return nil
	}
	scenes, err := tiers.Layout([]*diagram.Graph{g}, m)
	if err != nil {
		return err
	}
	scenes[0].Crop()
	c.Figure = &document.Figure{ID: g.ID, Caption: c.PictureCaption(), Picture: scenes[0]}
	return nil
}

// changesData is the same for programs.
func (p *packer) changesData() ([]File, error) {
	if p.changed == nil {
		return nil, nil
	}
	return []File{{ref.Data + changes.Name + ".json", []byte(p.changed.JSON())}}, nil
}

// ChangePack renders what leads from one revision to another: page, PDF, workbook, JSON and rule files, and a manifest. It is pure, as Pack is.
func ChangePack(before, after Revised, dated source.Date, theme *themes.Theme, opts Options) ([]File, error) {
	list, err := wordlist.Load("en")
	if err != nil {
		return nil, err
	}
	c := changes.Of(before.Revision, after.Revision, list)
	rules, devices := changedFiles(before, after)
	c.Devices = devices
	about := after.Find(revision.Document, after.Document)
	control := plan.DocumentInfo{Customer: about.Value("customer"), Title: after.Title, ID: after.Document, Classification: about.Value("classification"), Revision: after.Head.Revision, Date: dated}
	var products []plan.ProductInfo
	for i := range after.Items {
		if x := &after.Items[i]; x.Kind == revision.Product {
			products = append(products, plan.ProductInfo{ID: x.ID, Name: x.Value("name"), Catalogue: x.Value("catalogue")})
		}
	}
	measure, err := diagram.NewMeasure(theme.Fonts.Sans, theme.Fonts.SansBold)
	if err != nil {
		return nil, err
	}
	if err := drawChange(c, measure); err != nil {
		return nil, err
	}
	p := &packer{model: &plan.Plan{Site: after.Site, Products: products, Document: control}, theme: theme, opts: opts, words: list, measure: measure, drawings: map[diagram.Picture]*diagram.Drawing{}}
	files, err := p.single(c.Pack(docs.Front), changes.Name)
	if err != nil {
		return nil, err
	}
	book, err := spreadsheet.Workbook(c.Book(dated.Time()), theme)
	if err != nil {
		return nil, err
	}
	if missing := list.Missing(); len(missing) > 0 {
		return nil, fmt.Errorf("the word list %s lacks %s", list.Language(), strings.Join(missing, ", "))
	}
	return sealed(after.Site, dated, opts, append(append(files, rules...), File{changes.Name + ".xlsx", book}, File{changes.Name + ".json", []byte(c.JSON())}))
}
