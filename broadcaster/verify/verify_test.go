package verify_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

var (
	rung  = media.Rendition{Name: "360p", Width: 640, Height: 352, Bitrate: 700_000, Codec: media.CodecH264}
	rate  = media.Rational{Num: 30, Den: 1}
	frame = int64(rate.FrameTicks())
)

func init360(t testing.TB, width, height int) []byte {
	t.Helper()
	data, err := fmp4.VideoInit(testmedia.H264(width, height, rate))
	require.NoError(t, err)
	return data
}

func TestInit(t *testing.T) {
	f, err := verify.Init(rung, init360(t, 640, 352))
	require.NoError(t, err)
	require.Equal(t, 640, f.Width)
	require.Equal(t, 352, f.Height)

	audio, err := fmp4.AudioInit(media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48000, Channels: 2, Config: []byte{0x11, 0x90}})
	require.NoError(t, err)
	upsideDown := testmedia.H264(640, 352, rate)
	upsideDown.Orientation = media.NewOrientation(2, false)
	turned, err := fmp4.VideoInit(upsideDown)
	require.NoError(t, err)
	for name, data := range map[string][]byte{
		"nothing":    nil,
		"turned":     turned,
		"garbage":    []byte("these are not boxes"),
		"truncated":  init360(t, 640, 352)[:100],
		"other size": init360(t, 320, 176),
		"audio":      audio,
	} {
		_, err := verify.Init(rung, data)
		require.ErrorIs(t, err, verify.ErrMalformed, name)
	}
}

func avcc(nals ...[]byte) []byte {
	var b []byte
	for _, n := range nals {
		b = h264.AppendLength(b, n)
	}
	return b
}

var (
	idr   = []byte{0x65, 0x88, 0x84, 0x00}
	slice = []byte{0x41, 0x9a, 0x00, 0x01}
)

// given is a part of three frames, the first part of segment 7, and what it must hold.
type given struct {
	samples []fmp4.Sample
	part    media.Part
	want    verify.Expected
}

func good() *given {
	sps, pps := testmedia.Sets(testmedia.H264(rung.Width, rung.Height, rate))
	g := &given{
		samples: []fmp4.Sample{
			{Duration: frame, Key: true, Data: avcc(sps, pps, idr)},
			{Duration: frame, Data: avcc(slice)},
			{Duration: frame, Data: avcc(slice)},
		},
		part: media.Part{ID: media.PartID{Segment: 7}, Start: media.Ticks(30 * frame), Duration: media.Ticks(3 * frame), Frames: 3, Independent: true},
		want: verify.Expected{ID: media.PartID{Segment: 7}, Independent: true, Next: media.Ticks(33 * frame)},
	}
	for i := range g.samples {
		g.want.PTS = append(g.want.PTS, media.Ticks((30+int64(i))*frame))
	}
	return g
}

func (g *given) check() error {
	if g.part.Data == nil {
		g.part.Data = fmp4.MarshalPart(1, int64(g.part.Start), g.samples)
	}
	return verify.Part(rung, g.part, g.want)
}

func TestPart(t *testing.T) {
	require.NoError(t, good().check())

	unknown := good()
	unknown.want.Next = 0
	require.NoError(t, unknown.check(), "the next frame need not be known")

	// decimate makes the part one of half the frame rate.
	decimate := func(g *given, kept ...int) {
		samples, dts := []fmp4.Sample{}, int64(g.part.Start)
		g.want.Kept = nil
		for i, n := range kept {
			end := 33 * frame
			if i+1 < len(kept) {
				end = int64(g.want.PTS[kept[i+1]])
			}
			s := g.samples[n]
			s.Offset, s.Duration = int64(g.want.PTS[n])-dts, end-dts
			samples, dts = append(samples, s), end
			g.want.Kept = append(g.want.Kept, g.want.PTS[n])
		}
		g.samples, g.part.Frames = samples, len(samples)
	}
	for _, kept := range [][]int{{0, 2}, {0}, {0, 1}} {
		g := good()
		decimate(g, kept...)
		require.NoError(t, g.check())
	}
	inside := good() // of the segment, where the first frame may be left out
	inside.want.Independent, inside.part.Independent = false, false
	decimate(inside, 1, 2)
	require.NoError(t, inside.check())

	smallSPS, smallPPS := testmedia.Sets(testmedia.H264(320, 176, rate))
	for name, spoil := range map[string]func(*given){
		"another part":                 func(g *given) { g.part.ID.Part = 1 },
		"segment ends elsewhere":       func(g *given) { g.part.Last = true },
		"garbage":                      func(g *given) { g.part.Data = []byte("these are not boxes") },
		"frame missing":                func(g *given) { g.samples = g.samples[:2] },
		"frame count is a lie":         func(g *given) { g.part.Frames = 4 },
		"tfdt is a lie":                func(g *given) { g.part.Data = fmp4.MarshalPart(1, 0, g.samples) },
		"a frame's time is off by one": func(g *given) { g.samples[0].Duration++; g.samples[1].Duration-- },
		"reordered":                    func(g *given) { g.samples[1].Offset = frame },
		"duration is a lie":            func(g *given) { g.part.Duration++ },
		"ends before the next frame":   func(g *given) { g.samples[2].Duration--; g.part.Duration-- },
		"last frame never ends": func(g *given) {
			g.want.Next = 0
			g.samples[2].Duration = int64(2 * media.Second)
			g.part.Duration = media.Ticks(2*frame) + 2*media.Second
		},
		"all frames where half of them are due": func(g *given) { g.want.Kept = g.want.PTS[:2] },
		"another frame than the one that is due": func(g *given) {
			decimate(g, 0, 1)
			g.want.Kept[1] = g.want.PTS[2]
		},
		"begins with its own first frame": func(g *given) {
			decimate(g, 1, 2)
			g.part.Start = g.want.Kept[0]
			g.part.Duration -= media.Ticks(frame)
			g.samples[0].Offset, g.samples[0].Duration = 0, frame
		},
		"no IDR where one is due":    func(g *given) { g.samples[0].Data = avcc(slice) },
		"IDR not marked as one":      func(g *given) { g.samples[0].Key = false },
		"IDR without parameter sets": func(g *given) { g.samples[0].Data = avcc(idr) },
		"IDR of another size":        func(g *given) { g.samples[0].Data = avcc(smallSPS, smallPPS, idr) },
		"NAL units do not add up":    func(g *given) { g.samples[0].Data = []byte{0, 0, 0, 99, 0x65} },
		"far too heavy":              func(g *given) { g.samples[1].Data = avcc(append(bytes.Clone(slice), make([]byte, 4<<20)...)) },
	} {
		t.Run(name, func(t *testing.T) {
			g := good()
			spoil(g)
			require.ErrorIs(t, g.check(), verify.ErrMalformed)
		})
	}
}

// FuzzPart: whatever comes, verification returns; what passes has the frames that were asked for.
func FuzzPart(f *testing.F) {
	g := good()
	require.NoError(f, g.check())
	f.Add(g.part.Data)
	f.Add(g.part.Data[:len(g.part.Data)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		g := good()
		g.part.Data = data
		if verify.Part(rung, g.part, g.want) != nil {
			return
		}
		frag, err := fmp4.ParsePart(data)
		require.NoError(t, err)
		require.Len(t, frag.Samples, 3)
	})
}
