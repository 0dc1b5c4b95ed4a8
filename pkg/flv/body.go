package flv

import (
	"errors"
	"fmt"
)

// ErrUnsupported is wrapped by the errors about a codec that is not H.264 or AAC.
var ErrUnsupported = errors.New("unsupported")

// PacketType says what the data of a video or audio tag is.
type PacketType byte

// The packet types; audio has the first two.
const (
	PacketSequenceHeader PacketType = 0 // AVCDecoderConfigurationRecord or AudioSpecificConfig
	PacketFrame          PacketType = 1 // NAL units behind their lengths, or one raw AAC frame
	PacketEndOfSequence  PacketType = 2
)

// Video is the body of an H.264 tag.
type Video struct {
	Packet          PacketType
	Key             bool   // as the tag says; it may be a recovery point rather than an IDR
	CompositionTime int32  // PTS - DTS in milliseconds
	Data            []byte // aliases the body
}

const (
	codecAVC        = 7
	frameKey        = 1
	frameCommand    = 5
	videoHeaderSize = 5
)

// ErrEmpty says that a tag holds nothing to decode: legal, and to be skipped.
var ErrEmpty = errors.New("empty tag")

// ParseVideo takes a video tag's body apart.
func ParseVideo(body []byte) (Video, error) {
	if len(body) == 0 {
		return Video{}, ErrEmpty
	}
	if body[0]&0x80 != 0 {
		return Video{}, fmt.Errorf("%w video: enhanced rtmp codec %s", ErrUnsupported, fourCC(body))
	}
	if frame := body[0] >> 4; frame == frameCommand {
		return Video{}, ErrEmpty
	}
	if codec := body[0] & 0x0f; codec != codecAVC {
		return Video{}, fmt.Errorf("%w video: %s", ErrUnsupported, videoCodecName(codec))
	}
	if len(body) < videoHeaderSize {
		return Video{}, fmt.Errorf("%w: video tag of %d bytes", ErrMalformed, len(body))
	}
	if body[1] > byte(PacketEndOfSequence) {
		return Video{}, fmt.Errorf("%w: video packet type %d", ErrMalformed, body[1])
	}
	return Video{
		Packet:          PacketType(body[1]),
		Key:             body[0]>>4 == frameKey,
		CompositionTime: int32(uint24(body[2:])<<8) >> 8,
		Data:            body[videoHeaderSize:],
	}, nil
}

// AppendVideo appends the body of an H.264 tag.
func AppendVideo(b []byte, v Video) []byte {
	first := byte(2<<4 | codecAVC)
	if v.Key {
		first = frameKey<<4 | codecAVC
	}
	c := uint32(v.CompositionTime)
	b = append(b, first, byte(v.Packet), byte(c>>16), byte(c>>8), byte(c))
	return append(b, v.Data...)
}

// Audio is the body of an AAC tag.
type Audio struct {
	Packet PacketType
	Data   []byte // aliases the body
}

const (
	formatAAC       = 10
	formatEx        = 9
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
		return Audio{}, fmt.Errorf("%w audio: enhanced rtmp codec %s", ErrUnsupported, fourCC(body))
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
	return Audio{Packet: PacketType(body[1]), Data: body[audioHeaderSize:]}, nil
}

// AppendAudio appends the body of an AAC tag.
func AppendAudio(b []byte, a Audio) []byte {
	return append(append(b, aacFlags, byte(a.Packet)), a.Data...)
}

// fourCC is the printable codec name of an enhanced tag.
func fourCC(body []byte) string {
	if len(body) < 5 {
		return "unknown"
	}
	return fmt.Sprintf("%q", body[1:5])
}

func videoCodecName(codec byte) string {
	names := map[byte]string{2: "Sorenson H.263", 3: "screen video", 4: "VP6", 5: "VP6 with alpha", 6: "screen video 2", 12: "HEVC with the non-standard codec ID 12"}
	if n := names[codec]; n != "" {
		return n
	}
	return fmt.Sprintf("codec ID %d", codec)
}

func audioCodecName(format byte) string {
	names := map[byte]string{0: "PCM", 1: "ADPCM", 2: "MP3", 3: "PCM", 4: "Nellymoser", 5: "Nellymoser", 6: "Nellymoser", 7: "G.711 A-law", 8: "G.711 mu-law", 11: "Speex", 14: "MP3"}
	if n := names[format]; n != "" {
		return n
	}
	return fmt.Sprintf("sound format %d", format)
}
