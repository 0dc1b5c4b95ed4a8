package push_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/codecs"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestNumbers: what is early waits, what misses is given up, what repeats or is late does not count.
func TestNumbers(t *testing.T) {
	segs := segments(t, testmedia.Spec{Seconds: 8})
	r := &recorder{}
	base, _ := server(t, push.Config{GapWait: 3 * time.Second}, r)
	url := func(n int) string { return fmt.Sprintf("%smine/%d.ts", base, n) }
	expect := func(n, want int, say string) {
		t.Helper()
		status, text := put(t, url(n), segs[n])
		require.Equal(t, want, status, text)
		require.Contains(t, text, say)
	}
	expect(0, http.StatusOK, "")
	early := make(chan int, 1)
	go func() {
		status, _ := put(t, url(2), segs[2])
		early <- status
	}()
	expect(1, http.StatusOK, "")
	require.Equal(t, http.StatusOK, <-early)
	expect(1, http.StatusOK, "")
	expect(0, http.StatusOK, "")
	continuous(t, r.sink(0).pictures(), 12000)
	require.Len(t, r.sink(0).pictures(), 90)

	expect(4, http.StatusOK, "")
	expect(3, http.StatusConflict, "late")
	expect(5, http.StatusOK, "")
	require.Len(t, r.sink(0).pictures(), 150)
	require.Equal(t, 1, r.count())
}

