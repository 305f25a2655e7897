package html

import (
	"maps"
	"slices"
	"strconv"

	"portolan/render/document"
)

// found is what the search is told of a document.
func (x *indexer) found(id string) Found {
	if x.search.Page == nil {
		return Found{}
	}
	return x.search.Page(id)
}

// about ends the index with what it knows beside words: the pages, and the words of the language that it is asked in.
func (x *indexer) about(pages []*document.Document) {
	x.out = append(x.out, `,"pages":[`...)
	for i, page := range pages {
		x.separate(i)
		x.out = appendJSON(append(x.out, '['), Path(page.ID))
		x.out = appendJSON(append(x.out, ','), page.Title)
		found := x.found(page.ID)
		x.out = strconv.AppendInt(append(x.out, ','), int64(found.Kind), 10)
		x.out = strconv.AppendInt(append(x.out, ','), int64(max(x.leading[page.ID], x.leading[found.Like])+found.Rank), 10)
		x.out = append(x.out, ']')
	}
	x.out = append(x.out, `],"kinds":[`...)
	for i, kind := range x.search.Kinds {
		x.separate(i)
		x.out = appendJSON(x.out, kind)
	}
	x.out = append(x.out, `],"synonyms":{`...)
	for i, word := range slices.Sorted(maps.Keys(x.search.Synonyms)) { // sorted, so that equal input gives equal bytes
		x.separate(i)
		x.out = append(appendJSON(x.out, word), ':')
		x.out = appendJSON(x.out, x.search.Synonyms[word])
	}
	x.out = appendJSON(append(x.out, `},"idle":`...), x.search.Idle)
	x.out = append(x.out, "}\n"...)
}
