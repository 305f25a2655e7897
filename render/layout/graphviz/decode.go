package graphviz

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// answer is the part of Graphviz's json0 that is needed.
type answer struct {
	Objects []struct {
		Name string `json:"name"`
		Pos  string `json:"pos"`
	} `json:"objects"`
}

// numbers reads exactly n finite numbers between commas.
func numbers(text string, n int) ([]float64, error) {
	parts := strings.Split(text, ",")
	if len(parts) != n {
		return nil, fmt.Errorf("%d numbers expected in %.40q", n, text)
	}
	values := make([]float64, n)
	for i, p := range parts {
		v, err := strconv.ParseFloat(p, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e6 {
			return nil, fmt.Errorf("%.20q is not a usable number", p)
		}
		values[i] = v
	}
	return values, nil
}
