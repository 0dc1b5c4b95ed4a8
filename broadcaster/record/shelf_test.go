package record_test

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// blobs are the names of the parts of a rendition that are in a folder.
func blobs(t *testing.T, dir, rendition string) (names []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.Contains(path, "/"+rendition+"/0") {
			names = append(names, d.Name())
		}
		return nil // it was just deleted
	}))
	return names
}

// What viewers may go back to is in the store for twice as long as they may, and then no more; it is no recording.
func TestBuffer(t *testing.T) {
	dir := t.TempDir()
	r := open(t, record.Config{URL: dir}, func(record.Info) { t.Error("a recording") })
	tape := r.Buffer("show", began, 4*time.Second)
	s := newStream(t, tape)
	s.publish(0, 80, all...) // 40 s: segments 1 to 20
	require.Eventually(t, func() bool {
		names := blobs(t, dir, "source")
		return len(names) > 0 && len(names) <= 5*4 && strings.HasPrefix(names[len(names)-1], "0000000020.003.")
	}, time.Minute, 10*time.Millisecond)
	inStore(t, tape, 18, 18) // all of it, in the others too
	require.True(t, tape.Holds("176p", 18, 4))
	require.False(t, tape.Holds("176p", 18, 3))
	require.False(t, tape.Holds("176p", 10, 4))
	data, err := tape.Segment(t.Context(), "176p", 18)
	require.NoError(t, err)
	var want []byte
	for n := range 4 {
		want = append(want, part("176p", 17*4+n).Data...)
	}
	require.Equal(t, want, data)
	data, err = tape.FirstPart(t.Context(), "176p", 18)
	require.NoError(t, err)
	require.Equal(t, part("176p", 17*4).Data, data)
	_, err = tape.FirstPart(t.Context(), "176p", 1)
	require.ErrorIs(t, err, origin.ErrGone)
	for _, seq := range []media.SegmentSeq{0, 1, 10, 21, 1 << 61} {
		_, err := tape.Segment(t.Context(), "176p", seq)
		require.ErrorIs(t, err, origin.ErrGone)
	}
	_, err = tape.Segment(t.Context(), "x", 18)
	require.ErrorIs(t, err, origin.ErrGone)

	list, _, err := r.List(t.Context(), "", "", 10)
	require.NoError(t, err)
	require.Empty(t, list)
	ids, err := filepath.Glob(filepath.Join(dir, "*", "recording.json"))
	require.NoError(t, err)
	require.Len(t, ids, 1)
	_, err = r.Get(t.Context(), filepath.Base(filepath.Dir(ids[0])))
	require.ErrorIs(t, err, record.ErrUnknown)
	s.End()
	_, err = tape.Segment(t.Context(), "176p", 18)
	require.NoError(t, err, "a while longer")
	closeRecorder(t, r)
	require.Empty(t, blobs(t, dir, "source"))
	require.Empty(t, blobs(t, dir, "audio"))
}

// An origin and a store together: what has left memory is served as it was.
func TestBuffer_served(t *testing.T) {
	const window = 3 * time.Minute
	r := open(t, record.Config{URL: t.TempDir()}, nil)
	var now atomic.Int64 // of the stream
	o, err := origin.New(origin.Config{Now: func() time.Time { return began.Add(time.Duration(now.Load())) }}, origin.Deps{})
	require.NoError(t, err)
	t.Cleanup(func() { o.Close(); closeRecorder(t, r) })
	tape := r.Buffer("show", began, window)
	s := streamAt(t, o, tape, func(s *origin.Stream) { s.Rewind(window, tape) })
	for n := range 600 {
		s.publish(n, n+1, all...)
		now.Store(int64(time.Duration(n+1) * time.Second / 2))
		if n%100 == 99 { // not faster than the store
			require.Eventually(t, func() bool {
				_, err := tape.Segment(t.Context(), "176p", media.SegmentSeq(n/4))
				return err == nil
			}, time.Minute, time.Millisecond)
		}
	}
	router := chi.NewRouter()
	router.Route("/hls", o.Routes)
	server := httptest.NewServer(router)
	t.Cleanup(server.Close)
	status, body := get(t, server.URL+"/hls/show/176p/media.m3u8?dvr=1&ll=0")
	require.Equal(t, http.StatusOK, status)
	p, err := conformance.Parse(body)
	require.NoError(t, err)
	require.InDelta(t, window.Seconds()/2, len(p.Segments), 2)
	for i, seg := range p.Segments {
		require.False(t, seg.Gap)
		code, media := get(t, server.URL+"/hls/show/176p/"+seg.URI)
		require.Equal(t, http.StatusOK, code, seg.URI)
		var want []byte
		for n := range 4 {
			want = append(want, part("176p", 4*(int(p.MediaSequence)+i-1)+n).Data...)
		}
		require.Equal(t, want, media, seg.URI)
	}
	first := p.Segments[0].URI
	status, _ = get(t, server.URL+"/hls/show/176p/"+strings.Replace(first, fmt.Sprint(p.MediaSequence), "1", 1))
	require.Equal(t, http.StatusOK, status, "who was told of it may still have it")
}

// What is recorded can be gone back to as well, and stays.
func TestRecord_rewind(t *testing.T) {
	ready := make(chan record.Info, 1)
	dir := t.TempDir()
	r := open(t, record.Config{URL: dir}, func(i record.Info) { ready <- i })
	defer closeRecorder(t, r)
	tape := r.Record("show", began, false, 4*time.Second)
	s := newStream(t, tape)
	s.publish(0, 80, all...)
	require.Eventually(t, func() bool {
		_, err := tape.Segment(t.Context(), "source", 19)
		return err == nil
	}, time.Minute, 10*time.Millisecond)
	require.False(t, tape.Holds("source", 1, 4))
	s.End()
	<-ready
	require.Len(t, blobs(t, dir, "source"), 80)
}
