// Package terraformreader reads what Terraform configurations for clouds say, with the parser of the language, and decides on packets as the clouds do. It
// was written from public references alone, before and apart from the writers, which it shares nothing with: the references of the providers
// (aws_security_group, aws_vpc_security_group_ingress_rule, aws_vpc_security_group_egress_rule, azurerm_network_security_group,
// azurerm_network_security_rule), the CloudFormation reference of AWS::EC2::SecurityGroup Ingress (protocols, types of ICMP) and the reference of Azure's
// SecurityRulePropertiesFormat (priorities, lengths). It is imported by tests only.
package terraformreader

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// A resource is one of a configuration: attributes with their values; of a reference to another resource, its address as text.
type resource struct {
	kind, name string
	values     map[string]cty.Value
}

// resources are those of a configuration. Each has a name of its own kind.
func resources(text string) ([]resource, error) {
	file, found := hclparse.NewParser().ParseHCL([]byte(text), "main.tf")
	if found.HasErrors() {
		return nil, found
	}
	var out []resource
	seen := map[string]bool{}
	for _, block := range file.Body.(*hclsyntax.Body).Blocks {
		switch block.Type {
		case "terraform", "variable", "output":
			continue
		case "resource":
		default:
			return nil, fmt.Errorf("no block %q", block.Type)
		}
		r := resource{block.Labels[0], block.Labels[1], map[string]cty.Value{}}
		if seen[r.kind+"."+r.name] {
			return nil, fmt.Errorf("two resources %s.%s", r.kind, r.name)
		}
		seen[r.kind+"."+r.name] = true
		if len(block.Body.Blocks) > 0 {
			return nil, fmt.Errorf("%s.%s has blocks", r.kind, r.name)
		}
		for name, attribute := range block.Body.Attributes {
			v, err := value(attribute.Expr)
			if err != nil {
				return nil, fmt.Errorf("%s.%s.%s: %w", r.kind, r.name, name, err)
			}
			r.values[name] = v
		}
		out = append(out, r)
	}
	return out, nil
}

// value is a literal, or a reference as text.
func value(e hclsyntax.Expression) (cty.Value, error) {
	if t, ok := e.(*hclsyntax.ScopeTraversalExpr); ok {
		var parts []string
		for _, step := range t.Traversal {
			switch s := step.(type) {
			case hcl.TraverseRoot:
				parts = append(parts, s.Name)
			case hcl.TraverseAttr:
				parts = append(parts, s.Name)
			}
		}
		return cty.StringVal(strings.Join(parts, ".")), nil
	}
	v, found := e.Value(nil) // without variables and functions: literals alone
	if found.HasErrors() {
		return cty.NilVal, found
	}
	return v, nil
}

func (r resource) text(name string) string {
	v, ok := r.values[name]
	if !ok || v.Type() != cty.String {
		return ""
	}
	return v.AsString()
}

func (r resource) number(name string) (int, bool) {
	v, ok := r.values[name]
	if !ok || v.Type() != cty.Number {
		return 0, false
	}
	n, _ := v.AsBigFloat().Int64()
	return int(n), true
}

func (r resource) list(name string) []string {
	v, ok := r.values[name]
	if !ok || !v.CanIterateElements() {
		return nil
	}
	var out []string
	for _, each := range v.AsValueSlice() {
		out = append(out, each.AsString())
	}
	return out
}

func (r resource) tags() map[string]string {
	out := map[string]string{}
	if v, ok := r.values["tags"]; ok && v.CanIterateElements() {
		for name, text := range v.AsValueMap() {
			out[name] = text.AsString()
		}
	}
	return out
}

// only reports attributes that a kind of resource does not have, and those that are missing.
func (r resource) only(needed, possible []string) error {
	var err error
	for name := range r.values {
		known := false
		for _, list := range [][]string{needed, possible} {
			for _, other := range list {
				known = known || name == other
			}
		}
		if !known {
			err = errors.Join(err, fmt.Errorf("%s.%s has %s", r.kind, r.name, name))
		}
	}
	for _, name := range needed {
		if _, ok := r.values[name]; !ok {
			err = errors.Join(err, fmt.Errorf("%s.%s lacks %s", r.kind, r.name, name))
		}
	}
	return err
}

// charset reports characters that a text cannot have.
func charset(text string, most int, signs string) error {
	if len(text) > most {
		return fmt.Errorf("%q has more than %d characters", text, most)
	}
	for _, r := range text {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') && !strings.ContainsRune(signs, r) {
			return fmt.Errorf("%q has %q", text, r)
		}
	}
	return nil
}
