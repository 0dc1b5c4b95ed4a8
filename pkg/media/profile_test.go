package media_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

func TestLadderOf(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want string // of the error; none: it is a ladder
	}{
		"little":            {`[{"name":"a","width":640,"height":360,"bitrate":700000}]`, ""},
		"all that is known": {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":0,"fpsDen":1,"profile":"H264High","gop":"2.0","encoder":"H.264","colorDepth":8,"chromaFormat":"420","quality":0,"fit":"exact"}]`, ""},
		"as numbers":        {`[{"name":"a","width":640,"height":360,"bitrate":700000,"chromaFormat":420}]`, ""},
		"none":              {`[]`, ""},
		"presets":           {`["720p","P360p30fps16x9",{"name":"a","width":640,"height":360,"bitrate":700000,"fit":"cover"}]`, ""},
		"no profile":        {`[null]`, "name"},
		"a frame rate":      {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":30000,"fpsDen":1001}]`, ""},
		"hardly any frames": {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":1,"fpsDen":2}]`, "1/2 frames a second"},
		"too many frames":   {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":4294967295}]`, "frames a second"},
		"baseline":          {`[{"profile":"H264Baseline"}]`, "only H264High"},
		"intra only":        {`[{"gop":"intra"}]`, "only 2"},
		"another encoder":   {`[{"encoder":"VP9"}]`, "H.264, HEVC or AV1"},
		"10 bits":           {`[{"name":"a","width":640,"height":360,"bitrate":700000,"colorDepth":10}]`, "10 bits: 8, or 10 with hevc or av1"},
		"12 bits":           {`[{"name":"a","width":640,"height":360,"bitrate":700000,"encoder":"HEVC","colorDepth":12}]`, "12 bits"},
		"High of HEVC":      {`[{"encoder":"HEVC","profile":"H264High"}]`, "of H.264"},
		"two codecs":        {`[{"encoder":"HEVC","codec":"h264"}]`, "encoder"},
		"HEVC":              {`[{"name":"a","width":640,"height":360,"bitrate":700000,"encoder":"HEVC","colorDepth":10}]`, ""},
		"AV1":               {`[{"name":"a","width":640,"height":360,"bitrate":700000,"encoder":"AV1","colorDepth":10}]`, ""},
		"4:4:4":             {`[{"chromaFormat":444}]`, "only 420"},
		"quality":           {`[{"quality":23}]`, "give a bitrate"},
		"no name":           {`[{"width":640,"height":360,"bitrate":700000}]`, "name"},
		"another fit":       {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fit":"zoom"}]`, "contain, exact or cover"},
		"another codec":     {`[{"name":"a","width":640,"height":360,"bitrate":700000,"codec":"vp9"}]`, "h264, hevc or av1"},
		"too many":          {`[{},{},{},{},{},{},{},{},{},{},{}]`, "at most 10"},
	} {
		t.Run(name, func(t *testing.T) {
			var profiles []media.Profile
			require.NoError(t, json.Unmarshal([]byte(test.text), &profiles))
			l, err := media.LadderOf(profiles)
			if test.want != "" {
				require.ErrorIs(t, err, media.ErrLadder)
				require.ErrorContains(t, err, test.want)
				return
			}
			require.NoError(t, err)
			require.Len(t, l, len(profiles))
			for i, r := range l {
				want := map[media.Encoder]media.Codec{"": media.CodecH264, media.EncoderH264: media.CodecH264, media.EncoderHEVC: media.CodecHEVC, media.EncoderAV1: media.CodecAV1}
				require.Equal(t, want[profiles[i].Encoder], r.Codec)
			}
		})
	}
}

func TestFit(t *testing.T) {
	contain := media.Rendition{Name: "contain", Width: 640, Height: 360}
	cover := media.Rendition{Name: "cover", Width: 360, Height: 640, Fit: media.FitCover}
	exact := media.Rendition{Name: "exact", Width: 640, Height: 360, Fit: media.FitExact}
	for _, test := range []struct {
		why           string
		r             media.Rendition
		width, height int
		want          [2]int // zero: no rung
	}{
		{"the same shape", contain, 1920, 1080, [2]int{640, 360}},
		{"wider", contain, 768, 400, [2]int{692, 360}},
		{"portrait", contain, 1080, 1920, [2]int{360, 640}},
		{"as large as the source", contain, 640, 360, [2]int{}},
		{"larger than the source", contain, 320, 180, [2]int{}},
		{"too narrow", contain, 16, 4000, [2]int{}},
		{"a picture of nothing", contain, 0, 1080, [2]int{}},
		{"exactly", exact, 1920, 800, [2]int{640, 360}},
		{"exactly, and only the width is smaller", exact, 768, 360, [2]int{640, 360}},
		{"exactly what the source is", exact, 640, 360, [2]int{}},
		{"exactly, and wider than the source", exact, 400, 800, [2]int{}},
		{"covered", cover, 1280, 720, [2]int{360, 640}},
		{"covered, and taller than the source", cover, 1280, 600, [2]int{}},
		{"exactly, of nothing", exact, 0, 0, [2]int{}},
	} {
		got := media.Ladder{test.r}.Fit(test.width, test.height, 0)
		if test.want == [2]int{} {
			require.Empty(t, got, test.why)
			continue
		}
		require.Len(t, got, 1, test.why)
		require.Equal(t, test.want, [2]int{got[0].Width, got[0].Height}, test.why)
	}
}

func TestPreset(t *testing.T) {
	for _, name := range []string{"2160p", "1440p", "1080p", "720p", "480p", "360p", "240p", "144p", "P720p60fps16x9", "P240p30fps4x3", "P144p30fps16x9", "720p-hevc", "P360p30fps16x9-av1"} {
		r, ok := media.Preset(name)
		require.True(t, ok, name)
		require.NoError(t, media.Ladder{r}.Validate())
		require.Equal(t, strings.ToLower(name), r.Name)
		again, err := r.Profile().Rendition()
		require.NoError(t, err)
		require.Equal(t, r, again)
	}
	thirty, _ := media.Preset("P720p30fps16x9")
	require.Equal(t, media.Rational{Num: 30, Den: 1}, thirty.FrameRate)
	av1, _ := media.Preset("720p-av1")
	plain, _ := media.Preset("720p")
	require.Equal(t, media.Rendition{Name: "720p-av1", Width: 1280, Height: 720, Bitrate: 2_000_000, Codec: media.CodecAV1}, av1)
	require.Equal(t, media.Rendition{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: media.CodecH264}, plain)
	for _, name := range []string{"p720p30fps16x9", "721p-av1", "-av1", "720p-av1-av1", "720p-vp9", "720p-h264"} {
		_, ok := media.Preset(name)
		require.False(t, ok, name)
	}
	for _, text := range []string{`["721p"]`, `[""]`, `[7]`, `[{"w":1}]`} {
		var profiles []media.Profile
		require.Error(t, json.Unmarshal([]byte(text), &profiles), text)
	}
}

// A rendition is read back as it was written.
func TestRendition_Profile(t *testing.T) {
	for _, r := range (media.Ladder{
		{Name: "a", Width: 640, Height: 360, Bitrate: 700_000, Codec: media.CodecH264},
		{Name: "b", Width: 640, Height: 360, Bitrate: 700_000, Codec: media.CodecHEVC, BitDepth: 10, FrameRate: media.Rational{Num: 30000, Den: 1001}},
		{Name: "d", Width: 640, Height: 360, Bitrate: 700_000, Codec: media.CodecAV1, BitDepth: 10},
		{Name: "c", Width: 640, Height: 360, Bitrate: 700_000, Codec: media.CodecH264, Fit: media.FitCover},
	}) {
		text, err := json.Marshal(r.Profile())
		require.NoError(t, err)
		var p media.Profile
		require.NoError(t, json.Unmarshal(text, &p))
		got, err := p.Rendition()
		require.NoError(t, err)
		require.Equal(t, r, got)
	}
}
