// Command bare is the smallest program that can lay out a picture; a test looks at the order in which it is initialized.
package main

import (
	"os"

	"portolan/render/layout/diagram"
	"portolan/render/layout/graphviz"
)

func main() {
	if _, err := graphviz.Layout(&diagram.Graph{ID: "bare"}, nil); err == nil {
		os.Exit(1)
	}
}
