package media

import (
	"slices"
	"strings"
)

// presets are renditions that are known by name: those of the default ladder, larger ones, and go-livepeer's, whose names say size,
// frame rate and shape.
func presets() Ladder {
	at := func(name string, width, height, bitrate, fps int) Rendition {
		return Rendition{Name: name, Width: width, Height: height, Bitrate: bitrate, Codec: CodecH264, FrameRate: Rational{Num: fps, Den: 1}}
	}
	return append(DefaultLadder(),
		Rendition{Name: "2160p", Width: 3840, Height: 2160, Bitrate: 14_000_000, Codec: CodecH264},
		Rendition{Name: "1440p", Width: 2560, Height: 1440, Bitrate: 8_500_000, Codec: CodecH264},
		at("P720p60fps16x9", 1280, 720, 6_000_000, 60),
		at("P720p30fps16x9", 1280, 720, 4_000_000, 30),
		at("P720p25fps16x9", 1280, 720, 3_500_000, 25),
		at("P720p30fps4x3", 960, 720, 3_500_000, 30),
		at("P576p30fps16x9", 1024, 576, 1_500_000, 30),
		at("P576p25fps16x9", 1024, 576, 1_500_000, 25),
		at("P360p30fps16x9", 640, 360, 1_200_000, 30),
		at("P360p25fps16x9", 640, 360, 1_000_000, 25),
		at("P360p30fps4x3", 480, 360, 1_000_000, 30),
		at("P240p30fps16x9", 426, 240, 600_000, 30),
		at("P240p25fps16x9", 426, 240, 600_000, 25),
		at("P240p30fps4x3", 320, 240, 600_000, 30),
		at("P144p30fps16x9", 256, 144, 400_000, 30),
	)
}

// Preset is the rendition of that name, whose own name is the same in lower case. With -hevc or -av1 behind its name a preset is of that
// codec, with two thirds of the bits.
func Preset(name string) (Rendition, bool) {
	plain, codec := name, CodecH264
	for suffix, c := range map[string]Codec{"-hevc": CodecHEVC, "-av1": CodecAV1} {
		if before, ok := strings.CutSuffix(name, suffix); ok {
			plain, codec = before, c
		}
	}
	all := presets()
	i := slices.IndexFunc(all, func(r Rendition) bool { return r.Name == plain })
	if i < 0 {
		return Rendition{}, false
	}
	r := all[i]
	r.Name = strings.ToLower(name)
	if codec != CodecH264 {
		r.Codec, r.Bitrate = codec, 2*r.Bitrate/3
	}
	return r, true
}
