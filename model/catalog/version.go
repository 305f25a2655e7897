package catalog

import (
	"cmp"
	"strconv"
	"strings"
)

// CompareVersions compares versions part by part: "9.6" is less than "14.8". Of parts that are no numbers it compares the text. A version
// that the other goes on from is equal to it, so that 14.8 is not greater than 14.
func CompareVersions(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, errX := strconv.Atoi(as[i])
		y, errY := strconv.Atoi(bs[i])
		order := cmp.Compare(x, y)
		if errX != nil || errY != nil {
			order = strings.Compare(as[i], bs[i])
		}
		if order != 0 {
			return order
		}
	}
	return 0
}
