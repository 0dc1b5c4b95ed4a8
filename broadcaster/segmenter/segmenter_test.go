package segmenter_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/media"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var (
	fps23976 = media.Rational{Num: 24000, Den: 1001}
	fps24    = media.Rational{Num: 24, Den: 1}
	fps25    = media.Rational{Num: 25, Den: 1}
	fps2997  = media.Rational{Num: 30000, Den: 1001}
	fps30    = media.Rational{Num: 30, Den: 1}
	fps50    = media.Rational{Num: 50, Den: 1}
	fps5994  = media.Rational{Num: 60000, Den: 1001}
	fps60    = media.Rational{Num: 60, Den: 1}
)

// The streams whose cut is kept in testdata, to be read there.
var streams = []struct {
	name  string
	video picture
	rate  int // of the audio; 0 is none
	from  float64
	to    float64
	lag   media.Ticks // of the audio's arrival
}{
	{name: "GOP 1 s", video: picture{fps: fps30, seconds: 7, idr: every(30)}, rate: 48000, to: 7},
	{name: "GOP 2 s", video: picture{fps: fps30, seconds: 7}, rate: 44100, to: 7},
	{name: "GOP 1.9 s", video: picture{fps: fps30, seconds: 8, idr: every(57)}, rate: 48000, to: 8},
	{name: "GOP 2.5 s", video: picture{fps: fps30, seconds: 8, idr: every(75)}},
	{name: "GOP 8.33 s", video: picture{fps: fps30, seconds: 18, idr: every(250)}},
	{name: "GOP 8.33 s with B-frames", video: picture{fps: fps30, seconds: 18, idr: every(250), bframes: 3}, rate: 48000, to: 18},
	{name: "one IDR only", video: picture{fps: fps25, seconds: 10, idr: at(0)}},
	{name: "scene cuts", video: picture{fps: fps30, seconds: 10, idr: at(0, 60, 75, 135, 150, 170, 230, 290)}, rate: 48000, to: 10},
	{name: "23.976", video: picture{fps: fps23976, seconds: 6.1}, rate: 48000, to: 6.1},
	{name: "24", video: picture{fps: fps24, seconds: 6}},
	{name: "25 with B-frames", video: picture{fps: fps25, seconds: 6, bframes: 3}, rate: 48000, to: 6},
	{name: "29.97 in milliseconds", video: picture{fps: fps2997, seconds: 8.1, millis: true}, rate: 44100, to: 8},
	{name: "29.97 with B-frames in milliseconds", video: picture{fps: fps2997, seconds: 6.1, bframes: 2, millis: true}, rate: 48000, to: 6},
	{name: "30 in milliseconds", video: picture{fps: fps30, seconds: 6, millis: true}, rate: 48000, to: 6},
	{name: "30 with B-frames in milliseconds", video: picture{fps: fps30, seconds: 6, bframes: 2, millis: true}, rate: 48000, to: 6},
	{name: "50", video: picture{fps: fps50, seconds: 5}},
	{name: "59.94", video: picture{fps: fps5994, seconds: 5}},
	{name: "60 with B-frames", video: picture{fps: fps60, seconds: 5, bframes: 3}},
	{name: "1 fps", video: picture{fps: media.Rational{Num: 1, Den: 1}, seconds: 9, idr: every(4)}},
	{name: "variable frame rate", video: picture{fps: fps30, seconds: 8, stretch: func(i int, d media.Ticks) media.Ticks {
		return d * media.Ticks(1+i*i%7)
	}, idr: every(25)}},
	{name: "a gap of 1.7 s before an IDR", video: picture{fps: fps30, seconds: 6, stretch: func(i int, d media.Ticks) media.Ticks {
		if i == 69 {
			return 51 * d
		}
		return d
	}, idr: at(0, 60, 70, 130)}, rate: 48000, to: 7},
	{name: "begins between IDRs", video: picture{fps: fps30, seconds: 5, idr: at(20, 80)}, rate: 48000, to: 5},
	{name: "ends after one frame", video: picture{fps: fps30, seconds: 0.03}, rate: 48000, to: 0.1},
	{name: "audio only", rate: 44100, to: 5},
	{name: "audio only for less than decides it", rate: 48000, to: 1},
	{name: "audio starts late", video: picture{fps: fps30, seconds: 7}, rate: 48000, from: 4.5, to: 7},
	{name: "audio starts early", video: picture{fps: fps30, seconds: 4, start: 2 * media.Second}, rate: 48000, to: 6},
	{name: "audio arrives 3 s late", video: picture{fps: fps30, seconds: 6}, rate: 48000, to: 6, lag: 3 * media.Second},
	{name: "audio ends early", video: picture{fps: fps30, seconds: 6}, rate: 48000, to: 3},
	{name: "audio outlasts video", video: picture{fps: fps30, seconds: 3}, rate: 48000, to: 9},
}

