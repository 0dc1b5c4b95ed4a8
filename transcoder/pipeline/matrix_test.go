package pipeline_test

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// reference makes a video with the command line's FFmpeg, to compare renditions with.
func reference(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not on PATH: make deps builds it")
	}
	path := filepath.Join(t.TempDir(), name)
	out, err := exec.CommandContext(t.Context(), "ffmpeg", slices.Concat([]string{"-v", "error"}, args, []string{"-c:v", "libx264", "-crf", "12", "-video_track_timescale", strconv.Itoa(media.ClockRate), path})...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return path
}

// Two fields that were taken at different times become one whole picture; a source of whole pictures is left alone.
func TestSession_interlaced(t *testing.T) {
	const moving = `crop=480:360:mod(n*6\,160):0,pad=640:360`
	size := ladder([2]int{640, 360})
	for name, args := range map[string][]string{
		"without B-frames": {"-x264-params", "tff=1"},
		"with B-frames":    {"-x264-params", "tff=1", "-preset", "veryfast", "-bf", "2"},
	} {
		t.Run(name, func(t *testing.T) {
			source := sourcetest.Make(t, sourcetest.Spec{
				Rate: "60", Seconds: 3, Filter: moving + ",tinterlace=mode=interleave_top,setfield=tff",
				GOP: 30, Args: append([]string{"-crf", "12"}, args...), SegmentTicks: media.Second,
			})
			whole := reference(t, "whole.mp4", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=60:duration=3,"+moving+`,select=not(mod(n\,2))`, "-fps_mode", "passthrough")
			made := transcode(t, source, size, source.Parts)
			checkRung(t, source, made.parts[0], made.inits[0], source.Parts, size[0])
			path := sourcetest.Write(t, made.inits[0], made.parts[0])
			require.Equal(t, "progressive", sourcetest.Stream(t, path)["field_order"])
			fields, pictures := ssim(t, source.Path, whole, size[0]), ssim(t, path, whole, size[0])
			t.Logf("SSIM of the source %.3f, of the rendition %.3f", fields, pictures)
			require.Greater(t, pictures, fields+0.1)
		})
	}
}

// What is brighter than players show that do not know better becomes what they can show.
func TestSession_toneMapped(t *testing.T) {
	if !pipeline.CanToneMap() {
		t.Skip("this libav has no zscale")
	}
	rungs := ladder([2]int{640, 360}, [2]int{320, 180})
	for name, transfer := range map[string]string{"HDR10": "smpte2084", "HLG": "arib-std-b67"} {
		t.Run(name, func(t *testing.T) {
			source := sourcetest.Make(t, sourcetest.Spec{
				Codec: media.CodecHEVC, Seconds: 1, PixelFormat: "yuv420p10le", Filter: shownAs("bt2020", transfer, "bt2020nc", "tv"),
			})
			mapped := reference(t, "mapped.mp4", "-i", source.Path, "-vf",
				"zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p")
			made := transcode(t, source, rungs, source.Parts)
			for i, r := range rungs {
				checkRung(t, source, made.parts[i], made.inits[i], source.Parts, r)
				path := sourcetest.Write(t, made.inits[i], made.parts[i])
				got := sourcetest.Stream(t, path)
				require.Equal(t, []string{"bt709", "bt709", "bt709", "yuv420p"}, []string{got["color_primaries"], got["color_transfer"], got["color_space"], got["pix_fmt"]})
				require.Greater(t, ssim(t, path, mapped, r), 0.9)
			}
		})
	}
}

// Pixels that are not square stay so where the rung has the source's shape in pixels, and become square where its shape is that
// of the picture.
func TestSession_pixelShape(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Width: 720, Height: 576, Seconds: 1, Filter: "setsar=16/15"})
	sizes := ladder([2]int{360, 288}, [2]int{384, 288}, [2]int{256, 144}, [2]int{360, 288})
	sizes[3].Codec = media.CodecAV1
	made := transcode(t, source, sizes, source.Parts)
	for i, want := range []string{"16:15", "1:1", "3:4", "16:15"} {
		require.Equal(t, want, sourcetest.Stream(t, sourcetest.Write(t, made.inits[i], made.parts[i]))["sample_aspect_ratio"])
	}
}

// caption is a caption's three bytes of a frame, and captionsPacket the SEI message that holds it: ATSC A/53 part 4, in ITU-T T.35.
func caption(frame int) []byte { return []byte{0xfc, byte(0x20 + frame%90), 0x41} }

func captionsPacket(frame int) []byte {
	message := slices.Concat([]byte{0xb5, 0x00, 0x31}, []byte(captionsMark), []byte{0xc0 | 1, 0xff}, caption(frame), []byte{0xff})
	return slices.Concat([]byte{4, byte(len(message))}, message, []byte{0x80})
}

const captionsMark = "GA94\x03"

