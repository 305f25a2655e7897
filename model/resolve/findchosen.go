package resolve

import (
	"fmt"

	"portolan/model/catalog"
	"portolan/model/product"
	"portolan/model/site"
	"portolan/model/source"
)

// undocumented finds ports that the site chooses where the documents let it choose, and that are none of theirs.
func (k *findings) undocumented() {
	for _, r := range k.Products {
		for _, name := range source.SortedKeys(r.Given.Overrides) {
			l, _ := r.Listeners.Find(name)
			id, o := r.Key(product.OverrideTable, name), r.Given.Overrides[name]
			k.chosen(id, l.Transport, l.Port, o.MovedPort)
			for _, host := range source.SortedKeys(o.On) {
				k.chosen(id, l.Transport, l.Port, o.On[host].MovedPort)
			}
		}
		seen := map[string]bool{}
		for i := range r.Catalogue.Flows {
			end := r.Catalogue.Flows[i].To
			if given := r.Given.Resources[end.Resource.V].Port; given.Set() && !seen[end.Resource.V] {
				seen[end.Resource.V] = true
				l, _ := r.Listeners.Find(end.Listener.V)
				k.chosen(r.Key(product.ResourceTable, end.Resource.V), l.Transport, l.Port, site.MovedPort{Port: given})
			}
		}
	}
	for _, id := range source.SortedKeys(k.Site.Externals) {
		known := externalOf(k.Network, id)
		k.chosen(id, known.Transport, known.Port, site.MovedPort{Port: k.Site.Externals[id].Port})
	}
}

// chosen looks at a port that the site gives in place of one that a catalogue writes.
func (k *findings) chosen(about string, transport, text source.Text, given site.MovedPort) {
	port, err := catalog.PortOf(transport.V, text.V)
	if !given.Moved() || err != nil || port.Choice != catalog.Alternatives {
		return
	}
	if chosen := given.Of(port); !port.Plain().Holds(chosen.Plain()) {
		k.add("S261", about, given.Where(), fmt.Sprintf("write one of %s; accept it where the product listens there all the same", port.Numbers),
			"%s is on %s, and its documents let it choose among %s", about, chosen.Numbers, port.Numbers)
	}
}
