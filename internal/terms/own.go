package terms

import (
	"encoding/json"
	"reflect"
	"strings"
)

// OwnOf returns what an agreement says itself after an edit: base is what it stands on, own what it said itself, before all it said,
// and whole all it says now. What the edit did not touch stays as it was said, also where the base has come to say the same.
func OwnOf(base, own, before, whole []byte) ([]byte, error) {
	docs := make([]any, 4)
	for i, data := range [][]byte{base, own, before, whole} {
		if err := decode(data, &docs[i]); err != nil {
			return nil, err
		}
	}
	said := map[string]any{}
	for _, part := range Parts {
		for _, path := range paths[part] {
			was, _ := at(docs[2], path)
			is, has := at(docs[3], path)
			if reflect.DeepEqual(was, is) {
				if kept, ok := at(docs[1], path); ok {
					put(said, path, kept)
				}
				continue
			}
			under, had := at(docs[0], path)
			switch change, differs := diff(under, is); {
			case !has && had:
				put(said, path, nil)
			case differs:
				put(said, path, change)
			}
		}
	}
	return json.Marshal(said)
}

// at returns what the document says at the path.
func at(doc any, path string) (value any, said bool) {
	value = doc
	for name := range strings.SplitSeq(path, ".") {
		object, ok := value.(map[string]any)
		if !ok {
			return nil, false
		}
		if value, said = object[name]; !said {
			return nil, false
		}
	}
	return value, true
}

// put has the document say the value at the path, of one name or two.
func put(doc map[string]any, path string, value any) {
	outer, name, nested := strings.Cut(path, ".")
	if !nested {
		doc[outer] = value
		return
	}
	inner, ok := doc[outer].(map[string]any)
	if !ok {
		inner = map[string]any{}
		doc[outer] = inner
	}
	inner[name] = value
}
