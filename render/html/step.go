package html

import (
	"fmt"
	"html/template"

	"portolan/render/document"
)

// stepView is what the step's template sees.
type stepView struct {
	*printer
	Depth, Number                           int
	ID, Key, Title, Who                     string
	Where                                   []cell
	Danger, Body, Expect, IfFails, Rollback template.HTML
	Callouts                                []template.HTML
	Files                                   []cell
	Parts                                   []partView
	Commands                                []commandView
	Minutes                                 int
	Fields                                  []document.Field
	Labels                                  document.StepLabels
}

type partView struct {
	Label string
	Body  template.HTML
}

type commandView struct {
	*printer
	Shell, Where, Text string
}

func (p *printer) step(s document.Step) (template.HTML, error) {
	p.steps++
	p.ticks = true
	where, err := p.cells(s.Where)
	if err != nil {
		return "", err
	}
	view := stepView{printer: p, Depth: p.depth + 1, Number: p.steps, ID: s.ID, Key: s.ID, Title: s.Title, Who: s.Who, Where: where,
		Minutes: s.Minutes, Fields: s.Fields, Labels: s.Labels}
	for _, part := range []struct {
		text string
		into *template.HTML
	}{{s.Danger, &view.Danger}, {s.Body, &view.Body}, {s.Expect, &view.Expect}, {s.IfFails, &view.IfFails}, {s.Rollback, &view.Rollback}} {
		if *part.into, err = p.markdown(part.text); err != nil {
			return "", fmt.Errorf("step %s: %w", s.ID, err)
		}
	}
	if err := p.stepParts(s, &view); err != nil {
		return "", fmt.Errorf("step %s: %w", s.ID, err)
	}
	if s.ID == "" {
		view.Key = p.tickKey(s.Title)
	}
	for _, c := range s.Commands {
		view.Commands = append(view.Commands, commandView{p, c.Shell, c.Where, c.Text})
	}
	return p.run("step", view)
}

// stepParts fills in what not every step has.
func (p *printer) stepParts(s document.Step, view *stepView) (err error) {
	if view.Files, err = p.cells(s.Files); err != nil {
		return err
	}
	for _, c := range s.Callouts {
		body, err := p.callout(c)
		if err != nil {
			return err
		}
		view.Callouts = append(view.Callouts, body)
	}
	for _, part := range s.Parts {
		body, err := p.markdown(part.Markdown)
		if err != nil {
			return err
		}
		view.Parts = append(view.Parts, partView{part.Label, body})
	}
	return nil
}
