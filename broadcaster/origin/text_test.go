package origin_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// live is a cue that begins so long behind what is published.
func live(after, lasts media.Ticks, text string) origin.NewCue {
	c := at(after, lasts, text)
	c.Live = true
	return c
}

// at is a cue at a time of the stream.
func at(start, lasts media.Ticks, text string) origin.NewCue {
	return origin.NewCue{Cue: webvtt.Cue{Start: start, End: start + lasts, Text: text}}
}

// caption adds cues to a track, and returns what became of them.
func (st *studio) caption(id string, cues ...origin.NewCue) []origin.PlacedCue {
	st.t.Helper()
	placed, err := st.stream.Caption(media.CaptionTrack{ID: id}, cues)
	require.NoError(st.t, err)
	return placed
}

// shown is the cues of a text track's segment or part, as "FROM-TO TEXT" in seconds.
func (st *studio) shown(track, file string) (list []string) {
	st.t.Helper()
	token := st.token(track)
	res := st.get("/hls/demo/text-" + track + "/" + token + "/" + file + ".vtt")
	require.Equal(st.t, http.StatusOK, res.Code, file)
	require.Equal(st.t, "text/vtt", res.Header().Get("Content-Type"))
	cues, err := webvtt.Check(res.Body.Bytes())
	require.NoError(st.t, err)
	for _, c := range cues {
		list = append(list, fmt.Sprintf("%g-%g %s", c.Start.Seconds(), c.End.Seconds(), c.Text))
	}
	return list
}

// token is part of the stream's media URIs.
func (st *studio) token(track string) string {
	st.t.Helper()
	playlist := st.playlist("text-" + track + "/media.m3u8")
	_, rest, found := strings.Cut(playlist, `URI="`)
	require.True(st.t, found, playlist)
	token, _, _ := strings.Cut(rest, "/")
	return token
}

// Cues are in each part and each segment in whose time they are shown; what comes late is in the next part, with its own time.
func TestCaption(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	st.publishAll(0, 10, "source", "audio", "720p") // up to 5 s, segment 2 is open
	require.Equal(t, []origin.PlacedCue{
		{Start: 5 * media.Second, End: 7 * media.Second},
		{Start: 8 * media.Second, End: 9 * media.Second},
		{Start: 4 * media.Second, End: 9 * media.Second / 2, Late: true},
		{Start: 4 * media.Second, End: 11 * media.Second / 2, Late: true},
	}, st.caption("en", live(0, 2*media.Second, "now"), at(8*media.Second, media.Second, "later"), at(4*media.Second, half, "over"), at(4*media.Second, 3*half, "late")))
	require.Equal(t, []media.CaptionTrack{{ID: "en"}}, st.stream.Captions())
	require.Empty(t, st.shown("en", "0"))
	require.Empty(t, st.shown("en", "2.0"))

	st.publishAll(10, 20, "source", "audio", "720p")
	require.Empty(t, st.shown("en", "2.1"), "what was published does not change")
	now, late, over, later := "5-7 now", "4-5.5 late", "4-4.5 over", "8-9 later"
	require.Equal(t, []string{over, late, now}, st.shown("en", "2.2"))
	require.Equal(t, []string{now}, st.shown("en", "2.3"))
	require.Equal(t, []string{over, late, now}, st.shown("en", "2"), "a segment has what its parts have")
	require.Equal(t, []string{now}, st.shown("en", "3"))
	require.Equal(t, []string{now}, st.shown("en", "3.1"))
	require.Empty(t, st.shown("en", "3.2"))
	require.Equal(t, []string{later}, st.shown("en", "4"))

	index := st.playlist("index.m3u8")
	require.Contains(t, index, `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="en",LANGUAGE="und",AUTOSELECT=YES,URI="text-en/media.m3u8"`)
	require.Equal(t, 2, strings.Count(index, `,SUBTITLES="subtitles"`))
	require.Contains(t, st.playlist("index.m3u8?ll=0"), `URI="text-en/media.m3u8?ll=0"`)
	require.NotContains(t, st.playlist("text-en/media.m3u8"), "EXT-X-MAP")

	st.caption("en", at(9*media.Second, 30*media.Second, "till the end"))
	st.publishAll(20, 21, "source", "audio", "720p")
	st.stream.End()
	require.Equal(t, []string{"9-39 till the end"}, st.shown("en", "5"))
	require.Contains(t, st.playlist("text-en/media.m3u8"), "#EXT-X-ENDLIST")
	_, err := st.stream.Caption(media.CaptionTrack{ID: "en"}, []origin.NewCue{live(0, 1, "x")})
	require.ErrorIs(t, err, origin.ErrEnded)
}

