package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// inCodecs makes a ladder of rungs of one size, in each codec and depth that there is.
func inCodecs() []pipeline.Rung {
	var rungs []pipeline.Rung
	for _, r := range []media.Rendition{
		{Codec: media.CodecH264}, {Codec: media.CodecHEVC}, {Codec: media.CodecHEVC, BitDepth: 10}, {Codec: media.CodecAV1}, {Codec: media.CodecAV1, BitDepth: 10},
	} {
		r.Name, r.Width, r.Height, r.Bitrate = fmt.Sprintf("%s-%d", r.Codec, r.Depth()), 320, 180, 250_000
		rungs = append(rungs, pipeline.Rung{Rendition: r})
	}
	return rungs
}

func TestSession_codecs(t *testing.T) {
	for name, spec := range map[string]sourcetest.Spec{
		"H.264":               {Seconds: 5},
		"30000/1001, B-frame": {Rate: "30000/1001", Seconds: 4, BFrames: 2},
		"scenes that change":  {Seconds: 4, Filter: `hue=h=180*floor(t*3)`},
		"full range":          {Seconds: 1, PixelFormat: "yuvj420p", Filter: shownAs("bt709", "bt709", "bt709", "pc")},
		"10 bit":              {Seconds: 1, PixelFormat: "yuv420p10le"},
		"large":               {Seconds: 1, Width: 1280, Height: 720},
	} {
		t.Run(name, func(t *testing.T) {
			source := sourcetest.Make(t, spec)
			rungs := inCodecs()
			if spec.Width != 0 {
				for i := range rungs {
					rungs[i].Width, rungs[i].Height, rungs[i].Bitrate = spec.Width, spec.Height, 2_000_000
				}
			}
			made := transcode(t, source, rungs, source.Parts)
			for i, r := range rungs {
				checkRung(t, source, made.parts[i], made.inits[i], source.Parts, r)
				path := sourcetest.Write(t, made.inits[i], made.parts[i])
				got := sourcetest.Stream(t, path)
				require.Equal(t, "0", got["has_b_frames"])
				if spec.PixelFormat == "yuvj420p" {
					require.Equal(t, "pc", got["color_range"])
				}
				track, err := fmp4.ParseInit(made.inits[i])
				require.NoError(t, err)
				if r.Codec != media.CodecH264 {
					require.Equal(t, r.Depth(), codec.BitDepth(*track.Video))
				}
				similar := ssim(t, path, source.Path, r)
				t.Logf("%s: %s, SSIM %.3f", r.Name, codec.VideoString(*track.Video), similar)
				require.Greater(t, similar, 0.85)
			}
		})
	}
}

// No encoder holds a picture back.
func TestSession_codecs_partAtOnce(t *testing.T) {
	for _, r := range inCodecs() {
		t.Run(r.Name, func(t *testing.T) { requirePartAtOnce(t, pipeline.Config{Ladder: []pipeline.Rung{r}}) })
	}
}

// A source of high dynamic range keeps it in 10 bits, and loses it in 8.
func TestSession_codecs_highDynamicRange(t *testing.T) {
	if !pipeline.CanToneMap() {
		t.Skip("this libav has no zscale")
	}
	for transfer, videoRange := range map[string]string{"smpte2084": "PQ", "arib-std-b67": "HLG"} {
		t.Run(videoRange, func(t *testing.T) {
			source := sourcetest.Make(t, sourcetest.Spec{
				Codec: media.CodecHEVC, Seconds: 1, PixelFormat: "yuv420p10le", Filter: shownAs("bt2020", transfer, "bt2020nc", "tv"),
				Args: []string{"-x265-params", "log-level=none:bframes=0:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1):max-cll=1000,400"},
			})
			rungs := inCodecs()
			made := transcode(t, source, rungs, source.Parts)
			for i, r := range rungs {
				checkRung(t, source, made.parts[i], made.inits[i], source.Parts, r)
				track, err := fmp4.ParseInit(made.inits[i])
				require.NoError(t, err)
				path := sourcetest.Write(t, made.inits[i], made.parts[i])
				got := sourcetest.Stream(t, path)
				if r.Depth() == 8 {
					require.Equal(t, "SDR", hls.VideoRange(track.Video.Transfer), r.Name)
					require.Equal(t, "bt709", got["color_transfer"], r.Name)
					continue
				}
				require.Equal(t, videoRange, hls.VideoRange(track.Video.Transfer), r.Name)
				require.Equal(t, []string{"bt2020", transfer, "bt2020nc"}, []string{got["color_primaries"], got["color_transfer"], got["color_space"]}, r.Name)
				require.Greater(t, ssim(t, path, source.Path, r), 0.85, r.Name)
				side := sourcetest.SideData(t, path)
				require.Contains(t, side, "Mastering display metadata")
				require.Contains(t, side, "Content light level metadata")
				require.Contains(t, side, "max_content=1000\nmax_average=400\n")
				require.Regexp(t, `red_x=(17000/25000|34000/50000|44564/65536)\n`, side)
				require.Regexp(t, `max_luminance=(10000000/10000|256000/256)\n`, side)
			}
		})
	}
}

// A rung that is covered shows the middle of the picture in its shape, whichever rung it is cut from.
func TestSession_cover(t *testing.T) {
	for name, spec := range map[string]sourcetest.Spec{
		"square pixels": {Seconds: 1},
		"anamorphic":    {Seconds: 1, Width: 720, Height: 576, Filter: "setsar=16/15"},
		"portrait":      {Seconds: 1, Width: 360, Height: 640},
		"tone-mapped":   {Seconds: 1, Codec: media.CodecHEVC, PixelFormat: "yuv420p10le", Filter: shownAs("bt2020", "smpte2084", "bt2020nc", "tv")},
	} {
		t.Run(name, func(t *testing.T) {
			source := sourcetest.Make(t, spec)
			rungs := ladder([2]int{320, 320}, [2]int{128, 240}, [2]int{320, 180})
			rungs[0].Fit, rungs[1].Fit = media.FitCover, media.FitCover
			made := transcode(t, source, rungs, source.Parts)
			for i, r := range rungs[:2] {
				checkRung(t, source, made.parts[i], made.inits[i], source.Parts, r)
				path := sourcetest.Write(t, made.inits[i], made.parts[i])
				require.Equal(t, "1:1", sourcetest.Stream(t, path)["sample_aspect_ratio"])
				if name == "tone-mapped" {
					continue
				}
				filter := fmt.Sprintf("scale=iw*sar:ih,setsar=1,scale=%[1]d:%[2]d:force_original_aspect_ratio=increase,crop=%[1]d:%[2]d", r.Width, r.Height)
				require.Greater(t, ssim(t, path, reference(t, "cut.mp4", "-i", source.Path, "-vf", filter, "-qp", "4"), r), 0.85)
			}
		})
	}
}
