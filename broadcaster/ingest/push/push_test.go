package push_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// recorder is a publisher that keeps what it gets. Who publishes a stream that has a publisher takes it over.
type recorder struct {
	mu       sync.Mutex
	requests []ingest.Request
	sinks    []*sink
	refuse   func(ingest.Request) error
	fail     func(video int) error // what the sink says to a picture
}

type sink struct {
	r     *recorder
	close func(error)

	mu     sync.Mutex
	video  []media.VideoFormat
	audio  []media.AudioFormat
	frames []media.AccessUnit
	sounds []media.AccessUnit
	ended  bool
	reason error
	done   chan struct{}
}

func (r *recorder) Publish(_ context.Context, req ingest.Request) (ingest.Sink, error) {
	if r.refuse != nil {
		if err := r.refuse(req); err != nil {
			return nil, err
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.sinks {
		if r.requests[slices.Index(r.sinks, s)].Name == req.Name && !s.isEnded() {
			s.close(fmt.Errorf("replaced"))
			<-s.done
		}
	}
	s := &sink{r: r, close: req.Close, done: make(chan struct{})}
	r.requests = append(r.requests, req)
	r.sinks = append(r.sinks, s)
	return s, nil
}

func (r *recorder) sink(n int) *sink {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.sinks[n]
}

func (r *recorder) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.sinks)
}

func (s *sink) VideoFormat(f media.VideoFormat) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.video = append(s.video, f)
	return nil
}

func (s *sink) AudioFormat(f media.AudioFormat) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.audio = append(s.audio, f)
	return nil
}

func (s *sink) Video(u media.AccessUnit) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.r.fail != nil {
		if err := s.r.fail(len(s.frames)); err != nil {
			return err
		}
	}
	s.frames = append(s.frames, u)
	return nil
}

func (s *sink) Audio(u media.AccessUnit) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sounds = append(s.sounds, u)
	return nil
}

func (s *sink) End(reason error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended, s.reason = true, reason
	close(s.done)
}

func (s *sink) isEnded() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended
}

// pictures returns the pictures so far.
func (s *sink) pictures() []media.AccessUnit {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.frames)
}

// server runs a push server; it returns the address of /live.
func server(t *testing.T, cfg push.Config, r *recorder, other ...ingest.Publisher) (base string, metrics *prometheus.Registry) {
	t.Helper()
	publisher := ingest.Publisher(r)
	if len(other) > 0 {
		publisher = other[0]
	}
	metrics = prometheus.NewRegistry()
	s, err := push.New(cfg, push.Deps{
		Publisher: publisher, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)), Metrics: push.NewMetrics(metrics),
	})
	require.NoError(t, err)
	router := chi.NewRouter()
	router.Route("/live", s.Routes)
	srv := httptest.NewServer(router)
	t.Cleanup(func() {
		require.NoError(t, s.Stop(context.Background()))
		srv.Close()
		http.DefaultClient.CloseIdleConnections()
	})
	return srv.URL + "/live/", metrics
}

// do sends a request and returns the status and what was said.
func do(t *testing.T, method, url string, body io.Reader, header ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, body)
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(b)
}

func put(t *testing.T, url string, body []byte, header ...string) (int, string) {
	t.Helper()
	return do(t, http.MethodPut, url, bytes.NewReader(body), header...)
}

// segments cuts a clip with FFmpeg into segments of a second.
func segments(t testing.TB, s testmedia.Spec, options ...string) [][]byte {
	t.Helper()
	s.GOP = int(s.FPS.Float())
	if s.GOP == 0 {
		s.GOP = 30
	}
	dir := t.TempDir()
	args := append([]string{"-v", "error", "-i", testmedia.MP4(t, s), "-c", "copy", "-f", "segment", "-segment_time", "1"}, options...)
	text, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), append(args, filepath.Join(dir, "%03d.ts"))...).CombinedOutput()
	require.NoError(t, err, string(text))
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	slices.Sort(files)
	var out [][]byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		out = append(out, b)
	}
	return out
}

