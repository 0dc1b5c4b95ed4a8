package pipeline

import (
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/media"
)

// maxGOP bounds the pictures since an IDR that are kept to be decoded again, in bytes.
const maxGOP = 16 << 20

// coded is an access unit on its way into the decoder.
type coded struct {
	pts, dts int64
	data     []byte
}

// gop keeps the access units since the last one that a decoder can begin with: what a new decoder needs to go on where
// another one ended. It shares the parts' data.
type gop struct {
	units []coded
	bytes int
	long  bool // more than maxGOP; nothing is kept
}

func (g *gop) add(c media.Codec, u coded) {
	if codec.Key(c, u.data) {
		clear(g.units) // lets go of the data
		*g = gop{units: g.units[:0]}
	}
	if g.bytes += len(u.data); g.long || g.bytes > maxGOP {
		*g = gop{long: true}
		return
	}
	g.units = append(g.units, u)
}

// whole says that all that a new decoder needs is kept.
func (g *gop) whole() bool { return !g.long }
