package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/asticode/go-astiav"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

func ticksOf(n int64) media.Ticks { return media.Ticks(n) }

func TestCascade(t *testing.T) {
	rung := func(w, h int) Rung { return Rung{Rendition: media.Rendition{Width: w, Height: h}} }
	cover := func(w, h int) Rung { r := rung(w, h); r.Fit = media.FitCover; return r }
	deep := func(w, h int) Rung { r := rung(w, h); r.Codec, r.BitDepth = media.CodecHEVC, 10; return r }
	for _, test := range []struct {
		name   string
		ladder []Rung
		want   []string // "index<parent wants", parents before children
	}{
		{"each from the next larger", []Rung{rung(1280, 720), rung(854, 480), rung(640, 360)}, []string{"0<s 111", "1<0 110", "2<1 100"}},
		{"any order", []Rung{rung(640, 360), rung(1280, 720)}, []string{"1<s 11", "0<1 1"}},
		{"one that needs more lines than the larger ones have", []Rung{rung(1280, 480), rung(640, 720), rung(320, 240)}, []string{"0<s 1", "1<s 110", "2<1 100"}},
		{"equal sizes", []Rung{rung(640, 360), rung(640, 360)}, []string{"0<s 11", "1<0 10"}},
		{"nothing is scaled from a part of the picture", []Rung{cover(640, 640), rung(640, 360)}, []string{"0<s 1", "1<s 10"}},
		{"a part of the picture is cut from a scaled one", []Rung{rung(1280, 720), cover(640, 640)}, []string{"0<s 11", "1<0 10"}},
		{"each depth has its own", []Rung{deep(1280, 720), rung(854, 480), deep(640, 360), rung(426, 240)}, []string{"0<s 101", "1<s 1010", "2<0 100", "3<1 1000"}},
		{"nothing is scaled from an enlarged picture", []Rung{rung(2560, 1440), rung(640, 360)}, []string{"0<s 1", "1<s 10"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			all, roots := cascade(Config{Source: media.VideoFormat{Width: 1920, Height: 1080}, Ladder: test.ladder})
			var got []string
			n := 0
			for _, r := range all {
				parent := "s"
				if r.parent != nil {
					parent = fmt.Sprint(r.parent.index)
					require.Contains(t, r.parent.children, r)
				} else {
					require.Contains(t, roots, r)
					n++
				}
				got = append(got, fmt.Sprintf("%d<%s %b", r.index, parent, r.wants))
			}
			require.Equal(t, test.want, got)
			require.Len(t, roots, n)
		})
	}
}

func TestCovering(t *testing.T) {
	for _, test := range []struct {
		num, den     int
		fromW, fromH int
		w, h         int
		want         [2]int
	}{
		{1, 1, 1920, 1080, 360, 640, [2]int{1138, 640}},
		{1, 1, 1920, 1080, 640, 360, [2]int{640, 360}},
		{1, 1, 1080, 1920, 640, 360, [2]int{640, 1138}},
		{16, 15, 720, 576, 384, 288, [2]int{384, 288}},
		{0, 1, 720, 576, 288, 288, [2]int{360, 288}},
		{1, 1, 16, 4000, 32, 32, [2]int{32, 8000}},
	} {
		got := covering(astiav.NewRational(test.num, test.den), test.fromW, test.fromH, media.Rendition{Width: test.w, Height: test.h})
		require.Equal(t, test.want, got)
	}
}

func TestSampleAspect(t *testing.T) {
	for _, test := range []struct {
		num, den               int
		fromW, fromH, toW, toH int
		wantNum, wantDen       int
		why                    string
	}{
		{1, 1, 1920, 1080, 1280, 720, 1, 1, "same shape"},
		{0, 1, 1920, 1080, 854, 480, 1, 1, "unknown is square; 854 is rounded"},
		{16, 15, 720, 576, 640, 512, 16, 15, "anamorphic stays so"},
		{16, 15, 720, 576, 768, 576, 1, 1, "made square"},
		{1, 1, 1920, 1080, 640, 480, 4, 3, "squeezed"},
		{65535, 32768, 4096, 4094, 2048, 2046, 20, 10, ""},
		{-1, -1, 640, 360, 320, 180, 1, 1, "nonsense"},
	} {
		got := sampleAspect(astiav.NewRational(test.num, test.den), test.fromW, test.fromH, test.toW, test.toH)
		if test.why == "" { // large terms are rounded to fit
			require.InDelta(t, 2, got.Float64(), 0.01)
			require.Less(t, max(got.Num(), got.Den()), 1<<16)
			continue
		}
		require.Equal(t, [2]int{test.wantNum, test.wantDen}, [2]int{got.Num(), got.Den()}, test.why)
	}
}