// file is a whole clip in a container.
func file(t testing.TB, s testmedia.Spec, args ...string) []byte {
	t.Helper()
	args = append([]string{"-v", "error", "-i", testmedia.MP4(t, s), "-c", "copy"}, append(args, "pipe:1")...)
	out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), args...).Output()
	require.NoError(t, err)
	return out
}

// continuous checks that pictures follow one another without a hole.
func continuous(t *testing.T, frames []media.AccessUnit, frame media.Ticks) {
	t.Helper()
	for i, u := range frames {
		require.Equal(t, frames[0].DTS+media.Ticks(i)*frame, u.DTS, "picture %d", i)
	}
}

var ntsc = media.Rational{Num: 30000, Den: 1001}

func TestSegments(t *testing.T) {
	segs := segments(t, testmedia.Spec{FPS: ntsc, BFrames: 2, Audio: 48000})
	r := &recorder{}
	base, metrics := server(t, push.Config{}, r)
	for i, b := range segs {
		method := []string{http.MethodPut, http.MethodPost}[i%2]
		status, text := do(t, method, fmt.Sprintf("%smine/%d.ts?key=1", base, i), bytes.NewReader(b),
			"Content-Duration", "1000", "Content-Resolution", "320x180", "Authorization", "Bearer secret")
		require.Equal(t, http.StatusOK, status, text)
		require.Empty(t, text)
	}
	require.Equal(t, 1, r.count())
	require.Equal(t, "mine", r.requests[0].Name)
	require.Equal(t, "live", r.requests[0].App)
	require.Equal(t, "1", r.requests[0].Query.Get("key"))
	require.Equal(t, "secret", r.requests[0].Query.Get("token"))
	require.Equal(t, base+"mine/0.ts?key=1&token=secret", r.requests[0].URL, "what a webhook is asked about")
	s := r.sink(0)
	require.Len(t, s.video, 1)
	require.Len(t, s.audio, 1)
	require.Equal(t, 320, s.video[0].Width)
	require.Equal(t, testmedia.Spec{FPS: ntsc}.Frames(), len(s.frames))
	continuous(t, s.frames, ntsc.FrameTicks())
	require.True(t, s.frames[0].Key)
	require.InDelta(t, 4*48000/1024, len(s.sounds), 3)

	status, _ := do(t, http.MethodDelete, base+"mine", nil)
	require.Equal(t, http.StatusForbidden, status)
	status, _ = do(t, http.MethodDelete, base+"mine?key=1", nil, "Authorization", "Bearer secret")
	require.Equal(t, http.StatusNoContent, status)
	require.True(t, s.isEnded())
	require.NoError(t, s.reason)
	require.NoError(t, testutil.GatherAndCompare(metrics, strings.NewReader(`
# HELP millrace_push_rejected_total Pushes that were not taken, by the status that they were answered with.
# TYPE millrace_push_rejected_total counter
millrace_push_rejected_total{status="403"} 1
# HELP millrace_push_segments_total Pushed segments that went into a stream.
# TYPE millrace_push_segments_total counter
millrace_push_segments_total 4
# HELP millrace_push_streams Streams that are pushed now.
# TYPE millrace_push_streams gauge
millrace_push_streams 0
`), "millrace_push_rejected_total", "millrace_push_segments_total", "millrace_push_streams"))
}

// TestRestartedTimestamps: segments that all begin at the same time follow one another.
func TestRestartedTimestamps(t *testing.T) {
	for name, options := range map[string][]string{
		"transport stream": {"-reset_timestamps", "1"},
		"fragmented MP4":   {"-reset_timestamps", "1", "-segment_format", "mp4", "-segment_format_options", "movflags=frag_keyframe+empty_moov+default_base_moof"},
	} {
		t.Run(name, func(t *testing.T) {
			segs := segments(t, testmedia.Spec{Audio: 44100}, options...)
			r := &recorder{}
			base, _ := server(t, push.Config{}, r)
			for i, b := range segs {
				status, text := put(t, fmt.Sprintf("%smine/%d.ts", base, i), b)
				require.Equal(t, http.StatusOK, status, text)
			}
			require.Equal(t, 1, r.count())
			require.Len(t, r.sink(0).frames, testmedia.Spec{}.Frames())
			for i, u := range r.sink(0).frames {
				require.InDelta(t, float64(i)*12000, float64(u.DTS), float64(40*media.Millisecond))
			}
		})
	}
}

