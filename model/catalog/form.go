package catalog

import (
	"fmt"
	"regexp"
)

// FormName is the form of a name in DNS that need not be a host of the site: users enter it, or mail is sent from it.
const FormName = "name"

// forms are what texts of facts can be required to look like: in words, a pattern, and how to write them in TOML.
var forms = map[string]struct {
	words   string
	pattern *regexp.Regexp
	write   string
}{
	FormName: {"a DNS name", regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$`), "`%[1]s = \"www.example.com\"`"},
	"account": {"an account", regexp.MustCompile(`^(?:(?:\.|[^\s\\/@"\[\]:;|=,+*?<>](?:[^\\/@"\[\]:;|=,+*?<>]*[^\s\\/@"\[\]:;|=,+*?<>])?)\\[^\s\\/@"\[\]:;|=,+*?<>]+|[^\s\\/@"\[\]:;|=,+*?<>]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)$`),
		"`%[1]s = 'DOMAIN\\NAME'`, `%[1]s = '.\\NAME'` for an account of the host, or `%[1]s = \"NAME@DOMAIN\"`"},
}

// formFault says what is wrong with a text that should have a form.
func (f Fact) formFault(text string) string {
	if form, ok := forms[f.Form.V]; ok && !form.pattern.MatchString(text) {
		return fmt.Sprintf("must be %s, not %q", form.words, text)
	}
	return ""
}

// Cure is how to give a fact a value that it accepts.
func (f Fact) Cure(name string) string {
	if form, ok := forms[f.Form.V]; ok {
		return "write " + fmt.Sprintf(form.write, name)
	}
	return f.Meaning.V
}

// Sample is a value that the fact accepts, in TOML.
func (f Fact) Sample() string {
	switch f.Type.V {
	case "flag":
		return "true"
	case "number":
		return fmt.Sprint(max(1, f.Min.V))
	case "choice":
		if len(f.Choices) > 0 {
			return fmt.Sprintf("%q", f.Choices[0].V)
		}
	}
	return `"..."`
}

// checkForm checks the form that a fact asks for.
func (k *checker) checkForm(f Fact) {
	k.oneOf("a form", f.Form, Choices["Fact.form"]...)
	if f.Form.Set() && f.Type.V != "text" {
		k.fault("P72", f.Form.At, "", "only a fact of type text has a form")
	}
}
