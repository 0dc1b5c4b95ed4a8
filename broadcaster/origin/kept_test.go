package origin_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// keep is what an archive has of a studio's renditions: so many parts, with a discontinuity before one segment.
func (st *studio) keep(a origin.Archive, parts int, cut media.SegmentSeq, names ...string) *origin.Kept {
	k := &origin.Kept{Token: st.stream.Token(), Archive: a, Renditions: map[string]origin.KeptRendition{}}
	for _, name := range names {
		r := origin.KeptRendition{Inits: map[int][]byte{0: []byte("init of " + name)}}
		for n := 0; n < parts; n += 4 {
			seq := media.SegmentSeq(n / 4)
			r.Segments = append(r.Segments, origin.KeptSegment{
				Seq: seq, Start: media.Ticks(n) * half, Duration: media.Ticks(min(4, parts-n)) * half, Key: true, Cut: seq == cut,
			})
		}
		k.Renditions[name] = r
	}
	return k
}

// fileOf is the path of a segment of a rendition, like that of another one.
func fileOf(path, number string) string {
	return strings.Replace(path, "/"+segmentNumber(path)+".", "/"+number+".", 1)
}

// What another origin published is listed as it was, in every kind of playlist, with gaps for what nobody has, and can be had from the archive.
func TestResume(t *testing.T) {
	for name, c := range map[string]struct {
		rewind  time.Duration
		encrypt bool
	}{"plain": {}, "rewound": {rewind: time.Hour}, "encrypted": {time.Hour, true}} {
		t.Run(name, func(t *testing.T) {
			a := &shelf{}
			prepare := func(st *studio) *studio {
				if c.encrypt {
					token := st.stream.Token()
					st.stream.Encrypt(everyKey, func(number uint64) (key [hls.KeySize]byte) {
						copy(key[:], fmt.Sprint(token, number))
						return key
					})
				}
				st.stream.Tap(a)
				if c.rewind > 0 {
					st.stream.Rewind(c.rewind, a)
				}
				return st.ladder()
			}
			renditions := []string{"source", "audio", "720p"}
			old := prepare(newStudio(t, origin.Config{}))
			require.NoError(t, old.stream.Discontinuity(37))
			v := &viewer{st: old, versions: make(map[string][]conformance.Version)}
			for n := range 161 { // one part of segment 40
				old.publishAll(n, n+1, renditions...)
				v.look()
			}
			const back = "720p/media.m3u8?dvr=1"
			before := old.playlist(back)
			had := map[string]string{}
			list := urisOf("720p", before).segments
			for _, uri := range list {
				had[uri] = old.get(uri).Body.String()
			}

			st := newStudio(t, origin.Config{})
			require.NoError(t, st.stream.Resume(origin.Before{Cuts: 1, Kept: old.keep(a, 161, 37, renditions...)}))
			prepare(st)
			const ahead = 3 // numbers are left out for what nobody has
			require.NoError(t, st.stream.Discontinuity(42+ahead))
			publish := func(name string, n int) {
				p := given(n, content(name, n))
				p.ID.Segment += ahead
				require.NoError(t, st.stream.Publish(name, p))
			}
			v.st = st
			for n := 168; n < 260; n++ { // the rung a part behind
				st.at(media.Ticks(n+1) * half)
				publish("source", n)
				publish("audio", n)
				if n == 168 {
					continue
				}
				publish("720p", n-1)
				v.look()
				if n < 182 || n > 192 {
					continue
				}
				for uri, want := range had {
					require.Equal(t, want, st.get(uri).Body.String(), uri)
				}
				cutOff := st.get(fileOf(list[0], "40"))
				require.Equal(t, http.StatusOK, cutOff.Code)
				if !c.encrypt {
					require.Equal(t, contents("720p", 160, 161), cutOff.Body.String())
				}
				require.Equal(t, http.StatusNotFound, st.get(fileOf(list[0], "41")).Code, "nobody has it")
				require.Equal(t, http.StatusNotFound, st.get(fileOf(list[0], "39.0")).Code, "no parts of it")
			}
			for path, versions := range v.versions {
				require.Empty(t, conformance.CheckVersions(path, versions), path)
			}
			require.Empty(t, conformance.CheckRenditions(v.versions))
			after := st.playlist(back)
			require.Empty(t, conformance.CheckVersions(back, []conformance.Version{{Body: []byte(before)}, {Body: []byte(after)}}))
			if c.rewind > 0 {
				require.Contains(t, after, "#EXT-X-MEDIA-SEQUENCE:0\n")
				require.Contains(t, after, "#EXT-X-DISCONTINUITY-SEQUENCE:0\n")
				require.Equal(t, 2, strings.Count(after, "#EXT-X-DISCONTINUITY\n"))
				require.Equal(t, 1+ahead, strings.Count(after, "#EXT-X-GAP\n"), after)
			}
		})
	}
}

