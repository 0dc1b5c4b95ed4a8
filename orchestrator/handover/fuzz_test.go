package handover

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/ticket"
)

func FuzzDecode(f *testing.F) {
	data, err := encode([]winnings.Winner{{
		Ticket: ticket.Ticket{FaceValue: ticket.Units(7), Draws: 3, Nonce: 1}, Signature: make([]byte, 65), RevealAt: time.UnixMilli(5).UTC(),
	}})
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte(`[{"signature":"0x","rand":"0x00"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		winners, err := decode(data)
		if err != nil {
			require.ErrorIs(t, err, errMessage)
			return
		}
		again, err := encode(winners)
		if err != nil {
			return // a time that JSON cannot tell
		}
		back, err := decode(again)
		require.NoError(t, err)
		require.Len(t, back, len(winners))
		for i := range winners {
			require.Equal(t, winners[i].Ticket, back[i].Ticket)
			require.True(t, winners[i].RevealAt.Equal(back[i].RevealAt))
		}
	})
}
