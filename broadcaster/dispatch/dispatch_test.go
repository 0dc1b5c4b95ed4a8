package dispatch_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// from acts on the answers from part number n on.
func from(n int, act func(out []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error)) func(media.PartID, []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) {
	return func(id media.PartID, out []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) {
		if int(id.Segment)*partsPerSeg+id.Part < n {
			return out, nil
		}
		return act(out)
	}
}

func drop([]*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) { return nil, nil }

func TestDispatch(t *testing.T) {
	t.Run("publishes_every_part_and_finishes", func(t *testing.T) {
		a := &orchestrator{name: 'a'}
		scenario(t, [][]*orchestrator{{a}}, func(l *lab) {
			l.live(10)
			s := l.d.Status()
			require.Equal(t, a.Address(), s.Orchestrator)
			require.Empty(t, s.Problem)
			require.NoError(t, l.end())
			l.published(0)
			require.Equal(t, map[string]media.Rational{"high": source.FrameRate, "low": {Num: 4, Den: 1}}, l.viewer.rates)
			require.Equal(t, []error{nil}, l.market.reports['a'])
		})
	})

	t.Run("parts_are_measured_but_for_those_that_waited_for_the_start", func(t *testing.T) {
		a := &orchestrator{name: 'a'}
		scenario(t, [][]*orchestrator{{a}}, func(l *lab) {
			l.burst(3)
			l.live(5)
			require.NoError(t, l.end())
			l.published(0)
			require.Len(t, l.market.parts['a'], 4*len(ladder), "four were there when it began")
			for _, latency := range l.market.parts['a'] {
				require.Zero(t, latency, "it answers at once")
			}
		})
	})

	t.Run("moves_between_parts_when_the_connection_breaks", func(t *testing.T) {
		for n := 1; n < 9; n++ { // at every place in a segment
			a := &orchestrator{name: 'a', answer: from(n, func([]*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) { return nil, errGone })}
			b := &orchestrator{name: 'b'}
			scenario(t, [][]*orchestrator{{a, b}}, func(l *lab) {
				l.live(12)
				st := l.d.Status()
				require.Equal(t, 1, st.Failovers)
				require.Len(t, st.Ended, 1)
				lost := st.Ended[0]
				require.ErrorIs(t, lost.Err, errGone)
				require.Equal(t, a.Address(), lost.Orchestrator)
				require.Equal(t, n*len(ladder), lost.Parts)
				require.JSONEq(t, `{"chosen":"a"}`, string(lost.Selection))
				require.JSONEq(t, `{"chosen":"b"}`, string(st.Selection))
				require.NoError(t, l.end())
				l.published(0)
				st = l.d.Status()
				require.Len(t, st.Ended, 2)
				require.NoError(t, st.Ended[0].Err)
				require.Equal(t, st.Parts, st.Ended[0].Parts+lost.Parts)
				require.Nil(t, st.Selection)
				require.ErrorIs(t, l.market.reports['a'][0], errGone)
				want := media.PartID{Segment: media.SegmentSeq(n / partsPerSeg), Part: n % partsPerSeg}
				require.Equal(t, []media.PartID{want, want}, b.opens[0].First)
			})
		}
	})

	t.Run("each_rung_goes_on_from_its_own_first_missing_part", func(t *testing.T) {
		a := &orchestrator{name: 'a', answer: from(5, func(out []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) {
			return out[:1], errGone
		})}
		b := &orchestrator{name: 'b'}
		scenario(t, [][]*orchestrator{{a, b}}, func(l *lab) {
			l.live(8)
			require.NoError(t, l.end())
			l.published(0)
			require.Equal(t, []media.PartID{{Segment: 1, Part: 2}, {Segment: 1, Part: 1}}, b.opens[0].First)
			require.True(t, l.viewer.parts["low"][5].Independent)
		})
	})

	t.Run("a_silent_orchestrator_is_left_after_the_part_deadline", func(t *testing.T) {
		a := &orchestrator{name: 'a', answer: from(6, drop)}
		b := &orchestrator{name: 'b'}
		scenario(t, [][]*orchestrator{{a, b}}, func(l *lab) {
			l.live(6)
			at := time.Now()
			l.burst(1)
			for l.d.Status().Orchestrator != b.Address() {
				<-time.After(10 * time.Millisecond)
			}
			require.WithinRange(t, time.Now(), at.Add(time.Second), at.Add(1200*time.Millisecond))
			synctest.Wait()
			require.NoError(t, l.end())
			l.published(0)
			require.ErrorIs(t, l.market.reports['a'][0], dispatch.ErrLate)
		})
	})

	t.Run("a_pause_of_the_source_is_not_lateness", func(t *testing.T) {
		scenario(t, [][]*orchestrator{{{name: 'a'}}}, func(l *lab) {
			l.live(3)
			<-time.After(time.Minute)
			l.live(3)
			require.Zero(t, l.d.Status().Failovers)
			require.NoError(t, l.end())
			l.published(0)
		})
	})

	t.Run("an_orchestrator_that_never_answers_is_left_after_the_start_deadline", func(t *testing.T) {
		a := &orchestrator{name: 'a', answer: from(0, drop)}
		scenario(t, [][]*orchestrator{{a, {name: 'b'}}}, func(l *lab) {
			l.live(14)
			require.Equal(t, byte('b'), l.d.Status().Orchestrator[0])
			require.Zero(t, l.d.Status().Failovers, "nothing was lost to it")
			require.ErrorIs(t, l.market.reports['a'][0], dispatch.ErrLate)
			require.NoError(t, l.end())
			l.published(8) // the start deadline is longer than HLS lets a rung lag
		})
	})

	t.Run("draws_again_when_all_have_failed", func(t *testing.T) {
		full := wire.Detailf(wire.ErrBusy, "full")
		first := []*orchestrator{{name: 'a', refuse: full}, {name: 'b', refuse: full}}
		scenario(t, [][]*orchestrator{first, {{name: 'c'}}}, func(l *lab) {
			l.live(6)
			require.Equal(t, byte('c'), l.d.Status().Orchestrator[0])
			require.Equal(t, 2, l.market.draws)
			require.ErrorIs(t, l.market.reports['b'][0], wire.ErrBusy)
			require.NoError(t, l.end())
			l.published(0)
		})
	})

	t.Run("without_orchestrators_rungs_are_gaps_and_the_status_says_why", func(t *testing.T) {
		scenarioAt(t, errNobody, [][]*orchestrator{{{name: 'a'}}}, func(l *lab) {
			l.live(20)
			require.Equal(t, "nobody has capacity", l.d.Status().Problem)
			require.Len(t, l.viewer.gaps["high"], 16)
			require.Equal(t, errNobody.Error(), l.viewer.reasons["high"][0])
			l.market.set(nil)
			l.live(8)
			require.Empty(t, l.d.Status().Problem)
			require.NoError(t, l.end())
			l.published(20) // it took up the stream at the next segment
		})
	})

	t.Run("corrupt_video_is_left_at_the_next_keyframe_and_nobody_is_blamed", func(t *testing.T) {
		corrupt := func(out []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) {
			return []*millracev1.TranscodeResponse{wire.NewFailed(wire.Detailf(wire.ErrInvalid, "broken slice"))}, nil
		}
		a := &orchestrator{name: 'a', answer: from(5, corrupt)}
		b := &orchestrator{name: 'b'}
		scenario(t, [][]*orchestrator{{a, b}}, func(l *lab) {
			l.live(12)
			require.NoError(t, l.end())
			l.published(3) // parts 1.1 to 1.3
			require.Equal(t, media.PartID{Segment: 2}, b.opens[0].First[0])
		})
	})

	t.Run("a_stream_that_ends_in_corrupt_video_ends_at_once", func(t *testing.T) {
		corrupt := func(out []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) {
			return []*millracev1.TranscodeResponse{wire.NewFailed(wire.Detailf(wire.ErrInvalid, "broken slice"))}, nil
		}
		a := &orchestrator{name: 'a', answer: from(5, corrupt)}
		b := &orchestrator{name: 'b'}
		scenario(t, [][]*orchestrator{{a, b}}, func(l *lab) {
			l.live(7)
			at := time.Now()
			require.NoError(t, l.end())
			require.Less(t, time.Since(at), time.Second)
			require.Empty(t, b.opens, "there was nothing for it to do")
			require.LessOrEqual(t, l.market.draws, 2, "nobody is asked again and again")
			require.NotContains(t, l.market.reports, b.name, "nor said to have served")
		})
	})

	t.Run("the_end_does_not_wait_for_a_network_that_is_gone", func(t *testing.T) {
		scenarioAt(t, errNobody, [][]*orchestrator{{{name: 'a'}}}, func(l *lab) {
			l.live(2)
			at := time.Now()
			require.Error(t, l.end())
			require.Less(t, time.Since(at), 7*time.Second)
			require.ErrorIs(t, l.d.Part(sourcePart(2, false), time.Now()), dispatch.ErrEnded)
		})
	})

	t.Run("a_source_without_keyframes_is_given_up_before_memory_is", func(t *testing.T) {
		scenario(t, [][]*orchestrator{{{name: 'a'}}}, func(l *lab) {
			var err error
			for n := 0; n < 300 && err == nil; n++ {
				p := sourcePart(n, false)
				p.Independent = n == 0
				err = l.d.Part(p, time.Now())
			}
			require.ErrorIs(t, err, dispatch.ErrNoKeyframe)
		})
	})
}

