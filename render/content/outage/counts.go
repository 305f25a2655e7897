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
	all := slices.DeleteFunc(byService(offered(b.lost.Services())), func(m outage.Missed) bool { return b.ready(m) != "" })
	if len(all) == 0 {
		return b.limits()
	}
	var parts []string
	for _, f := range fates {
		of := slices.DeleteFunc(slices.Clone(all), func(m outage.Missed) bool { return m.Change != f.change })
		switch {
		case len(of) == len(all):
			return append([]document.Block{document.Text{Text: b.w.Count("stays.all-"+f.key, len(of), "what", b.called(of[0]))}}, b.limits()...)
		case len(of) > 0:
			parts = append(parts, b.w.Count("stays."+f.key, len(of), "all", len(all), "what", b.called(of[0])))
		}
	}
	return append([]document.Block{document.Text{Text: b.w.Fill("stays.of", "parts", strings.Join(parts, b.w.Text("stays.and")))}}, b.limits()...)
}

// offered are the services that a host offers to others: not those by which it is looked after itself, nor what it only passes on, which is said apart.
func offered(all []outage.Missed) []outage.Missed {
	return slices.DeleteFunc(slices.Clone(all), func(m outage.Missed) bool { return m.Upkeep || m.Key.Way != "" })
}

// byService are services that listen on several ports, each once, with the gravest of its ports.
func byService(all []outage.Missed) []outage.Missed {
	var out []outage.Missed
	for _, m := range all { // the gravest first
		i := slices.IndexFunc(out, func(o outage.Missed) bool { return o.Service == m.Service })
		if i < 0 {
			out = append(out, m)
		} else {
			out[i].Socket = ""
		}
	}
	return out
}

// called is a service as a sentence names it: with its port, if it has one only.
func (b builder) called(m outage.Missed) string {
	if m.Socket == "" {
		return worksheet.ServiceName(m.Service, b.w)
	}
	return worksheet.ServiceName(m.Service, b.w) + " (" + m.Socket + ")"
}

// limits says of which state all this is, and what it does not follow: hosts that get no answer may fail those that call them. Cards have it once,
// in front of all.
func (b builder) limits() []document.Block {
	if len(b.card) > 0 || len(b.lost.Missed) == 0 {
		return nil
	}
	text := "stays.normal"
	if slices.ContainsFunc(b.lost.Missed, func(m outage.Missed) bool { return m.Change == outage.Later }) {
		text = "stays.failover"
	}
	further := slices.ContainsFunc(b.lost.Missed, func(m outage.Missed) bool {
		return len(m.Now) == 0 && slices.ContainsFunc(m.Callers, func(id string) bool { return HasPage(b.plan.Party(id)) })
	})
	if further {
		return []document.Block{document.Text{Text: b.w.Text(text) + " " + b.w.Text("stays.further")}}
	}
	return []document.Block{document.Text{Text: b.w.Text(text)}}
}

// stalled says which other hosts have services that stall with the host: they may run on for a while. How many services it is follows from how finely the
// documents divide them, and is not said.
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
	return []document.Block{document.Text{Text: b.w.Count("stays.stalled", len(hosts), "hosts", strings.Join(b.named(hosts), ", "))}}
}
