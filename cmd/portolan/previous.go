package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"

	"portolan/model/resolve"
	"portolan/model/revision"
	"portolan/model/source"
	"portolan/render"
)

// readPrevious reads the revision that a site names as its previous one, which is an input of the pack. It is beside the site's file: no link leads out of
// that folder. An environment does not have its base's.
func readPrevious(o opened) (*revision.Revision, []render.File, source.Diagnostics) {
	named := o.site.Pack.Previous
	if !named.Set() || o.from.compared || o.doubts.Of("pack", "previous") || slices.Contains(o.site.Bases, named.At.File()) {
		return nil, nil, nil
	}
	folder := path.Dir(named.At.File())
	fault := func(what string) source.Diagnostics {
		return source.Diagnostics{{Code: "S360", At: named.At, What: what,
			Help: "copy the pack that was handed over into the site's folder (cp -r dist/" + o.from.id + " " + folder + "/previous) and name it: `previous = \"previous\"`; or remove the line"}}
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, nil, cannotRead(folder, err)
	}
	defer root.Close() // it was only read
	at, err := root.Stat(named.V)
	if err != nil {
		return nil, nil, fault("there is no " + named.V + " in the site's folder")
	}
	name := path.Join(folder, named.V)
	if name == path.Clean(folder) || !at.IsDir() && !isPack(name) {
		return nil, nil, fault(named.V + " is neither a pack, nor its zip, nor the folder of a site")
	}
	r := revisionOf(filepath.FromSlash(name), o.shelf, resolve.Options{})
	if r.revision == nil {
		return nil, nil, fault("the previous revision " + named.V + " cannot be read: " + r.why())
	}
	r.revision.Site = o.from.id // a folder of another name holds the same site
	for i := range r.inputs {
		r.inputs[i].Path = path.Join(named.V, r.inputs[i].Path)
	}
	return r.revision, r.inputs, sameNumber(o, r.revision)
}

// why a revision was not read: the first fault of a site, or what is wrong with a pack.
func (r revised) why() string {
	for _, d := range r.found {
		if d.Severity == source.Error {
			return fmt.Sprintf("%s:%d: %s", d.At.File(), d.At.Line(), d.What)
		}
	}
	if cause := errors.Unwrap(r.err); cause != nil {
		return cause.Error()
	}
	return r.err.Error()
}

func sameNumber(o opened, before *revision.Revision) source.Diagnostics {
	if number := o.site.Document.Revision; before.Revision == number.V {
		return source.Diagnostics{{Code: "S361", Severity: source.Warning, At: number.At, What: "this revision and the previous one are both " + number.V,
			Help: "give this revision a number of its own, as in `revision = \"" + number.V + ".1\"`"}}
	}
	return nil
}
