package file

import (
	"fmt"
	"slices"
	"strings"

	"portolan/render/archive"
)

// writeAttachments writes the files inside this one and returns what the catalogue says of them. They are listed in the order of their names.
func (f *File) writeAttachments(w *writer) (string, error) {
	if len(f.Attachments) == 0 {
		return "", nil
	}
	list := slices.Clone(f.Attachments)
	slices.SortFunc(list, func(a, b Attachment) int { return strings.Compare(a.Name, b.Name) })
	names := []byte("/Names <</EmbeddedFiles <</Names [")
	for _, a := range list {
		packed, err := archive.Stream(a.Data)
		if err != nil {
			return "", err
		}
		at := w.reserve(2)
		w.stream(at, fmt.Sprintf("/Type /EmbeddedFile /Params <</Size %d>> ", len(a.Data)), Stream{packed, true})
		name := string(appendLiteral(nil, a.Name))
		w.object(at+1, fmt.Sprintf("<</Type /Filespec /F %s /UF %s /EF <</F %d 0 R>>>>", name, textString(a.Name), at))
		names = fmt.Appendf(names, "%s %d 0 R\n", name, at+1)
	}
	return string(names) + "]>>>>\n", nil
}
