// Package fmp4 packs and parses the fragmented MP4 (CMAF) that travels the network: init segments (ftyp and moov) and
// parts (one moof and one mdat of one track).
//
// Parts are the hot path: MarshalPart writes one with a single allocation. ParseInit and ParsePart are for bytes from
// the network: they return an error for whatever is not exactly what MarshalPart and the init functions could have
// made, read nothing outside the input, never panic, and allocate no more than a small multiple of the input. What
// the samples hold is not looked at.
package fmp4

import (
	"errors"

	"github.com/millrace/millrace/pkg/media"
)

// TrackID is the ID of the one track of every file, and of the video where MovieInit adds sound to it.
const TrackID = 1

const audioTrackID = 2

// Bounds of a part and of an init segment.
const (
	MaxSamples  = 1024
	MaxPartSize = 64 << 20 // bytes
	MaxInitSize = 64 << 10 // bytes
	MaxTime     = 1 << 60  // of a decode time, in any timescale
)

// ErrMalformed is wrapped by every error of the parsers.
var ErrMalformed = errors.New("malformed fMP4")

// VideoTimescale is the timescale of every video track: that of the timeline.
const VideoTimescale = media.ClockRate

// Sample is one access unit in a part. Times are in the track's timescale.
type Sample struct {
	Duration int64 // 0 to 2^32-1
	Offset   int64 // PTS - DTS, from -2^31 to 2^31-1
	Key      bool  // a sync sample: an IDR, or any audio frame
	Data     []byte
}

// Fragment is what a part holds.
type Fragment struct {
	Seq     uint32 // of the mfhd
	Start   int64  // decode time of the first sample
	Samples []Sample
}

// Duration is the sum of the samples' durations.
func (f Fragment) Duration() int64 {
	var d int64
	for i := range f.Samples {
		d += f.Samples[i].Duration
	}
	return d
}
