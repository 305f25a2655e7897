package plan

import (
	"fmt"
	"strings"

	"portolan/model/source"
)

// KeyPlaces are the keys of the description that a plan follows from, with the lines on which they stand at present. Nothing else that is said of a
// plan depends on where in its file a key stands.
func KeyPlaces(p *Plan) []source.KeyPlace {
	places := []source.KeyPlace{}
	add := func(file, key string, line int) {
		if key != "" && line > 0 {
			places = append(places, source.KeyPlace{File: file, Key: key, Line: line})
		}
	}
	for _, flows := range [][]*Flow{p.Flows, p.Dropped} {
		for _, f := range flows {
			for _, l := range f.Chain {
				add(l.Where, l.Key, l.Line)
			}
		}
	}
	if p.Environment != nil {
		for _, d := range p.Environment.Differences {
			add(d.Where, strings.Trim(d.Part+"."+d.Key, "."), d.Line)
		}
	}
	return source.SortedPlaces(places)
}

// Place is where a link leads: a file and the key in it, which stays what it is when lines move.
func (l Link) Place() string {
	if l.Key == "" {
		return l.Where
	}
	return l.Where + ": " + l.Key
}

// AtPresent is the same with the line, for those who have the file before them.
func (l Link) AtPresent() string {
	if l.Line > 0 {
		l.Where = fmt.Sprintf("%s:%d", l.Where, l.Line)
	}
	return l.Place()
}
