package origin

import (
	"bytes"
	"compress/gzip"
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
}

// documents holds the latest rendering of one playlist. It is read without a lock and stored with the stream's mu
// held.
type documents struct{ atomic.Pointer[document] }

// gzipped is the compressed body.
func (d *document) gzipped(pool *sync.Pool) []byte {
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
	})
	return d.small
}
