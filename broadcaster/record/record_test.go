package record_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

const half = media.Second / 2

var (
	began = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	large = testmedia.H264(640, 352, media.Rational{Num: 25, Den: 1})
	small = testmedia.H264(320, 176, media.Rational{Num: 25, Den: 1})
	tone  = media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48000, Channels: 2, Config: []byte{0x11, 0x90}}
)

// stream is a stream at an origin that is recorded.
type stream struct {
	t testing.TB
	*origin.Stream
}

func newStream(t testing.TB, tap origin.Tap) *stream {
	t.Helper()
	o, err := origin.New(origin.Config{}, origin.Deps{})
	require.NoError(t, err)
	t.Cleanup(o.Close)
	return streamAt(t, o, tap, func(*origin.Stream) {})
}

// streamBehind makes one that goes on where another origin had it.
func streamBehind(t testing.TB, tap origin.Tap, before origin.Before) *stream {
	t.Helper()
	o, err := origin.New(origin.Config{}, origin.Deps{})
	require.NoError(t, err)
	t.Cleanup(o.Close)
	return streamAt(t, o, tap, func(s *origin.Stream) { require.NoError(t, s.Resume(before)) })
}

// streamAt makes the stream at an origin.
func streamAt(t testing.TB, o *origin.Origin, tap origin.Tap, prepare func(*origin.Stream)) *stream {
	t.Helper()
	s, err := o.Create("show", began)
	require.NoError(t, err)
	prepare(s)
	s.Tap(tap)
	st := &stream{t, s}
	st.video(media.SourceName, large)
	st.video("176p", small)
	init, err := fmp4.AudioInit(tone)
	require.NoError(t, err)
	require.NoError(t, s.AudioInit(tone, init))
	return st
}

func (s *stream) video(name string, f media.VideoFormat) {
	s.t.Helper()
	init, err := fmp4.VideoInit(f)
	require.NoError(s.t, err)
	require.NoError(s.t, s.VideoInit(name, f, 0, init))
}

// part is part n of a stream of half seconds, four to a segment.
func part(name string, n int) media.Part {
	p := media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(1 + n/4), Part: n % 4}, Start: media.Ticks(n) * half, Duration: half,
		Independent: n%4 == 0, Last: n%4 == 3,
	}
	var samples []fmp4.Sample
	if name == media.AudioName {
		p.Independent, p.Frames = true, 24
		for i := range p.Frames {
			samples = append(samples, fmp4.Sample{Duration: 1000, Key: true, Data: []byte{0x21, byte(n), byte(i)}})
		}
		p.Data = fmp4.MarshalPart(uint32(n), int64(n)*24000, samples)
		return p
	}
	p.Frames = 25 / 2
	for i := range p.Frames {
		nal := byte(0x41)
		if i == 0 && p.Independent {
			nal = 0x65
		}
		samples = append(samples, fmp4.Sample{Duration: int64(half) / int64(p.Frames), Key: nal == 0x65, Data: []byte{0, 0, 0, 4, nal, 0x88, byte(n), 0x80}})
	}
	p.Data = fmp4.MarshalPart(uint32(n), int64(p.Start), samples)
	return p
}

// publish publishes the parts from one to another of renditions.
func (s *stream) publish(from, to int, names ...string) {
	s.t.Helper()
	for n := from; n < to; n++ {
		for _, name := range names {
			require.NoError(s.t, s.Publish(name, part(name, n)))
		}
	}
}

var all = []string{media.SourceName, "176p", media.AudioName}

func open(t testing.TB, cfg record.Config, ready func(record.Info)) *record.Recorder {
	t.Helper()
	if cfg.Node == "" {
		cfg.Node = "a"
	}
	r, err := record.Open(t.Context(), cfg, record.Deps{Logger: slog.New(slog.DiscardHandler), Ready: ready})
	require.NoError(t, err)
	return r
}

func closeRecorder(t testing.TB, r *record.Recorder) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	require.NoError(t, r.Close(ctx))
}

func serve(t testing.TB, r *record.Recorder) *httptest.Server {
	t.Helper()
	router := chi.NewRouter()
	router.Route("/recordings", r.Routes)
	server := httptest.NewServer(router)
	t.Cleanup(server.Close)
	return server
}

func get(t testing.TB, target string) (int, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	var b bytes.Buffer
	_, err = b.ReadFrom(res.Body)
	require.NoError(t, err)
	return res.StatusCode, b.Bytes()
}

// stores are the URLs of a store of each kind: a folder, and S3.
func stores(t *testing.T) map[string]string {
	backend := s3mem.New()
	require.NoError(t, backend.CreateBucket("millrace"))
	s3 := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(s3.Close)
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	return map[string]string{
		"folder": t.TempDir(),
		"s3":     "s3://millrace?region=us-east-1&use_path_style=true&disable_https=true&endpoint=" + s3.URL,
	}
}