// TestOneFileOverAndOver is `curl -T` in a loop.
func TestOneFileOverAndOver(t *testing.T) {
	b := file(t, testmedia.Spec{Seconds: 1}, "-f", "mpegts")
	r := &recorder{}
	base, _ := server(t, push.Config{}, r)
	curl, err := exec.LookPath("curl")
	if err != nil {
		t.Skip("curl is not on the PATH")
	}
	path := filepath.Join(t.TempDir(), "one.ts")
	require.NoError(t, os.WriteFile(path, b, 0o600))
	for i := range 5 {
		out, err := exec.CommandContext(t.Context(), curl, "-sS", "--fail-with-body", "-T", path, fmt.Sprintf("%smine/%d.ts", base, i)).CombinedOutput()
		require.NoError(t, err, string(out))
	}
	require.Equal(t, 1, r.count())
	require.Len(t, r.sink(0).frames, 150)
	continuous(t, r.sink(0).frames, media.Second/30)
}

func TestEndlessBody(t *testing.T) {
	for name, args := range map[string][]string{
		"transport stream": {"-f", "mpegts"},
		"fragmented MP4":   {"-f", "mp4", "-movflags", "frag_keyframe+delay_moov+default_base_moof"},
	} {
		t.Run(name, func(t *testing.T) {
			b := file(t, testmedia.Spec{Audio: 48000, GOP: 15}, args...)
			r := &recorder{}
			base, _ := server(t, push.Config{IdleTimeout: time.Minute}, r)
			in, out := io.Pipe()
			type answer struct {
				status int
				text   string
			}
			done := make(chan answer, 1)
			go func() {
				status, text := do(t, http.MethodPost, base+"mine", in, "Content-Type", "video/whatever")
				done <- answer{status, text}
			}()
			_, err := out.Write(b[:len(b)/2])
			require.NoError(t, err)
			require.Eventually(t, func() bool { return r.count() == 1 && len(r.sink(0).pictures()) > 30 }, time.Minute, 5*time.Millisecond,
				"pictures come before the body ends")
			_, err = out.Write(b[len(b)/2:])
			require.NoError(t, err)
			require.NoError(t, out.Close())
			require.Equal(t, answer{http.StatusOK, ""}, <-done)
			require.True(t, r.sink(0).isEnded())
			require.NoError(t, r.sink(0).reason)
			require.Len(t, r.sink(0).frames, testmedia.Spec{}.Frames())
			continuous(t, r.sink(0).frames, media.Second/30)
		})
	}
}

// TestInitSegmentComesLate: FFmpeg sends it and the first fragment on two connections, without waiting for an answer.
func TestInitSegmentComesLate(t *testing.T) {
	b := file(t, testmedia.Spec{}, "-f", "mp4", "-movflags", "frag_keyframe+empty_moov+default_base_moof")
	at := bytes.Index(b, []byte("moof")) - 4
	r := &recorder{}
	base, _ := server(t, push.Config{GapWait: time.Minute}, r)
	done := make(chan int, 1)
	go func() {
		status, _ := put(t, base+"mine/0.m4s", b[at:])
		done <- status
	}()
	require.Eventually(t, func() bool { return r.count() == 1 }, time.Minute, time.Millisecond)
	status, text := put(t, base+"mine/init.mp4", b[:at])
	require.Equal(t, http.StatusOK, status, text)
	require.Equal(t, http.StatusOK, <-done)
	require.Len(t, r.sink(0).pictures(), testmedia.Spec{}.Frames())
}
