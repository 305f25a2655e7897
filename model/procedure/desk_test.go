package procedure

import (
	"testing"

	"portolan/model/catalog"
	"portolan/model/plan"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// TestValuesAreTakenApartOnce holds what is remembered of a value to what it depends on: each runbook meets the same text, with the same values among
// those that it used, as if it had taken it apart itself.
func TestValuesAreTakenApartOnce(t *testing.T) {
	for _, x := range []struct {
		name, text, other string // the value: what it is in the first runbook, and in the other
		want              string
		behind            func(d *desk) *desk
		again             bool // the other takes it apart again
	}{
		{name: "the same everywhere", text: "a{{value:inner}}", want: "ab"},
		{name: "with a name that the site lacks", text: "{{fact.x}}", again: true},
		{name: "in a runbook with values of its own", text: "a", want: "c", other: "c", behind: (*desk).apart, again: true},
		{name: "of an item", text: "a {{item}}", want: "a two"},
		{name: "of a host, by way of another value", text: "a {{value:host}}", want: "a second"},
	} {
		r := withValues(value("x", x.text), value("inner", "b"), value("host", "{{node.id}}"))
		d := newDesk()
		fill := func(about, host, it string) (*filler, *meant) {
			c := newFiller(r, about, nil, d)
			c.take("{{value:x}}", scope{&plan.Party{ID: host}, item{text: it}})
			return c, d.known["value:x"]
		}
		_, first := fill("one", "first", "one")
		if x.behind != nil {
			d = x.behind(d)
			r.Catalogue.RunbookValues[0] = value("x", x.other)
		}
		c, other := fill("other", "second", "two")
		if again := first == nil || first != other; again != x.again {
			t.Errorf("%s: taken apart again: %v", x.name, again)
		}
		if text := join(c.parts); text != x.want {
			t.Errorf("%s: %q, not %q", x.name, text, x.want)
		}
		used := ""
		for _, v := range c.used {
			if v.Name == "x" {
				used = v.Text
			}
		}
		if used != x.want {
			t.Errorf("%s: used as %q, not %q", x.name, used, x.want)
		}
	}
}

func value(name, text string) catalog.Value {
	return catalog.Value{Name: source.V(name, source.Position{}), Text: source.V(text, source.Position{})}
}

func withValues(values ...catalog.Value) *product.Product {
	return &product.Product{Network: &product.Network{Site: &site.Site{}, Doubts: &source.Doubts{}}, Catalogue: &catalog.Catalogue{RunbookValues: values}}
}

// TestCommandsOfNothing: a command that is repeated over nothing is not there, lacks nothing, and leaves the values of the text before it as they were.
func TestCommandsOfNothing(t *testing.T) {
	c := newFiller(withValues(value("x", "{{node.id}}")), "one", nil, newDesk())
	c.take("{{value:x}}", scope{party: &plan.Party{ID: "a"}})
	if commands := c.commands(nil, "powershell", source.V("{{value:x}} {{item}}", source.Position{}), "services"); len(commands) > 0 {
		t.Errorf("%+v", commands)
	}
	if len(c.missing) > 0 || len(c.used) != 1 {
		t.Fatalf("%v is missing, and %d values were used", c.missing, len(c.used))
	}
	if text := c.used[0].Text; text != "a" {
		t.Errorf("the value of the text is %q", text)
	}
}
