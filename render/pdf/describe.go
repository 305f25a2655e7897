package pdf

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

var (
	trailer    = regexp.MustCompile(`(?s)trailer\n<<\n/Size (\d+)\n/Root (\d+) 0 R\n/Info (\d+) 0 R\n>>\nstartxref\n(\d+)\n%%EOF\n?$`)
	languageOK = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
)

// attached is the name that the library gives an attachment in the file's list of them.
var attached = regexp.MustCompile(`\(Attachement(\d+)\)`)

// describe adds what the PDF library cannot say: the language, that readers show the title in place of the file's name, and the
// file's identity. It appends a new catalogue, as PDF allows, and leaves all that is written untouched.
func describe(file []byte, language string) ([]byte, error) {
	if !languageOK.MatchString(language) {
		return nil, fmt.Errorf("language %q is not a language tag", language)
	}
	found := trailer.FindSubmatch(file)
	if found == nil {
		return nil, errors.New("the PDF's trailer has an unknown form")
	}
	size, root, info, xref := string(found[1]), string(found[2]), string(found[3]), string(found[4])
	start := bytes.LastIndex(file, []byte("\n"+root+" 0 obj\n<<\n"))
	end := bytes.LastIndex(file, []byte(">>\nendobj\nxref\n"))
	if start < 0 || end < start {
		return nil, errors.New("the PDF's catalogue has an unknown form")
	}
	listed := attached.ReplaceAllFunc(file[start+1:end], func(name []byte) []byte {
		return fmt.Appendf(nil, "(file-%05s)", attached.FindSubmatch(name)[1]) // or the tenth would stand before the second: names must be in order
	})
	catalogue := string(listed) + "/Lang (" + language + ")\n/ViewerPreferences <</DisplayDocTitle true>>\n>>\nendobj\n"
	out := append(bytes.TrimRight(file, "\n"), '\n')
	offset := len(out)
	out = append(out, catalogue...)
	table := len(out)
	id := sha256.Sum256(out)
	out = fmt.Appendf(out, "xref\n%s 1\n%010d 00000 n \n", root, offset)
	out = fmt.Appendf(out, "trailer\n<<\n/Size %s\n/Root %s 0 R\n/Info %s 0 R\n/Prev %s\n/ID [<%x> <%x>]\n>>\nstartxref\n%s\n%%%%EOF\n",
		size, root, info, xref, id[:16], id[:16], strconv.Itoa(table))
	return out, nil
}
