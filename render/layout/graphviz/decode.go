package graphviz

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// places hands on the middle of each item that an answer in Graphviz's plain form names, in points. An answer that does not end as one is refused.
func places(answer []byte, each func(item int, x float64) error) error {
	for line := range bytes.Lines(answer) {
		words := strings.Fields(string(line))
		switch {
		case len(words) == 1 && words[0] == "stop":
			return nil
		case len(words) < 4 || words[0] != "node" || !strings.HasPrefix(words[1], "n"):
			continue
		}
		item, err := strconv.Atoi(words[1][1:])
		if err != nil {
			return fmt.Errorf("graphviz names an item %.20q", words[1])
		}
		x, err := strconv.ParseFloat(words[2], 64)
		if err != nil || math.IsNaN(x) || math.Abs(x) > 1e5 {
			return fmt.Errorf("%.20q is not a usable number", words[2])
		}
		if err := each(item, math.Round(x*72*quarter)/quarter); err != nil {
			return err
		}
	}
	return errors.New("graphviz's answer breaks off")
}

// quarter of a point is what a place is rounded to: the plain form has inches of five digits.
const quarter = 4
