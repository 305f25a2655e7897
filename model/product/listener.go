package product

import (
	"portolan/model/catalog"
)

// ListensOn is the port of an end's listener as this site has it.
func (r *Product) ListensOn(end catalog.End) catalog.Port {
	l, _ := r.Catalogue.Listener(end.Listener.V)
	port, _ := catalog.PortOf(l.Transport.V, l.Port.V)
	if placed := r.Site.Resources[end.Resource.V]; end.Resource.Set() && placed.Port.Set() {
		return port.At(placed.Port.V)
	}
	if o, ok := r.Site.Overrides[end.Listener.V]; ok {
		return port.At(o.Port.V)
	}
	return port
}
