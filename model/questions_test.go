package model

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"portolan/model/catalog"
	"portolan/model/modeltest"
	"portolan/model/resolve"
	"portolan/model/site"
)

const askedProduct = `
[product]
id = "%[1]s"
edition = "1"
name = "%[1]s"

[documents.guide]
publisher = "Maker"
title = "Guide"

[services.%[1]s]
name = "%[1]s"
source = ["guide:- Services"]

[services.%[1]s.listeners.web]
port = "%[2]d"
transport = "tcp"
encrypted = "yes"
purpose = "Pages"
source = ["guide:- Ports"]

[roles.%[1]s]
name = "%[1]s"
services = ["%[1]s"]
source = ["guide:- Roles"]

[sets.all]
name = "all nodes"
is = [{ runs = ["%[1]s"] }]

[[flows]]
id = "web"
from = { set = "all" }
to = { set = "all", listener = "%[1]s.web" }
between = "other nodes"
purpose = "Pages"
source = ["guide:- Flows"]
`

// TestQuestionsOfOneProduct: a question concerns the rules of its own product, also where another product of the site has a rule of the same name.
func TestQuestionsOfOneProduct(t *testing.T) {
	files := fstest.MapFS{}
	for i, id := range []string{"bell", "shop"} {
		text := fmt.Sprintf(askedProduct, id, 8001+i)
		if id == "shop" {
			text += "\n[[questions]]\nid = \"Q1\"\ntitle = \"Which port\"\nconcerns = [\"web\"]\ndecision = \"8002\"\nsides = [{ says = \"8002\", source = [\"guide:- Ports\"] }]\n"
		}
		files[id+"/1/product.toml"] = &fstest.MapFile{Data: []byte(text)}
	}
	var b strings.Builder
	b.WriteString("schema = 1\nproducts = [\"bell/1\", \"shop/1\"]\n\n[document]\ncustomer = \"Elm County\"\ntitle = \"Two\"\nclassification = \"internal\"\nrevision = \"1.0\"\ndate = 2026-11-28\n\n" +
		"[zones.inside]\nname = \"Inside\"\nnetworks = [\"10.70.0.0/24\"]\n")
	for i, node := range []string{"bell-1", "bell-2", "shop-1", "shop-2"} {
		fmt.Fprintf(&b, "\n[nodes.%[1]s]\nproduct = \"%[2]s/1\"\nhost = \"%[1]s.elm.example\"\naddresses = [\"10.70.0.%[3]d\"]\nzone = \"inside\"\nos = \"debian-12\"\nrole = %[2]q\n", node, node[:4], 10+i)
	}
	s, found := site.Load("site.toml", []byte(b.String()))
	if s == nil {
		t.Fatal(modeltest.Printed(found))
	}
	var cats []*catalog.Catalogue
	for _, dir := range []string{"bell/1", "shop/1"} {
		cat, faults := catalog.Load(files, dir)
		if cat == nil {
			t.Fatal(modeltest.Printed(faults))
		}
		cats = append(cats, cat)
	}
	p, found := resolve.All(s, cats, resolve.Options{})
	if p == nil {
		t.Fatal(modeltest.Printed(found))
	}
	if len(p.Questions) != 1 || len(p.Questions[0].Flows) != 2 {
		t.Fatalf("questions: %+v", p.Questions)
	}
	for _, id := range p.Questions[0].Flows {
		for _, f := range p.Flows {
			if f.ID == id && !strings.HasPrefix(f.From, "shop") {
				t.Errorf("the question of shop concerns %s -> %s", f.From, f.To)
			}
		}
	}
}
