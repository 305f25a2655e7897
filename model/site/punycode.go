package site

import (
	"strings"
	"unicode"
)

// asciiHost is a host name with letters of other scripts in the form that DNS has for them: each label that holds some begins with xn--
// (RFC 3492). It is not known for what is no letter or digit, and for letters that are put together of several characters.
func asciiHost(name string) (string, bool) {
	labels := strings.Split(strings.ToLower(name), ".")
	for i, label := range labels {
		code, ok := punycode([]rune(label))
		if !ok {
			return "", false
		}
		labels[i] = code
	}
	return strings.Join(labels, "."), true
}

// punycode writes a label in ASCII: its ASCII characters first, then for each other one how far it is from the one before.
func punycode(label []rune) (string, bool) {
	var out []byte
	for _, r := range label {
		switch {
		case r < unicode.MaxASCII:
			out = append(out, byte(r))
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			return "", false
		}
	}
	basic, n, delta, bias := len(out), rune(unicode.MaxASCII+1), 0, 72
	if basic == len(label) {
		return string(out), true
	}
	if basic > 0 {
		out = append(out, '-')
	}
	for done := basic; done < len(label); n++ {
		next := rune(unicode.MaxRune)
		for _, r := range label {
			if r >= n {
				next = min(next, r)
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range label {
			switch {
			case r < n:
				delta++
			case r == n:
				out = appendDistance(out, delta, bias)
				bias, delta, done = adapted(delta, done+1, done == basic), 0, done+1
			}
		}
		delta++
	}
	return "xn--" + string(out), true
}

// appendDistance writes a number in the digits of punycode, whose worth depends on the bias.
func appendDistance(out []byte, number, bias int) []byte {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := 36; ; k += 36 {
		t := min(max(k-bias, 1), 26)
		if number < t {
			return append(out, digits[number])
		}
		out = append(out, digits[t+(number-t)%(36-t)])
		number = (number - t) / (36 - t)
	}
}

// adapted is the bias for the next number.
func adapted(delta, length int, first bool) int {
	if delta /= 2; first {
		delta /= 350 // 700 in all
	}
	delta += delta / length
	k := 0
	for ; delta > 455; k += 36 {
		delta /= 35
	}
	return k + 36*delta/(delta+38)
}
