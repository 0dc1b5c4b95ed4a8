package record_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// say publishes a date range and a caption.
func (s *stream) say(id string, at media.Ticks) {
	s.t.Helper()
	_, err := s.DateRange(hls.DateRange{ID: id, Start: began.Add(at.Duration())})
	require.NoError(s.t, err)
	_, err = s.Caption(media.CaptionTrack{ID: "en"}, []origin.NewCue{{Cue: webvtt.Cue{Start: at, End: at + media.Second, Text: id}}})
	require.NoError(s.t, err)
}

// inStore waits until segments can be had from a tape, each of them: they are not written in their order.
func inStore(t *testing.T, tape record.Tape, first, last media.SegmentSeq) {
	t.Helper()
	require.Eventually(t, func() bool {
		for _, name := range all {
			for seq := first; seq <= last; seq++ {
				if _, err := tape.Segment(t.Context(), name, seq); err != nil {
					return false
				}
			}
		}
		return true
	}, time.Minute, time.Millisecond)
}

// What a recorder wrote before it died another one that shares the store goes on with: it has the newest of it, and all of it is one recording.
func TestResume(t *testing.T) {
	for name, target := range stores(t) {
		for look, blocks := range map[time.Duration]string{10 * time.Second: "the newest", time.Minute: "more", time.Hour: "all"} {
			t.Run(name+", "+blocks, func(t *testing.T) {
				a := open(t, record.Config{URL: target, Hold: time.Hour}, func(record.Info) { t.Error("it goes on elsewhere") })
				first := a.Record("show", began, true, time.Hour)
				s := newStream(t, first)
				for n := 0; n < 440; n += 40 { // not faster than the store
					s.publish(n, n+40, all...)
					inStore(t, first, media.SegmentSeq(n/4+1), media.SegmentSeq(n/4+10))
				}
				s.say("there", 219*media.Second)

				ready := make(chan record.Info, 1)
				b := open(t, record.Config{URL: target, Node: "b", Hold: time.Hour}, func(i record.Info) { ready <- i })
				defer closeRecorder(t, b)
				tape, kept, err := b.Resume(t.Context(), record.Resumption{ID: first.ID(), Stream: "show", Start: began, Next: 121, Look: look})
				require.NoError(t, err)
				require.Equal(t, first.ID(), tape.ID())
				require.ElementsMatch(t, all, slices.Collect(maps.Keys(kept)))
				for rendition, r := range kept {
					oldest := r.Segments[0]
					require.InDelta(t, max(0, (220*time.Second-look).Seconds()), oldest.Start.Seconds(), 2.5)
					require.Len(t, r.Segments, 110-int(oldest.Seq)+1)
					for i, seg := range r.Segments {
						n := 4 * (int(seg.Seq) - 1)
						require.Equal(t, origin.KeptSegment{
							Seq: oldest.Seq + media.SegmentSeq(i), Start: media.Ticks(n) * half, Duration: 4 * half, Key: true,
						}, seg)
					}
					require.NotEmpty(t, r.Inits[0])
					for _, seq := range []media.SegmentSeq{oldest.Seq, 110} {
						var want []byte
						for n := range 4 {
							want = append(want, part(rendition, int(seq-1)*4+n).Data...)
						}
						data, err := tape.Segment(t.Context(), rendition, seq)
						require.NoError(t, err)
						require.Equal(t, want, data)
					}
					_, err := tape.Segment(t.Context(), rendition, 111)
					require.ErrorIs(t, err, origin.ErrGone)
				}
				_, _, err = b.Resume(t.Context(), record.Resumption{ID: first.ID(), Stream: "show", Start: began, Next: 121, Look: look})
				require.ErrorIs(t, err, record.ErrUnknown, "it goes on already")

				s = streamBehind(t, tape, origin.Before{Kept: &origin.Kept{Token: s.Token(), Archive: tape, Renditions: kept}})
				require.NoError(t, s.Discontinuity(121))
				s.publish(480, 520, all...)
				s.say("here", 259*media.Second)
				first.End(false) // what does not know better does no harm
				closeRecorder(t, a)
				s.End()
				info := <-ready
				require.Equal(t, "b", info.Node)
				require.True(t, info.Private)
				require.InDelta(t, 260, info.Seconds, 1e-9)
				list, _, err := b.List(t.Context(), "", "", 10)
				require.NoError(t, err)
				require.Equal(t, []record.Info{info}, list)

				base := serve(t, b).URL + "/recordings/" + info.ID + "/"
				_, body := get(t, base+"176p/media.m3u8")
				require.Empty(t, conformance.CheckVersions("176p", []conformance.Version{{Body: body}}))
				text := string(body)
				require.Equal(t, 130, strings.Count(text, "#EXTINF"))
				require.Equal(t, 10, strings.Count(text, "#EXT-X-GAP\n"), "in which nobody published")
				require.Equal(t, 1, strings.Count(text, "#EXT-X-DISCONTINUITY\n"))
				require.Contains(t, text, `ID="there"`)
				require.Contains(t, text, `ID="here"`)
				status, cues := get(t, base+"captions/en.vtt")
				require.Equal(t, http.StatusOK, status)
				require.Contains(t, string(cues), "there")
				require.Contains(t, string(cues), "here")
				require.NoError(t, b.Delete(t.Context(), info.ID))
			})
		}
	}
}