func TestEffectiveRate(t *testing.T) {
	frames := func(n int, each int64) fmp4.Fragment {
		f := fmp4.Fragment{}
		for range n {
			f.Samples = append(f.Samples, fmp4.Sample{Duration: each})
		}
		return f
	}
	ntsc := media.Rational{Num: 30000, Den: 1001}
	require.Equal(t, ntsc, effectiveRate(ntsc, frames(14, 12012)))
	require.Equal(t, media.Rational{Num: 30, Den: 1}, effectiveRate(media.Rational{}, frames(15, 12000)), "measured where it is not said")
	require.Equal(t, media.Rational{Num: 15, Den: 1}, effectiveRate(media.Rational{Num: 60, Den: 1}, frames(8, 24000)), "measured where it is wrong")
	require.Equal(t, media.Rational{Num: 1, Den: 1}, effectiveRate(media.Rational{}, frames(1, 3600000)))
	require.Equal(t, media.Rational{Num: 300, Den: 1}, effectiveRate(media.Rational{Num: 1000, Den: 1}, frames(8, 1)))
	require.Equal(t, media.Rational{Num: 30, Den: 1}, effectiveRate(media.Rational{}, fmp4.Fragment{}))
	require.Equal(t, ntsc, effectiveRate(ntsc, fmp4.Fragment{}))
}

// Every option is known to the real encoder's context, with that value. For NVENC that can be proven without a GPU:
// libav reads the options before it looks for one.
func TestEncoderOptions(t *testing.T) {
	e := encoding{
		Rendition: media.Rendition{Name: "x", Width: 640, Height: 360, Bitrate: 700_000},
		rate:      media.Rational{Num: 30, Den: 1}, cores: 2,
	}
	level := astiav.GetLogLevel()
	astiav.SetLogLevel(astiav.LogLevelQuiet)
	t.Cleanup(func() { astiav.SetLogLevel(level) })

	var format astiav.PixelFormat
	// open returns the options that were not understood, and the error of opening.
	open := func(t *testing.T, name string, options map[string]string) ([]string, error) {
		codec := astiav.FindEncoderByName(name)
		if codec == nil {
			t.Skipf("this libav has no %s", name)
		}
		ctx := astiav.AllocCodecContext(codec)
		defer ctx.Free()
		ctx.SetWidth(e.Width)
		ctx.SetHeight(e.Height)
		ctx.SetPixelFormat(format)
		ctx.SetTimeBase(astiav.NewRational(1, 30))
		opts := astiav.NewDictionary()
		defer opts.Free()
		for k, v := range options {
			require.NoError(t, opts.Set(k, v, astiav.NewDictionaryFlags()))
		}
		err := ctx.Open(codec, opts)
		var left []string
		flags := astiav.NewDictionaryFlags(astiav.DictionaryFlagIgnoreSuffix)
		for entry := opts.Get("", nil, flags); entry != nil; entry = opts.Get("", entry, flags) {
			left = append(left, entry.Key())
		}
		return left, err
	}
	for _, name := range []string{EncoderX264, encoderX265, EncoderNVENC, encoderNVENCHEVC, encoderNVENCAV1} {
		for depth, f := range map[int]astiav.PixelFormat{8: astiav.PixelFormatYuv420P, 10: astiav.PixelFormatYuv420P10Le} {
			format = f
			if depth == 10 && strings.HasSuffix(name, "_nvenc") {
				format = astiav.PixelFormatP010Le
			}
			if depth == 10 && (name == EncoderX264 || name == EncoderNVENC) {
				continue
			}
			e.BitDepth = depth
			t.Run(fmt.Sprintf("%s of %d bits", name, depth), func(t *testing.T) {
				_, bare := open(t, name, nil) // nil, or what a host without NVENC says
				left, err := open(t, name, encoderOptions(name, e))
				require.Empty(t, left)
				require.Equal(t, bare, err)

				// The test can fail: a wrong value or name is told apart from a missing GPU.
				for k := range encoderOptions(name, e) {
					if k == "x264-params" || k == "x265-params" || k == "preset" && name == EncoderX264 {
						continue // read by the encoder itself, when it opens; x265 warns only
					}
					_, err := open(t, name, map[string]string{k: "certainly wrong"})
					require.Error(t, err)
					require.NotEqual(t, bare, err, "option %s", k)
				}
				left, _ = open(t, name, map[string]string{"certainly-wrong": "1"})
				require.NotEmpty(t, left)
			})
		}
	}
}

