package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"portolan/model/drift"
	"portolan/model/intake"
	"portolan/model/secret"
	"portolan/model/source"
)

// flows writes what collected rules let through and the site does not describe into the site's file, as flows to decide on.
func (o importListOptions) flows(ctx context.Context, p *program, args []string) error {
	if len(args) > 0 || o.output == "" {
		return usageError("--rules takes no lists and the folder of a site, as in: portolan import --rules collected --output sites/harbour")
	}
	c, err := p.compiledOf(ctx, *o.catalogs, o.output, "")
	if err != nil {
		return err
	}
	folder := path.Clean(filepath.ToSlash(o.rules))
	collected, found := collectionIn(folder)
	var list []drift.Evidence
	if !found.HasErrors() {
		list, found = collected.evidence(c.plan)
	}
	if p.showLoose(found); found.HasErrors() {
		return exitCode(exitFailed)
	}
	i, err := o.open(p)
	if err != nil {
		return err
	}
	report, err := unlessInterrupted(ctx, func() *drift.Report { return drift.Compare(c.plan, list) })
	if err != nil {
		return err
	}
	openings, broad := report.Openings(c.plan)
	var flows []intake.Flow
	for _, w := range openings {
		mark := sha256.Sum256([]byte(strings.Join([]string{w.Device, w.From, w.To, w.Port}, "\n")))
		flows = append(flows, intake.Flow{ID: "let-through-" + hex.EncodeToString(mark[:4]), Rule: secret.Hide(fmt.Sprintf("%s at %s (%s)", w.Rule, w.Device, w.Where)), From: w.From, To: w.To, Port: w.Port, Unknown: w.Unknown})
	}
	for _, r := range broad {
		i.found = append(i.found, source.Diagnostic{Severity: source.Warning, Code: "M05", At: source.OfFile(path.Join(folder, r.Where)), What: fmt.Sprintf("%s at %s is not taken over: %s", r.What, r.Device, r.Detail), Help: "narrow the rule, or declare what of it is needed"})
	}
	merged, err := intake.Flows(i.site, i.text, i.before, flows, filepath.Base(folder))
	return o.finish(p, i, merged, err, "flows to decide on")
}
