package terraform

import (
	"strings"

	"portolan/render/format/firewall"
	"portolan/render/format/firewall/device"
)

// Name is a name made of several, of at most so many characters, which begins and ends as names do.
func Name(most int, parts ...string) string {
	name := strings.Trim((&device.Book{}).Name(strings.Join(parts, "-"), most), "-_")
	if name == "" {
		return "host"
	}
	return name
}

// Steps are those of every configuration: what Terraform made it removes, and what was there before is in its state. The note says what is to be done with
// what was made.
func Steps(note string) []firewall.Step {
	return []firewall.Step{
		{Do: firewall.Test, Commands: []string{"terraform init", "terraform validate", "terraform plan"}},
		{Do: firewall.Apply, Note: note, Commands: []string{"terraform apply"}},
		{Do: firewall.Check, Commands: []string{"terraform plan -detailed-exitcode"}},
		{Do: firewall.Remove, Note: "detach", Commands: []string{"terraform destroy"}},
		{Do: firewall.RollBack, Note: "last-revision", Commands: []string{"terraform apply"}},
	}
}
