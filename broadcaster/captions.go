package broadcaster

import (
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
)

// watchCaptions tells the origin of captions that the video turns out to have, or not to have, where that can be told. feeding is held.
func (s *stream) watchCaptions(f *media.VideoFormat, unit []byte) {
	if f == nil || f.Codec != media.CodecH264 && f.Codec != media.CodecHEVC {
		return
	}
	seen := sei.CaptionsOf(f.Codec, unit)
	if s.captions != nil {
		if seen = seen.With(*s.captions); seen == *s.captions {
			return
		}
	}
	s.captions = &seen
	s.origin.SeeCaptions(seen)
}
