package terms

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// Merge returns base with what patch says on top: objects go together name by name, null takes away,
// and everything else, lists too, is replaced whole (RFC 7396).
func Merge(base, patch []byte) ([]byte, error) {
	var b, p any
	if err := decode(base, &b); err != nil {
		return nil, err
	}
	if err := decode(patch, &p); err != nil {
		return nil, err
	}
	return json.Marshal(merge(b, p))
}

func merge(base, patch any) any {
	over, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	under, _ := base.(map[string]any)
	merged := map[string]any{}
	for name, value := range under {
		merged[name] = value
	}
	for name, value := range over {
		if value == nil {
			delete(merged, name)
			continue
		}
		merged[name] = merge(merged[name], value)
	}
	return merged
}

// ownOnly are the parts of a framework that are its own: its places are its local agreements' to promise, and how far it reaches is its own matter.
var ownOnly = []string{"places", "scope"}

// Inherit returns base with what the framework hands down on top.
func Inherit(base, framework []byte) ([]byte, error) {
	var under, over map[string]json.RawMessage
	if err := json.Unmarshal(base, &under); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(framework, &over); err != nil {
		return nil, err
	}
	for name := range under { // what the framework says nothing of, its local agreements say nothing of either
		if !slices.Contains(ownOnly, name) {
			delete(under, name)
		}
	}
	for name, said := range over {
		if !slices.Contains(ownOnly, name) {
			under[name] = said
		}
	}
	if said := under["scope"]; said != nil { // a local agreement is never itself a framework
		var scope map[string]json.RawMessage
		if err := json.Unmarshal(said, &scope); err != nil {
			return nil, err
		}
		delete(scope, "framework")
		data, err := json.Marshal(scope)
		if err != nil {
			return nil, err
		}
		under["scope"] = data
	}
	return json.Marshal(under)
}

// Diff returns the smallest patch that makes base into whole.
func Diff(base, whole []byte) ([]byte, error) {
	var b, w any
	if err := decode(base, &b); err != nil {
		return nil, err
	}
	if err := decode(whole, &w); err != nil {
		return nil, err
	}
	patch, differs := diff(b, w)
	if !differs {
		return []byte("{}"), nil
	}
	return json.Marshal(patch)
}

func diff(base, whole any) (patch any, differs bool) {
	under, ok := base.(map[string]any)
	over, ok2 := whole.(map[string]any)
	if !ok || !ok2 {
		return whole, !reflect.DeepEqual(base, whole)
	}
	changes := map[string]any{}
	for name := range under {
		if _, kept := over[name]; !kept {
			changes[name] = nil
		}
	}
	for name, value := range over {
		before, had := under[name]
		if !had {
			changes[name] = value
		} else if change, differs := diff(before, value); differs {
			changes[name] = change
		}
	}
	return changes, len(changes) > 0
}

// decode keeps numbers as they are written.
func decode(data []byte, into *any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

// An Origin is where a term comes from.
type Origin string

// The origins. Each has the text key "terms.origin." and the origin.
const (
	FromTemplate Origin = "template"
	Inherited    Origin = "framework"
	OwnTerm      Origin = "own"
)

// OriginOf returns where the term at the path comes from, given what the agreement says itself.
// A path is the names of the document joined by dots: "rhythm", "commitments.follow_up".
func OriginOf(own []byte, path string) Origin {
	var at any
	if decode(own, &at) != nil {
		return FromTemplate
	}
	for name := range strings.SplitSeq(path, ".") {
		object, ok := at.(map[string]any)
		if !ok {
			break
		}
		value, said := object[name]
		if !said {
			return FromTemplate
		}
		at = value
	}
	return OwnTerm
}
