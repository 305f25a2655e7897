package pdf

import "github.com/jung-kurt/gofpdf"

// attach puts files into the PDF. The library keeps no date of them, so that equal files give equal bytes.
func (e *emitter) attach(list []Attachment) {
	var files []gofpdf.Attachment
	for _, a := range list {
		files = append(files, gofpdf.Attachment{Content: a.Data, Filename: a.Name})
	}
	e.pdf.SetAttachments(files)
}
