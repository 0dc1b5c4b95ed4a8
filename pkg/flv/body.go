package flv

import (
	"errors"
	"fmt"
	"iter"

	"github.com/millrace/millrace/pkg/media"
)

// ErrUnsupported is wrapped by the errors about a codec that is not known here.
var ErrUnsupported = errors.New("unsupported")

// PacketType says what the data of a video or audio tag is, in legacy and enhanced tags alike.
type PacketType byte

// The packet types. Audio has no metadata, and video no channels.
const (
	PacketSequenceHeader PacketType = 0 // the decoder's configuration
	PacketFrame          PacketType = 1 // an access unit
	PacketEndOfSequence  PacketType = 2
	PacketMetadata       PacketType = 4 // of video: AMF0 values about colour
	PacketChannels       PacketType = 5 // of audio: the layout of its channels
)

// Packet types that only enhanced tags have, as they stand there.
const (
	exFramesX          = 3 // a frame of composition time 0
	exMetadata         = 4
	exVideoMPEG2TS     = 5 // AV1's configuration as MPEG-TS has it
	exVideoMultitrack  = 6
	exAudioChannels    = 4
	exAudioMultitrack  = 5
	exModifier         = 7
	oneTrack           = 0
	manyTracks         = 1
	manyTracksOfCodecs = 2
	modifierNano       = 0 // TimestampOffsetNano
	maxNano            = 999_999
)

// Video is the body of a video tag. Of a tag with several tracks it is the one with number 0, or else the first.
type Video struct {
	Codec           media.Codec
	Packet          PacketType
	Key             bool   // as the tag says; it may be a recovery point rather than an IDR
	CompositionTime int32  // of a frame: PTS - DTS in milliseconds
	Nanoseconds     int32  // to be added to the tag's time; 0 to 999999
	Track           uint8  // number of the track; 0 is the main one
	Tracks          int    // how many tracks the tag holds
	Data            []byte // aliases the body
}

const (
	codecAVC        = 7
	codecHEVC       = 12 // not in the specification, but widespread
	frameKey        = 1
	frameInter      = 2
	frameCommand    = 5
	videoHeaderSize = 5
	exVideo         = 0x80
)

// ErrEmpty says that a tag holds nothing to decode: legal, and to be skipped.
var ErrEmpty = errors.New("empty tag")

// ParseVideo takes a video tag's body apart.
func ParseVideo(body []byte) (Video, error) {
	if len(body) == 0 {
		return Video{}, ErrEmpty
	}
	if body[0]&exVideo != 0 {
		return parseExVideo(body)
	}
	if frame := body[0] >> 4; frame == frameCommand {
		return Video{}, ErrEmpty
	}
	v := Video{Codec: media.CodecH264, Tracks: 1}
	switch codec := body[0] & 0x0f; codec {
	case codecAVC:
	case codecHEVC:
		v.Codec = media.CodecHEVC
	default:
		return Video{}, fmt.Errorf("%w video: %s", ErrUnsupported, videoCodecName(codec))
	}
	if len(body) < videoHeaderSize {
		return Video{}, fmt.Errorf("%w: video tag of %d bytes", ErrMalformed, len(body))
	}
	if body[1] > byte(PacketEndOfSequence) {
		return Video{}, fmt.Errorf("%w: video packet type %d", ErrMalformed, body[1])
	}
	v.Packet, v.Key = PacketType(body[1]), body[0]>>4 == frameKey
	v.Data = body[videoHeaderSize:]
	if v.Packet == PacketFrame {
		v.CompositionTime = int24(body[2:])
	}
	return v, nil
}

// parseExVideo reads an ExVideoTagHeader and the track's body behind it (Enhanced RTMP v2, "Enhanced video").
func parseExVideo(body []byte) (Video, error) {
	t := exTag{b: body[1:], packet: body[0] & 0x0f}
	frame := body[0] >> 4 & 7
	t.modifiers()
	if frame == frameCommand && t.packet != exMetadata && t.err == nil {
		return Video{}, ErrEmpty
	}
	track := t.main(exVideoMultitrack)
	if t.err != nil {
		return Video{}, t.err
	}
	t.b = track.body
	v := Video{Key: frame == frameKey, Nanoseconds: t.nano, Track: track.id, Tracks: t.tracks}
	switch track.fourCC {
	case "avc1":
		v.Codec = media.CodecH264
	case "hvc1":
		v.Codec = media.CodecHEVC
	case "av01":
		v.Codec = media.CodecAV1
	case "vp09":
		v.Codec = media.CodecVP9
	default:
		return Video{}, fmt.Errorf("%w video: enhanced rtmp codec %q", ErrUnsupported, track.fourCC)
	}
	switch t.packet {
	case byte(PacketSequenceHeader), byte(PacketEndOfSequence), exMetadata:
		v.Packet = PacketType(t.packet)
	case byte(PacketFrame):
		v.Packet = PacketFrame
		if reorders(v.Codec) {
			v.CompositionTime = int24(t.take(3))
		}
	case exFramesX:
		v.Packet = PacketFrame
	case exVideoMPEG2TS:
		return Video{}, ErrEmpty // it says no more than the sequence header
	default:
		return Video{}, fmt.Errorf("%w: enhanced video packet type %d", ErrMalformed, t.packet)
	}
	v.Data = t.b
	return v, t.err
}

