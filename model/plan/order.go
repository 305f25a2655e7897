package plan

// TrueFirst puts true before false.
func TrueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// CompareNatural orders ids so that C9 comes before C10.
func CompareNatural(a, b string) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] && (a[0] < '0' || a[0] > '9') {
		a, b = a[1:], b[1:]
	}
	if len(a) != len(b) && a != "" && b != "" && a[0] >= '0' && a[0] <= '9' && b[0] >= '0' && b[0] <= '9' {
		return len(a) - len(b)
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
