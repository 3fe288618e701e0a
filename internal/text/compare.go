package text

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Compare orders names as Norwegians do: æ, ø and å last, aa as å.
func Compare(a, b string) int {
	return collate.New(language.Norwegian).CompareString(a, b) // one is not for many at once
}
