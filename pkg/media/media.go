// Package media holds the values that travel along the way of one segment: times on a stream's one timeline,
// track formats, access units, parts, and the ladder of renditions.
//
// It promises that two values that must not mix have different types, and that nothing in it does I/O, starts a
// goroutine or needs anything but the standard library. Boxes are packed and parsed in pkg/fmp4, playlists are
// rendered in pkg/hls.
package media

import (
	"fmt"
	"strconv"
)

// Codec names an elementary stream format.
type Codec string

// The codecs that are carried as they come.
const (
	CodecH264 Codec = "h264"
	CodecHEVC Codec = "hevc"
	CodecAV1  Codec = "av1"
	CodecVP9  Codec = "vp9"
	CodecAAC  Codec = "aac"
	CodecOpus Codec = "opus"
)

// The audio codecs that are taken in and transcoded to AAC.
const (
	CodecMP3        Codec = "mp3"
	CodecALaw       Codec = "pcm_alaw"
	CodecMuLaw      Codec = "pcm_mulaw"
	CodecSpeex      Codec = "speex"
	CodecNellymoser Codec = "nellymoser"
	CodecFLAC       Codec = "flac"
	CodecAC3        Codec = "ac3"
	CodecEAC3       Codec = "eac3"
)

// VideoFormat describes a video track. Config is shared and must not be changed.
type VideoFormat struct {
	Codec       Codec
	Width       int         // in pixels, after cropping, as coded
	Height      int         // in pixels, after cropping, as coded
	FrameRate   Rational    // nominal; zero when the source does not say
	Orientation Orientation // as the container says, or the pictures do
	Transfer    uint8       // transfer characteristics (ITU-T H.273 8.2); 0 or 2 when the source does not say
	Config      []byte      // what MP4 keeps in the codec's configuration box: for H.264 the payload of avcC
	// PixelAspect is a pixel's width by its height, of a rendition whose configuration cannot say it (AV1). Zero: that says, or pixels are
	// square. Init segments have it for players; ParseInit does not read it.
	PixelAspect Rational
}

// AudioFormat describes an audio track.
type AudioFormat struct {
	Track      int // from 0, the main one, to MaxAudioTracks - 1
	Codec      Codec
	SampleRate int    // in Hz; 0 of a codec that is transcoded and says so itself
	Channels   int    // 1 to 8; 0 likewise
	Config     []byte // what MP4 keeps of it: AAC's AudioSpecificConfig, the payload of dOps; FLAC: its STREAMINFO

	Name     string // for people; empty when the source does not say
	Language string // as RFC 5646 has it; empty when the source does not say
}

// MaxAudioTracks is how many audio tracks a stream may have. Where there is no video the main one leads the others.
const MaxAudioTracks = 8

// AudioTrackName is the name of an audio track's rendition: audio, audio1, audio2 and so on.
func AudioTrackName(track int) string {
	if track == 0 {
		return AudioName
	}
	return AudioName + strconv.Itoa(track)
}

// AudioTrack is the audio track whose rendition has that name, if it is one.
func AudioTrack(name string) (track int, ok bool) {
	for track := range MaxAudioTracks {
		if name == AudioTrackName(track) {
			return track, true
		}
	}
	return 0, false
}

// AccessUnit is one coded picture, or one coded audio frame, at its place on the timeline. Whoever is passed one must not
// change Payload, nor keep it beyond the call.
type AccessUnit struct {
	PTS, DTS Ticks
	Key      bool // video: a decoder can begin here. Audio: always true
	Track    int  // audio: the AudioFormat's
	// Payload is a sample as MP4 has it. H.264 and HEVC: NAL units, each behind its 4-byte length. AV1: a temporal
	// unit without its delimiter. AAC: one raw frame, no ADTS.
	Payload []byte
}

// SegmentSeq numbers the segments of a stream, alike in every rendition. It is the HLS media sequence number.
type SegmentSeq uint64

// PartID is the place of a part in its stream: the segment, and the index in it from 0. Part N of every rendition
// holds the same frames.
type PartID struct {
	Segment SegmentSeq
	Part    int
}

// Less says whether p comes before q.
func (p PartID) Less(q PartID) bool {
	return p.Segment < q.Segment || p.Segment == q.Segment && p.Part < q.Part
}

// String prints "segment.part".
func (p PartID) String() string { return fmt.Sprintf("%d.%d", p.Segment, p.Part) }

// Part is an LL-HLS partial segment: one moof and one mdat of one track, about half a second long. Parts are
// immutable once made: Data is shared by everyone who holds one.
type Part struct {
	ID          PartID
	Start       Ticks // DTS of the first sample; the tfdt
	Duration    Ticks // sum of the samples' durations
	Frames      int   // number of samples
	Independent bool  // the first sample is an IDR (always true for audio)
	Last        bool  // the segment ends with this part
	Closed      bool  // of a source: no frame that follows is presented before one of this part or an earlier one
	Data        []byte
}

// End is the decode time at which the next part of the track starts.
func (p Part) End() Ticks { return p.Start + p.Duration }
