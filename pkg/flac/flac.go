// Package flac reads FLAC's STREAMINFO (RFC 9639 8.2). Frames are decoded elsewhere.
//
// The bytes may be hostile: no function panics on any input.
package flac

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/media"
)

const size = 34 // of a STREAMINFO

// ParseConfig reads a STREAMINFO: alone, behind its block's header (as MP4's dfLa has it), or behind "fLaC" and that. It copies b.
func ParseConfig(b []byte) (media.AudioFormat, error) {
	b = bytes.TrimPrefix(b, []byte("fLaC"))
	if len(b) >= 4+size && b[0]&0x7f == 0 && b[1] == 0 && b[2] == 0 && b[3] == size {
		b = b[4:]
	}
	if len(b) < size {
		return media.AudioFormat{}, fmt.Errorf("FLAC STREAMINFO of %d bytes", len(b))
	}
	f := media.AudioFormat{
		Codec:      media.CodecFLAC,
		SampleRate: int(b[10])<<12 | int(b[11])<<4 | int(b[12])>>4,
		Channels:   int(b[12]>>1&7) + 1,
		Config:     bytes.Clone(b[:size]),
	}
	if f.SampleRate == 0 {
		return media.AudioFormat{}, errors.New("FLAC of 0 Hz")
	}
	return f, nil
}
