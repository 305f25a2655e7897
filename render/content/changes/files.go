package changes

import (
	"slices"
	"strings"

	"portolan/render/document"
	"portolan/render/ref"
)

// Became is what became of the rules of a device in files of one dialect. It is the key of a word, too.
type Became string

// What can become of them.
const (
	Added     Became = "added"
	Removed   Became = "removed"
	Different Became = "changed"
	Unchanged Became = "unchanged"
	NoFile    Became = "no-file" // the device is there, and its rules cannot be written as a file any more
)

// A Device is a host or firewall with rule files in one dialect: those of both revisions, where they differ.
type Device struct {
	ID, Dialect string
	Became      Became
	New, Old    Files
}

// Files are the paths of files in the change pack: those to load, and the one that takes away what these added to what a device has. Where there is none, files
// replace what is there.
type Files struct {
	Load []string
	Away string
}

func (d Device) adds() bool { return d.New.Away+d.Old.Away != "" }

// files say which devices get other rule files, what is loaded and what takes it back.
func (c *Change) files() []document.Block {
	if len(c.Devices) == 0 {
		return nil
	}
	w := c.words
	var rows []Device
	var same []string
	for _, d := range c.Devices {
		if d.Became == Unchanged {
			same = append(same, d.ID)
		} else {
			rows = append(rows, d)
		}
	}
	out := []document.Block{document.Heading{Level: 1, ID: "rule-files", Text: w.Text("changes.files")}, document.Text{Text: w.Text("changes.files-text")}}
	if slices.ContainsFunc(rows, Device.adds) {
		out = append(out, document.Text{Text: w.Text("changes.files-adding")})
	}
	out = append(out, document.Fill(document.Table{ID: "table-rule-files", Caption: w.Fill("changes.files-caption", "n", len(rows)), Empty: w.Text("changes.files-none")}, []document.ColumnOf[Device]{
		{Key: "device", Title: w.Text("changes.device"), Weight: 1.5, Kind: document.Code, Text: func(d Device) string { return d.ID }},
		{Key: "change", Title: w.Text("column.change"), Weight: 1, Text: func(d Device) string { return w.Text("changes." + string(d.Became)) }},
		{Key: "dialect", Title: w.Text("changes.dialect"), Weight: 1, Kind: document.Code, Text: func(d Device) string { return d.Dialect }},
		{Key: "load", Title: w.Text("changes.load"), Weight: 3, Cell: func(d Device) document.Cell { return c.loads(d, d.Old, d.New) }},
		{Key: "back", Title: w.Text("changes.rollback"), Weight: 3, Cell: func(d Device) document.Cell { return c.loads(d, d.New, d.Old) }}}, rows,
		func(d Device) document.Row { return document.Row{Mark: marks[string(d.Became)]} }))
	if len(same) > 0 {
		out = append(out, document.Text{Text: w.Fill("changes.files-same", "n", len(same), "devices", strings.Join(slices.Compact(same), ", "))})
	}
	return out
}

// loads are what is done to get from the files of one revision to those of the other.
func (c *Change) loads(d Device, from, to Files) document.Cell {
	w := c.words
	var lines []string
	switch {
	case d.Became == NoFile && len(to.Load) == 0:
		return document.C(w.Text("changes.load-nothing"))
	case from.Away != "":
		lines = append(lines, w.Fill("changes.load-file", "file", from.Away))
	case len(to.Load) == 0:
		lines = append(lines, w.Text("changes.take-away"))
	}
	cell := document.Cell{}
	for _, f := range to.Load {
		lines = append(lines, w.Fill("changes.load-file", "file", f))
		cell.Link = ref.File(to.Load[0])
	}
	cell.Lines = lines
	return cell
}
