// Command bare is the smallest program that can rank a picture; a test looks at the order in which it is initialized.
package main

import (
	"os"

	"portolan/render/layout/graphviz"
)

func main() {
	if _, err := graphviz.Rank(&graphviz.Ranking{Items: []graphviz.RankedItem{{W: 10}}}); err != nil {
		os.Exit(1)
	}
}
