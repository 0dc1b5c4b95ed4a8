package scheduler_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/registry"
	"github.com/millrace/millrace/orchestrator/scheduler"
	"github.com/millrace/millrace/pkg/media"
)

// given is a registry with a scheduler of streams that are but names.
type given struct {
	t *testing.T
	r *registry.Registry
	s *scheduler.Scheduler[string]
}

func newGiven(t *testing.T) *given {
	r := registry.New(nil)
	return &given{t: t, r: r, s: scheduler.New[string](r, 0)}
}

func (g *given) attach(worker string, rate int64) *registry.Transcoder {
	return g.r.Attach(registry.Info{Worker: worker, PixelRate: rate, MaxSessions: 8}, time.Now())
}

// placed is how a Place came out.
type placed struct {
	placement *scheduler.Placement[string]
	err       error
}

func (g *given) place(ctx context.Context, rate int64) <-chan placed {
	c := make(chan placed, 1)
	go func() {
		p, err := g.s.Place(ctx, media.Work{H264: rate})
		c <- placed{p, err}
	}()
	return c
}

func (g *given) requireIdle() {
	g.t.Helper()
	for _, s := range g.r.Statuses() {
		require.Zero(g.t, s.UsedRate, s.Worker)
		require.Zero(g.t, s.Sessions, s.Worker)
	}
}

func TestPlace(t *testing.T) {
	for claim, scenario := range map[string]func(*testing.T, *given){
		"the stream that accepts is the session's, until it ends": func(t *testing.T, g *given) {
			a := g.attach("a", 10)
			c := g.place(t.Context(), 7)
			accepted, err := g.s.Accept("a", <-a.Offers(), "stream")
			require.NoError(t, err)
			got := <-c
			require.NoError(t, got.err)
			require.Equal(t, "stream", got.placement.Stream)
			require.Same(t, a, got.placement.Transcoder)
			require.Equal(t, int64(3), g.r.LargestFree(media.Work{H264: 1}))
			select {
			case <-accepted.Ended():
				require.Fail(t, "the session goes on")
			default:
			}
			why := errors.New("why")
			got.placement.End(why)
			got.placement.End(nil)
			require.Equal(t, why, <-accepted.Ended())
			g.requireIdle()
		},
		"none that has too little is asked": func(t *testing.T, g *given) {
			a := g.attach("a", 6)
			got := <-g.place(t.Context(), 7)
			require.ErrorIs(t, got.err, scheduler.ErrNoTranscoder)
			require.Empty(t, a.Offers())
		},
		"silence passes it on after the timeout": func(t *testing.T, g *given) {
			deaf, b := g.attach("deaf", 20), g.attach("b", 10)
			begin := time.Now()
			c := g.place(t.Context(), 7)
			stale := <-deaf.Offers()
			_, err := g.s.Accept("b", <-b.Offers(), "stream")
			require.NoError(t, err)
			require.Equal(t, scheduler.DefaultOfferTimeout, time.Since(begin))
			require.Same(t, b, (<-c).placement.Transcoder)
			_, err = g.s.Accept("deaf", stale, "late")
			require.ErrorIs(t, err, scheduler.ErrNoOffer)
		},
		"a refusal passes it on at once": func(t *testing.T, g *given) {
			a, b := g.attach("a", 20), g.attach("b", 10)
			begin := time.Now()
			c := g.place(t.Context(), 7)
			g.s.Refuse(a, <-a.Offers(), errors.New("busy"))
			_, err := g.s.Accept("b", <-b.Offers(), "stream")
			require.NoError(t, err)
			require.Same(t, b, (<-c).placement.Transcoder)
			require.Zero(t, time.Since(begin))
		},
		"so does a transcoder that leaves": func(t *testing.T, g *given) {
			a, b := g.attach("a", 20), g.attach("b", 10)
			c := g.place(t.Context(), 7)
			<-a.Offers()
			a.Detach()
			_, err := g.s.Accept("b", <-b.Offers(), "stream")
			require.NoError(t, err)
			require.Same(t, b, (<-c).placement.Transcoder)
		},
		"each is asked once, and says why not": func(t *testing.T, g *given) {
			a := g.attach("a", 20)
			g.attach("b", 10)
			why := errors.New("no GPU")
			c := g.place(t.Context(), 7)
			g.s.Refuse(a, <-a.Offers(), why)
			got := <-c
			require.ErrorIs(t, got.err, scheduler.ErrNoTranscoder)
			require.ErrorIs(t, got.err, why)
			require.ErrorIs(t, got.err, scheduler.ErrNotAccepted)
			g.requireIdle()
		},
		"another worker cannot take it, and the right one still can": func(t *testing.T, g *given) {
			a := g.attach("a", 20)
			thief := g.attach("thief", 5)
			c := g.place(t.Context(), 7)
			id := <-a.Offers()
			_, err := g.s.Accept("thief", id, "stolen")
			require.ErrorIs(t, err, scheduler.ErrNoOffer)
			g.s.Refuse(thief, id, errors.New("spite"))
			_, err = g.s.Accept("a", id, "stream")
			require.NoError(t, err)
			require.Equal(t, "stream", (<-c).placement.Stream)
		},
		"who gives up gives back": func(t *testing.T, g *given) {
			a := g.attach("a", 20)
			ctx, cancel := context.WithCancel(t.Context())
			c := g.place(ctx, 7)
			id := <-a.Offers()
			cancel()
			require.ErrorIs(t, (<-c).err, context.Canceled)
			g.requireIdle()
			_, err := g.s.Accept("a", id, "late")
			require.ErrorIs(t, err, scheduler.ErrNoOffer)
		},
		"a transcoder that takes no offers is not waited for": func(t *testing.T, g *given) {
			a := g.attach("a", 20)
			for a.Offer("old") {
			}
			begin := time.Now()
			require.ErrorIs(t, (<-g.place(t.Context(), 7)).err, scheduler.ErrNotAccepted)
			require.Zero(t, time.Since(begin))
			g.requireIdle()
		},
	} {
		t.Run(claim, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { scenario(t, newGiven(t)) })
		})
	}
}
