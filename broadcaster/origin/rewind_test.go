package origin_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// shelf is an archive, and the tap that fills it.
type shelf struct {
	mu       sync.Mutex // guards what follows
	segments map[string]map[media.SegmentSeq][]string
	lost     media.SegmentSeq // that it did not take; 0: none
	err      error
}

func (s *shelf) Init(string, int, []byte) {}
func (s *shelf) DateRange(hls.DateRange)  {}
func (s *shelf) End(bool)                 {}

func (s *shelf) Captions(media.CaptionTrack, []webvtt.Cue) {}

func (s *shelf) Part(rendition string, p origin.TappedPart) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.segments == nil {
		s.segments = map[string]map[media.SegmentSeq][]string{}
	}
	if s.segments[rendition] == nil {
		s.segments[rendition] = map[media.SegmentSeq][]string{}
	}
	if p.ID.Segment != s.lost || s.lost == 0 {
		s.segments[rendition][p.ID.Segment] = append(s.segments[rendition][p.ID.Segment], string(p.Data))
	}
}

func (s *shelf) Holds(rendition string, seq media.SegmentSeq, parts int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.segments[rendition][seq]) == parts
}

func (s *shelf) Segment(_ context.Context, rendition string, seq media.SegmentSeq) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return nil, s.err
	}
	if parts := s.segments[rendition][seq]; len(parts) > 0 {
		return []byte(strings.Join(parts, "")), nil
	}
	return nil, origin.ErrGone
}

func (s *shelf) FirstPart(_ context.Context, rendition string, seq media.SegmentSeq) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return nil, s.err
	}
	return []byte(s.segments[rendition][seq][0]), nil
}

// A stream that can be rewound has playlists that reach back for so long, keep the rules, and refer to what can be had; the
// others stay as they are.
func TestRewind(t *testing.T) {
	const window = 3 * time.Minute
	st := newStudio(t, origin.Config{})
	a := &shelf{lost: 20}
	st.stream.Tap(a)
	st.stream.Rewind(window, a)
	st.ladder()
	versions := map[string][]conformance.Version{}
	const parts = 600 // five minutes
	for n := range parts {
		if n == 240 {
			require.NoError(t, st.stream.Discontinuity(60))
			require.NoError(t, st.stream.VideoInit("720p", rungFormat, 0, []byte("another init")))
		}
		st.publishAll(n, n+1, "source", "audio", "720p")
		if n < 4 || n%3 > 0 {
			continue
		}
		for _, name := range []string{"source", "720p", "audio"} {
			for _, query := range []string{"?dvr=1", "?dvr=1&ll=0"} {
				path := name + "/media.m3u8" + query
				full := st.playlist(path)
				versions[path] = append(versions[path], conformance.Version{At: st.clock(), Body: []byte(full)})
				require.Empty(t, conformance.CheckDelta(path, []byte(full), []byte(st.playlist(path+"&_HLS_skip=YES"))))
			}
		}
	}
	for path, list := range versions {
		require.Empty(t, conformance.CheckVersions(path, list))
	}
	playlist := st.playlist("720p/media.m3u8?dvr=1")
	p, err := conformance.Parse([]byte(playlist))
	require.NoError(t, err)
	var reach time.Duration
	for _, s := range p.Segments {
		reach += s.Duration
	}
	require.InDelta(t, window.Seconds(), reach.Seconds(), 5)
	require.Equal(t, 1, strings.Count(playlist, "#EXT-X-DISCONTINUITY\n"))
	require.Contains(t, playlist, "../source/media.m3u8?dvr=1", "reports")
	u := urisOf("720p", playlist)
	require.Len(t, u.inits, 1)
	for i, uri := range u.segments[:len(u.segments)-1] {
		w := st.get(uri)
		require.Equal(t, http.StatusOK, w.Code, uri)
		first := 4 * (int(p.MediaSequence) + i)
		require.Equal(t, contents("720p", first, first+4), w.Body.String())
	}
	gone := strings.Replace(u.segments[0], "/"+segmentNumber(u.segments[0])+".", "/1.", 1)
	require.Equal(t, http.StatusOK, st.get(gone).Code, "who was told of it may still have it")
	lost := strings.Replace(gone, "/1.", "/20.", 1)
	require.Equal(t, http.StatusNotFound, st.get(lost).Code)
	a.err = errors.New("the store is away")
	require.Equal(t, http.StatusServiceUnavailable, st.get(gone).Code)

	index := st.playlist("index.m3u8?dvr=1")
	require.Contains(t, index, "720p/media.m3u8?dvr=1\n")
	require.Contains(t, index, `URI="audio/media.m3u8?dvr=1"`)
	require.NotContains(t, st.playlist("index.m3u8"), "dvr")
	require.LessOrEqual(t, strings.Count(st.playlist("720p/media.m3u8"), "#EXTINF"), 9)
}

// segmentNumber is the number in a segment's URI.
func segmentNumber(uri string) string {
	file := uri[strings.LastIndex(uri, "/")+1:]
	number, _, _ := strings.Cut(file, ".")
	return number
}

// What the archive did not take is a gap for those who go back.
func TestRewind_lost(t *testing.T) {
	st := newStudio(t, origin.Config{})
	a := &shelf{lost: 3}
	st.stream.Tap(a)
	st.stream.Rewind(time.Hour, a)
	st.ladder().publishAll(0, 200, "source", "720p", "audio")
	playlist := st.playlist("720p/media.m3u8?dvr=1")
	require.Equal(t, 1, strings.Count(playlist, "#EXT-X-GAP\n"))
	require.Contains(t, playlist, "#EXT-X-MEDIA-SEQUENCE:0\n")
}

// A stream that cannot be rewound has one kind of playlist.
func TestRewind_none(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 200, "source", "720p", "audio")
	require.Equal(t, st.playlist("720p/media.m3u8"), st.playlist("720p/media.m3u8?dvr=1"))
	require.Equal(t, st.playlist("720p/media.m3u8?ll=0"), st.playlist("720p/media.m3u8?dvr=1&ll=0"))
	require.Equal(t, st.playlist("index.m3u8"), st.playlist("index.m3u8?dvr=1"))
}