// TestRecord records a stream across a discontinuity and with a rung that fails for a while, and plays what was recorded.
func TestRecord(t *testing.T) {
	for name, target := range stores(t) {
		t.Run(name, func(t *testing.T) {
			ready := make(chan record.Info, 1)
			r := open(t, record.Config{URL: target}, func(i record.Info) { ready <- i })
			s := newStream(t, r.Record("show", began, false, 0))
			s.publish(0, 12, all...)
			running, _, err := r.List(t.Context(), "", "", 10)
			require.NoError(t, err)
			require.Len(t, running, 1)
			require.Equal(t, record.Recording, running[0].State)
			require.ErrorIs(t, r.Delete(t.Context(), running[0].ID), record.ErrRunning)
			require.NoError(t, s.Discontinuity(4)) // another publisher, with another picture
			s.video(media.SourceName, small)
			s.publish(12, 20, media.SourceName, media.AudioName)
			s.Skip("176p", media.PartID{Segment: 6})
			s.publish(20, 28, all...)
			s.End()
			info := <-ready
			require.Equal(t, "show", info.Stream)
			require.InDelta(t, 14, info.Seconds, 1e-9)
			require.Equal(t, began.Add(14*time.Second), info.EndedAt)
			require.Zero(t, info.Lost)

			server := serve(t, r)
			base := server.URL + "/recordings/" + info.ID + "/"
			report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: base + "index.m3u8", For: time.Second})
			require.NoError(t, err)
			var text strings.Builder
			require.NoError(t, report.Write(&text, false))
			require.True(t, report.Conforms(), &text)
			require.Len(t, report.Playlists, 3)
			require.Equal(t, 7+5+7, report.Segments)

			_, body := get(t, base+"176p/media.m3u8")
			p, err := conformance.Parse(body)
			require.NoError(t, err)
			require.Equal(t, "VOD", p.Type)
			require.True(t, p.Ended)
			var gaps []uint64
			for _, seg := range p.Segments {
				if seg.Gap {
					gaps = append(gaps, seg.MSN)
				}
			}
			require.Equal(t, []uint64{4, 5}, gaps)
			require.True(t, p.Segments[3].Discontinuity)
			for path, want := range map[string]int{
				"176p/4.mp4": http.StatusNotFound, "176p/01.mp4": http.StatusNotFound, "176p/init-9.mp4": http.StatusNotFound, "x/media.m3u8": http.StatusNotFound,
				"176p/1.mp4": http.StatusOK, "../20300102t030405z-aaaaaaaaaaaaa/index.m3u8": http.StatusNotFound, "../x/index.m3u8": http.StatusNotFound,
			} {
				status, _ := get(t, base+path)
				require.Equal(t, want, status, path)
			}
			testClips(t, base)

			closeRecorder(t, r)
			r = open(t, record.Config{URL: target}, nil) // it is there for the next process
			defer closeRecorder(t, r)
			list, next, err := r.List(t.Context(), "show", "", 10)
			require.NoError(t, err)
			require.Empty(t, next)
			require.Equal(t, []record.Info{info}, list)
			require.NoError(t, r.Delete(t.Context(), info.ID))
			if name == "folder" {
				require.NoDirExists(t, filepath.Join(target, info.ID))
			}
			_, err = r.Get(t.Context(), info.ID)
			require.ErrorIs(t, err, record.ErrUnknown)
		})
	}
}

func testClips(t *testing.T, base string) {
	tests := map[string]struct {
		query  string
		status int
		frames int // pictures; from the IDR before the start to the part that has the end
	}{
		"begins_at_an_IDR":   {"from=2.7&to=3.2", http.StatusOK, 3 * 12},
		"of_a_rung":          {"from=0&to=0.5&rendition=176p", http.StatusOK, 12},
		"formats_change":     {"from=5&to=7", http.StatusUnprocessableEntity, 0},
		"behind_the_end":     {"from=100&to=101", http.StatusUnprocessableEntity, 0},
		"backwards":          {"from=3&to=2", http.StatusBadRequest, 0},
		"not_numbers":        {"from=NaN&to=Inf", http.StatusBadRequest, 0},
		"too_long":           {"from=0&to=100000", http.StatusBadRequest, 0},
		"no_such_rendition":  {"from=0&to=1&rendition=x", http.StatusNotFound, 0},
		"no_range":           {"", http.StatusBadRequest, 0},
		"rung_has_a_gap_now": {"from=7&to=8&rendition=176p", http.StatusUnprocessableEntity, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, body := get(t, base+"clip.mp4?"+tt.query)
			require.Equal(t, tt.status, status, string(body))
			if status != http.StatusOK {
				return
			}
			d := fmp4.NewDemuxer(bytes.NewReader(body), nil, len(body))
			pictures, sound := 0, 0
			for {
				u, err := d.Next()
				if err != nil {
					break
				}
				if u.Track.Video != nil {
					if pictures == 0 {
						require.Zero(t, u.DTS)
						require.True(t, u.Key)
					}
					pictures++
				} else {
					sound++
				}
			}
			require.Len(t, d.Movie().Tracks, 2)
			require.Equal(t, tt.frames, pictures)
			require.Equal(t, 2*tt.frames, sound) // 24 frames of sound to 12 pictures
		})
	}
}

