package broadcaster

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// TestCollectors: each segment is answered with its own parts of the rungs that have all of them.
func TestCollectors(t *testing.T) {
	ladder := media.Ladder{{Name: "240p"}, {Name: "144p"}}
	id := func(segment media.SegmentSeq, n int) media.PartID { return media.PartID{Segment: segment, Part: n} }
	var told []string
	begin := func(t *testing.T) *collectors {
		t.Helper()
		o, err := origin.New(origin.Config{}, origin.Deps{Log: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
		t.Cleanup(o.Close)
		s, err := o.Create("mine", time.Now())
		require.NoError(t, err)
		told = nil
		a := newCollectors(s, func(rung string, lost bool, reason string) {
			told = append(told, fmt.Sprint(rung, " lost: ", lost, " ", reason))
		})
		for _, r := range ladder {
			require.NoError(t, a.VideoInit(r.Name, media.VideoFormat{}, 0, []byte{1}))
		}
		return a
	}
	// What the origin says of these parts is of no interest here.
	publish := func(a *collectors, rung string, at media.PartID) { _ = a.Publish(rung, media.Part{ID: at}) }
	collect := func(a *collectors, whole bool, ids ...media.PartID) ingest.Collector {
		c := a.collect()
		for _, at := range ids {
			a.source(at)
		}
		a.end(ladder, 7, whole)
		return c
	}
	soon := func(t *testing.T) context.Context {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		t.Cleanup(cancel)
		return ctx
	}
	t.Run("two segments at one time", func(t *testing.T) {
		a := begin(t)
		first := collect(a, true, id(1, 0), id(1, 1))
		second := collect(a, true, id(2, 0))
		for _, r := range ladder {
			for _, at := range []media.PartID{id(1, 0), id(1, 1), id(2, 0)} {
				publish(a, r.Name, at)
			}
		}
		for c, want := range map[ingest.Collector]int{first: 2, second: 1} {
			got, err := c.Renditions(t.Context())
			require.NoError(t, err)
			require.Len(t, got, 2)
			require.Len(t, got[0].Parts, want)
			require.EqualValues(t, 7, got[0].Shift)
			c.Close()
		}
		require.Empty(t, a.open)
	})
	t.Run("a rung that never has it", func(t *testing.T) {
		a := begin(t)
		c := collect(a, true, id(1, 0), id(1, 1))
		publish(a, "240p", id(1, 0))
		publish(a, "240p", id(1, 1))
		publish(a, "144p", id(1, 0))
		a.Skip("144p", id(2, 0), "late")
		got, err := c.Renditions(t.Context())
		require.NoError(t, err)
		require.Len(t, got, 1)
		a.Skip("144p", id(3, 0), "later")
		publish(a, "144p", id(3, 0))
		publish(a, "144p", id(3, 1))
		require.Equal(t, []string{"144p lost: true late", "144p lost: false "}, told, "each once")
	})
	t.Run("none in time", func(t *testing.T) {
		a := begin(t)
		_, err := collect(a, true, id(1, 0)).Renditions(soon(t))
		require.ErrorIs(t, err, ingest.ErrBusy)
	})
	t.Run("held back", func(t *testing.T) {
		a := begin(t)
		for _, c := range []ingest.Collector{collect(a, false, id(1, 0)), collect(a, true, id(1, 1), id(2, 0))} {
			_, err := c.Renditions(t.Context())
			require.ErrorIs(t, err, errHeldBack)
		}
	})
	t.Run("nothing to make", func(t *testing.T) {
		a := begin(t)
		c := a.collect()
		a.source(id(1, 0))
		a.end(nil, 0, true)
		got, err := c.Renditions(t.Context())
		require.NoError(t, err)
		require.Empty(t, got)
	})
}
