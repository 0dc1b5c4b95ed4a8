package origin_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

func (st *studio) ranges(path string) (ids []string) {
	st.t.Helper()
	p, err := conformance.Parse([]byte(st.playlist(path)))
	require.NoError(st.t, err)
	for _, r := range p.DateRanges {
		ids = append(ids, r["ID"])
	}
	return ids
}

// A date range stands in every playlist for as long as that lists something of it, keeps what it says, and says more later.
func TestDateRange(t *testing.T) {
	st := newStudio(t, origin.Config{})
	a := &shelf{}
	st.stream.Tap(a)
	st.stream.Rewind(time.Minute, a)
	st.ladder().publishAll(0, 8, "source", "720p", "audio")
	require.Empty(t, st.ranges("source/media.m3u8"))
	ten := 10 * time.Second
	got, err := st.stream.DateRange(hls.DateRange{ID: "ad", Planned: &ten})
	require.NoError(t, err)
	require.Equal(t, epoch.Add(4*time.Second), got.Start, "now, where the next part begins")
	require.Equal(t, []string{"ad"}, st.ranges("source/media.m3u8"), "at once")
	_, err = st.stream.DateRange(hls.DateRange{ID: "open", Class: "show", Start: epoch.Add(5 * time.Second), EndOnNext: true})
	require.NoError(t, err)
	paths := []string{"source/media.m3u8", "720p/media.m3u8?ll=0", "audio/media.m3u8", "720p/media.m3u8?dvr=1", "source/media.m3u8?dvr=1&ll=0"}
	versions := map[string][]conformance.Version{}
	left := map[string]time.Duration{} // when the range left each
	for n := 8; n < 200; n++ {
		switch n {
		case 30: // it took eight seconds
			eight := 8 * time.Second
			_, err = st.stream.DateRange(hls.DateRange{ID: "ad", Duration: &eight})
			require.NoError(t, err)
		case 50:
			_, err = st.stream.DateRange(hls.DateRange{ID: "next", Class: "show", EndOnNext: true})
			require.NoError(t, err)
		}
		st.publishAll(n, n+1, "source", "720p", "audio")
		for _, path := range paths {
			full := []byte(st.playlist(path))
			versions[path] = append(versions[path], conformance.Version{At: st.clock(), Body: full})
			require.Empty(t, conformance.CheckDelta(path, full, []byte(st.playlist(path+joint(path)+"_HLS_skip=YES"))))
			p, err := conformance.Parse(full)
			require.NoError(t, err)
			if ids := st.ranges(path); len(ids) > 0 && ids[0] == "ad" {
				require.Zero(t, left[path], "it came again")
				require.False(t, n > 30 && p.Segments[0].DateTime.After(epoch.Add(12*time.Second)), "nothing of it is listed")
			} else if left[path] == 0 {
				left[path] = p.Segments[0].DateTime.Sub(epoch)
			}
			if n == 199 {
				require.Equal(t, []string{"next"}, st.ranges(path))
			}
		}
	}
	for path, list := range versions {
		require.Empty(t, conformance.CheckVersions(path, list))
		require.InDelta(t, 12, left[path].Seconds(), 2, "%s: with the last segment of it", path)
	}
	require.Contains(t, string(versions["source/media.m3u8"][0].Body), `#EXT-X-DATERANGE:ID="ad",START-DATE="2030-01-02T03:04:09.000Z",PLANNED-DURATION=10`+"\n")
	require.Contains(t, string(versions["source/media.m3u8"][30].Body), `#EXT-X-DATERANGE:ID="ad",START-DATE="2030-01-02T03:04:09.000Z",DURATION=8,PLANNED-DURATION=10`+"\n")
}

func joint(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

func TestDateRange_refuses(t *testing.T) {
	st := newStudio(t, origin.Config{}).init("source").publish("source", 0, 100)
	second := time.Second
	for name, tt := range map[string]struct {
		r    hls.DateRange
		want error
	}{
		"no_ID": {hls.DateRange{}, hls.ErrDateRange},
		"past":  {hls.DateRange{ID: "a", Start: epoch, Duration: &second}, origin.ErrRangePast},
		"ahead": {hls.DateRange{ID: "a", Start: epoch.Add(30 * time.Hour)}, origin.ErrRangeAhead},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := st.stream.DateRange(tt.r)
			require.ErrorIs(t, err, tt.want)
		})
	}
	for n := range 64 {
		_, err := st.stream.DateRange(hls.DateRange{ID: fmt.Sprint(n), Duration: &second})
		require.NoError(t, err)
	}
	_, err := st.stream.DateRange(hls.DateRange{ID: "more"})
	require.ErrorIs(t, err, origin.ErrRangesFull)
	_, err = st.stream.DateRange(hls.DateRange{ID: "7", Class: "x"})
	require.ErrorIs(t, err, hls.ErrRangeChanged)
	st.publish("source", 100, 200)
	_, err = st.stream.DateRange(hls.DateRange{ID: "more", Start: epoch.Add((90 * media.Second).Duration())})
	require.NoError(t, err, "the others have left")
	st.stream.End()
	_, err = st.stream.DateRange(hls.DateRange{ID: "late"})
	require.ErrorIs(t, err, origin.ErrEnded)
}

// What goes on at one origin goes on at the next, and whoever records that is told of it.
func TestDateRange_resumed(t *testing.T) {
	st := newStudio(t, origin.Config{})
	st.ladder().publishAll(0, 8, "source", "audio")
	second, long := time.Second, time.Minute
	for _, r := range []hls.DateRange{
		{ID: "over", Start: epoch, Duration: &second}, {ID: "open", Start: epoch}, {ID: "on", Start: epoch, Duration: &long}, {ID: "ahead", Start: epoch.Add(long), Duration: &second},
	} {
		_, err := st.stream.DateRange(r)
		require.NoError(t, err)
	}
	ongoing := st.stream.Ongoing()

	next := newStudio(t, origin.Config{})
	require.NoError(t, next.stream.Resume(origin.Before{Ranges: append(ongoing, hls.DateRange{ID: `"`})}))
	told := &teller{}
	next.stream.Tap(told)
	next.ladder().publishAll(8, 16, "source", "audio")
	require.Equal(t, []string{"open", "on", "ahead"}, next.ranges("source/media.m3u8"))
	require.Equal(t, []string{"open", "on", "ahead"}, told.ids)
	_, err := next.stream.DateRange(hls.DateRange{ID: "open", Duration: &long})
	require.NoError(t, err)
	_, err = next.stream.DateRange(hls.DateRange{ID: "on", Duration: &second})
	require.ErrorIs(t, err, hls.ErrRangeChanged)
}

// teller notes of which ranges it is told.
type teller struct {
	shelf
	ids []string
}

func (a *teller) DateRange(r hls.DateRange) { a.ids = append(a.ids, r.ID) }
