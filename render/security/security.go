// Package security writes the security review: what is allowed, why, who agreed, what is open, and where the evidence for each of it
// stands. It derives everything from the plan, measures nothing on a network, and never says that a standard is met.
package security

import (
	"portolan/model"
	"portolan/render/diagram"
	"portolan/render/document"
	"portolan/render/review"
	"portolan/render/words"
)

// ID is the review's document id.
const ID = "security"

// Document is the security review of a site, in the order in which a reviewer reads: what it is, the page for the hurried, pictures,
// exposure, services, what is insecure, trust, what is open, and the index of evidence.
func Document(plan *model.Plan, scene *diagram.Scene, w *words.List) *document.Document {
	b := &builder{plan: plan, w: w, zones: zonesOf(plan, w), network: plan.Network()}
	d := &document.Document{ID: ID, Title: w.Text("security.title"), Subtitle: plan.Document.Customer + ", " + plan.Document.Title, Fields: review.Control(plan, w)}
	for _, section := range [][]document.Block{b.purpose(), b.summary(), b.pictures(scene), b.exposure(), b.services(), b.insecure(), b.unstated(), b.trust(),
		b.findings(), b.questions(), b.notCovered(), b.dates(), b.evidence()} {
		d.Blocks = append(d.Blocks, section...)
	}
	return d
}

// builder holds what the sections share.
type builder struct {
	plan    *model.Plan
	w       *words.List
	zones   []zone
	network []*model.Flow // the rules between hosts
}

func (b *builder) t(key string) string { return b.w.Text("security." + key) }

func (b *builder) fill(key string, pairs ...any) string { return b.w.Fill("security."+key, pairs...) }

func (b *builder) heading(id string) document.Heading {
	return document.Heading{Level: 1, ID: id, Text: b.t(id)}
}

// purpose says what the review is for, what it covers, and what it does not claim.
func (b *builder) purpose() []document.Block {
	return []document.Block{b.heading("purpose"), document.Text{Text: b.t("purpose-text")},
		document.Text{Text: b.fill("scope", "zones", len(b.plan.Zones), "hosts", b.hosts(), "products", review.Products(b.plan), "states", len(b.plan.States))},
		document.Text{Text: b.t("basis")}, document.Callout{Mark: document.Note, Title: b.t("claim-title"), Markdown: b.t("claim")}}
}

// hosts counts the hosts that the site describes; groups only gather them.
func (b *builder) hosts() int {
	n := 0
	for _, p := range b.plan.Parties {
		switch p.Kind {
		case model.ExternalParty, model.ClientsParty, model.GroupParty:
		default:
			n++
		}
	}
	return n
}