// Only the tape of that very stream goes on, and only while it has not ended.
func TestResume_refused(t *testing.T) {
	target := t.TempDir()
	a := open(t, record.Config{URL: target, Hold: time.Hour}, nil)
	defer closeRecorder(t, a)
	tape := a.Record("show", began, false, time.Minute)
	s := newStream(t, tape)
	s.publish(0, 40, all...)
	inStore(t, tape, 1, 10)
	empty := a.Buffer("empty", began, time.Minute)
	b := open(t, record.Config{URL: target, Node: "b", Hold: time.Hour}, nil)
	defer closeRecorder(t, b)
	good := record.Resumption{ID: tape.ID(), Stream: "show", Start: began, Next: 20, Look: time.Minute}
	for name, change := range map[string]func(*record.Resumption){
		"no_ID":          func(r *record.Resumption) { r.ID = "../" + r.ID },
		"nothing_there":  func(r *record.Resumption) { r.ID = "20300102t030405z-aaaaaaaaaaaaa" },
		"another_stream": func(r *record.Resumption) { r.Stream = "other" },
		"another_start":  func(r *record.Resumption) { r.Start = r.Start.Add(time.Second) },
		"what_passes":    func(r *record.Resumption) { r.Passing = true },
		"no_media":       func(r *record.Resumption) { r.ID, r.Stream, r.Passing = empty.ID(), "empty", true },
		"far_ahead":      func(r *record.Resumption) { r.Next = 1 << 40 },
	} {
		t.Run(name, func(t *testing.T) {
			from := good
			change(&from)
			_, _, err := b.Resume(t.Context(), from)
			require.ErrorIs(t, err, record.ErrUnknown)
		})
	}
	s.End()
	empty.End(false)
	require.Eventually(t, func() bool {
		i, err := a.Get(t.Context(), tape.ID())
		return err == nil && i.State == record.Ready
	}, time.Minute, time.Millisecond)
	_, _, err := b.Resume(t.Context(), good)
	require.ErrorIs(t, err, record.ErrUnknown)
}

// What a node of a cluster left, or was cut off from, waits for a while for somebody to go on with it, be it the node itself.
func TestHold(t *testing.T) {
	for name, passing := range map[string]bool{"recorded": false, "passing": true} {
		t.Run(name, func(t *testing.T) {
			target := t.TempDir()
			a := open(t, record.Config{URL: target, Hold: time.Hour}, nil)
			begin := func(r *record.Recorder) record.Tape {
				if passing {
					return r.Buffer("show", began, time.Minute)
				}
				return r.Record("show", began, false, time.Minute)
			}
			tape := begin(a)
			newStream(t, tape).publish(0, 40, all...)
			inStore(t, tape, 1, 10)
			tape.End(true) // its stream moves away
			from := record.Resumption{ID: tape.ID(), Stream: "show", Start: began, Passing: passing, Rewind: time.Minute, Next: 20, Look: time.Minute}
			again, kept, err := a.Resume(t.Context(), from)
			require.NoError(t, err, "and comes back")
			require.Len(t, kept[media.SourceName].Segments, 10)
			again.End(true)
			closeRecorder(t, a)

			ready := make(chan record.Info, 1)
			a = open(t, record.Config{URL: target, Hold: time.Hour}, func(i record.Info) { ready <- i })
			again, _, err = a.Resume(t.Context(), from)
			require.NoError(t, err, "it waits")
			again.End(true)
			closeRecorder(t, a)
			require.Empty(t, ready)

			a = open(t, record.Config{URL: target, Hold: time.Millisecond}, func(i record.Info) { ready <- i })
			defer closeRecorder(t, a)
			if !passing {
				require.InDelta(t, 20, (<-ready).Seconds, 1e-9, "nobody came")
			}
			require.Eventually(t, func() bool { return (len(blobs(t, target, "source")) == 0) == passing }, time.Minute, time.Millisecond)
			_, _, err = a.Resume(t.Context(), from)
			require.ErrorIs(t, err, record.ErrUnknown)
		})
	}
}