func TestRefusals(t *testing.T) {
	seg := segments(t, testmedia.Spec{Seconds: 1})[0]
	t.Run("by the publisher", func(t *testing.T) {
		refusal := fmt.Errorf("%w: no such key", ingest.ErrRefused)
		r := &recorder{refuse: func(ingest.Request) error { return refusal }}
		base, _ := server(t, push.Config{}, r)
		for want, err := range map[int]error{
			http.StatusForbidden: refusal, http.StatusNotFound: ingest.ErrNotFound, http.StatusServiceUnavailable: ingest.ErrBusy,
		} {
			refusal = err
			for _, file := range []string{"mine/0.ts", "mine"} {
				status, text := put(t, base+file, seg)
				require.Equal(t, want, status)
				require.Contains(t, text, err.Error())
			}
		}
	})
	t.Run("by name and method", func(t *testing.T) {
		r := &recorder{}
		base, _ := server(t, push.Config{}, r)
		for _, file := range []string{"mine/0.avi", "mine/x.ts", "mine/0"} {
			status, _ := put(t, base+file, seg)
			require.Equal(t, http.StatusBadRequest, status)
		}
		status, text := put(t, base+"mine/0.ts", seg, "Content-Slice-From", "100")
		require.Equal(t, http.StatusBadRequest, status)
		require.Contains(t, text, "Content-Slice-From")
		status, _ = do(t, http.MethodGet, base+"mine/0.ts", nil)
		require.Equal(t, http.StatusMethodNotAllowed, status)
		status, _ = put(t, base+"mine/index.m3u8", []byte("#EXTM3U"))
		require.Equal(t, http.StatusOK, status)
		status, _ = do(t, http.MethodDelete, base+"mine/0.ts", nil)
		require.Equal(t, http.StatusOK, status)
		require.Zero(t, r.count())
		status, _ = do(t, http.MethodDelete, base+"mine", nil)
		require.Equal(t, http.StatusNotFound, status)
	})
	t.Run("for the media", func(t *testing.T) {
		r := &recorder{}
		base, _ := server(t, push.Config{GapWait: 20 * time.Millisecond}, r)
		for name, tt := range map[string]struct {
			body []byte
			say  string
		}{
			"nothing":            {nil, "neither"},
			"noise":              {bytes.Repeat([]byte{0xa5}, 4000), "neither"},
			"a whole MP4 file":   {read(t, testmedia.MP4(t, testmedia.Spec{})), "not fragmented"},
			"half a box":         {[]byte("\x00\x00\x10\x00ftypisom"), "ends inside"},
			"no picture in it":   {seg[:2*188], "begins with an IDR"},
			"MPEG-2 video":       {mpeg2(t), "MPEG-2 video"},
			"MP4 without a moov": {[]byte("\x00\x00\x00\x10styp\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x08moof"), "init segment"},
		} {
			status, text := put(t, base+"mine/0.ts", tt.body)
			require.Equal(t, http.StatusUnprocessableEntity, status, name)
			require.Contains(t, text, tt.say, name)
		}
		status, text := put(t, base+"mine/0.ts", seg)
		require.Equal(t, http.StatusOK, status, text)
		status, text = put(t, base+"mine/1.ts", []byte("noise"))
		require.Equal(t, http.StatusUnprocessableEntity, status, text)
		require.False(t, r.sink(r.count()-1).isEnded(), "one bad segment does not end a stream")
	})
	t.Run("for its size", func(t *testing.T) {
		r := &recorder{}
		base, _ := server(t, push.Config{MaxSegment: 1 << 20, MaxBuffered: 3 << 20}, r)
		big := append(bytes.Clone(seg), make([]byte, 1<<20)...)
		status, text := put(t, base+"mine/0.ts", big)
		require.Equal(t, http.StatusRequestEntityTooLarge, status)
		require.Contains(t, text, "1048576")
		status, _ = do(t, http.MethodPut, base+"mine/0.ts", io.MultiReader(bytes.NewReader(big)))
		require.Equal(t, http.StatusRequestEntityTooLarge, status, "with a length that is not known before")
		for range 5 { // what was refused is held no longer
			status, text = put(t, base+"mine/0.ts", seg)
			require.Equal(t, http.StatusOK, status, text)
		}
	})
	t.Run("for its slowness", func(t *testing.T) {
		r := &recorder{}
		base, _ := server(t, push.Config{BodyTimeout: 100 * time.Millisecond, IdleTimeout: 100 * time.Millisecond, MaxPushes: 1}, r)
		for file, want := range map[string]int{"mine/0.ts": http.StatusRequestTimeout, "mine": http.StatusRequestTimeout} {
			in, out := io.Pipe()
			go func() {
				_, _ = out.Write(seg[:1000])
			}()
			status, text := do(t, http.MethodPut, base+file, in)
			require.Equal(t, want, status, text)
			require.NoError(t, out.Close())
		}
	})
	t.Run("for the others", func(t *testing.T) {
		r := &recorder{}
		base, _ := server(t, push.Config{MaxPushes: 1}, r)
		in, out := io.Pipe()
		done := make(chan int, 1)
		go func() {
			status, _ := do(t, http.MethodPut, base+"mine", in)
			done <- status
		}()
		_, err := out.Write(seg)
		require.NoError(t, err)
		require.Eventually(t, func() bool { return r.count() == 1 }, time.Minute, time.Millisecond)
		status, text := put(t, base+"yours/0.ts", seg)
		require.Equal(t, http.StatusServiceUnavailable, status)
		require.Contains(t, text, "try again")
		require.NoError(t, out.Close())
		require.Equal(t, http.StatusOK, <-done)
	})
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return b
}

// mpeg2 is a transport stream of a codec that is not carried.
func mpeg2(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	track := &mpegts.Track{PID: 256, Codec: &codecs.MPEG1Video{}}
	w := &mpegts.Writer{W: &b, Tracks: []*mpegts.Track{track}}
	require.NoError(t, w.Initialize())
	for i := range int64(3) {
		require.NoError(t, w.WriteMPEG1Video(track, i*3000, []byte{0, 0, 1, 0xb3, 1, 2, 3}))
	}
	return b.Bytes()
}

