package product

import (
	"portolan/model/catalog"
)

// ListensOn is the port of an end's listener as this site has it.
func (r *Product) ListensOn(end catalog.End) catalog.Port {
	if placed := r.Site.Resources[end.Resource.V]; end.Resource.Set() && placed.Port.Set() {
		return catalog.Port{Low: placed.Port.V, High: placed.Port.V}
	}
	if o, ok := r.Site.Overrides[end.Listener.V]; ok {
		return catalog.Port{Low: o.Port.V, High: o.Port.V}
	}
	l, _ := r.Catalogue.Listener(end.Listener.V)
	port, _ := catalog.ParsePort(l.Port.V)
	return port
}
