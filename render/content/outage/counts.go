package outage

import (
	"slices"
	"strings"

	"portolan/model/outage"
	"portolan/render/content/worksheet"
	"portolan/render/document"
)

// fates are the keys of the word list for what becomes of a service, the gravest first.
var fates = []struct {
	change outage.Change
	key    string
}{
	{outage.Gone, "alone"},   // nobody else answers
	{outage.Later, "later"},  // somebody does after a failover
	{outage.Some, "shared"},  // other hosts still answer the same callers
	{outage.Unknown, "open"}, // the site has the rule for other hosts too and does not say whether they answer in its place
}

// counts says how much of what others ask of the host is still answered, as a whole sentence, without a word on what there is none of; where it
// is one service, which one.
func (b builder) counts() []document.Block {
	all := b.lost.Services()
	if len(all) == 0 {
		return nil
	}
	var parts []string
	for _, f := range fates {
		of := slices.DeleteFunc(slices.Clone(all), func(m outage.Missed) bool { return m.Change != f.change })
		switch {
		case len(of) == len(all):
			return []document.Block{document.Text{Text: b.w.Count("stays.all-"+f.key, len(of), "what", b.called(of[0]))}, b.limits()}
		case len(of) > 0:
			parts = append(parts, b.w.Count("stays."+f.key, len(of), "all", len(all), "what", b.called(of[0])))
		}
	}
	return []document.Block{document.Text{Text: b.w.Fill("stays.of", "parts", strings.Join(parts, b.w.Text("stays.and")))}, b.limits()}
}

// called is a service as a sentence names it.
func (b builder) called(m outage.Missed) string {
	return worksheet.ServiceName(m.Service, b.w) + " (" + m.Socket + ")"
}

// limits says of which state the counts are, and what they do not follow: hosts that get no answer may fail those that call them.
func (b builder) limits() document.Text {
	text := "stays.normal"
	if slices.ContainsFunc(b.lost.Missed, func(m outage.Missed) bool { return m.Change == outage.Later }) {
		text = "stays.failover"
	}
	further := slices.ContainsFunc(b.lost.Missed, func(m outage.Missed) bool {
		return len(m.Now) == 0 && slices.ContainsFunc(m.Callers, func(id string) bool { return HasPage(b.plan.Party(id)) })
	})
	if further {
		return document.Text{Text: b.w.Text(text) + " " + b.w.Text("stays.further")}
	}
	return document.Text{Text: b.w.Text(text)}
}

// stalled says which other hosts have services that stall with the host: they may run on for a while.
func (b builder) stalled() []document.Block {
	var hosts []string
	for _, s := range b.lost.Stalled {
		if !slices.Contains(hosts, s.Host) {
			hosts = append(hosts, s.Host)
		}
	}
	if len(hosts) == 0 {
		return nil
	}
	return []document.Block{document.Text{Text: b.w.Count("stays.stalled", len(b.lost.Stalled), "hosts", strings.Join(b.names(nil, hosts), ", "))}}
}