// reorders says whether a codec's frames have a composition time.
func reorders(c media.Codec) bool { return c == media.CodecH264 || c == media.CodecHEVC }

// AppendVideo appends the body of a video tag: a legacy one where there is one for the codec and what v says.
func AppendVideo(b []byte, v Video) []byte {
	frame := byte(frameInter)
	if v.Key {
		frame = frameKey
	}
	c := uint32(v.CompositionTime)
	if v.Codec == media.CodecH264 && v.Packet <= PacketEndOfSequence && v.Track == 0 && v.Nanoseconds == 0 {
		b = append(b, frame<<4|codecAVC, byte(v.Packet), byte(c>>16), byte(c>>8), byte(c))
		return append(b, v.Data...)
	}
	fourCC := map[media.Codec]string{media.CodecH264: "avc1", media.CodecHEVC: "hvc1", media.CodecAV1: "av01", media.CodecVP9: "vp09"}[v.Codec]
	packet := byte(v.Packet)
	if v.Packet == PacketFrame && reorders(v.Codec) && v.CompositionTime == 0 {
		packet = exFramesX
	}
	b = appendEx(b, exVideo|frame<<4, packet, exVideoMultitrack, v.Nanoseconds, fourCC, v.Track)
	if packet == byte(PacketFrame) && reorders(v.Codec) {
		b = append(b, byte(c>>16), byte(c>>8), byte(c))
	}
	return append(b, v.Data...)
}

// Audio is the body of an audio tag. Of a tag with several tracks it is the one with number 0, or else the first.
type Audio struct {
	Codec       media.Codec
	Packet      PacketType
	Nanoseconds int32  // to be added to the tag's time; 0 to 999999
	Track       uint8  // number of the track; 0 is the main one
	Tracks      int    // how many tracks the tag holds
	SampleRate  int    // in Hz, and
	Channels    int    // where the codec's own frames do not say: of G.711, Speex and Nellymoser; else 0
	Data        []byte // aliases the body
}

const (
	formatMP3       = 2
	formatNelly16   = 4
	formatNelly8    = 5
	formatNelly     = 6
	formatALaw      = 7
	formatMuLaw     = 8
	formatAAC       = 10
	formatSpeex     = 11
	formatMP38      = 14
	formatEx        = 9
	nellyLowest     = 5512                // Hz
	aacFlags        = formatAAC<<4 | 0x0f // always "44 kHz, 16 bit, stereo": the AudioSpecificConfig has the truth
	audioHeaderSize = 2
)

// ParseAudio takes an audio tag's body apart.
func ParseAudio(body []byte) (Audio, error) {
	if len(body) == 0 {
		return Audio{}, ErrEmpty
	}
	switch format := body[0] >> 4; format {
	case formatAAC:
	case formatEx:
		return parseExAudio(body)
	case formatMP3, formatMP38, formatNelly16, formatNelly8, formatNelly, formatALaw, formatMuLaw, formatSpeex:
		return parseOldAudio(body)
	default:
		return Audio{}, fmt.Errorf("%w audio: %s", ErrUnsupported, audioCodecName(format))
	}
	if len(body) < audioHeaderSize {
		return Audio{}, fmt.Errorf("%w: audio tag of %d bytes", ErrMalformed, len(body))
	}
	if body[1] > byte(PacketFrame) {
		return Audio{}, fmt.Errorf("%w: audio packet type %d", ErrMalformed, body[1])
	}
	if len(body) == audioHeaderSize {
		return Audio{}, ErrEmpty
	}
	return Audio{Codec: media.CodecAAC, Packet: PacketType(body[1]), Tracks: 1, Data: body[audioHeaderSize:]}, nil
}

