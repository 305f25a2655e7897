package plan

import "portolan/model/source"

// RuleMetadata is what people file beside a rule: who wants it, since when, how far it has come and who agreed. It is filled once, on the flow, and goes
// from there as one value.
type RuleMetadata struct {
	Owner      string      `json:"owner,omitempty"`
	Requester  string      `json:"requester,omitempty"`
	Ticket     string      `json:"ticket,omitempty"`
	Since      source.Date `json:"since,omitzero"`
	Until      source.Date `json:"until,omitzero"`
	Approval   *Approval   `json:"approval,omitempty"`       // what counts; nil where nothing does
	Action     string      `json:"action"`                   // AllowAction
	SourcePort string      `json:"source_port"`              // AnyPort, a number, or a range
	Log        string      `json:"log,omitempty"`            // yes, no; empty where the site leaves it to the firewall
	Status     string      `json:"status,omitempty"`         // one of Statuses; empty where the site does not say
	Claimed    string      `json:"status_claimed,omitempty"` // the site's own word, where it claims more than is approved

	Justification string      `json:"justification,omitempty"` // the business need, in the site's own words
	Review        source.Date `json:"review,omitzero"`         // the day by which somebody looks again whether the rule is needed
	Implementer   string      `json:"implementer,omitempty"`   // who carried it out, as its firewall team returned it
}

// Stated is what the site says of a rule, in words for a terminal: names and values, of which those that it does not say are empty.
func (m RuleMetadata) Stated() [][2]string {
	return [][2]string{{"owner", m.Owner}, {"requester", m.Requester}, {"ticket", m.Ticket}, {"since", day(m.Since)}, {"until", day(m.Until)}, {"justification", m.Justification}, {"review", day(m.Review)}, {"log", m.Log},
		{"status", StatusText(m.Status, m.Claimed)}, {"implementer", m.Implementer}}
}

func day(d source.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
