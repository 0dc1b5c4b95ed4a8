// Package aac reads AudioSpecificConfigs (ISO/IEC 14496-3 1.6.2.1). AAC frames are carried, never decoded.
//
// The bytes may be hostile: no function panics on any input.
package aac

import (
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/bits"
	"github.com/millrace/millrace/pkg/media"
)

// SamplesPerFrame is the length of every AAC frame, in samples at AudioFormat.SampleRate.
const SamplesPerFrame = 1024

// MaxConfig is the most bytes an AudioSpecificConfig may have.
const MaxConfig = 256

// ErrUnsupported says that the configuration is well formed but not one that is carried: another object type than LC beneath,
// frames of 960 samples, or a channel layout that is only in the frames.
var ErrUnsupported = errors.New("unsupported AAC")

// ParseConfig reads an AudioSpecificConfig. SampleRate is the core coder's rate, which with spectral band
// replication (HE-AAC) is half of what the decoder puts out: every frame lasts SamplesPerFrame of it. Channels is what
// the decoder puts out: two of one with parametric stereo (HE-AAC v2). It copies asc.
//
// HE-AAC that is signalled nowhere but in the frames looks like AAC-LC, and is carried as that: decoders find out.
func ParseConfig(asc []byte) (media.AudioFormat, error) {
	c, err := parse(asc)
	if err != nil {
		return media.AudioFormat{}, fmt.Errorf("parse AAC configuration: %w", err)
	}
	return media.AudioFormat{
		Codec:      media.CodecAAC,
		SampleRate: c.rate,
		Channels:   c.channels,
		Config:     append([]byte(nil), asc...),
	}, nil
}

// The object types (table 1.17).
const (
	objectLC  = 2
	objectSBR = 5
	objectPS  = 29
)

// config is what an AudioSpecificConfig says.
type config struct {
	rate     int // of the core coder
	channels int
	object   int // objectSBR or objectPS where they are signalled, else objectLC
}

// parse reads an AudioSpecificConfig (1.6.2.1).
func parse(asc []byte) (config, error) {
	if len(asc) > MaxConfig {
		return config{}, fmt.Errorf("%d bytes", len(asc))
	}
	r := bits.NewReader(asc)
	c := config{object: int(r.U(5))}
	c.rate = rate(r)
	layout := int(r.U(4))
	core := c.object
	if core == objectSBR || core == objectPS {
		rate(r) // of what the decoder puts out
		core = int(r.U(5))
	}
	short := r.Flag() // frameLengthFlag
	if r.Flag() {     // dependsOnCoreCoder
		r.Skip(14)
	}
	extension := r.Flag()
	switch {
	case layout == 0:
		c.channels = programConfig(r)
	case layout < 7:
		c.channels = layout
	case layout == 7:
		c.channels = 8
	}
	switch {
	case r.Err() != nil:
		return c, r.Err()
	case core != objectLC:
		return c, fmt.Errorf("%w: object type %d", ErrUnsupported, core)
	case extension:
		return c, fmt.Errorf("%w: an extension of AAC-LC", ErrUnsupported)
	case short:
		return c, fmt.Errorf("%w: 960 samples per frame", ErrUnsupported)
	case c.rate < 7350 || c.rate > 96000:
		return c, fmt.Errorf("%w: %d Hz", ErrUnsupported, c.rate)
	case c.channels == 0 && layout == 0:
		return c, fmt.Errorf("%w: channel layout in the frames", ErrUnsupported)
	case c.channels < 1 || c.channels > 8:
		return c, fmt.Errorf("%w: channel configuration %d, %d channels", ErrUnsupported, layout, c.channels)
	}
	if c.object == objectLC {
		c.object = extended(r)
	}
	if c.object == objectPS && c.channels == 1 {
		c.channels = 2
	}
	return c, nil
}

// rate reads a sample rate (table 1.18); 0 of one that is reserved.
func rate(r *bits.Reader) int {
	rates := [...]int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
	switch i := r.U(4); {
	case int(i) < len(rates):
		return rates[i]
	case i == 15:
		return int(r.U(24))
	default:
		return 0
	}
}

// extended reads the extension behind an LC configuration, by which HE-AAC is signalled to those who know it (1.6.5).
// What is no such extension is not read.
func extended(r *bits.Reader) int {
	const syncSBR, syncPS = 0x2b7, 0x548
	if r.Left() < 17 || r.U(11) != syncSBR || r.U(5) != objectSBR || !r.Flag() {
		return objectLC
	}
	rate(r)
	if r.Left() >= 12 && r.U(11) == syncPS && r.Flag() {
		return objectPS
	}
	return objectSBR
}

// programConfig counts the channels of a program_config_element (4.4.1.1).
func programConfig(r *bits.Reader) (channels int) {
	r.Skip(4 + 2 + 4) // element_instance_tag, object_type, sampling_frequency_index
	elements := int(r.U(4) + r.U(4) + r.U(4))
	lfe, data, coupling := int(r.U(2)), int(r.U(3)), int(r.U(4))
	for range 2 { // mono and stereo mixdown
		if r.Flag() {
			r.Skip(4)
		}
	}
	if r.Flag() { // matrix mixdown
		r.Skip(3)
	}
	for range elements {
		channels++
		if r.Flag() { // a pair
			channels++
		}
		r.Skip(4)
	}
	r.Skip(4*lfe + 4*data + 5*coupling)
	r.Skip(r.Left() % 8) // aligned in the whole configuration
	r.Skip(8 * int(r.U(8)))
	if r.Err() != nil {
		return 0
	}
	return channels + lfe
}

// CodecString is the RFC 6381 name of a configuration: "mp4a.40.2" for AAC-LC, which is also the answer if asc does
// not parse, "mp4a.40.5" for HE-AAC and "mp4a.40.29" for its version 2.
func CodecString(asc []byte) string {
	c, err := parse(asc)
	if err != nil {
		return "mp4a.40.2"
	}
	return fmt.Sprintf("mp4a.40.%d", c.object)
}