// parseOldAudio reads a tag of a codec that needs no configuration: a byte of flags, and frames behind it.
func parseOldAudio(body []byte) (Audio, error) {
	if len(body) == 1 {
		return Audio{}, ErrEmpty
	}
	a := Audio{Packet: PacketFrame, Tracks: 1, Channels: 1 + int(body[0]&1), Data: body[1:]}
	switch body[0] >> 4 {
	case formatNelly16:
		a.Codec, a.SampleRate, a.Channels = media.CodecNellymoser, 16_000, 1
	case formatNelly8:
		a.Codec, a.SampleRate, a.Channels = media.CodecNellymoser, 8000, 1
	case formatNelly:
		rate := body[0] >> 2 & 3
		a.Codec, a.SampleRate = media.CodecNellymoser, nellyLowest
		if rate > 0 {
			a.SampleRate = 11_025 << (rate - 1)
		}
	case formatALaw:
		a.Codec, a.SampleRate = media.CodecALaw, 8000
	case formatMuLaw:
		a.Codec, a.SampleRate = media.CodecMuLaw, 8000
	case formatSpeex: // the flags are wrong by specification
		a.Codec, a.SampleRate, a.Channels = media.CodecSpeex, 16_000, 1
	default:
		a.Codec, a.Channels = media.CodecMP3, 0
	}
	return a, nil
}

// appendOldFlags appends the flags of such a tag.
func appendOldFlags(b []byte, a Audio) []byte {
	const wide = 2 // 16 bits a sample
	flags := byte(wide)
	if a.Channels == 2 {
		flags |= 1
	}
	switch a.Codec {
	case media.CodecALaw:
		flags |= formatALaw << 4
	case media.CodecMuLaw:
		flags |= formatMuLaw << 4
	case media.CodecSpeex:
		flags |= formatSpeex << 4
	default:
		switch a.SampleRate {
		case 16_000:
			flags |= formatNelly16 << 4
		case 8000:
			flags |= formatNelly8 << 4
		case 11_025:
			flags |= formatNelly<<4 | 1<<2
		case 22_050:
			flags |= formatNelly<<4 | 2<<2
		case 44_100:
			flags |= formatNelly<<4 | 3<<2
		default:
			flags |= formatNelly << 4
		}
	}
	return append(b, flags)
}

// AudioTracks takes an audio tag's body apart, and yields each of its tracks. One that cannot be used comes with an error,
// and its number.
func AudioTracks(body []byte) iter.Seq2[Audio, error] {
	return func(yield func(Audio, error) bool) {
		if len(body) == 0 || body[0]>>4 != formatEx {
			yield(ParseAudio(body))
			return
		}
		t := exTag{b: body[1:], packet: body[0] & 0x0f}
		t.modifiers()
		for track := range t.all(exAudioMultitrack) {
			a, err := t.audio(track)
			a.Tracks = t.tracks
			if !yield(a, err) {
				return
			}
		}
		if t.err != nil {
			yield(Audio{}, t.err)
		}
	}
}

// parseExAudio reads an ExAudioTagHeader and the track's body behind it (Enhanced RTMP v2, "Enhanced audio").
func parseExAudio(body []byte) (Audio, error) {
	t := exTag{b: body[1:], packet: body[0] & 0x0f}
	t.modifiers()
	track := t.main(exAudioMultitrack)
	if t.err != nil {
		return Audio{}, t.err
	}
	a, err := t.audio(track)
	if err != nil {
		return Audio{}, err
	}
	a.Tracks = t.tracks
	return a, nil
}

// audio is a track of a tag of audio.
func (t *exTag) audio(track exTrack) (Audio, error) {
	a := Audio{Nanoseconds: t.nano, Track: track.id, Data: track.body}
	switch track.fourCC {
	case "mp4a":
		a.Codec = media.CodecAAC
	case "Opus":
		a.Codec = media.CodecOpus
	case ".mp3":
		a.Codec = media.CodecMP3
	case "fLaC":
		a.Codec = media.CodecFLAC
	case "ac-3":
		a.Codec = media.CodecAC3
	case "ec-3":
		a.Codec = media.CodecEAC3
	default:
		return a, fmt.Errorf("%w audio: enhanced rtmp codec %q", ErrUnsupported, track.fourCC)
	}
	switch t.packet {
	case byte(PacketSequenceHeader), byte(PacketFrame), byte(PacketEndOfSequence):
		a.Packet = PacketType(t.packet)
	case exAudioChannels:
		a.Packet = PacketChannels
	default:
		return a, fmt.Errorf("%w: enhanced audio packet type %d", ErrMalformed, t.packet)
	}
	if len(a.Data) == 0 && a.Packet == PacketFrame {
		return a, ErrEmpty
	}
	return a, nil
}

