// Package vp9 reads what the network needs to know of VP9 without decoding it: the headers of key frames, and the
// configuration record of MP4 and FLV (vpcC), which says nothing of the picture's size.
//
// Everything may come from a hostile publisher: every function has an answer, and none panics, for any bytes. Decoding
// is left to the media child.
package vp9

import (
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/bits"
	"github.com/millrace/millrace/pkg/media"
)

// MaxDimension is the most pixels of an edge that are accepted.
const MaxDimension = 16384

// Key is what the header of a key frame says.
type Key struct {
	Width, Height int
	Profile       uint8
	BitDepth      uint8
	Chroma        uint8 // as vpcC has it: 1 is 4:2:0, 2 is 4:2:2, 3 is 4:4:4
	FullRange     bool
}

// ParseKey reads the header of a frame or superframe that begins with a key frame (VP9 bitstream specification 6.2);
// false if it does not.
func ParseKey(unit []byte) (Key, bool) {
	r := bits.NewReader(unit)
	var k Key
	marker := r.U(2)
	k.Profile = uint8(r.U(1) | r.U(1)<<1)
	if k.Profile == 3 {
		r.Skip(1)
	}
	existing := r.Flag() // show_existing_frame
	inter := r.Flag()    // frame_type
	r.Skip(2)            // show_frame, error_resilient_mode
	if sync := r.U(24); marker != 2 || existing || inter || sync != 0x498342 {
		return Key{}, false
	}
	k.BitDepth, k.Chroma = 8, 1
	if k.Profile >= 2 {
		k.BitDepth = 10 + 2*uint8(r.U(1))
	}
	const rgb = 7
	odd := k.Profile&1 == 1
	if r.U(3) == rgb { // color_space
		if !odd {
			return Key{}, false // reserved
		}
		k.FullRange, k.Chroma = true, 3
		r.Skip(1)
	} else {
		k.FullRange = r.Flag()
		if odd {
			x, y := r.Flag(), r.Flag()
			r.Skip(1)
			switch {
			case !x && !y:
				k.Chroma = 3
			case !y:
				k.Chroma = 2
			}
		}
	}
	k.Width, k.Height = int(r.U(16))+1, int(r.U(16))+1
	if r.Err() != nil || k.Width > MaxDimension || k.Height > MaxDimension {
		return Key{}, false
	}
	return k, true
}

// IsKey says whether a frame or superframe begins with a key frame.
func IsKey(unit []byte) bool {
	_, ok := ParseKey(unit)
	return ok
}

// Config is what a VPCodecConfigurationRecord (VP codec in ISOBMFF 2.2) adds to the key frame's header.
type Config struct {
	Profile, Level, BitDepth, Chroma uint8
	FullRange                        bool
	Primaries, Transfer, Matrix      uint8 // ITU-T H.273
}

const recordSize = 8

// ParseConfig reads a record, with or without the version and flags of MP4's box in front of it.
func ParseConfig(b []byte) (Config, error) {
	if len(b) >= recordSize+4 && b[0] == 1 && b[1] == 0 && b[2] == 0 && b[3] == 0 {
		b = b[4:]
	}
	if len(b) < recordSize {
		return Config{}, fmt.Errorf("parse VP9 configuration: %d bytes", len(b))
	}
	c := Config{
		Profile: b[0], Level: b[1], BitDepth: b[2] >> 4, Chroma: b[2] >> 1 & 7, FullRange: b[2]&1 == 1,
		Primaries: b[3], Transfer: b[4], Matrix: b[5],
	}
	if c.Profile > 3 || c.BitDepth < 8 || c.BitDepth > 12 || c.Chroma > 3 {
		return Config{}, fmt.Errorf("parse VP9 configuration: profile %d, %d bits, chroma format %d", c.Profile, c.BitDepth, c.Chroma)
	}
	return c, nil
}

// Format describes the track that a key frame belongs to.
func (c Config) Format(k Key) media.VideoFormat {
	c.Profile, c.BitDepth, c.FullRange = k.Profile, k.BitDepth, k.FullRange
	if k.Chroma != 1 || c.Chroma > 1 {
		c.Chroma = k.Chroma // 4:2:0 comes in two kinds, which only the record tells apart
	}
	if c.Level == 0 {
		c.Level = level(k.Width * k.Height)
	}
	if c.Primaries == 0 { // reserved
		c.Primaries, c.Transfer, c.Matrix = 2, 2, 2
	}
	return media.VideoFormat{Codec: media.CodecVP9, Width: k.Width, Height: k.Height, Transfer: c.Transfer, Config: c.marshal()}
}

// marshal is the payload of vpcC.
func (c Config) marshal() []byte {
	rng := byte(0)
	if c.FullRange {
		rng = 1
	}
	return []byte{1, 0, 0, 0, c.Profile, c.Level, c.BitDepth<<4 | c.Chroma<<1 | rng, c.Primaries, c.Transfer, c.Matrix, 0, 0}
}

// level is the lowest level whose pictures may be as large, at rates of up to 30 Hz or so.
func level(pixels int) uint8 {
	for _, l := range []struct {
		pixels int
		level  uint8
	}{{36864, 10}, {73728, 11}, {122880, 20}, {245760, 21}, {552960, 30}, {983040, 31}, {2228224, 41}, {8912896, 51}} {
		if pixels <= l.pixels {
			return l.level
		}
	}
	return 62
}

// ErrSize says that a format's size is not one that VP9 has.
var ErrSize = errors.New("picture size")

// Check reads a format's configuration again.
func Check(f media.VideoFormat) (media.VideoFormat, error) {
	c, err := ParseConfig(f.Config)
	if err != nil {
		return media.VideoFormat{}, err
	}
	if f.Width < 1 || f.Height < 1 || f.Width > MaxDimension || f.Height > MaxDimension {
		return media.VideoFormat{}, fmt.Errorf("%w of %dx%d", ErrSize, f.Width, f.Height)
	}
	f.Config = c.marshal()
	return f, nil
}

// CodecString is the name of a configuration's profile, level and depth, such as "vp09.00.31.08"; "vp09" if it is none.
func CodecString(vpcC []byte) string {
	c, err := ParseConfig(vpcC)
	if err != nil {
		return "vp09"
	}
	return fmt.Sprintf("vp09.%02d.%02d.%02d", c.Profile, c.Level, c.BitDepth)
}
