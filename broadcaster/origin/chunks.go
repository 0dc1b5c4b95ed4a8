package origin

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// serveChunks answers with the chunks one behind the other. A plain GET writes them as they are; ranges and
// conditions are left to net/http.
func serveChunks(w http.ResponseWriter, req *http.Request, chunks [][]byte) {
	c := newChunkReader(chunks)
	h := req.Header
	if req.Method != http.MethodGet || h.Get("Range") != "" || h.Get("If-None-Match") != "" || h.Get("If-Match") != "" {
		http.ServeContent(w, req, "", time.Time{}, c)
		return
	}
	w.Header().Set("Accept-Ranges", "bytes")
	w.Header().Set("Content-Length", strconv.FormatInt(c.size, 10))
	for _, b := range chunks {
		if _, err := w.Write(b); err != nil {
			return // the client has gone
		}
	}
}

// chunkReader reads slices as if they were one.
type chunkReader struct {
	chunks [][]byte
	size   int64
	at     int64
}

func newChunkReader(chunks [][]byte) *chunkReader {
	c := &chunkReader{chunks: chunks}
	for _, b := range chunks {
		c.size += int64(len(b))
	}
	return c
}

// Read implements io.Reader.
func (c *chunkReader) Read(p []byte) (n int, err error) {
	skip := c.at
	for _, b := range c.chunks {
		if skip >= int64(len(b)) {
			skip -= int64(len(b))
			continue
		}
		n += copy(p[n:], b[skip:])
		skip = 0
		if n == len(p) {
			break
		}
	}
	c.at += int64(n)
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// Seek implements io.Seeker.
func (c *chunkReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += c.at
	case io.SeekEnd:
		offset += c.size
	}
	if offset < 0 {
		return 0, errors.New("seek before the start")
	}
	c.at = offset
	return offset, nil
}
