package wire_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

func open() wire.Open {
	return wire.Open{
		Session: "session-1", Stream: "stream ü",
		Source: media.VideoFormat{
			Orientation: media.NewOrientation(3, true),
			Codec:       media.CodecH264, Width: 1919, Height: 1080, FrameRate: media.Rational{Num: 30000, Den: 1001},
			Config: []byte{1, 0x64, 0x00, 0x28},
		},
		Ladder: media.Ladder{
			{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: media.CodecH264},
			{Name: "360p", Width: 640, Height: 360, Bitrate: 700_000, Codec: media.CodecH264, FrameRate: media.Rational{Num: 30000, Den: 1001}},
			{Name: "square", Width: 360, Height: 360, Bitrate: 700_000, Codec: media.CodecHEVC, BitDepth: 10, Fit: media.FitCover},
		},
		First: []media.PartID{{Segment: 7, Part: 3}, {Segment: 8}, {Segment: 8}},
	}
}

func part() media.Part {
	return media.Part{
		ID: media.PartID{Segment: 7, Part: 3}, Start: -media.Second, Duration: media.Second / 2, Frames: 15,
		Independent: true, Last: true, Data: []byte("moof mdat"),
	}
}

func TestOpen(t *testing.T) {
	got, err := wire.ParseOpen(open().Message())
	require.NoError(t, err)
	require.Equal(t, open(), got)

	all := open()
	all.First = nil
	got, err = wire.ParseOpen(all.Message())
	require.NoError(t, err)
	require.Equal(t, make([]media.PartID, 3), got.First, "from the start")

	stream, source, ladder, err := wire.ParseQuoteRequest(wire.NewQuoteRequest(all.Stream, all.Source, all.Ladder))
	require.NoError(t, err)
	require.Equal(t, all, wire.Open{Session: all.Session, Stream: stream, Source: source, Ladder: ladder})
}

func TestOpen_bounds(t *testing.T) {
	for name, spoil := range map[string]func(*millracev1.Open){
		"no session":             func(m *millracev1.Open) { m.Session = "" },
		"long session":           func(m *millracev1.Open) { m.Session = strings.Repeat("x", 65) },
		"session with a slash":   func(m *millracev1.Open) { m.Session = "../etc" },
		"no stream":              func(m *millracev1.Open) { m.Stream = "" },
		"long stream":            func(m *millracev1.Open) { m.Stream = strings.Repeat("x", 257) },
		"stream with a newline":  func(m *millracev1.Open) { m.Stream = "a\nb" },
		"stream not in UTF-8":    func(m *millracev1.Open) { m.Stream = "\xff" },
		"no source":              func(m *millracev1.Open) { m.Source = nil },
		"another codec":          func(m *millracev1.Open) { m.Source.Codec = "vp6" },
		"no width":               func(m *millracev1.Open) { m.Source.Width = 0 },
		"absurd height":          func(m *millracev1.Open) { m.Source.Height = math.MaxUint32 },
		"half a rate":            func(m *millracev1.Open) { m.Source.FrameRateDen = 0 },
		"absurd rate":            func(m *millracev1.Open) { m.Source.FrameRateNum, m.Source.FrameRateDen = math.MaxUint32, 1 },
		"no such orientation":    func(m *millracev1.Open) { m.Source.Orientation = 8 },
		"absurd orientation":     func(m *millracev1.Open) { m.Source.Orientation = 256 },
		"no configuration":       func(m *millracev1.Open) { m.Source.Config = nil },
		"long configuration":     func(m *millracev1.Open) { m.Source.Config = make([]byte, wire.MaxConfigBytes+1) },
		"no ladder":              func(m *millracev1.Open) { m.Ladder = nil },
		"a ladder without end":   func(m *millracev1.Open) { m.Ladder = make([]*millracev1.Rendition, 10_000) },
		"a rendition of nothing": func(m *millracev1.Open) { m.Ladder[0] = nil },
		"the same name twice":    func(m *millracev1.Open) { m.Ladder[1].Name = "720p" },
		"odd width":              func(m *millracev1.Open) { m.Ladder[0].Width = 1279 },
		"absurd bitrate":         func(m *millracev1.Open) { m.Ladder[0].Bitrate = math.MaxUint32 },
		"a rendition in VP9":     func(m *millracev1.Open) { m.Ladder[0].Codec = "vp9" },
		"absurd first segment":   func(m *millracev1.Open) { m.Ladder[0].First.Segment = math.MaxUint64 },
		"absurd first part":      func(m *millracev1.Open) { m.Ladder[0].First.Part = math.MaxUint32 },
	} {
		t.Run(name, func(t *testing.T) {
			m := proto.Clone(open().Message()).(*millracev1.Open)
			spoil(m)
			_, err := wire.ParseOpen(m)
			require.ErrorIs(t, err, wire.ErrInvalid)
		})
	}
	_, err := wire.ParseOpen(nil)
	require.ErrorIs(t, err, wire.ErrInvalid)
}

func TestPart(t *testing.T) {
	got, err := wire.ParseSourcePart(wire.NewSourcePart(part()).GetPart())
	require.NoError(t, err)
	require.Equal(t, part(), got)

	rendition, got, encode, err := wire.ParseRenditionPart(wire.NewRenditionPart(1, part(), 1234*time.Microsecond).GetPart(), 2)
	require.NoError(t, err)
	require.Equal(t, 1, rendition)
	require.Equal(t, part(), got)
	require.Equal(t, 1234*time.Microsecond, encode)

	_, _, encode, err = wire.ParseRenditionPart(wire.NewRenditionPart(1, part(), 1000*time.Hour).GetPart(), 2)
	require.NoError(t, err)
	require.Greater(t, encode, time.Hour, "a time that does not fit is as long as fits")

	i, data, err := wire.ParseRenditionInit(wire.NewRenditionInit(1, []byte("init")).GetInit(), 2)
	require.NoError(t, err)
	require.Equal(t, 1, i)
	require.Equal(t, []byte("init"), data)
}