// What only one of the origins has, or cannot be made of what is kept, does not stand in the way.
func TestResume_others(t *testing.T) {
	a := &shelf{}
	old := newStudio(t, origin.Config{})
	old.stream.Tap(a)
	old.ladder().publishAll(0, 40, "source", "720p", "audio")

	st := newStudio(t, origin.Config{})
	require.NoError(t, st.stream.Resume(origin.Before{First: 13, Kept: old.keep(a, 40, 0, "source", "720p", "240p")}))
	st.stream.DeclareCaptions([]media.CaptionTrack{{ID: "en"}})
	st.ladder()
	st.init("480p")
	require.NoError(t, st.stream.Discontinuity(13))
	require.False(t, started(st.stream.Status(), "720p"), "nothing was published here yet")
	st.publishAll(52, 58, "source", "audio", "480p")
	_, err := st.stream.Caption(media.CaptionTrack{ID: "en"}, []origin.NewCue{live(0, media.Second, "now")})
	require.NoError(t, err)
	st.publishAll(58, 64, "source", "audio", "480p")
	for path, first := range map[string]int{"source": 8, "480p": 13, "audio": 13, "text-en": 13} {
		playlist := st.playlist(path + "/media.m3u8?ll=0")
		require.Empty(t, conformance.CheckVersions(path, []conformance.Version{{Body: []byte(playlist)}}), playlist)
		require.Contains(t, playlist, fmt.Sprintf("#EXT-X-MEDIA-SEQUENCE:%d\n", first), path)
	}
	require.Contains(t, st.playlist("480p/media.m3u8"), "/init-13.mp4", "the other one may have had those before")
	require.Contains(t, st.playlist("source/media.m3u8"), "/init-0.mp4", "it is the same")
	require.Contains(t, st.playlist("index.m3u8"), "480p/media.m3u8")
	require.NotContains(t, st.playlist("index.m3u8"), "240p")
	ts := st.playlist("source/ts.m3u8")
	require.Equal(t, 5, strings.Count(ts, "#EXT-X-GAP\n"), "MPEG-TS is made of parts: %s", ts)
	require.Equal(t, http.StatusNotFound, st.get(strings.Replace(urisOf("source", ts).segments[0], "/8.", "/9.", 1)).Code)

	st.stream.Skip("720p", media.PartID{Segment: 16})
	require.Equal(t, http.StatusNotFound, st.get("/hls/demo/240p/media.m3u8").Code)
	require.NoError(t, st.stream.Publish("720p", given(55, "late")))
	st.stream.End()
	require.Contains(t, st.playlist("source/media.m3u8"), "#EXT-X-ENDLIST")
}

// What cannot be is left out: the stream goes on with a token of its own.
func TestResume_impossible(t *testing.T) {
	a := &shelf{}
	old := newStudio(t, origin.Config{}).ladder().publishAll(0, 40, "source", "720p", "audio")
	for name, spoil := range map[string]func(*origin.Kept){
		"token": func(k *origin.Kept) { k.Token = "../../../etc/" },
		"hole":  func(k *origin.Kept) { k.Renditions["source"].Segments[3].Seq++ },
		"init":  func(k *origin.Kept) { k.Renditions["source"].Segments[3].Init++ },
	} {
		t.Run(name, func(t *testing.T) {
			st := newStudio(t, origin.Config{})
			token := st.stream.Token()
			k := old.keep(a, 40, 0, "source")
			spoil(k)
			require.ErrorIs(t, st.stream.Resume(origin.Before{Cuts: 3, Kept: k}), origin.ErrKept)
			require.Equal(t, token, st.stream.Token())
			require.EqualValues(t, 3, st.stream.Cuts())
			st.ladder().publishAll(52, 60, "source", "audio")
			require.Contains(t, st.playlist("source/media.m3u8"), "#EXT-X-MEDIA-SEQUENCE:13\n")
		})
	}
	// Nor does a stream go on where it was.
	st := newStudio(t, origin.Config{})
	require.NoError(t, st.stream.Resume(origin.Before{Kept: old.keep(a, 40, 0, "source")}))
	st.ladder().publishAll(36, 44, "source", "audio")
	require.Contains(t, st.playlist("source/media.m3u8"), "#EXT-X-MEDIA-SEQUENCE:9\n")
}
