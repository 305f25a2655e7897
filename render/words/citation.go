package words

// Citation prints a place in a document: publisher, title, edition, section, and the line where there is one.
func (l *List) Citation(publisher, title, edition, section, lines string) string {
	if edition != "" {
		title = l.Fill("cite.edition", "title", title, "edition", edition)
	}
	text := l.Fill("cite.place", "publisher", publisher, "title", title, "section", section)
	if lines != "-" {
		text = l.Fill("cite.line", "place", text, "lines", lines)
	}
	return text
}