func TestPart_bounds(t *testing.T) {
	for name, spoil := range map[string]func(*millracev1.RenditionPart){
		"absurd segment":    func(m *millracev1.RenditionPart) { m.Id.Segment = math.MaxUint64 },
		"absurd part":       func(m *millracev1.RenditionPart) { m.Id.Part = wire.MaxPartsInSegment },
		"far past":          func(m *millracev1.RenditionPart) { m.Start = math.MinInt64 },
		"far future":        func(m *millracev1.RenditionPart) { m.Start = math.MaxInt64 },
		"no duration":       func(m *millracev1.RenditionPart) { m.Duration = 0 },
		"negative duration": func(m *millracev1.RenditionPart) { m.Duration = -1 },
		"endless":           func(m *millracev1.RenditionPart) { m.Duration = math.MaxInt64 },
		"no frames":         func(m *millracev1.RenditionPart) { m.Frames = 0 },
		"too many frames":   func(m *millracev1.RenditionPart) { m.Frames = wire.MaxPartFrames + 1 },
		"no data":           func(m *millracev1.RenditionPart) { m.Data = nil },
		"too much data":     func(m *millracev1.RenditionPart) { m.Data = make([]byte, wire.MaxPartBytes+1) },
		"unknown rendition": func(m *millracev1.RenditionPart) { m.Rendition = 2 },
		"absurd rendition":  func(m *millracev1.RenditionPart) { m.Rendition = math.MaxUint32 },
	} {
		t.Run(name, func(t *testing.T) {
			m := wire.NewRenditionPart(1, part(), 0).GetPart()
			spoil(m)
			_, _, _, err := wire.ParseRenditionPart(m, 2)
			require.ErrorIs(t, err, wire.ErrInvalid)
		})
	}
	for name, m := range map[string]*millracev1.RenditionInit{
		"unknown rendition": {Rendition: 2, Data: []byte("init")},
		"no data":           {},
		"too much data":     {Data: make([]byte, wire.MaxInitBytes+1)},
	} {
		t.Run("init/"+name, func(t *testing.T) {
			_, _, err := wire.ParseRenditionInit(m, 2)
			require.ErrorIs(t, err, wire.ErrInvalid)
		})
	}
}

// FuzzRequests: whatever bytes come, those that are taken are within bounds, and mean the same when sent on.
func FuzzRequests(f *testing.F) {
	for _, m := range []*millracev1.TranscodeRequest{open().Request(), wire.NewSourcePart(part()), wire.NewFinish(), {}} {
		b, err := proto.Marshal(m)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var m millracev1.TranscodeRequest
		if proto.Unmarshal(data, &m) != nil {
			return
		}
		var order wire.RequestOrder
		_ = order.Check(&m)
		if o, err := wire.ParseOpen(m.GetOpen()); err == nil {
			require.NoError(t, o.Ladder.Validate())
			again, err := wire.ParseOpen(o.Message())
			require.NoError(t, err)
			require.Equal(t, o, again)
			require.GreaterOrEqual(t, o.Ladder.PixelRate(o.Source.FrameRate), int64(0), "no overflow")
		} else {
			require.ErrorIs(t, err, wire.ErrInvalid)
		}
		if p, err := wire.ParseSourcePart(m.GetPart()); err == nil {
			require.Positive(t, p.End()-p.Start)
			require.LessOrEqual(t, len(p.Data), wire.MaxPartBytes)
			again, err := wire.ParseSourcePart(wire.NewSourcePart(p).GetPart())
			require.NoError(t, err)
			require.Equal(t, p, again)
		} else {
			require.ErrorIs(t, err, wire.ErrInvalid)
		}
	})
}

// FuzzResponses: what a transcoder sends, in any order, is taken only where it belongs.
func FuzzResponses(f *testing.F) {
	for _, ms := range [][]*millracev1.TranscodeResponse{
		{wire.NewReady("libx264"), wire.NewRenditionInit(0, []byte("init")), wire.NewRenditionPart(0, part(), 0), wire.NewFinished()},
		{wire.NewAccept("s"), wire.NewFailed(wire.ErrBusy)},
	} {
		var b []byte
		for _, m := range ms {
			one, err := proto.Marshal(m)
			require.NoError(f, err)
			b = append(append(b, byte(len(one))), one...)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		order := wire.NewResponseOrder(open())
		last := map[int]media.PartID{}
		for len(data) > 0 && !order.Over() {
			n := min(int(data[0]), len(data)-1)
			var m millracev1.TranscodeResponse
			if proto.Unmarshal(data[1:1+n], &m) != nil {
				return
			}
			data = data[1+n:]
			if err := order.Check(&m); err != nil {
				require.ErrorIs(t, err, wire.ErrInvalid)
				return
			}
			if m.GetPart() == nil {
				continue
			}
			i, p, _, err := wire.ParseRenditionPart(m.GetPart(), 2)
			require.NoError(t, err)
			require.False(t, p.ID.Less(open().First[i]))
			if before, ok := last[i]; ok {
				require.True(t, before.Less(p.ID))
			}
			last[i] = p.ID
		}
	})
}