// captionsOf lists the captions in a frame.
func captionsOf(unit []byte) (found [][]byte) {
	for {
		_, rest, ok := bytes.Cut(unit, []byte(captionsMark))
		if !ok {
			return found
		}
		for i := range int(rest[0] & 0x1f) {
			found = append(found, rest[2+3*i:5+3*i])
		}
		unit = rest
	}
}

// captioned puts captions into every frame of a source, numbered in presentation order.
func captioned(t *testing.T, source sourcetest.Source) sourcetest.Source {
	t.Helper()
	head := []byte{6} // an SEI NAL unit
	if source.Format.Codec == media.CodecHEVC {
		head = []byte{39 << 1, 1}
	}
	source.Parts = slices.Clone(source.Parts)
	for i, p := range source.Parts {
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		dts := frag.Start
		for j := range frag.Samples {
			s := &frag.Samples[j]
			frame, ok := slices.BinarySearch(source.PTS, media.Ticks(dts+s.Offset))
			require.True(t, ok)
			s.Data = append(h264.AppendLength(nil, append(slices.Clone(head), captionsPacket(frame)...)), s.Data...)
			dts += s.Duration
		}
		source.Parts[i].Data = fmp4.MarshalPart(uint32(i+1), frag.Start, frag.Samples)
	}
	return source
}

// Captions are in the same frames of every rung.
func TestSession_captions(t *testing.T) {
	for name, spec := range map[string]sourcetest.Spec{
		"H.264":            {Seconds: 2},
		"with B-frames":    {Seconds: 2, BFrames: 2},
		"HEVC":             {Seconds: 2, Codec: media.CodecHEVC},
		"interlaced":       {Seconds: 2, Args: []string{"-x264-params", "tff=1"}},
		"10 bit":           {Seconds: 2, PixelFormat: "yuv420p10le"},
		"tone-mapped":      {Seconds: 1, Codec: media.CodecHEVC, PixelFormat: "yuv420p10le", Filter: shownAs("bt2020", "smpte2084", "bt2020nc", "tv")},
		"of several sizes": {Seconds: 1, Width: 720, Height: 576},
	} {
		t.Run(name, func(t *testing.T) {
			source := captioned(t, sourcetest.Make(t, spec))
			rungs := ladder([2]int{640, 360}, [2]int{320, 180}, [2]int{160, 90}, [2]int{160, 90})
			rungs[2].Codec, rungs[3].Codec = media.CodecHEVC, media.CodecAV1
			made := transcode(t, source, rungs, source.Parts)
			checkCaptions(t, source, made)
		})
	}
}

// What is missing is the source's to lose: what can be decoded is shown, or the session ends with an error, and nothing is made up.
func TestSession_missing(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Rate: "30000/1001", Seconds: 8, GOP: 60})
	rungs := ladder([2]int{320, 180}, [2]int{160, 90})
	begins := func(p media.Part) bool { return p.ID.Segment == 1 }

	t.Run("a segment", func(t *testing.T) {
		rest := slices.DeleteFunc(slices.Clone(source.Parts), begins)
		made := transcode(t, source, rungs, rest)
		for i := range rungs {
			require.Len(t, made.parts[i], len(rest))
			var frames int
			for j, p := range made.parts[i] {
				require.Equal(t, rest[j].ID, p.ID)
				require.Equal(t, rest[j].Start, p.Start)
				frames += p.Frames
			}
			require.Len(t, sourcetest.Decode(t, made.inits[i], made.parts[i]), frames)
		}
	})

	t.Run("references", func(t *testing.T) {
		// The IDR of the second segment, and with it what the rest of the segment refers to.
		at := slices.IndexFunc(source.Parts, begins)
		frag, err := fmp4.ParsePart(source.Parts[at].Data)
		require.NoError(t, err)
		p := source.Parts[at]
		first := frag.Samples[0]
		p.Frames, p.Start, p.Duration = p.Frames-1, p.Start+media.Ticks(first.Duration), p.Duration-media.Ticks(first.Duration)
		p.Data = fmp4.MarshalPart(1, int64(p.Start), frag.Samples[1:])
		out := newCollector()
		s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: rungs}, out)
		require.NoError(t, err)
		defer s.Close()
		parts := slices.Clone(source.Parts)
		parts[at] = p
		for _, p := range parts {
			if err = s.Part(p); err != nil {
				break
			}
		}
		if err == nil {
			err = s.Finish()
		}
		if err != nil {
			require.ErrorIs(t, err, pipeline.ErrSource)
		}
		s.Close() // after an error the other rungs may still be at it
		for i := range rungs {
			require.NotEmpty(t, out.parts[i])
			for j, p := range out.parts[i] {
				require.Equal(t, parts[j].Frames, p.Frames)
			}
			sourcetest.Decode(t, out.inits[i], out.parts[i])
		}
	})
}
