package site

import (
	"maps"
	"reflect"
	"regexp"
	"slices"

	"portolan/model/secret"
	"portolan/model/source"
)

// secretKey is what a fact is called that must not be in a site.
var secretKey = regexp.MustCompile(`(?i)password|passwd|passphrase|secret|private-key|api-key|token`)

// secrets reports passwords and keys: a site description is read by many, and everything in it is printed.
func (k *checker) secrets() {
	const help = "take it out, and change it if others have seen it; commands ask for passwords, or say where they are kept"
	eachSiteText(reflect.ValueOf(k.site).Elem(), func(name string, at source.Position, text string) {
		if word := secret.Find(text); word != "" {
			k.fault("S71", at.WithoutText(), help, "the text holds a secret: %s", word)
		} else if secretKey.MatchString(name) && text != "" {
			k.fault("S71", at.WithoutText(), help, "%s looks like a secret, which no site may hold", name)
		}
	})
}

// eachSiteText visits every text of a site. name is the key of a fact, and empty for others.
func eachSiteText(v reflect.Value, visit func(name string, at source.Position, text string)) {
	switch value := v.Interface().(type) {
	case str:
		visit("", value.At, value.V)
		return
	case source.Val[any]:
		if text, ok := value.V.(string); ok {
			visit("", value.At, text)
		}
		return
	case map[string]source.Val[any]:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if text, ok := value[name].V.(string); ok {
				visit(name, value[name].At, text)
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type().Elem() != reflect.TypeFor[source.File]() {
			eachSiteText(v.Elem(), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if _, read := v.Type().Field(i).Tag.Lookup("toml"); read || v.Type().Field(i).Anonymous {
				eachSiteText(v.Field(i), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachSiteText(v.Index(i), visit)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			eachSiteText(v.MapIndex(key), visit)
		}
	}
}