// TestDispatchWithoutAV1: where nobody makes AV1, all else goes on.
func TestDispatchWithoutAV1(t *testing.T) {
	mixed := media.Ladder{{Name: "small", Width: 640, Height: 352, Bitrate: 500_000, Codec: media.CodecAV1}, ladder[0], ladder[1]}
	noAV1 := errors.New("no transcoder that encodes AV1 has room")

	t.Run("its_rung_is_missing_with_the_reason", func(t *testing.T) {
		a, b := &orchestrator{name: 'a', answer: from(16, drop)}, &orchestrator{name: 'b'}
		scenarioOf(t, mixed, &market{drawn: [][]*orchestrator{{a, b}}, noAV1: noAV1}, func(l *lab) {
			l.live(12)
			s := l.d.Status()
			require.Equal(t, a.Address(), s.Orchestrator)
			require.Empty(t, s.Problem)
			require.Len(t, s.Lacking, 1)
			require.Contains(t, s.Lacking["small"], noAV1.Error())
			require.Equal(t, ladder, a.opens[0].Ladder)
			require.Len(t, l.viewer.gaps["small"], 8, "up to the open segment")
			for _, reason := range l.viewer.reasons["small"] {
				require.Equal(t, s.Lacking["small"], reason)
			}
			l.live(12)
			require.Equal(t, b.Address(), l.d.Status().Orchestrator)
			require.Equal(t, ladder, b.opens[0].Ladder, "after a failover too")
			require.NoError(t, l.end())
			l.published(0)
			require.Empty(t, l.viewer.parts["small"])
		})
	})

	t.Run("a_network_that_comes_late_is_not_taken_for_one_without_AV1", func(t *testing.T) {
		scenarioOf(t, mixed, &market{drawn: [][]*orchestrator{{{name: 'a'}}}, none: errNobody}, func(l *lab) {
			l.live(8)
			require.Equal(t, errNobody.Error(), l.d.Status().Problem)
			require.Empty(t, l.d.Status().Lacking)
		})
	})

	t.Run("without_another_codec_nothing_goes_on", func(t *testing.T) {
		scenarioOf(t, mixed[:1], &market{drawn: [][]*orchestrator{{{name: 'a'}}}, noAV1: noAV1}, func(l *lab) {
			l.live(8)
			require.Equal(t, noAV1.Error(), l.d.Status().Problem)
			require.Empty(t, l.d.Status().Lacking)
		})
	})
}

