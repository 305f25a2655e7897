package drawio

import (
	"encoding/xml"
	"math"
	"strconv"
)

// The elements of a file, as draw.io writes them (mxGraph's XML).
type (
	file struct {
		XMLName xml.Name `xml:"mxfile"`
		Host    string   `xml:"host,attr"`
		Sheets  []sheet  `xml:"diagram"`
	}
	sheet struct {
		ID    string `xml:"id,attr"`
		Name  string `xml:"name,attr"`
		Model model  `xml:"mxGraphModel"`
	}
	model struct {
		Grid     int    `xml:"grid,attr"`
		Guides   int    `xml:"guides,attr"`
		Tooltips int    `xml:"tooltips,attr"`
		Connect  int    `xml:"connect,attr"`
		Page     int    `xml:"page,attr"`
		Width    length `xml:"pageWidth,attr"`
		Height   length `xml:"pageHeight,attr"`
		Root     root   `xml:"root"`
	}
	root struct {
		Cells []any // cell or object
	}
	// object is a cell with a link and a tip.
	object struct {
		XMLName xml.Name `xml:"UserObject"`
		ID      string   `xml:"id,attr"`
		Label   string   `xml:"label,attr"`
		Tip     string   `xml:"tooltip,attr,omitempty"`
		Link    string   `xml:"link,attr,omitempty"`
		Cell    cell
	}
	cell struct {
		XMLName     xml.Name  `xml:"mxCell"`
		ID          string    `xml:"id,attr,omitempty"`
		Value       string    `xml:"value,attr,omitempty"`
		Style       string    `xml:"style,attr,omitempty"`
		Parent      string    `xml:"parent,attr,omitempty"`
		Source      string    `xml:"source,attr,omitempty"`
		Target      string    `xml:"target,attr,omitempty"`
		Vertex      int       `xml:"vertex,attr,omitempty"`
		Edge        int       `xml:"edge,attr,omitempty"`
		Connectable string    `xml:"connectable,attr,omitempty"`
		Geometry    *geometry `xml:"mxGeometry"`
	}
	geometry struct {
		X        length  `xml:"x,attr,omitempty"`
		Y        length  `xml:"y,attr,omitempty"`
		W        length  `xml:"width,attr,omitempty"`
		H        length  `xml:"height,attr,omitempty"`
		Relative int     `xml:"relative,attr,omitempty"`
		As       string  `xml:"as,attr"`
		Points   *points `xml:"Array"`
		Offset   *point  `xml:"mxPoint"`
	}
	points struct {
		As     string  `xml:"as,attr"`
		Points []point `xml:"mxPoint"`
	}
	point struct {
		X  length `xml:"x,attr"`
		Y  length `xml:"y,attr"`
		As string `xml:"as,attr,omitempty"`
	}
)

// A length is in points, to a hundredth.
type length float64

func (l length) MarshalXMLAttr(name xml.Name) (xml.Attr, error) {
	return xml.Attr{Name: name, Value: strconv.FormatFloat(math.Round(float64(l)*100)/100, 'f', -1, 64)}, nil
}
