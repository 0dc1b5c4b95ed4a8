package fmp4_test

import (
	"testing"

	"github.com/Eyevinn/mp4ff/bits"
	"github.com/Eyevinn/mp4ff/mp4"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
)

func someEvent() fmp4.Event {
	return fmp4.Event{Scheme: fmp4.ID3Scheme, Value: "v", Timescale: 360000, Time: 1 << 40, Duration: fmp4.UnknownDuration, ID: 7, Data: []byte("tag")}
}

// An event is what another implementation takes it for.
func TestEvent(t *testing.T) {
	e := someEvent()
	packed := fmp4.AppendEvent(nil, e)
	box, err := mp4.DecodeBoxSR(0, bits.NewFixedSliceReader(packed))
	require.NoError(t, err)
	require.Equal(t, &mp4.EmsgBox{
		Version: 1, TimeScale: e.Timescale, PresentationTime: e.Time, EventDuration: e.Duration, ID: e.ID, SchemeIDURI: e.Scheme, Value: e.Value, MessageData: e.Data,
	}, box)
	got, err := fmp4.ParseEvents(packed)
	require.NoError(t, err)
	require.Equal(t, []fmp4.Event{e}, got)
}

func TestCutEvents(t *testing.T) {
	part := fmp4.MarshalPart(1, 0, []fmp4.Sample{{Duration: 1, Data: []byte("x")}})
	one := fmp4.AppendEvent(nil, someEvent())
	two := fmp4.AppendEvent(one, someEvent())
	for name, before := range map[string][]byte{"none": nil, "one": one, "two": two} {
		t.Run(name, func(t *testing.T) {
			events, rest := fmp4.CutEvents(append(before[:len(before):len(before)], part...))
			require.Equal(t, string(before), string(events))
			require.Equal(t, part, rest)
		})
	}
	events, rest := fmp4.CutEvents(one[:len(one)-1])
	require.Empty(t, events)
	require.Len(t, rest, len(one)-1)
}

func TestParseEvents_refuses(t *testing.T) {
	whole := fmp4.AppendEvent(nil, someEvent())
	old := append([]byte(nil), whole...)
	old[8] = 0
	for name, b := range map[string][]byte{
		"cut off":          whole[:len(whole)-1],
		"version 0":        old,
		"text without end": fmp4.AppendEvent(nil, fmp4.Event{})[:33],
		"another box":      fmp4.MarshalPart(1, 0, []fmp4.Sample{{Duration: 1, Data: []byte("x")}}),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fmp4.ParseEvents(b)
			require.ErrorIs(t, err, fmp4.ErrMalformed)
		})
	}
}

func FuzzParseEvents(f *testing.F) {
	f.Add(fmp4.AppendEvent(fmp4.AppendEvent(nil, someEvent()), fmp4.Event{}))
	f.Fuzz(func(t *testing.T, b []byte) {
		cut, rest := fmp4.CutEvents(b)
		require.Equal(t, string(b), string(cut)+string(rest))
		events, err := fmp4.ParseEvents(b)
		if err != nil {
			require.ErrorIs(t, err, fmp4.ErrMalformed)
			return
		}
		var again []byte
		for _, e := range events {
			again = fmp4.AppendEvent(again, e)
		}
		back, err := fmp4.ParseEvents(again)
		require.NoError(t, err)
		require.Equal(t, events, back)
	})
}