// Where the stream has gaps, captions have.
func TestCaption_gaps(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	st.stream.DeclareCaptions([]media.CaptionTrack{{ID: "CC1"}, {ID: "de", Name: "Deutsch", Language: "de", Default: true}})
	require.Equal(t, []media.CaptionTrack{{ID: "CC1"}, {ID: "de", Name: "Deutsch", Language: "de", Default: true}}, st.stream.Captions())
	st.publishAll(0, 6, "source", "audio", "720p")
	require.Contains(t, st.playlist("index.m3u8"), `TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="Deutsch",LANGUAGE="de",DEFAULT=YES,AUTOSELECT=YES,URI="text-de/media.m3u8"`)
	_, _, ok := st.stream.Gap(9 * media.Second)
	require.True(t, ok)
	gapped := func(path string) string {
		var lines []string
		for line := range strings.Lines(st.playlist(path)) {
			if strings.HasPrefix(line, "#EXTINF") || strings.HasPrefix(line, "#EXT-X-GAP") {
				lines = append(lines, line)
			}
		}
		return strings.Join(lines, "")
	}
	require.Contains(t, gapped("source/media.m3u8"), "GAP")
	require.Equal(t, gapped("source/media.m3u8"), gapped("text-de/media.m3u8"))
}

func TestCaption_refuses(t *testing.T) {
	const s = media.Second
	st := newStudio(t, origin.Config{}).ladder()
	_, err := st.stream.Caption(media.CaptionTrack{ID: "en"}, nil)
	require.ErrorIs(t, err, origin.ErrNoMedia)
	st.publishAll(0, 200, "source", "audio", "720p")
	many := func(n int, c origin.NewCue) (list []origin.NewCue) {
		for range n {
			list = append(list, c)
		}
		return list
	}
	apart := many(1001, live(0, s, "x"))
	for i := range apart {
		apart[i].Start, apart[i].End = media.Ticks(i)*2*s, media.Ticks(i)*2*s+s
	}
	for name, tt := range map[string]struct {
		cues []origin.NewCue
		want error
	}{
		"no text":      {[]origin.NewCue{live(0, s, "")}, origin.ErrCue},
		"long text":    {[]origin.NewCue{live(0, s, strings.Repeat("x", 1025))}, origin.ErrCue},
		"no time":      {[]origin.NewCue{live(0, 0, "x")}, origin.ErrCue},
		"long":         {[]origin.NewCue{live(0, 601*s, "x")}, origin.ErrCue},
		"far ahead":    {[]origin.NewCue{live(3601*s, s, "x")}, origin.ErrCue},
		"settings":     {[]origin.NewCue{{Cue: webvtt.Cue{Start: 100 * s, End: 101 * s, Text: "x", Settings: "a\n\nb"}}}, origin.ErrCue},
		"before":       {[]origin.NewCue{at(-s, 2*s, "x")}, origin.ErrCueLate},
		"late":         {[]origin.NewCue{at(38*s, s, "x")}, origin.ErrCueLate},
		"many at once": {many(33, live(0, s, "x")), origin.ErrCuesFull},
		"many late":    {many(33, at(60*s, s, "x")), origin.ErrCuesFull},
		"many":         {apart, origin.ErrCuesFull},
	} {
		_, err := st.stream.Caption(media.CaptionTrack{ID: "en"}, tt.cues)
		require.ErrorIs(t, err, tt.want, name)
	}
	require.Empty(t, st.stream.Captions(), "who is refused makes no track")
	for n := range media.MaxTextTracks {
		st.caption(fmt.Sprint(n), live(0, s, "x"))
	}
	_, err = st.stream.Caption(media.CaptionTrack{ID: "another"}, []origin.NewCue{live(0, s, "x")})
	require.ErrorIs(t, err, origin.ErrTracks)
	require.ErrorIs(t, st.stream.VideoInit("text-0", rungFormat, 0, []byte("init")), origin.ErrPart)
}

