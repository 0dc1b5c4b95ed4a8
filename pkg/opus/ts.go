package opus

import (
	"encoding/binary"
	"errors"

	"github.com/millrace/millrace/pkg/media"
)

// ErrNoPacket says that there is no packet where one belongs in a transport stream.
var ErrNoPacket = errors.New("no Opus packet")

// MaxPacket bounds the bytes of a packet in a transport stream.
const MaxPacket = 32 << 10

// Format is the format of a stream in MPEG-TS with so many channels, from 1 to MaxChannels, in the order of Vorbis.
func Format(channels int) media.AudioFormat {
	config := []byte{0, byte(channels), 0, 0}
	config = append(binary.BigEndian.AppendUint32(config, SampleRate), 0, 0, 0)
	if channels > 2 {
		streams := [...]byte{2, 2, 3, 4, 4, 5}[channels-3]
		mapping := [...][]byte{{0, 2, 1}, {0, 1, 2, 3}, {0, 4, 1, 2, 3}, {0, 4, 1, 2, 3, 5}, {0, 4, 1, 2, 3, 5, 6}, {0, 6, 1, 2, 3, 4, 5, 7}}[channels-3]
		config[len(config)-1] = 1
		config = append(append(config, streams, byte(channels)-streams), mapping...)
	}
	return media.AudioFormat{Codec: media.CodecOpus, SampleRate: SampleRate, Channels: channels, Config: config}
}

// CutTS takes the first packet off the payload of a PES packet (ETSI TS Opus 0.1.3, "Opus access unit"), which aliases b. One that b
// does not hold whole is not there yet: more says so, and rest begins with it. What is trimmed of a packet is not told.
func CutTS(b []byte) (packet, rest []byte, more bool, err error) {
	const head, prefix, trimStart, trimEnd, extension = 2, 0x7fe0, 0x10, 0x08, 0x04
	if len(b) < head {
		return nil, b, true, nil
	}
	flags := binary.BigEndian.Uint16(b)
	if flags&0xffe0 != prefix {
		return nil, nil, false, ErrNoPacket
	}
	at, size := head, 0
	for {
		if at == len(b) {
			return nil, b, true, nil
		}
		v := b[at]
		at, size = at+1, size+int(v)
		if size > MaxPacket {
			return nil, nil, false, ErrNoPacket
		}
		if v < 255 {
			break
		}
	}
	for _, flag := range []uint16{trimStart, trimEnd} {
		if flags&flag != 0 {
			at += 2
		}
	}
	if flags&extension != 0 {
		if at >= len(b) {
			return nil, b, true, nil
		}
		at += 1 + int(b[at])
	}
	if at+size > len(b) {
		return nil, b, true, nil
	}
	return b[at : at+size : at+size], b[at+size:], false, nil
}
