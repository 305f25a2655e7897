package render

import (
	"math"
	"slices"

	"portolan/render/content/gallery"
	"portolan/render/content/review"
	"portolan/render/content/topology"
	"portolan/render/document"
	"portolan/render/format/drawio"
	"portolan/render/format/html"
	"portolan/render/format/svg"
	"portolan/render/layout/diagram"
	"portolan/render/layout/neighbours"
	"portolan/render/layout/tiers"
)

// laidOut are the pictures of a pack, each laid out.
type laidOut struct {
	gallery.Pictures
	scenes map[*topology.Picture]*diagram.Scene
	zones  *topology.Picture // for the front page, or nil
}

// lay decides which pictures there are and lays each out.
func (p *packer) lay() error {
	g := &laidOut{scenes: map[*topology.Picture]*diagram.Scene{}}
	g.Pictures = gallery.Pictures{Pictures: topology.Of(p.model, p.words), Matrix: topology.Matrix(p.model, p.words), Figure: g.figure, Drawing: svg.Path, Paper: sheetPath}
	if err := p.placeAll(g, append(append([]*topology.Picture{g.Site}, g.States...), g.Changes...)); err != nil {
		return err
	}
	for _, each := range g.All() {
		if g.scenes[each] != nil {
			continue
		}
		scene, err := p.place(each)
		if err != nil {
			return err
		}
		g.scenes[each] = scene
	}
	if g.zones = topology.Map(p.model, p.words); g.zones != nil {
		scene, err := tiers.Across(g.zones.Graph, p.measure)
		if err != nil {
			if scene, err = p.place(g.zones); err != nil {
				return err
			}
		}
		g.scenes[g.zones] = scene
	}
	p.gallery = g
	return nil
}

// placeAll lays out the pictures that show the same site, so that everything stands in the same place in all of them.
func (p *packer) placeAll(g *laidOut, pictures []*topology.Picture) error {
	var graphs []*diagram.Graph
	for _, each := range pictures {
		graphs = append(graphs, each.Graph)
	}
	scenes, err := tiers.Layout(graphs, p.measure)
	if err != nil {
		return err
	}
	for i, each := range pictures {
		if g.scenes[each] = scenes[i]; each.Kind == topology.ChangeKind {
			scenes[i].Crop()
		}
	}
	return nil
}

// place lays a picture out: that of one box and its neighbours as a star, others in tiers.
func (p *packer) place(pic *topology.Picture) (*diagram.Scene, error) {
	if pic.Kind == topology.HostKind || pic.Kind == topology.AlikeKind || pic.Kind == topology.RoleKind {
		if scene, err := neighbours.Layout(pic.Graph, p.measure); err == nil {
			return scene, nil
		}
	}
	scenes, err := tiers.Layout([]*diagram.Graph{pic.Graph}, p.measure)
	if err != nil {
		return nil, err
	}
	return scenes[0], nil
}

// figure is a picture as a block of a document.
func (g *laidOut) figure(p *topology.Picture) document.Figure {
	return document.Figure{ID: p.ID, Caption: p.Caption, Picture: g.scenes[p], Path: p.Path(), Editable: true}
}

// overview are the pictures that the first page shows. Those of states have titles of their own, so that each may have a sheet of its own form.
func (g *laidOut) overview() review.Pictures {
	out := review.Pictures{Site: g.figure(g.Site)}
	if g.Overview != nil {
		out.Zones = []document.Block{g.figure(g.Overview)}
	}
	for _, p := range slices.Concat(g.Changes, g.States) {
		figure := g.figure(p)
		figure.Apart = p.Kind == topology.StateKind
		out.States = append(out.States, document.Heading{Level: 2, ID: "title-" + p.ID, Text: p.Title}, figure)
	}
	if g.Matrix != nil {
		out.Matrix = []document.Block{gallery.MatrixFigure(g.Matrix)}
	}
	return out
}

// zoneMap is the picture of zones at the side of the front page, or nil. It is no file of the pack.
func (g *laidOut) zoneMap() *document.Figure {
	if g.zones == nil {
		return nil
	}
	return &document.Figure{ID: g.zones.ID, Caption: g.zones.Caption, Picture: g.scenes[g.zones]}
}

// atHost puts the picture of a host at the top of its worksheet; one that is too large for a page with the worksheet's title comes behind the
// first paragraphs, so that on paper these do not stand alone.
func (p *packer) atHost(id string, d *document.Document) *document.Document {
	for _, each := range p.gallery.Hosts {
		if !slices.Contains(each.Hosts, id) {
			continue
		}
		figure, beside := p.gallery.figure(each), besideTitle(p.draw(p.gallery.scenes[each]), len(d.Fields))
		for _, blocks := range []*[]document.Block{&d.Blocks, &d.OnPages} {
			at := 0
			if !beside {
				at = slices.IndexFunc(*blocks, func(b document.Block) bool { _, heading := b.(document.Heading); return heading })
			}
			*blocks = slices.Insert(*blocks, max(at, 0), document.Block(figure))
		}
	}
	return d
}

// besideTitle tells whether a picture can be read on a sheet, lying, that also holds a worksheet's title and facts.
func besideTitle(d *diagram.Drawing, facts int) bool {
	const withoutFacts, fact = 376, 15 // points: the height of the room on a sheet below the title, and of a line of facts
	least := math.Inf(1)
	for _, group := range d.Groups {
		for _, s := range group.Shapes {
			if text, ok := s.(diagram.Text); ok {
				least = math.Min(least, text.Size)
			}
		}
	}
	return least*math.Min(1, math.Min(diagram.A4[1].W/d.W, float64(withoutFacts-fact*facts)/d.H)) >= diagram.Legible
}

// diagrams are the pictures as files of their own.
func (p *packer) diagrams() ([]File, error) {
	var files []File
	add := func(path string, pic diagram.Picture) *diagram.Drawing {
		drawing := p.titled(pic)
		files = append(files, File{svg.Path(path), svg.Standalone(drawing, p.theme, html.From(path))})
		return drawing
	}
	for _, each := range p.gallery.All() {
		scene, path := p.gallery.scenes[each], drawio.Path(each.Path())
		data, err := drawio.Write(scene, add(each.Path(), scene), p.theme, p.layers(each.Graph), html.From(path))
		if err != nil {
			return nil, err
		}
		files = append(files, File{path, data})
	}
	if x := p.gallery.Matrix; x != nil {
		add(gallery.MatrixFigure(x).Path, x)
	}
	return files, nil
}

// titled is a picture with the block of a file of its own: which document it belongs to, and whether that is a draft.
func (p *packer) titled(pic diagram.Picture) *diagram.Drawing {
	d := p.model.Document
	status := ""
	if review.Draft(p.model) {
		status = p.words.Text("pdf.draft")
	}
	return p.measure.Titled(p.draw(pic), d.Customer, d.Title, d.ID, p.words.Fill("topology.revision", "revision", d.Revision), d.Date.String(), d.Classification, status)
}

// layers are the words for the layers of a picture that can be edited.
func (p *packer) layers(g *diagram.Graph) drawio.Words {
	return drawio.Words{Zones: p.words.Text("topology.layer-zones"), Hosts: p.words.Text("topology.layer-hosts"), Lines: g.Words.Edge}
}

// further is the gallery as a book holds it, if there is something of it that stands nowhere else.
func (p *packer) further() []*document.Document {
	if d := gallery.Further(p.gallery.Pictures, p.words); d != nil {
		return []*document.Document{d}
	}
	return nil
}