// TestDispatchNeverPublishesMalformedParts: each lie is found out, the liar is left, and nobody sees it.
func TestDispatchNeverPublishesMalformedParts(t *testing.T) {
	lies := map[string]func(*millracev1.RenditionPart){
		"garbage":               func(p *millracev1.RenditionPart) { p.Data = []byte("not a box") },
		"truncated":             func(p *millracev1.RenditionPart) { p.Data = p.Data[:len(p.Data)-1] },
		"wrong_part":            func(p *millracev1.RenditionPart) { p.Id.Part++ },
		"part_repeated":         func(p *millracev1.RenditionPart) { p.Id.Part-- },
		"frame_missing":         func(p *millracev1.RenditionPart) { p.Frames-- },
		"wrong_start":           func(p *millracev1.RenditionPart) { p.Start++ },
		"wrong_duration":        func(p *millracev1.RenditionPart) { p.Duration++ },
		"segment_not_ended":     func(p *millracev1.RenditionPart) { p.Last = !p.Last },
		"other_rung's_rank":     func(p *millracev1.RenditionPart) { p.Rendition = 7 },
		"frames_of_other_times": func(p *millracev1.RenditionPart) { p.Data = sourcePart(1, false).Data },
	}
	for name, lie := range lies {
		t.Run(name, func(t *testing.T) {
			a := &orchestrator{name: 'a', answer: from(6, func(out []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error) {
				lie(out[0].GetPart())
				return out, nil
			})}
			scenario(t, [][]*orchestrator{{a, {name: 'b'}}}, func(l *lab) {
				l.live(10)
				require.ErrorIs(t, l.market.reports['a'][0], verify.ErrMalformed)
				require.NoError(t, l.end())
				l.published(0)
			})
		})
	}
}
