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
	Commands                                []commandView
	Minutes                                 int
	Fields                                  []document.Field
	Labels                                  document.StepLabels
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
	if s.ID == "" {
		view.Key = p.tickKey(s.Title)
	}
	for _, c := range s.Commands {
		view.Commands = append(view.Commands, commandView{p, c.Shell, c.Where, c.Text})
	}
	return p.run("step", view)
}
