package rtmp

import (
	"bytes"
	"fmt"
	"log/slog"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// listener is a sink that notes what is said.
type listener struct {
	kept
	said []string
}

func (l *listener) Data(at media.Ticks, name string, text []byte) {
	when := "now"
	if at != ingest.Now {
		when = fmt.Sprint(at.Duration())
	}
	l.said = append(l.said, when+" "+name+" "+string(text))
}

// What a publisher says goes on as JSON, at the time of its message.
func TestData(t *testing.T) {
	l := &listener{kept: kept{checker: checker{t: t}}}
	tr := newTracks(l, slog.New(slog.DiscardHandler))
	g := newGuard(bytes.NewReader(nil), nil)
	g.events = dataOnly{events: nil, tracks: tr}
	say := func(at uint32, payload []byte) {
		t.Helper()
		require.NoError(t, g.message(rtmpwire.Message{Type: rtmpwire.TypeDataAMF0, Timestamp: at, Payload: payload}))
	}
	text := func(name string, properties ...rtmpwire.Property) []byte {
		return rtmpwire.AppendObject(rtmpwire.AppendString(nil, name), properties...)
	}
	say(0, text("onTextData", rtmpwire.Property{Key: "text", Value: "early"}))
	header := flv.Video{Codec: media.CodecHEVC, Key: true, Data: unhex(t, hevcRecord)}
	require.NoError(t, tr.video(1000, flv.AppendVideo(nil, header)))
	key := flv.Video{Codec: media.CodecHEVC, Packet: flv.PacketFrame, Data: nals([]byte{19 << 1, 1, 0x80})}
	require.NoError(t, tr.video(1000, flv.AppendVideo(nil, key)))
	say(1500, text("onTextData", rtmpwire.Property{Key: "text", Value: "<b>"}, rtmpwire.Property{Key: "n", Value: 1.5}))
	say(1250, append(rtmpwire.AppendString(nil, "@setDataFrame"), text("onCuePoint", rtmpwire.Property{Key: "name", Value: "goal"},
		rtmpwire.Property{Key: "parameters", Value: []rtmpwire.Property{{Key: "team", Value: "a"}}})...))
	say(1500, rtmpwire.AppendNumber(rtmpwire.AppendNumber(rtmpwire.AppendString(nil, "onTextData"), 1), 2))
	say(100_000_000, rtmpwire.AppendString(rtmpwire.AppendString(nil, "onCuePoint"), "far away"))
	say(1500, rtmpwire.AppendNumber(rtmpwire.AppendString(nil, "onTextData"), math.NaN()))
	say(1500, text("onSomething", rtmpwire.Property{Key: "text", Value: "of no interest"}))
	say(1500, rtmpwire.AppendNumber(nil, 1))
	require.Equal(t, []string{
		`now onTextData {"text":"early"}`,
		`500ms onTextData {"n":1.5,"text":"<b>"}`,
		`250ms onCuePoint {"name":"goal","parameters":{"team":"a"}}`,
		`500ms onTextData [1,2]`,
		`0s onCuePoint "far away"`,
	}, l.said)
}

// dataOnly hands data messages to tracks.
type dataOnly struct {
	events
	tracks *tracks
}

func (d dataOnly) data(timestamp uint32, values []any) error {
	d.tracks.data(timestamp, values)
	return nil
}
