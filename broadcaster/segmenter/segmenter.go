// Package segmenter cuts a stream's access units into CMAF parts and segments.
//
//	ingest --access units--> Segmenter --init segments, parts--> Output (origin, dispatch)
//
// It is a pure state machine: no goroutines, no clock, no I/O. What comes out depends only on the calls made, and
// every part is handed out inside the call that completes it. A Segmenter is not safe for concurrent use.
//
// # Video
//
// The first part begins with the first IDR; access units before it are dropped. A segment ends before an IDR once it
// is as long as SegmentTarget, or earlier if waiting for the IDR after would exceed SegmentMax. If no IDR comes in
// time it ends without one, preferably where every frame so far precedes every later one in presentation: its
// successor is then not Independent. A part ends where the next frame would make it longer than PartTarget.
//
// A frame's duration is the distance to the next frame's DTS, so one access unit is always held back, and a part is
// usually handed out when the frame behind it arrives. The last frame of the stream, or before Flush, lasts as long as
// the shortest of the three before it. The sum of durations is exact: a part starts at the tick where the part before it ended.
//
// Parts are cut in decoding order. In a stream with B-frames a part ends between two groups of reordered frames if
// one of those places is in the last 15 percent of PartTarget. If none is, a frame of the next part may be presented
// before one of this part: whoever re-orders must map frames to parts by their rank in the segment, not by PTS.
//
// # Audio
//
// Audio has the segment numbers of the video: audio segment N holds the frames whose PTS is at or after the first
// PTS of video segment N and before that of N+1. A frame is therefore held until the video has passed it. Video
// never waits for audio. Audio that starts late starts with a video segment; the segments before it, and those in a
// hole of the audio, have no audio parts. Audio is placed by counting samples; its timestamps only
// matter where they leave that count by more than 50 ms. A track that is behind by 2 s more than it ever
// was has stopped: its segment ends with a gap, and it goes on with a segment.
//
// A stream whose audio runs 2 s without any video format is audio only: its main track cuts itself at SegmentTarget, and
// the others follow that as they would follow video. Without it they are dropped.
package segmenter

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// Config says how long parts and segments are.
type Config struct {
	PartTarget    media.Ticks      // no part is longer, unless one frame is; default 0.5 s
	SegmentTarget media.Ticks      // a segment ends at the first IDR from here on; default 2 s
	SegmentMax    media.Ticks      // a segment ends here even without an IDR; default 1.5 times SegmentTarget
	FirstSegment  media.SegmentSeq // number of the first segment; default 0
}

func (c Config) withDefaults() Config {
	if c.PartTarget == 0 {
		c.PartTarget = media.Second / 2
	}
	if c.SegmentTarget == 0 {
		c.SegmentTarget = 2 * media.Second
	}
	if c.SegmentMax == 0 {
		c.SegmentMax = c.SegmentTarget + c.SegmentTarget/2
	}
	return c
}

func (c Config) validate() error {
	if c.PartTarget < 50*media.Millisecond || c.SegmentTarget < c.PartTarget || c.SegmentMax < c.SegmentTarget || c.SegmentMax > 60*media.Second {
		return fmt.Errorf("segmenter: parts of %v in segments of %v, at most %v: want 50 ms <= part <= segment <= maximum <= 60 s",
			c.PartTarget, c.SegmentTarget, c.SegmentMax)
	}
	return nil
}

// TargetDuration is the EXT-X-TARGETDURATION that every segment keeps, in seconds.
func (c Config) TargetDuration() int {
	c = c.withDefaults()
	return int((c.SegmentMax + media.Second/2) / media.Second)
}

// Output takes what is cut. Its methods are called synchronously, in order: of each track the init segment first, then
// the parts by ID. Slices are the receiver's to share but not to change.
type Output interface {
	VideoInit(f media.VideoFormat, init []byte)
	AudioInit(f media.AudioFormat, init []byte)
	VideoPart(p media.Part)
	AudioPart(track int, p media.Part)
	// AudioGap says that of an audio track no part comes any more before the one of that ID.
	AudioGap(track int, before media.PartID)
}

