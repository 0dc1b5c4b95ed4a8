// Package codec says of every codec that is carried what the others need to know alike: the format that its
// configuration describes, its name in a playlist, and where a decoder can begin.
//
// What is particular to a codec is in its own package (pkg/h264, pkg/aac, ...). Like those it takes bytes from strangers:
// every function has an answer for any of them, and none panics. A codec that is new here is carried by all that asks
// this package: init segments, playlists, the wire.
package codec

import (
	"fmt"

	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/av1"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/opus"
	"github.com/millrace/millrace/pkg/vp9"
)

// Video reads a format's configuration again and returns the format that it describes. Its Config is the same in its
// shortest form, and does not alias f's. The size is f's own where the codec's configuration has none (VP9).
func Video(f media.VideoFormat) (media.VideoFormat, error) {
	switch f.Codec {
	case media.CodecH264:
		r, err := h264.ParseAVCConfig(f.Config)
		if err != nil {
			return media.VideoFormat{}, err
		}
		if r.LengthSize != 4 {
			return media.VideoFormat{}, fmt.Errorf("NAL length size %d", r.LengthSize)
		}
		return r.Format()
	case media.CodecHEVC:
		r, err := h265.ParseConfig(f.Config)
		if err != nil {
			return media.VideoFormat{}, err
		}
		if r.LengthSize != 4 {
			return media.VideoFormat{}, fmt.Errorf("NAL length size %d", r.LengthSize)
		}
		return r.Format()
	case media.CodecAV1:
		r, err := av1.ParseConfig(f.Config)
		if err != nil {
			return media.VideoFormat{}, err
		}
		return r.Format()
	case media.CodecVP9:
		return vp9.Check(f)
	default:
		return media.VideoFormat{}, fmt.Errorf("video codec %q", f.Codec)
	}
}

// Audio reads an audio track's configuration likewise.
func Audio(c media.Codec, config []byte) (media.AudioFormat, error) {
	switch c {
	case media.CodecAAC:
		return aac.ParseConfig(config)
	case media.CodecOpus:
		return opus.ParseConfig(config)
	default:
		return media.AudioFormat{}, fmt.Errorf("audio codec %q", c)
	}
}

// Transcoded says whether audio of a codec is transcoded to AAC rather than carried as it comes. Nothing else in this
// package knows those codecs.
func Transcoded(c media.Codec) bool {
	switch c {
	case media.CodecMP3, media.CodecALaw, media.CodecMuLaw, media.CodecSpeex, media.CodecNellymoser, media.CodecFLAC, media.CodecAC3, media.CodecEAC3:
		return true
	default:
		return false
	}
}

// VideoString is the name of a video format in CODECS (RFC 6381).
func VideoString(f media.VideoFormat) string {
	switch f.Codec {
	case media.CodecH264:
		return h264.CodecString(f.Config)
	case media.CodecHEVC:
		return h265.CodecString(f.Config)
	case media.CodecAV1:
		return av1.CodecString(f.Config)
	case media.CodecVP9:
		return vp9.CodecString(f.Config)
	default:
		return string(f.Codec)
	}
}

// AudioString is the name of an audio format in CODECS.
func AudioString(f media.AudioFormat) string {
	switch f.Codec {
	case media.CodecAAC:
		return aac.CodecString(f.Config)
	default:
		return string(f.Codec)
	}
}

// Samples is how long an audio access unit lasts, in samples at its format's rate; 0 of what is none.
func Samples(c media.Codec, unit []byte) int {
	switch {
	case len(unit) == 0:
		return 0
	case c == media.CodecAAC:
		return aac.SamplesPerFrame
	case c == media.CodecOpus:
		return opus.Samples(unit)
	default:
		return 0
	}
}

// InBand is the format that the parameter sets in a video access unit describe, of H.264 and HEVC, or its sequence header, of AV1.
// It is an error where they are not all there.
func InBand(c media.Codec, unit []byte) (media.VideoFormat, error) {
	switch c {
	case media.CodecH264:
		sps, pps, err := h264.ParameterSets(unit)
		if err != nil {
			return media.VideoFormat{}, err
		}
		if len(sps) != 1 {
			return media.VideoFormat{}, fmt.Errorf("%d SPS", len(sps))
		}
		return h264.Format(sps[0], pps...)
	case media.CodecHEVC:
		var config h265.Config
		for nal, err := range h264.NALs(unit) {
			if err != nil {
				return media.VideoFormat{}, err
			}
			if err := config.Add(nal); err != nil {
				return media.VideoFormat{}, err
			}
		}
		return config.Format()
	case media.CodecAV1:
		config, err := av1.InBand(unit)
		if err != nil {
			return media.VideoFormat{}, err
		}
		return config.Format()
	default:
		return media.VideoFormat{}, fmt.Errorf("video codec %q has no parameter sets in its pictures", c)
	}
}

// BitDepth is how many bits a sample of HEVC or AV1 has; 0 of other codecs, and where its configuration does not say.
func BitDepth(f media.VideoFormat) int {
	switch f.Codec {
	case media.CodecHEVC:
		c, err := h265.ParseConfig(f.Config)
		if err != nil {
			return 0
		}
		info, err := h265.ParseSPS(c.SPS)
		if err != nil {
			return 0
		}
		return int(info.BitDepthLuma)
	case media.CodecAV1:
		c, err := av1.ParseConfig(f.Config)
		if err != nil {
			return 0
		}
		return int(c.Info.BitDepth)
	default:
		return 0
	}
}

// IDR says whether a video access unit needs nothing of those before it, nor do those behind it.
func IDR(c media.Codec, unit []byte) bool {
	if c == media.CodecHEVC {
		return h265.IsIDR(unit)
	}
	return Key(c, unit)
}

// Key says whether a decoder can begin with a video access unit.
func Key(c media.Codec, unit []byte) bool {
	switch c {
	case media.CodecH264:
		return h264.IsIDR(unit)
	case media.CodecHEVC:
		return h265.IsKey(unit)
	case media.CodecAV1:
		return av1.IsKey(unit)
	case media.CodecVP9:
		return vp9.IsKey(unit)
	default:
		return false
	}
}