// Who goes back finds the captions, within a bound, without an archive of them.
func TestCaption_rewind(t *testing.T) {
	st := newStudio(t, origin.Config{})
	a := &shelf{}
	st.stream.Tap(a)
	st.stream.Rewind(3*time.Minute, a)
	st.ladder().stream.DeclareCaptions([]media.CaptionTrack{{ID: "en"}})
	var versions []conformance.Version
	for n := range 800 {
		if n%8 == 1 {
			st.caption("en", live(0, media.Second, strings.Repeat("x", 1000)))
		}
		st.publishAll(n, n+1, "source", "audio", "720p")
		if n%4 == 0 {
			versions = append(versions, conformance.Version{At: st.clock(), Body: []byte(st.playlist("text-en/media.m3u8?dvr=1"))})
		}
	}
	require.Empty(t, conformance.CheckVersions("text-en", versions))
	require.NotContains(t, st.playlist("text-en/media.m3u8?dvr=1"), "GAP")
	source, err := conformance.Parse([]byte(st.playlist("source/media.m3u8?dvr=1&ll=0")))
	require.NoError(t, err)
	text, err := conformance.Parse([]byte(st.playlist("text-en/media.m3u8?dvr=1&ll=0")))
	require.NoError(t, err)
	require.Len(t, text.Segments, len(source.Segments))
	require.Greater(t, len(text.Segments), 80)
	for i, s := range text.Segments {
		require.Equal(t, source.Segments[i].DateTime, s.DateTime)
		require.Len(t, st.shown("en", fmt.Sprint(s.MSN)), 1-int(s.MSN%2), s.MSN)
	}
	require.Len(t, st.shown("en", fmt.Sprint(text.Segments[0].MSN-2+text.Segments[0].MSN%2)), 1, "who has an older playlist")
	require.NotContains(t, a.segments, "text-en")
}

// Captions of an encrypted stream are encrypted like the rest, also for who goes back.
func TestCaption_encrypted(t *testing.T) {
	st := newStudio(t, origin.Config{})
	a := &shelf{}
	st.stream.Tap(a)
	st.stream.Rewind(3*time.Minute, a)
	st.stream.Encrypt(everyKey, origin.RandomKey)
	st.ladder().stream.DeclareCaptions([]media.CaptionTrack{{ID: "en"}})
	for n := range 200 {
		st.publishAll(n, n+1, "source", "audio", "720p")
		st.caption("en", live(0, half, "said"))
	}
	const at = "text-en/media.m3u8"
	pieces := 0
	for _, query := range []string{"", "?dvr=1"} {
		p, err := conformance.Parse([]byte(st.playlist(at + query)))
		require.NoError(t, err)
		for _, s := range p.Segments {
			require.Equal(t, conformance.AES128, s.Key.Method)
			uris := []string{s.URI}
			for _, part := range s.Parts {
				uris = append(uris, part.URI)
			}
			for _, uri := range uris {
				if uri == "" {
					continue
				}
				pieces++
				cues, err := webvtt.Check([]byte(st.clear(s.Key, at, uri)))
				require.NoError(t, err)
				require.NotEmpty(t, cues, uri)
			}
		}
	}
	require.Greater(t, pieces, 60)
}
