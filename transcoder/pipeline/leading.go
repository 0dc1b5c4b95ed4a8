package pipeline

import (
	"slices"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
)

// leading knows the frames that the decoder passes over because the session began behind what they need: in HEVC, the
// RASL pictures of an open GOP's first picture. They are shown before that one, which takes their places, so that a
// session that takes over there leaves no hole.
type leading struct {
	keys    int
	skipped []int64 // their PTS
}

// fed tells of a frame before it is decoded.
func (l *leading) fed(c media.Codec, unit []byte, pts int64) {
	if c != media.CodecHEVC || l.keys > 1 {
		return
	}
	switch {
	case codec.Key(c, unit):
		l.keys++
	case l.keys == 1 && h265.IsRASL(unit):
		l.skipped = append(l.skipped, pts)
	}
}

// before takes out the times that a picture which was decoded has to fill before its own, ascending.
func (l *leading) before(pts int64) []int64 {
	if len(l.skipped) == 0 {
		return nil
	}
	slices.Sort(l.skipped)
	n, _ := slices.BinarySearch(l.skipped, pts)
	out := l.skipped[:n]
	l.skipped = l.skipped[n:]
	return out
}
