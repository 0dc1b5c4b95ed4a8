package media_test

import (
	"encoding/json"
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
		"a frame rate":      {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":30000,"fpsDen":1001}]`, ""},
		"hardly any frames": {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":1,"fpsDen":2}]`, "1/2 frames a second"},
		"too many frames":   {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":4294967295}]`, "frames a second"},
		"baseline":          {`[{"profile":"H264Baseline"}]`, "only H264High"},
		"intra only":        {`[{"gop":"intra"}]`, "only 2"},
		"another encoder":   {`[{"encoder":"VP9"}]`, "only H.264"},
		"10 bits":           {`[{"colorDepth":10}]`, "only 8"},
		"4:4:4":             {`[{"chromaFormat":444}]`, "only 420"},
		"quality":           {`[{"quality":23}]`, "give a bitrate"},
		"no name":           {`[{"width":640,"height":360,"bitrate":700000}]`, "name"},
		"another fit":       {`[{"name":"a","width":640,"height":360,"bitrate":700000,"fit":"zoom"}]`, "contain or exact"},
		"another codec":     {`[{"name":"a","width":640,"height":360,"bitrate":700000,"codec":"hevc"}]`, "only h264"},
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
			for _, r := range l {
				require.Equal(t, media.CodecH264, r.Codec)
			}
		})
	}
}

func TestFit(t *testing.T) {
	contain := media.Rendition{Name: "contain", Width: 640, Height: 360}
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
