// Package opus reads what the network needs to know of Opus: its identification header in the forms of Ogg, FLV and MP4,
// and how long a packet lasts. Opus is carried, never decoded.
//
// The bytes may be hostile: every function has an answer, and none panics, for any input.
package opus

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/media"
)

// SampleRate is that of every Opus stream's timeline.
const SampleRate = 48000

// MaxChannels is the most channels that a stream has whose layout is defined.
const MaxChannels = 8

// ErrUnsupported says that the header is well formed but not one that is carried: channels without a defined meaning.
var ErrUnsupported = errors.New("unsupported Opus")

const (
	magic    = "OpusHead"
	boxSize  = 11 // of dOps without a channel mapping
	longest  = SampleRate * 120 / 1000
	families = 1 // channel mapping families 0 and 1 have the order of Vorbis
)

// ParseHead reads an identification header (RFC 7845 5.1), which is also FLV's sequence header.
func ParseHead(b []byte) (media.AudioFormat, error) {
	if len(b) < len(magic)+boxSize || string(b[:len(magic)]) != magic || b[len(magic)]&0xf0 != 0 {
		return media.AudioFormat{}, fmt.Errorf("parse Opus header: %d bytes", len(b))
	}
	b = b[len(magic):]
	config := []byte{0, b[1]}
	config = binary.BigEndian.AppendUint16(config, binary.LittleEndian.Uint16(b[2:]))
	config = binary.BigEndian.AppendUint32(config, binary.LittleEndian.Uint32(b[4:]))
	config = binary.BigEndian.AppendUint16(config, binary.LittleEndian.Uint16(b[8:]))
	return ParseConfig(append(config, b[10:]...))
}

// ParseConfig reads the payload of MP4's dOps (Opus in ISOBMFF 4.3.2). It copies b.
func ParseConfig(b []byte) (media.AudioFormat, error) {
	if len(b) < boxSize || b[0] != 0 {
		return media.AudioFormat{}, fmt.Errorf("parse Opus configuration: %d bytes", len(b))
	}
	channels, family := int(b[1]), b[10]
	size := boxSize
	switch {
	case family > families:
		return media.AudioFormat{}, fmt.Errorf("parse Opus configuration: %w: channel mapping family %d", ErrUnsupported, family)
	case channels < 1 || channels > MaxChannels || family == 0 && channels > 2:
		return media.AudioFormat{}, fmt.Errorf("parse Opus configuration: %d channels", channels)
	case family != 0:
		size += 2 + channels
	}
	if len(b) < size {
		return media.AudioFormat{}, fmt.Errorf("parse Opus configuration: %d bytes for %d channels", len(b), channels)
	}
	return media.AudioFormat{
		Codec: media.CodecOpus, SampleRate: SampleRate, Channels: channels, Config: append([]byte(nil), b[:size]...),
	}, nil
}

// Samples is how long a packet lasts (RFC 6716 3.1), at SampleRate; 0 of what is no packet.
func Samples(packet []byte) int {
	if len(packet) == 0 {
		return 0
	}
	config := int(packet[0] >> 3)
	var frame int
	switch {
	case config < 12: // SILK
		frame = []int{480, 960, 1920, 2880}[config&3]
	case config < 16: // hybrid
		frame = 480 << (config & 1)
	default: // CELT
		frame = 120 << (config & 3)
	}
	n := 1
	switch packet[0] & 3 {
	case 1, 2:
		n = 2
	case 3:
		if len(packet) < 2 {
			return 0
		}
		n = int(packet[1] & 0x3f)
	}
	if n*frame > longest {
		return 0
	}
	return n * frame
}
