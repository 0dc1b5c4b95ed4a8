package origin_test

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

func TestNew_rejects(t *testing.T) {
	for name, cfg := range map[string]origin.Config{
		"small_window":        {Window: 3},
		"segment_below_part":  {PartTarget: 2 * media.Second, SegmentTarget: media.Second},
		"maximum_below_2s":    {SegmentMax: media.Second},
		"blocks_for_too_long": {BlockMax: 9 * time.Second},
		"negative":            {Linger: -1},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := origin.New(cfg, origin.Deps{})
			require.Error(t, err)
		})
	}
}

func TestCreate(t *testing.T) {
	st := newStudio(t, origin.Config{MaxStreams: 2})
	for _, name := range []string{"", "a b", "a/b", "..", "ä", strings.Repeat("x", 65)} {
		_, err := st.origin.Create(name, epoch)
		require.ErrorIs(t, err, origin.ErrName, name)
	}
	_, err := st.origin.Create("demo", epoch)
	require.ErrorIs(t, err, origin.ErrExists)
	other := st.create(strings.Repeat("X", 64))
	_, err = st.origin.Create("third", epoch)
	require.ErrorIs(t, err, origin.ErrTooMany)
	other.End()
	st.create(strings.Repeat("X", 64)) // takes the place of the one that ended
	st.origin.Close()
	_, err = st.origin.Create("demo", epoch)
	require.ErrorIs(t, err, origin.ErrClosed)
	require.ErrorIs(t, st.stream.Publish("source", given(0, "x")), origin.ErrEnded)
}

// A republish under the same name has other URIs; those of the stream before go on for a while.
func TestCreate_again(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 4)
		before := urisOf("source", st.playlist("source/media.m3u8"))
		st.stream.End()
		require.Contains(t, st.playlist("source/media.m3u8"), "#EXT-X-ENDLIST")
		st.stream = st.create("demo")
		st.ladder().publish("source", 0, 4)
		after := urisOf("source", st.playlist("source/media.m3u8"))
		require.NotEqual(t, before.segments, after.segments)
		require.Equal(t, http.StatusOK, st.get(before.segments[0]).Code)
		<-time.After(time.Minute + time.Second)
		require.Equal(t, http.StatusNotFound, st.get(before.segments[0]).Code)
		require.Equal(t, http.StatusOK, st.get(after.segments[0]).Code)
		st.stream.End()
		st.stream.End() // once is enough, twice is harmless
		<-time.After(time.Minute + time.Second)
		require.Equal(t, http.StatusNotFound, st.get("/hls/demo/index.m3u8").Code)
		_, ok := st.origin.Stream("demo")
		require.False(t, ok)
	})
}

func TestPublish_rejects(t *testing.T) {
	late := func(n int) media.Part { p := given(n, "x"); p.Last = false; return p }
	tests := map[string]struct {
		rendition string
		part      media.Part
		want      error
	}{
		"no_init":             {"480p", given(5, "x"), origin.ErrNoInit},
		"no_data":             {"source", given(6, ""), origin.ErrPart},
		"no_duration":         {"source", media.Part{ID: given(6, "").ID, Data: []byte("x")}, origin.ErrPart},
		"negative_index":      {"source", media.Part{ID: media.PartID{Part: -1}, Duration: 1, Data: []byte("x")}, origin.ErrPart},
		"endless_segment":     {"source", media.Part{ID: media.PartID{Part: 256}, Duration: 1, Data: []byte("x")}, origin.ErrPart},
		"twice":               {"source", given(5, "x"), origin.ErrStale},
		"hole":                {"source", given(7, "x"), origin.ErrOrder},
		"hole_over_a_segment": {"source", late(12), origin.ErrOrder},
		"rung_hole":           {"720p", given(4, "x"), origin.ErrOrder},
		"rung_ahead":          {"new", given(7, "x"), origin.ErrOrder},
		"rung_far_ahead":      {"new", given(8, "x"), origin.ErrOrder},
		"too_many_bytes":      {"source", given(6, strings.Repeat("x", 2000)), origin.ErrTooLarge},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			st := newStudio(t, origin.Config{MaxBytes: 2000}).ladder().publish("source", 0, 6).publish("720p", 0, 3).init("new")
			before := token.ReplaceAllString(st.playlist("source/media.m3u8"), "")
			require.ErrorIs(t, st.stream.Publish(tt.rendition, tt.part), tt.want)
			require.Equal(t, before, token.ReplaceAllString(st.playlist("source/media.m3u8"), ""), "it left a trace")
			for _, r := range st.stream.Status().Renditions {
				require.Equal(t, r.Name == "source" || r.Name == "720p", r.Started, r.Name)
			}
			st.publish("source", 6, 7).publish("720p", 3, 7)
		})
	}
}

