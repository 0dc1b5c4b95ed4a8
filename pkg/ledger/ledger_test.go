package ledger_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/ledger"
	"github.com/millrace/millrace/pkg/media"
)

func part(segment, number int) media.PartID {
	return media.PartID{Segment: media.SegmentSeq(segment), Part: number}
}

var ladder = media.Ladder{{Name: "high", Width: 20, Height: 10}, {Name: "low", Width: 10, Height: 5}}

func TestLedger(t *testing.T) {
	const price = 3
	l := ledger.New(price, ladder, []media.PartID{part(1, 0), part(1, 1)})
	free := func() int64 { return l.Free().Int64() }

	l.Sent(part(0, 9), 30)
	require.Zero(t, free(), "what is only decoded costs nothing")

	require.EqualValues(t, 30*200*price, l.Cost(part(1, 0), 30).Int64(), "the low rung is wanted from the next part on")
	l.Sent(part(1, 0), 30)
	require.EqualValues(t, -30*200*price, free())
	l.Paid(big.NewInt(100_000))
	require.EqualValues(t, 100_000-30*200*price, free())
	require.EqualValues(t, 100_000, l.AtRisk().Int64(), "nothing was delivered")

	l.Sent(part(1, 1), 30)
	l.Delivered(0, part(1, 0), 30)
	require.EqualValues(t, 100_000-30*200*price, l.AtRisk().Int64())
	l.Delivered(1, part(1, 1), 15)
	require.EqualValues(t, (30*200+15*50)*price, l.Charged().Int64(), "a rung of half the frames costs half")
	require.EqualValues(t, 100_000-(60*200+15*50)*price, free(), "what was reserved beyond that is free again")

	l.Delivered(0, part(1, 1), 31)
	require.EqualValues(t, (60*200+15*50)*price, l.Charged().Int64(), "no more frames than the source has")
	l.Delivered(0, part(1, 1), 30)
	l.Delivered(0, part(7, 0), 30)
	require.EqualValues(t, (60*200+15*50)*price, l.Charged().Int64(), "neither twice nor unasked")
	require.Equal(t, l.AtRisk(), l.Free(), "nothing is on its way")
}

func TestAPartThatIsLeftOutIsNotCharged(t *testing.T) {
	l := ledger.New(1, ladder, nil)
	l.Sent(part(0, 0), 10)
	l.Sent(part(0, 1), 10)
	l.Delivered(0, part(0, 1), 10)
	l.Delivered(1, part(0, 1), 10)
	require.EqualValues(t, 10*(200+50), l.Charged().Int64())
	require.EqualValues(t, -10*(200+50), l.Free().Int64())
}

func TestWhatIsFreeIsNotCounted(t *testing.T) {
	l := ledger.New(0, ladder, nil)
	for i := range 1000 {
		l.Sent(part(i, 0), 10)
	}
	l.Delivered(0, part(0, 0), 10)
	require.Zero(t, l.Free().Sign())
	require.Zero(t, l.AtRisk().Sign())
}

// Two sides that see both directions in their own interleavings agree in the end.
func TestBothSidesAgree(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		a, b := ledger.New(7, ladder, nil), ledger.New(7, ladder, nil)
		frames := make([]int, 40)
		for i := range frames {
			frames[i] = 1 + r.IntN(30)
			a.Sent(part(i/4, i%4), frames[i])
			a.Paid(big.NewInt(int64(r.IntN(1000))))
		}
		paid := new(big.Int).Set(a.AtRisk())
		sent := 0
		for i := range frames {
			for ; sent < len(frames) && (sent <= i || r.IntN(2) == 0); sent++ {
				b.Sent(part(sent/4, sent%4), frames[sent])
			}
			for rung := range ladder {
				n := 1 + r.IntN(frames[i])
				a.Delivered(rung, part(i/4, i%4), n)
				b.Delivered(rung, part(i/4, i%4), n)
			}
		}
		b.Paid(paid)
		require.Equal(t, a.Charged(), b.Charged())
		require.Equal(t, a.Free(), b.Free())
		require.Equal(t, a.Free(), a.AtRisk())
	}
}