func TestSegmenter(t *testing.T) {
	for _, tt := range streams {
		t.Run(tt.name, func(t *testing.T) {
			video := []media.AccessUnit(nil)
			if tt.video.seconds > 0 {
				video = tt.video.units()
			}
			audio := []media.AccessUnit(nil)
			if tt.rate > 0 {
				audio = tone(tt.rate, seconds(tt.from), seconds(tt.to), tt.video.millis)
			}
			c := run(t, segmenter.Config{}, tt.rate, interleave(video, audio, tt.lag))
			c.variable = tt.video.stretch != nil
			c.check(t, video, audio)

			path := filepath.Join("testdata", strings.ReplaceAll(tt.name, " ", "_")+".txt")
			if *update {
				require.NoError(t, os.MkdirAll("testdata", 0o755))
				require.NoError(t, os.WriteFile(path, []byte(c.dump()), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), c.dump())
		})
	}
}

func seconds(s float64) media.Ticks { return media.Ticks(s * media.ClockRate) }

// Streams drawn at random keep every rule.
func TestSegmenter_keeps_its_rules(t *testing.T) {
	const draws = 80
	for seed := range uint64(draws) {
		r := rand.New(rand.NewPCG(seed, 7))
		rates := []media.Rational{fps23976, fps24, fps25, fps2997, fps30, fps50, fps5994, fps60, {Num: 15, Den: 1}, {Num: 12, Den: 1}}
		p := picture{
			fps:     rates[r.IntN(len(rates))],
			seconds: 0.2 + 15*r.Float64(),
			bframes: r.IntN(4),
			millis:  r.IntN(2) == 0,
			start:   media.Ticks(r.IntN(int(media.Second))),
		}
		keys := map[int]bool{}
		mean := 1 + r.IntN(int(5*p.fps.Float()))
		for i := r.IntN(3); i < 2000; i += 1 + r.IntN(2*mean) {
			keys[i] = true
		}
		p.idr = func(i int) bool { return keys[i] }
		if r.IntN(4) == 0 {
			long := 1 + r.IntN(9)
			p.stretch = func(i int, d media.Ticks) media.Ticks {
				if (i*i+i/3)%11 == 0 {
					return d * media.Ticks(long) / 2
				}
				return d
			}
		}
		video := p.units()
		rate := []int{48000, 44100, 32000, 22050}[r.IntN(4)]
		from := media.Ticks(r.IntN(int(3 * media.Second)))
		to := min(from+media.Ticks(r.IntN(int(15*media.Second))), video[len(video)-1].DTS+segmenter.MaxSkew-2*media.Second)
		audio := tone(rate, from, to, p.millis)
		lag := media.Ticks(r.IntN(int(4*media.Second))) - 2*media.Second
		if !anyKey(video) {
			continue
		}
		c := run(t, segmenter.Config{FirstSegment: media.SegmentSeq(seed)}, rate, interleave(video, audio, lag))
		c.variable = p.stretch != nil
		if !t.Run("", func(t *testing.T) { c.check(t, video, audio) }) {
			t.Fatalf("seed %d: %+v, audio from %v lag %v", seed, p, from, lag)
		}
	}
}

func anyKey(units []media.AccessUnit) bool {
	for _, au := range units {
		if au.Key {
			return true
		}
	}
	return false
}
