package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// everyKind is a ladder with a rung of every kind.
const everyKind = `[
	{"name": "full",  "width": 320, "height": 180, "bitrate": 300000},
	{"name": "half",  "width": 320, "height": 180, "bitrate": 200000, "fps": 15},
	{"name": "hevc",  "width": 320, "height": 180, "bitrate": 200000, "encoder": "HEVC"},
	{"name": "deep",  "width": 256, "height": 144, "bitrate": 150000, "encoder": "HEVC", "colorDepth": 10, "fps": 10},
	{"name": "av1",   "width": 320, "height": 180, "bitrate": 200000, "encoder": "AV1"},
	{"name": "av1x10","width": 256, "height": 144, "bitrate": 150000, "encoder": "AV1", "colorDepth": 10, "fps": 10},
	{"name": "cover", "width": 180, "height": 180, "bitrate": 150000, "fit": "cover"},
	"P144p30fps16x9"
]`

// TestLadder: what a ladder asks for is made by the network and offered to players as what it is.
func TestLadder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ladder.json")
	require.NoError(t, os.WriteFile(file, []byte(everyKind), 0o600))
	d := startDev(t, t.TempDir(), "--ladder", file, "--rungs", "10")
	d.publish(t, testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 8}), "wide")

	const prefix = "/hls/wide/"
	var index string
	require.Eventually(t, func() bool {
		_, err := d.get(t.Context(), prefix+"index.m3u8?ll=0", &index)
		return err == nil && strings.Count(index, "#EXT-X-STREAM-INF") == 9
	}, time.Minute, 100*time.Millisecond, "the rungs of the ladder")
	rungs := map[string]struct{ codecs, size, rate string }{
		"full":           {`avc1\.`, "320x180", "30.000"},
		"half":           {`avc1\.`, "320x180", "15.000"},
		"hevc":           {`hvc1\.1\.`, "320x180", "30.000"},
		"deep":           {`hvc1\.2\.`, "256x144", "10.000"},
		"av1":            {`av01\.0\.00M\.08`, "320x180", "30.000"},
		"av1x10":         {`av01\.0\.00M\.10`, "256x144", "10.000"},
		"cover":          {`avc1\.`, "180x180", "30.000"},
		"p144p30fps16x9": {`avc1\.`, "256x144", "30.000"},
	}
	for name, want := range rungs {
		require.Regexp(t, `CODECS="`+want.codecs+`[^"]*",RESOLUTION=`+want.size+`,FRAME-RATE=`+regexp.QuoteMeta(want.rate)+`,VIDEO-RANGE=SDR[^\n]*\n`+name+"/", index)
	}

	// Of one segment that every rung has: the very times of the source's frames, or those that the rung's rate leaves.
	playlist := func(rung string) string {
		var text string
		_, err := d.get(t.Context(), prefix+rung+"/media.m3u8?ll=0", &text)
		require.NoError(t, err)
		return text
	}
	segment := regexp.MustCompile(`(?m)^[^#\n]*/(\d+)\.mp4\S*$`)
	var seq string
	require.Eventually(t, func() bool {
		all := segment.FindAllStringSubmatch(playlist("source"), -1)
		if len(all) == 0 {
			return false
		}
		seq = all[len(all)-1][1]
		for name := range rungs {
			if !strings.Contains(playlist(name), "/"+seq+".mp4") {
				return false
			}
		}
		return true
	}, time.Minute, 200*time.Millisecond, "a segment of all rungs")
	files := map[string]string{} // all of them, before any is looked at: they do not stay for ever
	for _, rung := range append(slices.Collect(maps.Keys(rungs)), "source") {
		text := playlist(rung)
		init := regexp.MustCompile(`#EXT-X-MAP:URI="([^"]+)"`).FindStringSubmatch(text)
		require.NotNil(t, init, text)
		for _, uri := range []string{init[1], regexp.MustCompile(`(?m)^[^#\n]*/` + seq + `\.mp4\S*$`).FindString(text)} {
			var data string
			_, err := d.get(t.Context(), prefix+rung+"/"+uri, &data)
			require.NoError(t, err)
			files[rung] += data
		}
	}
	frames := func(rung string) []string {
		path := filepath.Join(t.TempDir(), rung+".mp4")
		require.NoError(t, os.WriteFile(path, []byte(files[rung]), 0o600))
		return probe(t, path, "v")
	}
	source := frames("source")
	require.Len(t, source, 60)
	for name, r := range rungs {
		rate, err := strconv.ParseFloat(r.rate, 64)
		require.NoError(t, err)
		every := int(30 / rate)
		var want []string
		for i := 0; i < len(source); i += every {
			want = append(want, source[i])
		}
		require.Equal(t, want, frames(name), name)
	}

	code, stdout, _ := millrace(t, "hls", "check", "--for", "8s", "--all", "http://"+d.http+prefix+"index.m3u8")
	require.Equal(t, exitOK, code, stdout)
}

func TestLoadLadder_presets(t *testing.T) {
	ladder, err := loadLadder("720p,P360p30fps16x9")
	require.NoError(t, err)
	require.Equal(t, []string{"720p", "p360p30fps16x9"}, []string{ladder[0].Name, ladder[1].Name})
	require.Equal(t, media.Rational{Num: 30, Den: 1}, ladder[1].FrameRate)
	_, err = loadLadder("720p,720p")
	require.ErrorIs(t, err, media.ErrLadder)
	_, err = loadLadder("720p,721p")
	require.ErrorIs(t, err, os.ErrNotExist)
}
