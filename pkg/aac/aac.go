// Package aac reads AudioSpecificConfigs (ISO/IEC 14496-3 1.6.2.1). AAC frames are carried, never decoded.
//
// The bytes may be hostile: no function panics on any input.
package aac

import (
	"errors"
	"fmt"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"

	"github.com/millrace/millrace/pkg/media"
)

// SamplesPerFrame is the length of every AAC frame, in samples at AudioFormat.SampleRate.
const SamplesPerFrame = 1024

// MaxConfig is the most bytes an AudioSpecificConfig may have.
const MaxConfig = 256

// ErrUnsupported says that the configuration is well formed but not one that is carried: frames of 960 samples, or a
// channel layout that is only in the frames.
var ErrUnsupported = errors.New("unsupported AAC")

// ParseConfig reads an AudioSpecificConfig. SampleRate is the core coder's rate, which with spectral band
// replication (HE-AAC) is half of what the decoder puts out: every frame lasts SamplesPerFrame of it. It copies asc.
func ParseConfig(asc []byte) (media.AudioFormat, error) {
	c, err := parse(asc)
	if err != nil {
		return media.AudioFormat{}, err
	}
	return media.AudioFormat{
		Codec:      media.CodecAAC,
		SampleRate: c.SampleRate,
		Channels:   channels(c),
		Config:     append([]byte(nil), asc...),
	}, nil
}

func parse(asc []byte) (c mpeg4audio.AudioSpecificConfig, err error) {
	if len(asc) > MaxConfig {
		return c, fmt.Errorf("parse AAC configuration: %d bytes", len(asc))
	}
	if err := c.Unmarshal(asc); err != nil {
		return c, fmt.Errorf("parse AAC configuration: %w", err)
	}
	switch {
	case c.SampleRate < 7350 || c.SampleRate > 96000:
		return c, fmt.Errorf("parse AAC configuration: %w: %d Hz", ErrUnsupported, c.SampleRate)
	case c.FrameLengthFlag:
		return c, fmt.Errorf("parse AAC configuration: %w: 960 samples per frame", ErrUnsupported)
	case channels(c) == 0:
		return c, fmt.Errorf("parse AAC configuration: %w: channel layout in the frames", ErrUnsupported)
	}
	return c, nil
}

// channels of a channelConfiguration (table 1.19).
func channels(c mpeg4audio.AudioSpecificConfig) int {
	if c.ChannelConfig == 7 {
		return 8
	}
	return int(c.ChannelConfig)
}

// CodecString is the RFC 6381 name of a configuration: "mp4a.40.2" for AAC-LC, which is also the answer if asc does
// not parse.
func CodecString(asc []byte) string {
	c, err := parse(asc)
	if err == nil && c.ExtensionType != 0 {
		return fmt.Sprintf("mp4a.40.%d", c.ExtensionType)
	}
	return "mp4a.40.2"
}