// TestRecord_publisherAway: what was missing while nobody published is as long in the recording as it was, and in no clip.
func TestRecord_publisherAway(t *testing.T) {
	ready := make(chan record.Info, 1)
	r := open(t, record.Config{URL: t.TempDir()}, func(i record.Info) { ready <- i })
	defer closeRecorder(t, r)
	s := newStream(t, r.Record("show", began, false, 0))
	s.publish(0, 8, all...)
	next, begins, ok := s.Gap(4*media.Second + 7*media.Second)
	require.True(t, ok)
	s.Skip("176p", next)
	s.Skip(media.AudioName, next)
	require.NoError(t, s.Discontinuity(next.Segment+1))
	for n := range 8 {
		for _, name := range all {
			p := part(name, n)
			p.ID.Segment, p.Start = p.ID.Segment+next.Segment, p.Start+begins
			require.NoError(t, s.Publish(name, p))
		}
	}
	s.End()
	info := <-ready
	require.InDelta(t, 15, info.Seconds, 1e-9)

	base := serve(t, r).URL + "/recordings/" + info.ID + "/"
	report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: base + "index.m3u8", For: time.Second})
	require.NoError(t, err)
	require.Equal(t, 3*4, report.Segments)
	_, body := get(t, base+"source/media.m3u8")
	p, err := conformance.Parse(body)
	require.NoError(t, err)
	require.Empty(t, conformance.CheckVersions("source", []conformance.Version{{Body: body}}))
	var missing time.Duration
	for _, seg := range p.Segments {
		if seg.Gap {
			missing += seg.Duration
		}
	}
	require.InDelta(t, 7, missing.Seconds(), 1e-5, "%s", body)
	status, body := get(t, base+"clip.mp4?from=6&to=8")
	require.Equal(t, http.StatusUnprocessableEntity, status, string(body))
	status, _ = get(t, base+"clip.mp4?from=12&to=13")
	require.Equal(t, http.StatusOK, status)
}

func TestRecorder_List(t *testing.T) {
	r := open(t, record.Config{URL: t.TempDir()}, nil)
	defer closeRecorder(t, r)
	var streams []*stream
	for range 5 {
		s := newStream(t, r.Record("show", began, false, 0))
		s.publish(0, 4, all...)
		streams = append(streams, s)
	}
	newStream(t, r.Record("empty", began, false, 0)).End() // of which nothing is kept
	for _, s := range streams {
		s.End()
	}
	seen := map[string]bool{}
	require.Eventually(t, func() bool {
		list, _, err := r.List(t.Context(), "", "", 10)
		for _, i := range list {
			if i.State != record.Ready {
				return false
			}
		}
		return err == nil && len(list) == 5
	}, time.Minute, 10*time.Millisecond)
	for after, pages := "", 0; ; pages++ {
		list, next, err := r.List(t.Context(), "show", after, 2)
		require.NoError(t, err)
		for _, i := range list {
			require.False(t, seen[i.ID])
			seen[i.ID] = true
		}
		if after = next; next == "" {
			require.Equal(t, 2, pages)
			break
		}
	}
	require.Len(t, seen, 5)
	list, _, err := r.List(t.Context(), "other", "", 10)
	require.NoError(t, err)
	require.Empty(t, list)
}

// Recordings that are older than they are kept for are deleted.
func TestRecorder_retention(t *testing.T) {
	dir := t.TempDir()
	ready := make(chan record.Info, 2)
	r := open(t, record.Config{URL: dir}, func(i record.Info) { ready <- i })
	for _, start := range []time.Time{time.Now().Add(-2 * time.Hour), time.Now()} {
		s := newStream(t, r.Record("show", start, false, 0))
		s.publish(0, 4, all...)
		s.End()
		<-ready
	}
	closeRecorder(t, r)
	r = open(t, record.Config{URL: dir, Retention: time.Hour}, nil)
	defer closeRecorder(t, r)
	require.Eventually(t, func() bool {
		list, _, err := r.List(t.Context(), "", "", 10)
		return err == nil && len(list) == 1 && time.Since(list[0].EndedAt) < time.Hour
	}, time.Minute, 10*time.Millisecond)
}

