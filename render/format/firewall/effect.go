package firewall

import "strings"

// Alike reports whether two files of a device, of one name, do the same: whether they differ in nothing but remarks, such as the revision at their heads.
func (d *Dialect) Alike(name string, a, b []byte) bool {
	if d.Notes != "" && strings.HasSuffix(name, d.Notes) {
		return true
	}
	return d.effect(a) == d.effect(b)
}

// effect is a file without the lines that have none.
func (d *Dialect) effect(data []byte) string {
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		if text := strings.TrimSpace(line); text != "" && (d.Remark == "" || !strings.HasPrefix(text, d.Remark)) {
			out.WriteString(line)
		}
	}
	return out.String()
}
