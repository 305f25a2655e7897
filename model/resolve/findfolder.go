package resolve

import (
	"fmt"
	"strings"

	"portolan/model/procedure"
	"portolan/model/source"
)

// folders finds paths of the site's own values that are on a host which the site does not describe: whatever goes there is in no table.
func (k *findings) folders() {
	look := func(name string, v source.Text) {
		if host := hostOfPath(v.V); host != "" && !procedure.KnowsHost(k.Network, host) {
			k.add("S195", name, v.At, fmt.Sprintf("describe it, so that its connections are in the plan: `[servers.NAME]\nhost = %q`", host), "%s is on %s, which is no host of the site", name, host)
		}
	}
	if b := k.Site.Backup; b != nil {
		look("backup.folder", b.Folder)
	}
	facts := func(of string, list map[string]source.Val[any]) {
		for _, name := range source.SortedKeys(list) {
			if text, ok := list[name].V.(string); ok {
				look(of+name, source.V(text, list[name].At))
			}
		}
	}
	facts("facts.", k.Site.Facts)
	for _, id := range source.SortedKeys(k.Site.Resources) {
		facts("resources."+id+".", k.Site.Resources[id].Facts)
	}
	for _, id := range source.SortedKeys(k.Site.Nodes) {
		facts("nodes."+id+".", k.Site.Nodes[id].Facts)
	}
	for _, r := range k.Products {
		for _, n := range r.Nodes {
			if len(n.Path) > 2 {
				facts(strings.Join(n.Path, ".")+".", n.Site.Facts)
			}
		}
	}
}

// hostOfPath is the host of a path on a share, "\\host\share", "//host/share" or "host:/export"; "" of other texts.
func hostOfPath(path string) string {
	for _, form := range [][2]string{{`\\`, `\`}, {"//", "/"}} {
		if inside, ok := strings.CutPrefix(path, form[0]); ok {
			host, _, _ := strings.Cut(inside, form[1])
			return host
		}
	}
	host, _, ok := strings.Cut(path, ":/")
	if !ok || len(host) < 2 || strings.HasPrefix(path, host+"://") || strings.ContainsAny(host, `/\ `) {
		return "" // a drive, a URL, or no path
	}
	return host
}