func TestInit_rejects(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	require.ErrorIs(t, st.stream.VideoInit("../x", rungFormat, 0, []byte("x")), origin.ErrPart)
	require.ErrorIs(t, st.stream.VideoInit("480p", rungFormat, 0, nil), origin.ErrPart)
	require.ErrorIs(t, st.stream.VideoInit("audio", rungFormat, 0, []byte("x")), origin.ErrPart)
	for i := range 9 + media.MaxAudioTracks - 1 {
		require.NoError(t, st.stream.VideoInit(fmt.Sprintf("r%d", i), rungFormat, 0, []byte("x")))
	}
	require.ErrorIs(t, st.stream.VideoInit("one-more", rungFormat, 0, []byte("x")), origin.ErrPart)
	st.publish("source", 0, 5)
	require.ErrorIs(t, st.stream.Discontinuity(1), origin.ErrOrder)
	require.NoError(t, st.stream.Discontinuity(2))
	require.NoError(t, st.stream.Discontinuity(2))
	st.stream.End()
	require.ErrorIs(t, st.stream.AudioInit(audioFormat, []byte("x")), origin.ErrEnded)
	require.ErrorIs(t, st.stream.Discontinuity(3), origin.ErrEnded)
}

// A leading rendition may begin its next segment without having marked the last part of the one before; rungs follow.
func TestPublish_closes_segments(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	for _, name := range []string{"source", "720p"} {
		for n := range 6 {
			p := given(n, content(name, n))
			p.Last = false
			require.NoError(t, st.stream.Publish(name, p))
		}
		require.Equal(t, contents(name, 0, 4), st.get(urisOf(name, st.playlist(name+"/media.m3u8")).segments[0]).Body.String())
	}
}

// Audio cuts its own parts: it need not have as many in a segment as the video.
func TestPublish_audio_has_its_own_parts(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 8)
	for seg, parts := range []int{5, 3} {
		for i := range parts {
			require.NoError(t, st.stream.Publish("audio", media.Part{
				ID: media.PartID{Segment: media.SegmentSeq(seg), Part: i}, Start: media.Ticks(seg)*2*media.Second + media.Ticks(i)*half*4/5,
				Duration: half * 4 / 5, Independent: true, Last: i == parts-1, Data: []byte("x"),
			}))
		}
	}
	u := urisOf("audio", st.playlist("audio/media.m3u8"))
	require.Len(t, u.parts, 8)
	require.Len(t, u.segments, 2)
	// What it misses follows the video.
	st.publish("source", 8, 12)
	st.stream.Skip("audio", media.PartID{Segment: 3})
	require.Equal(t, 4, strings.Count(st.playlist("audio/media.m3u8"), "GAP=YES"))
	require.NoError(t, st.stream.Publish("audio", given(12, "x")))
}

// Presentation times tell the date: a rung without B-frames begins when the source does, though its decode times differ.
func TestPlaylist_dates_are_presentation_times(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	const delay = media.Second / 15
	for n := range 8 {
		p := given(n, "")
		require.NoError(t, st.stream.Publish("source", framed(p, delay)))
		p.Start += delay
		require.NoError(t, st.stream.Publish("720p", framed(p, 0)))
	}
	first := epoch.Add(delay.Duration()).Truncate(time.Millisecond)
	dates := func(name string) (out []time.Time) {
		p, err := conformance.Parse([]byte(st.playlist(name + "/media.m3u8")))
		require.NoError(t, err)
		for _, s := range p.Segments {
			out = append(out, s.DateTime)
		}
		return out
	}
	require.Equal(t, []time.Time{first, first.Add(2 * time.Second)}, dates("source"))
	require.Equal(t, dates("source"), dates("720p"))
}

// Where a source stalls inside a part, what is declared stays within the targets, and the next date tells.
func TestPlaylist_declares_no_more_than_its_targets(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	p := given(0, "x")
	p.Duration, p.Last = 7*media.Second, true
	require.NoError(t, st.stream.Publish("source", p))
	q := given(4, "x")
	q.Start = 7 * media.Second
	require.NoError(t, st.stream.Publish("source", q))
	parsed, err := conformance.Parse([]byte(st.playlist("source/media.m3u8")))
	require.NoError(t, err)
	require.Equal(t, 500*time.Millisecond, parsed.Segments[0].Parts[0].Duration)
	require.LessOrEqual(t, parsed.Segments[0].Duration.Round(time.Second), 3*time.Second)
	require.Equal(t, epoch.Add(7*time.Second), parsed.Segments[1].DateTime)
}

