package staging

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

var (
	nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)
	partForm = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$`)
	device   = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(\..*)?$`)
)

// longestPath leaves room for the folder that a pack is unpacked in: Windows programs stop at 260 characters.
const longestPath = 160

// CheckName tells why a pack, and so a site, cannot have this name. The name becomes a folder on every system.
func CheckName(name string) error {
	if !nameForm.MatchString(name) {
		return fmt.Errorf("%q cannot name a pack: use a-z, 0-9 and -, at most 63 of them, not - first", name)
	}
	if device.MatchString(name) {
		return fmt.Errorf("%q cannot name a pack: Windows keeps this name for a device", name)
	}
	return nil
}

// CheckPaths refuses paths that leave the pack, that some system cannot have, or that are one file on a system without upper and
// lower case. Packs use ASCII names only: other letters have several forms in Unicode, and zip readers disagree on them.
func CheckPaths(paths []string) error {
	seen := map[string]string{} // lower case to the path as it was met; folders end in a slash
	for _, p := range paths {
		if err := checkPath(p); err != nil {
			return err
		}
		key := strings.ToLower(p)
		if first, ok := seen[key]; ok {
			return fmt.Errorf("the paths %q and %q are the same where case does not count", first, p)
		}
		seen[key] = p
		for i, c := range p {
			if c != '/' {
				continue
			}
			folder := p[:i+1]
			if first, ok := seen[strings.ToLower(folder)]; ok && first != folder {
				return fmt.Errorf("the folders %q and %q are the same where case does not count", first, folder)
			}
			seen[strings.ToLower(folder)] = folder
		}
	}
	for _, p := range paths {
		if _, ok := seen[strings.ToLower(p)+"/"]; ok {
			return fmt.Errorf("%q is both a file and a folder", p)
		}
	}
	if !slices.Contains(paths, Mark) {
		return errors.New("it has no " + Mark)
	}
	return nil
}

func checkPath(p string) error {
	if !fs.ValidPath(p) || p == "." {
		return fmt.Errorf("the path %q leaves the pack or is not clean", p)
	}
	if len(p) > longestPath {
		return fmt.Errorf("the path %q is longer than %d characters", p, longestPath)
	}
	for part := range strings.SplitSeq(p, "/") {
		if !partForm.MatchString(part) || strings.HasSuffix(part, ".") {
			return fmt.Errorf("the path %q has a part that not every system can have: %q", p, part)
		}
		if device.MatchString(part) {
			return fmt.Errorf("the path %q has a part that Windows keeps for a device: %q", p, part)
		}
	}
	return nil
}