// TestNewestPublisherWins: other credentials take a stream over, and whoever had it does not take it back with its next
// segment.
func TestNewestPublisherWins(t *testing.T) {
	seg := segments(t, testmedia.Spec{Seconds: 1})[0]
	r := &recorder{}
	base, _ := server(t, push.Config{}, r)
	status, text := put(t, base+"mine/0.ts?key=old", seg)
	require.Equal(t, http.StatusOK, status, text)
	status, text = put(t, base+"mine/0.ts?key=new", seg)
	require.Equal(t, http.StatusOK, status, text)
	require.True(t, r.sink(0).isEnded())
	status, text = put(t, base+"mine/1.ts?key=old", seg)
	require.Equal(t, http.StatusConflict, status)
	require.Contains(t, text, "newer publisher")
	require.False(t, r.sink(1).isEnded())
}

// TestBeginsAnew: what one publish cannot go on with begins another, and no segment is lost.
func TestBeginsAnew(t *testing.T) {
	segs := segments(t, testmedia.Spec{Seconds: 2})
	var failed atomic.Bool
	r := &recorder{fail: func(frames int) error {
		if frames == 40 && failed.CompareAndSwap(false, true) {
			return errors.New("format changed")
		}
		return nil
	}}
	base, _ := server(t, push.Config{}, r)
	for i, b := range segs {
		status, text := put(t, fmt.Sprintf("%smine/%d.ts", base, i), b)
		require.Equal(t, http.StatusOK, status, text)
	}
	require.Equal(t, 2, r.count())
	require.ErrorContains(t, r.sink(0).reason, "format changed")
	require.Len(t, r.sink(1).pictures(), 30)
}

// TestLimit: a publish that exceeds its limits ends, and does not begin anew.
func TestLimit(t *testing.T) {
	seg := segments(t, testmedia.Spec{Seconds: 1})[0]
	r := &recorder{fail: func(int) error { return fmt.Errorf("%w: too much", ingest.ErrLimit) }}
	base, _ := server(t, push.Config{}, r)
	status, text := put(t, base+"mine/0.ts", seg)
	require.Equal(t, http.StatusForbidden, status)
	require.Contains(t, text, "too much")
	require.Equal(t, 1, r.count())
	require.True(t, r.sink(0).isEnded())
}

func TestIdleStreamEnds(t *testing.T) {
	seg := segments(t, testmedia.Spec{Seconds: 1})[0]
	r := &recorder{}
	base, _ := server(t, push.Config{IdleTimeout: 50 * time.Millisecond}, r)
	for n := range 2 {
		status, text := put(t, base+"mine/0.ts", seg)
		require.Equal(t, http.StatusOK, status, text)
		require.Equal(t, n+1, r.count())
		select {
		case <-r.sink(n).done:
		case <-time.After(time.Minute):
			require.Fail(t, "the stream goes on")
		}
		require.ErrorContains(t, r.sink(n).reason, "no segment in time")
	}
}

// TestBrokenClips pushes every clip of the folder that MILLRACE_BROKEN_CLIPS names.
func TestBrokenClips(t *testing.T) {
	dir := os.Getenv("MILLRACE_BROKEN_CLIPS")
	if dir == "" {
		t.Skip("MILLRACE_BROKEN_CLIPS names no folder of clips")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			r := &recorder{}
			base, _ := server(t, push.Config{}, r)
			b := read(t, f)
			for n := range 3 {
				status, text := put(t, fmt.Sprintf("%smine/%d.ts", base, n), b)
				require.Contains(t, []int{http.StatusOK, http.StatusUnprocessableEntity}, status)
				s := r.sink(r.count() - 1)
				t.Log(status, strings.TrimSpace(text), len(s.pictures()), "pictures", len(s.sounds), "sounds")
				for i, u := range s.pictures() {
					require.True(t, i == 0 || u.DTS > s.frames[i-1].DTS)
				}
			}
			status, text := do(t, http.MethodPost, base+"mine", bytes.NewReader(append(bytes.Clone(b), b...)))
			t.Log("endless:", status, strings.TrimSpace(text))
		})
	}
}
