package record_test

import (
	"context"
	"fmt"
	"image"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/media"
)

// painter makes pictures of nothing.
type painter struct{}

func (painter) StartPictures(context.Context) (pictures.Child, error) { return painter{}, nil }

func (painter) Picture(_ media.VideoFormat, _ []byte, width, height int) (*image.YCbCr, error) {
	return image.NewYCbCr(image.Rect(0, 0, width, height/2), image.YCbCrSubsampleRatio420), nil
}

func (painter) Close() error { return nil }

// Of a live stream's churn nothing remains: with viewers of every kind of playlist, of what memory has and what it has no more, and with
// pictures, memory does not grow. MILLRACE_CHURN_MINUTES says how long the stream is; it is published as fast as it is taken.
func TestChurn(t *testing.T) {
	const (
		window = time.Minute
		warmUp = 3          // minutes until everything is as full as it gets
		most   = 8.0 * 1024 // bytes per minute: less than a hundred for each segment of each rendition
	)
	minutes := 9
	if text := os.Getenv("MILLRACE_CHURN_MINUTES"); text != "" {
		var err error
		minutes, err = strconv.Atoi(text)
		require.NoError(t, err)
	}
	require.Greater(t, minutes, warmUp+2)
	r := open(t, record.Config{URL: t.TempDir()}, nil)
	var now atomic.Int64 // of the stream
	o, err := origin.New(origin.Config{Now: func() time.Time { return began.Add(time.Duration(now.Load())) }}, origin.Deps{})
	require.NoError(t, err)
	t.Cleanup(func() { o.Close(); closeRecorder(t, r) })
	tape := r.Buffer("show", began, window)
	s := streamAt(t, o, tape, func(s *origin.Stream) { s.Rewind(window, tape) })
	maker := pictures.New(pictures.Config{Interval: time.Nanosecond}, painter{}, slog.New(slog.DiscardHandler), nil)
	router := chi.NewRouter()
	router.Route("/hls", o.Routes)
	view := func(path string) {
		w := httptest.NewRecorder()
		req := httptest.NewRequest(http.MethodGet, "/hls/show/"+path, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		router.ServeHTTP(w, req)
		require.Equal(t, http.StatusOK, w.Code, "%s: %s", path, w.Body)
	}
	frames := func(context.Context) (list []pictures.Keyframe, err error) {
		for _, k := range s.Keyframes() {
			list = append(list, pictures.Keyframe{At: k.Shown, Duration: k.Duration, Load: k.Load})
		}
		return list, nil
	}
	var used []float64 // after each minute
	for n := range minutes * 120 {
		id := part("", n).ID
		answered := make(chan struct{})
		if n > 8 { // somebody waits for the part
			go func() {
				defer close(answered)
				w := httptest.NewRecorder()
				router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, fmt.Sprintf("/hls/show/source/media.m3u8?_HLS_msn=%d&_HLS_part=%d&_HLS_skip=YES", id.Segment, id.Part), nil))
			}()
		} else {
			close(answered)
		}
		now.Store(int64(time.Duration(n+1) * time.Second / 2))
		s.publish(n, n+1, all...)
		<-answered
		if n%8 != 7 {
			continue
		}
		for _, path := range []string{"index.m3u8", "ts.m3u8", "source/ts.m3u8", "source/media.m3u8", "176p/media.m3u8?ll=0", "audio/media.m3u8?dvr=1", "176p/media.m3u8?dvr=1"} {
			view(path)
		}
		seq := media.SegmentSeq(n / 4)
		require.Eventually(t, func() bool { // not faster than the store
			_, err := tape.Segment(t.Context(), "176p", seq)
			return err == nil
		}, time.Minute, time.Millisecond)
		if n%40 == 39 {
			_, err := maker.Poster(t.Context(), "show", frames)
			require.NoError(t, err)
			_, err = maker.Storyboard(t.Context(), "show", frames)
			require.NoError(t, err)
		}
		if n%120 == 119 {
			runtime.GC()
			runtime.GC() // what pools held over the first
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			used = append(used, float64(m.HeapAlloc))
		}
	}
	growth := slope(used[warmUp:])
	t.Logf("%d minutes: %.2f MiB after %d, %.2f MiB at the end; %.1f KiB a minute", minutes, used[warmUp]/(1<<20), warmUp+1, used[len(used)-1]/(1<<20), growth/1024)
	require.Less(t, growth, most, "bytes per minute; after each: %.0f", used)
}

// slope is that of the straight line that fits best.
func slope(y []float64) float64 {
	var sumX, sumY, sumXX, sumXY float64
	for i, v := range y {
		x := float64(i)
		sumX, sumY, sumXX, sumXY = sumX+x, sumY+v, sumXX+x*x, sumXY+x*v
	}
	n := float64(len(y))
	return (n*sumXY - sumX*sumY) / (n*sumXX - sumX*sumX)
}
