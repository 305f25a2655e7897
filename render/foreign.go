package render

import (
	"reflect"
	"slices"
	"strings"

	"portolan/model/plan"
	"portolan/render/text/wordlist"
)

// foreign are the texts of catalogues that are in another language than the pack, with their language, so that pages can mark them. Parts of a
// plan that do not say which product they are of are marked only where all products speak one language.
func foreign(p *plan.Plan, words *wordlist.List) map[string]string {
	texts := map[string]string{}
	for _, product := range p.Products {
		if words.Speaks(product.Language) {
			continue
		}
		for _, f := range p.Flows {
			if f.Product == product.ID {
				gather(texts, product.Language, []string{f.Purpose, f.Condition}, f.Notes)
			}
		}
		for _, b := range p.Runbooks {
			if b.Catalogue == product.Catalogue && !b.Own {
				gather(texts, product.Language, *b)
			}
		}
		for _, t := range p.Triage {
			if t.Catalogue == product.Catalogue {
				gather(texts, product.Language, t)
			}
		}
		if !slices.ContainsFunc(p.Products, func(other plan.ProductInfo) bool { return other.Language != product.Language }) {
			gather(texts, product.Language, p.Questions, p.NotCovered, p.Insecure, p.Trust, p.Terms, p.Losses)
		}
	}
	return texts
}

// gather notes the sentences in values. What has no space is an id, a name or a port, and what operators type is in no language.
func gather(texts map[string]string, language string, values ...any) {
	for _, v := range values {
		sentences(reflect.ValueOf(v), func(s string) { texts[s] = language })
	}
}

func sentences(v reflect.Value, found func(string)) {
	switch v.Kind() {
	case reflect.String:
		if strings.Contains(v.String(), " ") {
			found(v.String())
		}
	case reflect.Slice:
		for i := range v.Len() {
			sentences(v.Index(i), found)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			sentences(v.Elem(), found)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !slices.Contains([]string{"Commands", "Sources", "Where", "Lines"}, f.Name) {
				sentences(v.Field(i), found)
			}
		}
	}
}