// What left the playlist can be had until RFC 8216bis 6.2.2 lets it go, and then it is gone.
func TestRetention(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	type entry struct {
		appeared time.Time // in a playlist
		last     time.Time // when it was last listed
		part     bool
	}
	seen := make(map[string]*entry)
	longest := 0 * time.Second
	gone := 0
	for n := range 120 {
		st.publish("source", n, n+1)
		now := st.clock()
		playlist := st.playlist("source/media.m3u8")
		u := urisOf("source", playlist)
		longest = max(longest, time.Duration(len(u.segments))*2*time.Second+1500*time.Millisecond)
		for i, uri := range append(u.segments, u.parts...) {
			e := seen[uri]
			if e == nil {
				e = &entry{appeared: now, part: i >= len(u.segments)}
				seen[uri] = e
			}
			e.last = now
		}
		for uri, e := range seen {
			code := st.get(uri).Code
			must := now.Sub(e.appeared) < 2*time.Second+longest
			if e.part {
				must = now.Sub(e.last) < 9*time.Second
			}
			if must || e.last.Equal(now) {
				require.Equal(t, http.StatusOK, code, "%s after %s", uri, now.Sub(e.appeared))
			}
			if now.Sub(e.appeared) > 26*time.Second {
				require.Equal(t, http.StatusNotFound, code, "%s after %s", uri, now.Sub(e.appeared))
				gone++
			}
		}
	}
	require.Positive(t, gone)
}

// A stream of 10 Mbit/s holds less than 45 MB, also with segments of the maximum length, and what it drops is freed.
func TestMemory_is_bounded(t *testing.T) {
	for name, segment := range map[string]int{"two_seconds": 4, "three_seconds": 6} {
		t.Run(name, func(t *testing.T) {
			st := newStudio(t, origin.Config{}).ladder()
			var freed sync.WaitGroup
			publish := func(rendition string, n, size int) {
				data := make([]byte, size)
				if n < 10 {
					freed.Add(1)
					runtime.AddCleanup(&data[0], func(struct{}) { freed.Done() }, struct{}{})
				}
				id := media.PartID{Segment: media.SegmentSeq(n / segment), Part: n % segment}
				require.NoError(t, st.stream.Publish(rendition, media.Part{
					ID: id, Start: media.Ticks(n) * half, Duration: half, Independent: id.Part == 0, Last: id.Part == segment-1, Data: data,
				}))
			}
			var top int64
			for n := range 240 {
				st.at(media.Ticks(n+1) * half)
				publish("source", n, 5_000_000/8/2)
				publish("720p", n, 5_000_000/8/2)
				top = max(top, st.stream.Status().Bytes)
			}
			require.Less(t, top, int64(45_000_000))
			t.Logf("held at most %.1f MB", float64(top)/1e6)
			done := make(chan struct{})
			go func() { freed.Wait(); close(done) }()
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			for {
				runtime.GC()
				select {
				case <-done:
					return
				case <-ctx.Done():
					t.Fatal("media that was dropped is still referenced")
				default:
					runtime.Gosched()
				}
			}
		})
	}
}

// A rung that was gone for longer than anything is remembered begins again at the head of the others' window.
func TestSkip_after_a_long_absence(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 5, "source", "720p").publish("source", 5, 200)
	before, err := conformance.Parse([]byte(st.playlist("720p/media.m3u8")))
	require.NoError(t, err)
	st.stream.Skip("720p", given(200, "").ID)
	st.publishAll(200, 201, "source", "720p")
	after, err := conformance.Parse([]byte(st.playlist("720p/media.m3u8")))
	require.NoError(t, err)
	source, err := conformance.Parse([]byte(st.playlist("source/media.m3u8")))
	require.NoError(t, err)
	require.Less(t, before.MediaSequence, after.MediaSequence)
	require.Equal(t, source.MediaSequence, after.MediaSequence)
	require.Equal(t, len(source.Segments), len(after.Segments))
	require.True(t, after.Segments[0].Gap)
}