// What was recorded before a process was killed is a recording of the next one.
func TestRecord_killed(t *testing.T) {
	const dirOf = "MILLRACE_TEST_RECORD_DIR"
	if dir := os.Getenv(dirOf); dir != "" { // the process that is killed
		r := open(t, record.Config{URL: dir}, nil)
		s := newStream(t, r.Record("show", began, false, 0))
		passing := newStream(t, r.Buffer("passing", began, time.Minute))
		for n := range 1000 {
			passing.publish(n, n+1, all...)
			s.publish(n, n+1, all...)
			require.Eventually(t, func() bool { // not faster than the store
				kept, err := filepath.Glob(filepath.Join(dir, "*", "source", "[0-9]*.mp4"))
				return err == nil && len(kept) >= 2*n
			}, time.Minute, time.Millisecond)
			fmt.Fprintf(os.Stdout, "published %d\n", n)
		}
		return
	}
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestRecord_killed$")
	cmd.Env = append(os.Environ(), dirOf+"="+dir)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	published := -1
	for lines := bufio.NewScanner(out); published < 21 && lines.Scan(); {
		_, _ = fmt.Sscanf(lines.Text(), "published %d", &published)
	}
	require.NoError(t, cmd.Process.Kill())
	var exit *exec.ExitError
	require.True(t, errors.As(cmd.Wait(), &exit))
	require.Equal(t, 21, published)
	// Whatever a write left half done must not matter.
	halves, err := filepath.Glob(filepath.Join(dir, "*", "source"))
	require.NoError(t, err)
	require.Len(t, halves, 2)
	for _, dir := range halves {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "fileblob123"), []byte("half"), 0o600))
	}

	other := open(t, record.Config{URL: dir, Node: "b"}, nil)
	list, _, err := other.List(t.Context(), "", "", 10)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, record.Recording, list[0].State, "another node leaves it alone")
	closeRecorder(t, other)

	r := open(t, record.Config{URL: dir}, nil)
	defer closeRecorder(t, r)
	list, _, err = r.List(t.Context(), "", "", 10)
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Equal(t, record.Ready, list[0].State)
	require.Eventually(t, func() bool { // what was to pass has passed
		left, err := filepath.Glob(filepath.Join(dir, "*", "source", "*.mp4"))
		return err == nil && !slices.ContainsFunc(left, func(file string) bool { return !strings.Contains(file, list[0].ID) })
	}, time.Minute, 10*time.Millisecond)
	require.GreaterOrEqual(t, list[0].Seconds, float64(published)*0.5, "at most the newest part is lost")
	report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: serve(t, r).URL + "/recordings/" + list[0].ID + "/index.m3u8", For: time.Second})
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, report.Write(&text, false))
	require.True(t, report.Conforms(), &text)
}

// A store that takes nothing costs the recording, and nothing else.
func TestRecord_store_fails(t *testing.T) {
	dir := t.TempDir()
	r := open(t, record.Config{URL: dir}, nil)
	defer closeRecorder(t, r)
	require.NoError(t, os.RemoveAll(dir))
	require.NoError(t, os.WriteFile(dir, nil, 0o600)) // a file where the folder was
	s := newStream(t, r.Record("show", began, false, 0))
	s.publish(0, 8, all...)
	s.End()
	require.NoError(t, os.Remove(dir))
}

// While files come and go in the store's folder, as they do when parts are written, recordings are listed all the same.
func TestRecorder_List_whileWriting(t *testing.T) {
	dir := t.TempDir()
	r := open(t, record.Config{URL: dir}, nil)
	defer closeRecorder(t, r)
	s := newStream(t, r.Record("show", began, false, 0))
	s.publish(0, 4, all...)
	require.Eventually(t, func() bool {
		halves, _ := filepath.Glob(filepath.Join(dir, "*", "source"))
		return len(halves) == 1
	}, time.Minute, time.Millisecond)
	folders, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for half := filepath.Join(folders[0], "recording.json.tmp"); ; {
			select {
			case <-stop:
				return
			default:
				_ = os.WriteFile(half, []byte("half"), 0o600)
				_ = os.Remove(half)
			}
		}
	}()
	for range 300 {
		list, _, err := r.List(t.Context(), "", "", 10)
		require.NoError(t, err)
		require.Len(t, list, 1)
	}
	close(stop)
	<-stopped
	s.End()
}
