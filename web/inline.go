package web

import (
	"bytes"
	"encoding/base64"
	"strings"
)

// Inline returns the page with its style sheet and fonts inside it, and without its script:
// a page that can be read where nothing can be fetched.
func Inline(page []byte) []byte {
	css := string(Read("app.css"))
	for name, address := range addresses {
		if strings.HasSuffix(name, ".woff2") {
			css = strings.ReplaceAll(css, address, "data:font/woff2;base64,"+base64.StdEncoding.EncodeToString(Read(name)))
		}
	}
	head, body, found := bytes.Cut(page, []byte("</head>"))
	if !found {
		return page
	}
	var out bytes.Buffer
	for tag := range strings.SplitSeq(string(head), "<") {
		if tag != "" && !fetches(tag) {
			out.WriteString("<" + tag)
		}
	}
	out.WriteString("<style>" + css + "</style></head>")
	out.Write(body)
	return out.Bytes()
}

// fetches reports whether a tag of the head makes a browser fetch something.
func fetches(tag string) bool {
	for _, name := range []string{"link ", "script ", "/script>"} {
		if strings.HasPrefix(tag, name) {
			return true
		}
	}
	return false
}