// AppendAudio appends the body of an audio tag: a legacy one where there is one for the codec and what a says.
func AppendAudio(b []byte, a Audio) []byte {
	if a.Codec == media.CodecAAC && a.Packet <= PacketFrame && len(a.Data) > 0 && a.Track == 0 && a.Nanoseconds == 0 {
		return append(append(b, aacFlags, byte(a.Packet)), a.Data...)
	}
	if a.SampleRate > 0 {
		return append(appendOldFlags(b, a), a.Data...)
	}
	fourCC := map[media.Codec]string{
		media.CodecAAC: "mp4a", media.CodecOpus: "Opus", media.CodecMP3: ".mp3", media.CodecFLAC: "fLaC", media.CodecAC3: "ac-3", media.CodecEAC3: "ec-3",
	}[a.Codec]
	packet := byte(a.Packet)
	if a.Packet == PacketChannels {
		packet = exAudioChannels
	}
	return append(appendEx(b, formatEx<<4, packet, exAudioMultitrack, a.Nanoseconds, fourCC, a.Track), a.Data...)
}

// appendEx appends an enhanced tag's header. first holds the upper half of its first byte.
func appendEx(b []byte, first, packet, multitrack byte, nano int32, fourCC string, track uint8) []byte {
	inner := packet
	if track != 0 {
		inner = multitrack
	}
	if nano != 0 {
		b = append(b, first|exModifier, 3-1, byte(nano>>16), byte(nano>>8), byte(nano), modifierNano<<4|inner)
	} else {
		b = append(b, first|inner)
	}
	if track != 0 {
		b = append(b, oneTrack<<4|packet)
	}
	b = append(b, fourCC...)
	if track != 0 {
		b = append(b, track)
	}
	return b
}

// exTag reads an enhanced tag. Its first error stays, and what it takes after that is empty.
type exTag struct {
	b      []byte
	err    error
	packet byte // the packet type in force
	nano   int32
	tracks int
}

func (t *exTag) take(n int) []byte {
	if n > len(t.b) {
		t.err = fmt.Errorf("%w: enhanced tag ends too early", ErrMalformed)
		t.b = nil
		return make([]byte, n)
	}
	v := t.b[:n]
	t.b = t.b[n:]
	return v
}

// modifiers reads the ModEx packets in front of the real one. Kinds that are not known are passed over.
func (t *exTag) modifiers() {
	for t.packet == exModifier && t.err == nil {
		size := int(t.take(1)[0]) + 1
		if size == 256 {
			b := t.take(2)
			size = 1 + int(b[0])<<8 + int(b[1])
		}
		if size > len(t.b) {
			size = len(t.b) + 1 // more than there is, however much that claims
		}
		data := t.take(size)
		kind := t.take(1)[0]
		t.packet = kind & 0x0f
		if kind>>4 == modifierNano && len(data) >= 3 {
			t.nano = min(int32(uint24(data)), maxNano)
		}
	}
}

// exTrack is one track of an enhanced tag.
type exTrack struct {
	fourCC string
	id     uint8
	body   []byte
}

// all yields the tracks, and counts them. What follows one that is malformed does not come.
func (t *exTag) all(multitrack byte) iter.Seq[exTrack] {
	return func(yield func(exTrack) bool) {
		if t.packet != multitrack {
			track := exTrack{fourCC: string(t.take(4)), body: t.b}
			if t.err == nil {
				t.tracks = 1
				yield(track)
			}
			return
		}
		kind := t.take(1)[0]
		t.packet = kind & 0x0f
		kind >>= 4
		if kind > manyTracksOfCodecs {
			t.err = fmt.Errorf("%w: multitrack type %d", ErrMalformed, kind)
			return
		}
		var fourCC string
		if kind != manyTracksOfCodecs {
			fourCC = string(t.take(4))
		}
		for more := true; more && t.err == nil; more = len(t.b) > 0 {
			track := exTrack{fourCC: fourCC}
			if kind == manyTracksOfCodecs {
				track.fourCC = string(t.take(4))
			}
			if track.id = t.take(1)[0]; kind == oneTrack {
				track.body, t.b = t.b, nil
			} else {
				track.body = t.take(min(int(uint24(t.take(3))), len(t.b)+1))
			}
			if t.err != nil {
				return
			}
			t.tracks++
			if !yield(track) {
				return
			}
		}
	}
}

// main is track 0, or the first one where there is none.
func (t *exTag) main(multitrack byte) (chosen exTrack) {
	for track := range t.all(multitrack) {
		if t.tracks == 1 || track.id == 0 && chosen.id != 0 {
			chosen = track
		}
	}
	return chosen
}

func int24(b []byte) int32 { return int32(uint24(b)<<8) >> 8 }

func videoCodecName(codec byte) string {
	names := map[byte]string{2: "Sorenson H.263", 3: "screen video", 4: "VP6", 5: "VP6 with alpha", 6: "screen video 2"}
	if n := names[codec]; n != "" {
		return n
	}
	return fmt.Sprintf("codec ID %d", codec)
}

func audioCodecName(format byte) string {
	names := map[byte]string{0: "PCM", 1: "ADPCM", 3: "PCM"}
	if n := names[format]; n != "" {
		return n
	}
	return fmt.Sprintf("sound format %d", format)
}
