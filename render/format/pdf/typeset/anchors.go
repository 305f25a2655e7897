package typeset

import "portolan/render/document"

// Anchors lists every link target of the documents.
func Anchors(docs []*document.Document) map[string]bool {
	known := map[string]bool{}
	for _, doc := range docs {
		known[doc.ID+"#"] = true
		for _, block := range doc.Blocks {
			for _, id := range blockIDs(block) {
				known[doc.ID+"#"+id] = true
			}
		}
	}
	return known
}

func blockIDs(block document.Block) []string {
	switch b := block.(type) {
	case document.Heading:
		return []string{b.ID}
	case document.Figure:
		return []string{b.ID}
	case document.Signatures:
		return []string{b.ID}
	case document.Step:
		return []string{b.ID}
	case document.Table:
		ids := []string{b.ID}
		for _, row := range b.Rows {
			ids = append(ids, row.ID)
		}
		return ids
	}
	return nil
}
