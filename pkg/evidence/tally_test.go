package evidence_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

// open is a session of two rungs; the second is wanted from part 1.1 on.
func open() wire.Open {
	return wire.Open{
		Source: media.VideoFormat{Codec: media.CodecH264, Width: 64, Height: 32},
		Ladder: media.Ladder{{Name: "high", Width: 20, Height: 10}, {Name: "low", Width: 10, Height: 5}},
		First:  []media.PartID{{Segment: 1}, {Segment: 1, Part: 1}},
	}
}

// part is a part of segments of two.
func part(segment, number int, data string) media.Part {
	return media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(segment), Part: number}, Start: media.Ticks(1000*segment + 100*number), Duration: 100,
		Frames: 15, Last: number == 1, Data: []byte(data),
	}
}

func TestTally(t *testing.T) {
	tally := evidence.NewTally(open())
	require.Empty(t, tally.Sent(part(1, 0, "source, ")))
	require.False(t, tally.Ended(1))
	tally.Delivered(0, part(1, 0, "high, "))
	require.Equal(t, []media.SegmentSeq{1}, tally.Sent(part(1, 1, "more")))
	require.True(t, tally.Ended(1))

	terms := evidence.Terms{Orchestrator: [20]byte{1}, Broadcaster: [20]byte{2}, StreamID: [32]byte{3}, Price: 4}
	require.Equal(t, ticket.Header{
		Orchestrator: [20]byte{1}, Broadcaster: [20]byte{2}, StreamID: [32]byte{3}, Price: 4, Round: 5, Deadline: 6, Seq: 1,
		SrcRoot: ticket.Chunks([]byte("source, more")).Root(), SrcBytes: 12, SrcFrames: 30, Width: 64, Height: 32, PTSStart: 1000,
		Timescale: media.ClockRate, ProfilesHash: wire.ProfilesHash(open().Ladder),
	}, tally.Header(1, terms, 5, 6))

	tally.Delivered(1, part(1, 1, "low"))
	require.False(t, tally.Complete(1))
	tally.Delivered(0, part(1, 1, "and more"))
	require.True(t, tally.Complete(1))
	leaves := []ticket.Leaf{
		{ProfileID: 0, ChunkRoot: ticket.Chunks([]byte("high, and more")).Root(), Size: 14, Pixels: 30 * 200, Frames: 30, PTSStart: 1000, PTSDuration: 200},
		{ProfileID: 1, ChunkRoot: ticket.Chunks([]byte("low")).Root(), Size: 3, Pixels: 15 * 50, Frames: 15, PTSStart: 1100, PTSDuration: 100},
	}
	require.Equal(t, leaves, tally.Leaves(1))
	tally.Delivered(1, part(1, 2, "too much"))
	tally.Delivered(1, part(1, 2, "too much"))
	require.EqualValues(t, 30, tally.Leaves(1)[1].Frames, "no more frames than the source has")

	tally.Drop(1)
	tally.Delivered(0, part(1, 2, "late"))
	require.Empty(t, tally.Sent(part(1, 2, "late")))
	require.False(t, tally.Ended(1))
}

func TestTallyOfSegmentsWithoutALastPart(t *testing.T) {
	tally := evidence.NewTally(wire.Open{Ladder: open().Ladder})
	tally.Sent(part(1, 0, "a"))
	require.Equal(t, []media.SegmentSeq{1}, tally.Sent(part(2, 0, "b")))
	tally.Delivered(0, part(1, 0, "a"))
	tally.Delivered(1, part(2, 0, "b"))
	require.False(t, tally.Complete(1))
	tally.Delivered(0, part(2, 0, "b"))
	require.True(t, tally.Complete(1), "a rung that goes on left nothing of it to come")
	require.Equal(t, ticket.Chunks(nil).Root(), tally.Leaves(1)[1].ChunkRoot)
	require.Equal(t, []media.SegmentSeq{2}, tally.End())
	require.Empty(t, tally.End())
}

func TestTallyOfRungsThatBeginLater(t *testing.T) {
	o := open()
	o.First = []media.PartID{{Segment: 1}, {Segment: 2}}
	tally := evidence.NewTally(o)
	tally.Sent(part(1, 0, "a"))
	tally.Sent(part(1, 1, "b"))
	tally.Delivered(0, part(1, 1, "b"))
	require.True(t, tally.Complete(1))
}

func TestTallyIsBounded(t *testing.T) {
	tally := evidence.NewTally(open())
	for n := range 1000 {
		tally.Sent(part(1+n, 0, "a"))
	}
	require.False(t, tally.Ended(1))
	require.Zero(t, tally.Leaves(1)[0].Size)
	require.True(t, tally.Ended(950))
}

func TestEvidence(t *testing.T) {
	r := record(1, chain.FaultOverbilling)
	r.Leaves = []ticket.Leaf{{Frames: 60, Pixels: 640 * 360 * 60}}
	require.False(t, evidence.Overbills(r.Header, r.Profiles, r.Leaves[0]))
	r.Leaves[0].Pixels++
	require.True(t, evidence.Overbills(r.Header, r.Profiles, r.Leaves[0]))
	r.Leaves[0] = ticket.Leaf{Frames: 61, Pixels: 640 * 360 * 61}
	require.True(t, evidence.Overbills(r.Header, r.Profiles, r.Leaves[0]), "more frames than the source has")
	e, err := r.Evidence()
	require.NoError(t, err)
	require.Equal(t, chain.Evidence{Fault: r.Fault, Header: r.Header, Receipts: r.Receipts, Profiles: r.Profiles, Leaves: r.Leaves}, e)
	require.EqualValues(t, 640*360*60, evidence.Pixels(r.Header, r.Profiles))

	for _, fault := range []string{"", evidence.FaultWrongReceipt, evidence.FaultUnanswered} {
		_, err := record(1, fault).Evidence()
		require.ErrorIs(t, err, evidence.ErrUnprovable)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "no object": "7", "unknown field": `{"a":1}`, "more": `{}{}`, "a leaf of no profile": `{"leaves":[{"profile_id":0}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := evidence.Decode([]byte(text))
			require.ErrorIs(t, err, evidence.ErrDamaged)
		})
	}
}

// FuzzDecode: a record that is read means the same when it is written again, and its evidence can be told.
func FuzzDecode(f *testing.F) {
	for _, fault := range []string{"", chain.FaultOverbilling, chain.FaultMissedDeadline, evidence.FaultWrongReceipt} {
		data, err := json.Marshal(record(1, fault))
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := evidence.Decode(data)
		if err != nil {
			require.ErrorIs(t, err, evidence.ErrDamaged)
			return
		}
		_, _ = r.Evidence()
		again, err := json.Marshal(r)
		require.NoError(t, err)
		back, err := evidence.Decode(again)
		require.NoError(t, err)
		require.Equal(t, r.ID(), back.ID())
	})
}
