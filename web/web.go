// Package web holds what browsers fetch as it is: styles, script, fonts and pictures.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// base is the address below which the files are served.
const base = "/static/"

//go:embed aksel/*.css css/*.css js/*.js fonts/*.woff2 img
var files embed.FS

// sheets are the style sheets that make up app.css. The layers they name decide who wins, not their order.
var sheets = []string{
	"aksel/reset.css", "aksel/tokens.css", "aksel/baseline.css", "aksel/theme.css", "aksel/typography.css",
	"aksel/alert.css", "aksel/button.css", "aksel/form.css", "aksel/table.css", "aksel/tag.css",
	"aksel/internalheader.css", "aksel/link.css", "aksel/linkanchor.css", "aksel/linkcard.css", "aksel/list.css",
	"aksel/readmore.css", "aksel/stepper.css", "aksel/inlinemessage.css",
	"css/font.css", "css/layout.css", "css/frame.css", "css/parts.css", "css/form.css", "css/table.css",
	"css/seats.css", "css/learning.css", "css/placement.css", "css/print.css",
}

// An asset is a file as it is served.
type asset struct {
	kind    string
	body    []byte
	gzipped []byte // nil when the file is compressed in itself
}

// assets holds every file by its address, and addresses every address by the name of the file.
var assets, addresses = map[string]asset{}, map[string]string{}

func init() {
	for _, folder := range []string{"fonts", "img", "js"} {
		entries, err := files.ReadDir(folder)
		if err != nil {
			panic(err)
		}
		for _, e := range entries {
			add(e.Name(), read(path.Join(folder, e.Name())))
		}
	}
	add("app.css", styles())
}

// styles returns the sheets as one, with the addresses of the fonts filled in.
func styles() []byte {
	// The first statement orders the layers: ours comes last, and wins.
	all := bytes.NewBufferString("@layer aksel.reset,aksel.theming,aksel.baseline,aksel.print,aksel.typography,aksel.components,aksel.layout,app;\n")
	for _, name := range sheets {
		all.Write(read(name))
		all.WriteByte('\n')
	}
	all.WriteString(followSystem(string(read("aksel/tokens.css"))))
	css := all.String()
	for name, address := range addresses {
		css = strings.ReplaceAll(css, `url("`+name+`")`, `url("`+address+`")`)
	}
	return []byte(css)
}

// followSystem returns rules that give the page Aksel's dark theme, which hangs on a class,
// when the reader's system asks for dark. What is printed stays light.
func followSystem(tokens string) string {
	var rules strings.Builder
	for _, selector := range []string{".dark{", ".dark,.dark-theme{"} {
		_, rest, found := strings.Cut(tokens, "}"+selector)
		values, _, closed := strings.Cut(rest, "}")
		if !found || !closed {
			panic("aksel/tokens.css: no rule for " + selector)
		}
		fmt.Fprintf(&rules, ":root{%s}", values)
	}
	return "@layer aksel.theming{@media screen and (prefers-color-scheme:dark){" + rules.String() + ":root{color-scheme:dark}}}\n"
}

func read(name string) []byte {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		panic(err)
	}
	return data
}

// add serves data at an address that changes when data does.
func add(name string, data []byte) {
	extension := path.Ext(name)
	sum := sha256.Sum256(data)
	mark := base64.RawURLEncoding.EncodeToString(sum[:9])
	address := base + strings.TrimSuffix(name, extension) + "." + mark + extension

	a := asset{kind: mime.TypeByExtension(extension), body: data}
	if extension == ".woff2" {
		a.kind = "font/woff2"
	} else {
		a.gzipped = compressed(data)
	}
	assets[address], addresses[name] = a, address
}

func compressed(data []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err)
	}
	if _, err := w.Write(data); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// Path returns the address of the file with the name, as in Path("app.css").
func Path(name string) string {
	address, ok := addresses[name]
	if !ok {
		panic("web: no file is called " + name)
	}
	return address
}

// Read returns the file with the name, for documents that carry their styles with them.
func Read(name string) []byte { return assets[Path(name)].body }

// Handler serves the files under /static/. An address names its content, so browsers may keep it for ever.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, ok := assets[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", a.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("X-Content-Type-Options", "nosniff")
		body := a.body
		if a.gzipped != nil {
			h.Set("Vary", "Accept-Encoding")
			if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
				h.Set("Content-Encoding", "gzip")
				body = a.gzipped
			}
		}
		h.Set("Content-Length", strconv.Itoa(len(body)))
		if r.Method != http.MethodHead {
			_, _ = io.Copy(w, bytes.NewReader(body))
		}
	})
}
