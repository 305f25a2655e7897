// Package terraform writes configurations for Terraform. It is the one door to the library of its language, which writes every text so that it is read as
// what it is, and every file as the formatter leaves it.
package terraform

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// A Configuration is one file, which is all there is of a configuration.
type Configuration struct{ file *hclwrite.File }

// New is a configuration with a provider and lines of comments above.
func New(comments []string, provider, source, version string) *Configuration {
	c := &Configuration{hclwrite.NewEmptyFile()}
	for _, line := range comments {
		c.comment(line)
	}
	if len(comments) > 0 {
		c.file.Body().AppendNewline()
	}
	providers := c.file.Body().AppendNewBlock("terraform", nil).Body().AppendNewBlock("required_providers", nil).Body()
	providers.SetAttributeValue(provider, cty.ObjectVal(map[string]cty.Value{"source": cty.StringVal(source), "version": cty.StringVal(version)}))
	return c
}

// comment writes one line. The caller has seen to it that it is one.
func (c *Configuration) comment(line string) {
	c.file.Body().AppendUnstructuredTokens(hclwrite.Tokens{{Type: hclsyntax.TokenComment, Bytes: []byte("# " + line + "\n")}})
}

// Variable is a text that has to be given.
func (c *Configuration) Variable(name string) {
	c.file.Body().AppendNewline()
	c.file.Body().AppendNewBlock("variable", []string{name}).Body().SetAttributeTraversal("type", traversal("string"))
}

// Output names a value for others.
func (c *Configuration) Output(name string, of ...string) {
	c.file.Body().AppendNewline()
	c.file.Body().AppendNewBlock("output", []string{name}).Body().SetAttributeTraversal("value", traversal(of...))
}

// A Resource is one resource of a configuration.
type Resource struct{ body *hclwrite.Body }

// Resource begins a resource.
func (c *Configuration) Resource(kind, name string) *Resource {
	c.file.Body().AppendNewline()
	return &Resource{c.file.Body().AppendNewBlock("resource", []string{kind, name}).Body()}
}

// Text sets a text.
func (r *Resource) Text(key, value string) { r.body.SetAttributeValue(key, cty.StringVal(value)) }

// Number sets a number.
func (r *Resource) Number(key string, value int) {
	r.body.SetAttributeValue(key, cty.NumberIntVal(int64(value)))
}

// Texts sets a list of texts, which is not empty.
func (r *Resource) Texts(key string, values []string) {
	var list []cty.Value
	for _, v := range values {
		list = append(list, cty.StringVal(v))
	}
	r.body.SetAttributeValue(key, cty.ListVal(list))
}

// Tags sets texts by name.
func (r *Resource) Tags(tags map[string]string) {
	values := map[string]cty.Value{}
	for name, text := range tags {
		values[name] = cty.StringVal(text)
	}
	r.body.SetAttributeValue("tags", cty.ObjectVal(values))
}

// Reference sets a value to that of something else.
func (r *Resource) Reference(key string, of ...string) {
	r.body.SetAttributeTraversal(key, traversal(of...))
}

func traversal(steps ...string) hcl.Traversal {
	out := hcl.Traversal{hcl.TraverseRoot{Name: steps[0]}}
	for _, name := range steps[1:] {
		out = append(out, hcl.TraverseAttr{Name: name})
	}
	return out
}

// Bytes is the file.
func (c *Configuration) Bytes() []byte {
	return append(bytes.TrimRight(hclwrite.Format(c.file.Bytes()), "\n"), '\n')
}
