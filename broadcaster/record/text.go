package record

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"

	"github.com/millrace/millrace/pkg/hls"
)

// serveText serves a playlist, compressed for who takes gzip. It stays what it is until the recording is deleted.
func serveText(w http.ResponseWriter, req *http.Request, body []byte) {
	const cache = "max-age=60"
	w.Header().Set("Vary", "Accept-Encoding")
	if strings.Contains(req.Header.Get("Accept-Encoding"), "gzip") && req.Header.Get("Range") == "" {
		var small bytes.Buffer
		z := gzip.NewWriter(&small)
		_, _ = z.Write(body) // a bytes.Buffer takes everything
		_ = z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		body = small.Bytes()
	}
	serve(w, req, hls.ContentType, cache, body)
}
