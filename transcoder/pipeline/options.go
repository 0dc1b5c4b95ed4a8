package pipeline

import (
	"fmt"
	"maps"
	"strings"

	"github.com/millrace/millrace/pkg/media"
)

// onePixelRate is how many pixels per second are left to one encoding thread: above it slices are encoded in
// parallel, below it one thread costs least.
const onePixelRate = 1280 * 720 * 60

// encoderOptions are the settings for live video: a picture in gives its packet out at once, IDR pictures come when
// asked for and never otherwise, and the bitrate holds over the VBV's second and a half.
func encoderOptions(name string, e encoding) map[string]string {
	opts := map[string]string{
		"b":          fmt.Sprint(e.Bitrate),
		"maxrate":    fmt.Sprint(e.Bitrate + e.Bitrate/10),
		"bufsize":    fmt.Sprint(e.Bitrate + e.Bitrate/2),
		"bf":         "0",
		"forced-idr": "1",
	}
	switch name {
	case EncoderX264:
		threads := e.threads(onePixelRate)
		maps.Copy(opts, map[string]string{
			"preset":       "veryfast",
			"threads":      fmt.Sprint(threads),
			"g":            fmt.Sprint(1 << 30), // x264's "infinite"
			"sc_threshold": "0",
			"rc-lookahead": "0",
			"mbtree":       "0",
			"x264-params":  "sync-lookahead=0:force-cfr=1:sliced-threads=" + fmt.Sprint(min(threads-1, 1)),
		})
	case encoderX265:
		maps.Copy(opts, map[string]string{
			"a53cc":       "1",
			"preset":      "superfast",
			"tune":        "zerolatency",
			"x265-params": x265Params(e.threads(onePixelRate / 4)),
		})
	default:
		maps.Copy(opts, nvencOptions(name, e))
	}
	return opts
}

// x265Params are the settings of x265 that libav has no names for. Where more than one thread is of use, the rows of one picture are
// encoded in parallel: pictures in parallel would hold pictures back.
func x265Params(threads int) string {
	params := []string{
		"log-level=error", "info=0", "keyint=-1", "open-gop=0", "scenecut=0", "bframes=0", "rc-lookahead=0", "cutree=0", "repeat-headers=0", "frame-threads=1",
	}
	if threads == 1 {
		return strings.Join(append(params, "pools=none", "wpp=0"), ":")
	}
	return strings.Join(append(params, fmt.Sprintf("pools=%d", threads)), ":")
}

func nvencOptions(name string, e encoding) map[string]string {
	opts := map[string]string{
		"preset":       "p4",
		"tune":         "ull",
		"rc":           "cbr",
		"g":            "-1", // infinite
		"no-scenecut":  "1",
		"rc-lookahead": "0",
		"delay":        "0",
		"zerolatency":  "1",
	}
	switch {
	case name == EncoderNVENC:
		opts["profile"] = "high"
	case name == encoderNVENCAV1:
		opts["a53cc"] = "0" // bitstream writes captions
	case name == encoderNVENCHEVC && e.Depth() == 10:
		opts["profile"] = "main10"
	case name == encoderNVENCHEVC:
		opts["profile"] = "main"
	}
	return opts
}

// threads is how many threads an encoding gets, one of which carries so many pixels per second.
func (e encoding) threads(each float64) int {
	rate := float64(e.Width*e.Height) * e.rate.Float()
	return min(1+int(rate/each), max(e.cores, 1), 8)
}

// Encoders that a session chooses by itself.
const (
	encoderX265      = "libx265"
	encoderNVENCHEVC = "hevc_nvenc"
	encoderAOM       = "libaom" // which is not libav's
	encoderNVENCAV1  = "av1_nvenc"
)

// encoderOf is the name of the encoder that makes a codec on the device.
func (d *device) encoderOf(c media.Codec) string {
	onGPU := d.encoder == EncoderNVENC
	switch {
	case c == media.CodecHEVC && onGPU:
		return encoderNVENCHEVC
	case c == media.CodecHEVC:
		return encoderX265
	case c == media.CodecAV1 && onGPU:
		return encoderNVENCAV1
	case c == media.CodecAV1:
		return encoderAOM
	default:
		return d.encoder
	}
}
