package main

import (
	"os"
	"path"

	"portolan/model/source"
	"portolan/render"
	"portolan/themes"
)

// readLogo reads the site's own logo, which is an input of the pack. It is a file of the site's folder: no link leads out of that.
func readLogo(o opened) (*themes.Logo, []render.File, source.Diagnostics) {
	named := o.site.Pack.Logo
	if !named.Set() || o.doubts.Of("pack", "logo") {
		return nil, nil, nil
	}
	fault := func(what string) source.Diagnostics {
		return source.Diagnostics{{Code: "S298", At: named.At, What: what, Help: themes.LogoHelp + ", in the site's folder"}}
	}
	folder := path.Dir(named.At.File())
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, nil, cannotRead(folder, err)
	}
	defer root.Close() // it was only read
	if _, err := root.Stat(named.V); err != nil {
		return nil, nil, fault("the logo " + named.V + " is no file of the site's folder")
	}
	file := path.Join(folder, named.V)
	data, found := readRegular(file)
	if found.HasErrors() {
		return nil, nil, fault("the logo " + named.V + " cannot be read: " + found[0].What)
	}
	logo, err := themes.NewLogo(data)
	if err != nil {
		return nil, nil, fault("the logo " + named.V + " cannot be used: " + err.Error())
	}
	return logo, []render.File{{Path: o.from.relative(file), Data: data}}, nil
}
