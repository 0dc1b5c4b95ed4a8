package admission_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/admission"
)

// given is a scenario: what is asked of one account, step by step, and what must come of it.
type given struct {
	t      *testing.T
	a      *admission.Admission
	grants map[string]*admission.Grant
}

func capacity(t *testing.T, pixelRate int64, sessions int) *given {
	return &given{t: t, a: admission.New(admission.Capacity{PixelRate: pixelRate, Sessions: sessions}), grants: map[string]*admission.Grant{}}
}

func (g *given) admits(name string, rate int64) *given {
	g.t.Helper()
	grant, err := g.a.Admit(rate)
	require.NoError(g.t, err, name)
	g.grants[name] = grant
	return g
}

func (g *given) refuses(rate int64) *given {
	g.t.Helper()
	_, err := g.a.Admit(rate)
	require.ErrorIs(g.t, err, admission.ErrNoCapacity)
	return g
}

func (g *given) releases(name string) *given {
	g.grants[name].Release()
	return g
}

func (g *given) becomes(rate int64) *given {
	g.a.SetPixelRate(rate)
	return g
}

func (g *given) hasFree(rate int64, sessions int) *given {
	g.t.Helper()
	require.Equal(g.t, admission.Capacity{PixelRate: rate, Sessions: sessions}, g.a.Free())
	return g
}

func TestAdmission(t *testing.T) {
	for rationale, scenario := range map[string]func(*testing.T){
		"the last pixel may be granted, not one more": func(t *testing.T) {
			capacity(t, 100, 9).admits("a", 60).refuses(41).admits("b", 40).refuses(1).hasFree(0, 7)
		},
		"what a session gives back is free again": func(t *testing.T) {
			capacity(t, 100, 9).admits("a", 100).refuses(100).releases("a").hasFree(100, 9).admits("b", 100)
		},
		"giving back twice frees no more than was taken": func(t *testing.T) {
			capacity(t, 100, 9).admits("a", 60).admits("b", 40).releases("a").releases("a").hasFree(60, 8).refuses(61)
		},
		"sessions run out before pixels do": func(t *testing.T) {
			capacity(t, 100, 2).admits("a", 1).admits("b", 1).refuses(1).releases("a").admits("c", 1)
		},
		"a shrunk capacity keeps its grants and makes no new ones": func(t *testing.T) {
			capacity(t, 100, 9).admits("a", 60).admits("b", 30).becomes(50).hasFree(0, 7).refuses(1).
				releases("a").hasFree(20, 8).refuses(21).admits("c", 20)
		},
		"a capacity that comes later is used": func(t *testing.T) {
			capacity(t, 0, 9).refuses(1).becomes(10).admits("a", 10)
		},
		"no rate is granted that is none": func(t *testing.T) {
			a := admission.New(admission.Capacity{PixelRate: 10, Sessions: 1})
			for _, rate := range []int64{0, -1, -1 << 63} {
				_, err := a.Admit(rate)
				require.Error(t, err)
				require.NotErrorIs(t, err, admission.ErrNoCapacity)
			}
			require.Zero(t, a.Used())
		},
		"the largest rates do not overflow": func(t *testing.T) {
			capacity(t, 1<<63-1, 9).admits("a", 1<<62).admits("b", 1<<62-1).refuses(1<<62).hasFree(0, 7)
		},
	} {
		t.Run(rationale, scenario)
	}
}

// TestAdmission_neverAboveCapacity: many sessions that come and go at once never have more than there is.
func TestAdmission_neverAboveCapacity(t *testing.T) {
	const limit = 1000
	a := admission.New(admission.Capacity{PixelRate: limit, Sessions: 10})
	var wg sync.WaitGroup
	for seed := range uint64(8) {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, 1))
			for range 2000 {
				g, err := a.Admit(1 + rng.Int64N(400))
				if used := a.Used(); used.PixelRate > limit || used.Sessions > 10 || used.PixelRate < 0 {
					t.Errorf("%+v is in use", used)
				}
				if err == nil {
					g.Release()
				}
			}
		})
	}
	wg.Wait()
	require.Zero(t, a.Used())
}