// Bounds of what is accepted and held.
const (
	MaxVideoUnit = 8 << 20           // bytes of a video access unit
	MaxAudioUnit = 16 << 10          // bytes of an audio frame
	MaxSkew      = 10 * media.Second // audio that is held for video, or missing behind it
	maxHeld      = 2048              // audio frames of a track held for video
	maxPartBytes = 16 << 20          // a video part ends rather than grow beyond this
	maxReorder   = 10 * media.Second // distance of PTS and DTS
	maxBackstep  = media.Second      // a DTS that goes back by less is moved up
	audioOnly    = 2 * media.Second  // audio without a video format for so long is the whole stream
	audioSlack   = 50 * media.Millisecond
	audioSilence = 2 * media.Second // audio that is later than it ever was by so much has stopped
)

// Errors that leave the Segmenter as it was before the call, so that End still delivers what it holds.
var (
	// ErrFormatChanged means that a track's format differs from the one in use, or that a video track appeared in an
	// audio-only stream. End this Segmenter and go on with a new one behind a discontinuity.
	ErrFormatChanged = errors.New("track format changed")
	// ErrTimestamp means that an access unit's time is outside the timeline or too far from the ones before it. End
	// this Segmenter and go on with a new one behind a discontinuity, or drop the unit.
	ErrTimestamp = errors.New("timestamp jumps")
	// ErrAccessUnit means that an access unit is empty, too large, or has no format yet. Drop it.
	ErrAccessUnit = errors.New("unusable access unit")
	// ErrEnded means that End was called.
	ErrEnded = errors.New("segmenter has ended")
)

// Stats counts what was not as it should be.
type Stats struct {
	VideoDropped int // access units before the first IDR
	AudioDropped int // frames that precede the first segment, overlap others, or came without video for MaxSkew
	AudioGaps    int // places where audio was missing
	Restamped    int // video access units whose DTS did not increase
	ForcedCuts   int // segments that begin without an IDR
	LongParts    int // parts of one frame that is longer than PartTarget
	VideoGaps    int // frames shortened to keep a segment within the target duration; the video has a hole there
}

// Segmenter cuts one stream.
type Segmenter struct {
	cfg   Config
	out   Output
	video video
	audio [media.MaxAudioTracks]audio
	ended bool
	stats Stats
}

// New returns a Segmenter that hands its parts to out.
func New(cfg Config, out Output) (*Segmenter, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	if out == nil {
		return nil, errors.New("segmenter: no output")
	}
	return &Segmenter{cfg: cfg, out: out}, nil
}

// Stats returns the counts so far.
func (s *Segmenter) Stats() Stats { return s.stats }

// VideoFormat announces the video track. The same format again is ignored.
func (s *Segmenter) VideoFormat(f media.VideoFormat) error {
	v := &s.video
	switch {
	case s.ended:
		return ErrEnded
	case v.known && v.format.Codec == f.Codec && bytes.Equal(v.format.Config, f.Config) && v.format.Width == f.Width && v.format.Height == f.Height &&
		v.format.Transfer == f.Transfer && v.format.Orientation == f.Orientation:
		return nil
	case v.known:
		return fmt.Errorf("%w: video, from %dx%d to %dx%d", ErrFormatChanged, v.format.Width, v.format.Height, f.Width, f.Height)
	case s.audio[0].alone:
		return fmt.Errorf("%w: video in an audio-only stream", ErrFormatChanged)
	}
	init, err := fmp4.VideoInit(f)
	if err != nil {
		return err
	}
	v.known, v.format = true, f
	s.out.VideoInit(f, init)
	return nil
}

// AudioFormat announces an audio track. The same format again is ignored.
func (s *Segmenter) AudioFormat(f media.AudioFormat) error {
	if f.Track < 0 || f.Track >= len(s.audio) {
		return fmt.Errorf("%w: audio track %d", ErrAccessUnit, f.Track)
	}
	a := &s.audio[f.Track]
	switch {
	case s.ended:
		return ErrEnded
	case a.known && bytes.Equal(a.format.Config, f.Config) && a.format.Codec == f.Codec:
		return nil
	case a.known:
		return fmt.Errorf("%w: audio, from %d Hz to %d Hz", ErrFormatChanged, a.format.SampleRate, f.SampleRate)
	}
	init, err := fmp4.AudioInit(f)
	if err != nil {
		return err
	}
	a.known, a.format = true, f
	s.out.AudioInit(f, init)
	return nil
}

// End hands out what is held, as the last part and segment of each track.
func (s *Segmenter) End() error {
	if s.ended {
		return ErrEnded
	}
	s.ended = true
	s.endVideo()
	s.endAudio()
	return nil
}
