package worksheet

import (
	"slices"

	"portolan/model/policy"
	"portolan/render/text/wordlist"
)

// CollectedOn is the day of evidence, or that it is not on record.
func CollectedOn(day string, w *wordlist.List) string {
	if day == "" {
		return w.Text("evidence.undated")
	}
	return day
}

// Evidence is what evidence shows of a rule at a firewall of which there is some, in a line.
func Evidence(s *policy.Sighting, w *wordlist.List) string {
	switch {
	case s == nil:
		return w.Text("evidence.unknown")
	case s.Seen == policy.Absent && s.Detail == "":
		return w.Text("evidence.absent")
	case s.Seen == policy.Absent:
		return w.Fill("evidence.missing", "detail", s.Detail)
	case s.Seen == policy.InPlace && s.Wider != "":
		return w.Fill("evidence.wider", "more", s.Wider)
	case s.Seen == policy.InPlace:
		return w.Text("evidence.there")
	case s.Detail != "":
		return w.Fill("evidence.doubtful", "why", s.Detail)
	}
	return w.Text("evidence.unknown")
}

// SeenIn are the places of the evidence that show a rule, one a line, and the day.
func SeenIn(s *policy.Sighting, w *wordlist.List) []string {
	if s == nil || len(s.Where) == 0 {
		return nil
	}
	places := slices.Clone(s.Where)
	if n := len(places); n > mostPlaces {
		places = append(places[:mostPlaces], w.Fill("evidence.more", "n", n-mostPlaces))
	}
	return append(places, w.Fill("evidence.collected", "day", CollectedOn(s.Collected, w)))
}

// mostPlaces is how many places a row names.
const mostPlaces = 4
