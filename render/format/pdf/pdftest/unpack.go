package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var packed = regexp.MustCompile(`/Type /ObjStm /N (\d+) /First (\d+) (/Filter /FlateDecode )?/Length (\d+)>>\nstream\n`)

// Unpack is a file with the objects that its streams hold behind it, so that they can be looked for.
func Unpack(t testing.TB, file []byte) []byte {
	t.Helper()
	out := bytes.Clone(file)
	for _, m := range packed.FindAllSubmatchIndex(file, -1) {
		number := func(i int) int {
			n, _ := strconv.Atoi(string(file[m[2*i]:m[2*i+1]])) // digits, by the pattern
			return n
		}
		content := file[m[1] : m[1]+number(4)]
		if m[6] >= 0 {
			r, err := zlib.NewReader(bytes.NewReader(content))
			if err != nil {
				t.Fatal(err)
			}
			if content, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		head := strings.Fields(string(content[:number(2)]))
		for i := 0; i+1 < len(head); i += 2 {
			from, _ := strconv.Atoi(head[i+1])
			body := content[number(2)+from:]
			if i+3 < len(head) {
				to, _ := strconv.Atoi(head[i+3])
				body = content[number(2)+from : number(2)+to]
			}
			out = fmt.Appendf(out, "\n%s 0 obj\n%s\nendobj\n", head[i], bytes.TrimSpace(body))
		}
	}
	return out
}
