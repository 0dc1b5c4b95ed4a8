package origin

import (
	"bytes"
	"compress/gzip"
	"strconv"
	"sync"
	"sync/atomic"
)

// document is a rendered playlist. It is compressed once, when somebody first asks for that.
type document struct {
	version uint64 // of the stream
	edge    uint64 // version of the rendition's edge; 0 for the multivariant playlist
	body    []byte

	once  sync.Once
	small []byte

	measured    sync.Once
	length      []string // of body, as a header's values
	smallLength []string // likewise, once small is there
}

// whole is the body, and its length as a header's values.
func (d *document) whole() ([]byte, []string) {
	d.measured.Do(func() { d.length = []string{strconv.Itoa(len(d.body))} })
	return d.body, d.length
}

// documents holds the latest rendering of one playlist. It is read without a lock and stored with the stream's mu
// held.
type documents struct{ atomic.Pointer[document] }

// gzipped is the compressed body, and its length as a header's values.
func (d *document) gzipped(pool *sync.Pool) ([]byte, []string) {
	d.once.Do(func() {
		var b bytes.Buffer
		z, ok := pool.Get().(*gzip.Writer)
		if ok {
			z.Reset(&b)
		} else {
			z = gzip.NewWriter(&b)
		}
		// Neither can fail: a bytes.Buffer takes everything.
		_, _ = z.Write(d.body)
		_ = z.Close()
		pool.Put(z)
		d.small = b.Bytes()
		d.smallLength = []string{strconv.Itoa(len(d.small))}
	})
	return d.small, d.smallLength
}