// NVENC's own options are looked up in its private classes, and read back as they were set, which opens no device.
func TestEncoderOptions_nvenc(t *testing.T) {
	common := []string{"b", "maxrate", "bufsize", "bf", "g"} // every encoder's; TestEncoderOptions opens one with them
	for _, test := range []struct {
		name    string
		depth   int
		profile string // as a number; AV1 has but one
	}{{EncoderNVENC, 8, "2"}, {encoderNVENCHEVC, 8, "0"}, {encoderNVENCHEVC, 10, "1"}, {encoderNVENCAV1, 8, ""}, {encoderNVENCAV1, 10, ""}} {
		t.Run(fmt.Sprint(test.name, test.depth), func(t *testing.T) {
			codec := astiav.FindEncoderByName(test.name)
			if codec == nil {
				t.Skip("this libav has no NVENC")
			}
			ctx := astiav.AllocCodecContext(codec)
			defer ctx.Free()
			own := ctx.PrivateData().Options()
			known := map[string]bool{}
			for _, o := range own.List() {
				known[o.Name()] = true
			}
			options := encoderOptions(test.name, encoding{
				Rendition: media.Rendition{Name: "x", Width: 640, Height: 360, Bitrate: 700_000, BitDepth: test.depth},
				rate:      media.Rational{Num: 30, Den: 1}, cores: 2,
			})
			set := map[string]string{}
			for k, v := range options {
				if slices.Contains(common, k) {
					continue
				}
				require.True(t, known[k], "option %s", k)
				require.NoError(t, own.Set(k, v, astiav.NewOptionSearchFlags()), "%s=%s", k, v)
				got, err := own.Get(k, astiav.NewOptionSearchFlags())
				require.NoError(t, err)
				set[k] = got
			}
			require.Len(t, set, len(options)-len(common))
			want := map[string]string{
				"preset": "15", "tune": "3", "rc": "2", // p4, ull, cbr as numbers
				"forced-idr": "true", "no-scenecut": "true", "zerolatency": "true", "rc-lookahead": "0", "delay": "0",
			}
			if test.profile != "" {
				want["profile"] = test.profile
			} else {
				want["a53cc"] = "false"
			}
			require.Equal(t, want, set)

			require.Error(t, own.Set("certainly-wrong", "1", astiav.NewOptionSearchFlags()))
			require.Error(t, own.Set("tune", "certainly-wrong", astiav.NewOptionSearchFlags()))
		})
	}
}

func TestEncoderOptions_threads(t *testing.T) {
	for _, test := range []struct {
		w, h, rate, cores int
		want              string
	}{{640, 360, 30, 8, "1"}, {1280, 720, 30, 8, "1"}, {1920, 1080, 60, 8, "3"}, {1920, 1080, 60, 2, "2"}, {3840, 2160, 60, 64, "8"}} {
		e := encoding{Rendition: media.Rendition{Width: test.w, Height: test.h}, rate: media.Rational{Num: test.rate, Den: 1}, cores: test.cores}
		require.Equal(t, test.want, encoderOptions(EncoderX264, e)["threads"], "%dx%d@%d", test.w, test.h, test.rate)
	}
}