func TestStatus(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 5, "source", "720p").publish("source", 5, 7)
	s := st.stream.Status()
	require.Equal(t, "demo", s.Name)
	require.Equal(t, 3500*time.Millisecond, s.Duration)
	require.Equal(t, []string{"source", "720p", "audio"}, []string{s.Renditions[0].Name, s.Renditions[1].Name, s.Renditions[2].Name})
	require.Equal(t, media.PartID{Segment: 1, Part: 2}, s.Renditions[0].Last)
	require.Equal(t, media.PartID{Segment: 1, Part: 0}, s.Renditions[1].Last)
	require.Equal(t, time.Second, s.Renditions[1].Lag)
	require.Equal(t, 1280, s.Renditions[1].Width)
	require.False(t, s.Renditions[2].Started)
	require.EqualValues(t, len(contents("source", 0, 7))+len(contents("720p", 0, 5)), s.Bytes)
	st.stream.Skip("720p", given(7, "").ID)
	require.EqualValues(t, 2, st.stream.Status().Renditions[1].Gaps)
	require.Equal(t, []origin.Status{st.stream.Status()}, st.origin.Streams())
}

// Publishers, viewers and status readers side by side, for the race detector; the viewers' versions keep the rules.
func TestStream_concurrently(t *testing.T) {
	st := newStudio(t, origin.Config{Now: time.Now}).ladder()
	st.publishAll(0, 4, "source", "audio", "720p")
	var publishers, viewers sync.WaitGroup
	for _, name := range []string{"source", "audio", "720p"} {
		publishers.Go(func() {
			for n := 4; n < 200; n++ {
				p := given(n, content(name, n))
				for st.stream.Publish(name, p) != nil {
					runtime.Gosched() // a rung that is ahead of the source
				}
			}
		})
		viewers.Go(func() {
			var seen []conformance.Version
			for msn, part, ended := 0, 0, false; !ended; {
				w := st.get(fmt.Sprintf("/hls/demo/%s/media.m3u8?_HLS_msn=%d&_HLS_part=%d", name, msn, part), "Accept-Encoding", "gzip")
				if w.Code == http.StatusBadRequest {
					continue
				}
				body := gunzip(t, w.Body)
				seen = append(seen, conformance.Version{Body: []byte(body)})
				p, err := conformance.Parse([]byte(body))
				if err != nil {
					t.Error(err)
					return
				}
				last := p.Segments[len(p.Segments)-1]
				msn, part = int(last.MSN), len(last.Parts)
				if last.URI != "" {
					msn, part = msn+1, 0
				}
				ended = p.Ended
				for _, uri := range urisOf(name, body).segments {
					st.get(uri)
				}
				st.stream.Status()
			}
			for _, v := range conformance.CheckVersions(name, seen) {
				t.Error(v)
			}
		})
	}
	publishers.Wait()
	st.stream.End()
	viewers.Wait()
}

// A source whose keyframes are too far apart, or that nobody wants, is offered only to viewers who have nothing else.
func TestSourceWithRareKeyframes(t *testing.T) {
	longGOP := func(st *studio, names ...string) {
		for n := range 12 {
			for _, name := range names {
				st.at(media.Ticks(n+1) * half)
				p := given(n, content(name, n))
				p.Independent = n == 0 || p.Independent && name != "source"
				require.NoError(t, st.stream.Publish(name, p))
			}
		}
	}
	for name, c := range map[string]struct {
		cfg     origin.Config
		publish []string
		want    bool // with keyframes that are too far apart
		later   bool // when they come as they should again
	}{
		"with a rung":         {origin.Config{}, []string{"source", "720p"}, false, true},
		"alone":               {origin.Config{}, []string{"source"}, true, true},
		"with a rung, always": {origin.Config{Source: origin.SourceAlways}, []string{"source", "720p"}, true, true},
		"with a rung, never":  {origin.Config{Source: origin.SourceNever}, []string{"source", "720p"}, false, false},
		"alone, never":        {origin.Config{Source: origin.SourceNever}, []string{"source"}, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			st := newStudio(t, c.cfg).init("source", "720p")
			longGOP(st, c.publish...)
			require.Equal(t, c.want, strings.Contains(st.playlist("index.m3u8"), "source/media.m3u8"))
			st.publishAll(12, 60, c.publish...)
			require.Equal(t, c.later, strings.Contains(st.playlist("index.m3u8"), "source/media.m3u8"))
		})
	}
}

func TestVideoRange(t *testing.T) {
	for transfer, want := range map[uint8]string{0: "SDR", 1: "SDR", 2: "SDR", 16: "PQ", 18: "HLG"} {
		st := newStudio(t, origin.Config{})
		f := sourceFormat
		f.Transfer = transfer
		require.NoError(t, st.stream.VideoInit(media.SourceName, f, 0, []byte("init")))
		st.publishAll(0, 12, media.SourceName)
		require.Contains(t, st.playlist("index.m3u8"), ",VIDEO-RANGE="+want+"\n")
	}
}
