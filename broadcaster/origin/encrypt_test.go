package origin_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
)

// everyKey is how many segments a key is for, in these tests.
const everyKey = 3

// clear is what can be had at a path, decrypted with the key that the segment's tag names.
func (st *studio) clear(key conformance.Key, playlist, uri string) string {
	st.t.Helper()
	w := st.get("/hls/demo/" + path.Join(playlist, "..", uri))
	require.Equal(st.t, http.StatusOK, w.Code, uri)
	k := st.get("/hls/demo/" + path.Join(playlist, "..", key.URI))
	require.Equal(st.t, http.StatusOK, k.Code, key.URI)
	require.Equal(st.t, "no-store", k.Header().Get("Cache-Control"))
	require.Equal(st.t, "*", k.Header().Get("Access-Control-Allow-Origin"))
	require.Equal(st.t, hls.KeySize, k.Body.Len())
	iv, err := hex.DecodeString(key.IV)
	require.NoError(st.t, err)
	data, err := hls.Decrypt([hls.KeySize]byte(k.Body.Bytes()), [hls.KeySize]byte(iv), w.Body.Bytes())
	require.NoError(st.t, err, uri)
	return string(data)
}

// TestEncrypt: what is listed of an encrypted stream is what was published, for those who have the keys only, on every playlist, whatever
// becomes of the stream.
func TestEncrypt(t *testing.T) {
	for name, tt := range map[string]struct {
		query string
		cut   bool
	}{"low_latency": {}, "plain": {query: "?ll=0"}, "new_init_segment": {cut: true}} {
		t.Run(name, func(t *testing.T) {
			st := newStudio(t, origin.Config{Window: 14})
			st.stream.Encrypt(everyKey, origin.RandomKey)
			st.ladder()
			v := &viewer{st: st, versions: make(map[string][]conformance.Version)}
			for n := range 70 {
				if n == 60 && tt.cut {
					require.NoError(t, st.stream.Discontinuity(15))
					require.NoError(t, st.stream.VideoInit("720p", rungFormat, 0, []byte("another init")))
				}
				st.publishAll(n, n+1, "source", "720p", "audio")
				v.look()
			}
			st.stream.End()
			v.look()
			for at, versions := range v.versions {
				require.Empty(t, conformance.CheckVersions(at, versions))
			}
			require.Empty(t, conformance.CheckRenditions(v.versions))

			ivs, used := make(map[string]bool), make(map[string]bool)
			for _, rendition := range []string{"source", "720p", "audio"} {
				at := rendition + "/media.m3u8"
				p, err := conformance.Parse([]byte(st.playlist(at + tt.query)))
				require.NoError(t, err)
				require.Len(t, p.Segments, 15)
				for _, s := range p.Segments {
					require.Equal(t, conformance.AES128, s.Key.Method)
					require.Equal(t, fmt.Sprint(s.MSN/everyKey)+".key", path.Base(s.Key.URI))
					require.False(t, ivs[s.Key.IV], "an IV is used once")
					ivs[s.Key.IV], used[s.Key.URI] = true, true
					require.Zero(t, s.MapKey)
					from := 4 * int(s.MSN)
					require.Equal(t, contents(rendition, from, min(from+4, 70)), st.clear(s.Key, at, s.URI))
					for i, part := range s.Parts {
						require.Equal(t, content(rendition, from+i), st.clear(s.Key, at, part.URI))
					}
					init := st.get("/hls/demo/" + rendition + "/" + s.Map).Body.String()
					require.Contains(t, init, "init")
				}
			}
			require.Len(t, used, 5, "the renditions share keys")
		})
	}
}

// A key goes when the last segment that it is for does, and nothing but its one name finds it.
func TestEncrypt_keys(t *testing.T) {
	st := newStudio(t, origin.Config{})
	st.stream.Encrypt(everyKey, origin.RandomKey)
	st.ladder().publishAll(0, 4, "source", "audio")
	p, err := conformance.Parse([]byte(st.playlist("source/media.m3u8")))
	require.NoError(t, err)
	first := "/hls/demo/" + path.Join("source", p.Segments[0].Key.URI)
	require.Equal(t, http.StatusOK, st.get(first).Code)
	require.Equal(t, http.StatusOK, st.do(http.MethodHead, first).Code)
	require.Equal(t, http.StatusNoContent, st.do(http.MethodOptions, first).Code)
	for _, name := range []string{"00.key", "+0.key", "1.key", "0.key2", ".key", "0"} {
		require.Equal(t, http.StatusNotFound, st.get(path.Join(path.Dir(first), name)).Code, name)
	}
	require.Equal(t, http.StatusNotFound, st.get("/hls/demo/other/0.key").Code)
	require.Equal(t, http.StatusNotFound, st.get("/hls/none/other/0.key").Code)
	st.publishAll(4, 12, "source", "audio")
	last := urisOf("source", st.playlist("source/media.m3u8")).segments[everyKey-1]
	for n := 12; st.get(first).Code == http.StatusOK; n++ {
		require.Less(t, n, 400, "it stays")
		st.publishAll(n, n+1, "source", "audio")
	}
	require.Equal(t, http.StatusNotFound, st.get(last).Code, "a key outlives what it is for")
	clear := newStudio(t, origin.Config{}).ladder().publishAll(0, 4, "source", "audio")
	require.NotContains(t, clear.playlist("source/media.m3u8"), "#EXT-X-KEY")
	token := path.Dir(urisOf("source", clear.playlist("source/media.m3u8")).segments[0])
	require.Equal(t, http.StatusNotFound, clear.get("/hls/demo/"+path.Base(token)+"/0.key").Code)
}

// Many readers at one time get the same bytes.
func TestEncrypt_once(t *testing.T) {
	st := newStudio(t, origin.Config{})
	st.stream.Encrypt(everyKey, origin.RandomKey)
	st.ladder().publishAll(0, 6, "source", "audio")
	list := urisOf("source", st.playlist("source/media.m3u8"))
	var all sync.WaitGroup
	for _, uri := range append(list.parts, list.segments...) {
		want := make(chan []byte, 8)
		for range cap(want) {
			all.Go(func() { want <- st.get(uri).Body.Bytes() })
		}
		all.Wait()
		first := <-want
		require.Zero(t, len(first)%hls.KeySize)
		for range cap(want) - 1 {
			require.True(t, bytes.Equal(first, <-want))
		}
		require.Equal(t, http.StatusPartialContent, st.get(uri, "Range", "bytes=0-3").Code)
	}
}

// MPEG-TS is encrypted too.
func TestEncrypt_ts(t *testing.T) {
	st := newTSStudio(t)
	st.stream.Encrypt(everyKey, origin.RandomKey)
	st.play(0, 9)
	list := st.playlist("source/ts.m3u8")
	require.Contains(t, list, "#EXT-X-VERSION:3\n")
	p, err := conformance.Parse([]byte(list))
	require.NoError(t, err)
	require.Len(t, p.Segments, 2)
	for _, s := range p.Segments {
		data := st.clear(s.Key, "source/ts.m3u8", s.URI)
		require.Zero(t, len(data)%188)
		require.True(t, strings.HasPrefix(data, "\x47"))
	}
}

// What has left memory is encrypted as it was before.
func TestEncrypt_rewind(t *testing.T) {
	st := newStudio(t, origin.Config{})
	st.stream.Encrypt(everyKey, origin.RandomKey)
	a := &shelf{}
	st.stream.Tap(a)
	st.stream.Rewind(time.Minute, a)
	st.ladder().publishAll(0, 160, "source", "audio")
	p, err := conformance.Parse([]byte(st.playlist("source/media.m3u8?dvr=1")))
	require.NoError(t, err)
	require.Len(t, p.Segments, 30)
	check := func() {
		for _, s := range p.Segments {
			require.Equal(t, contents("source", 4*int(s.MSN), 4*int(s.MSN)+4), st.clear(s.Key, "source/media.m3u8", s.URI))
		}
	}
	check()
	st.publishAll(160, 200, "source", "audio")
	check() // those that have left the playlist, too
	st.publishAll(200, 500, "source", "audio")
	require.Equal(t, http.StatusNotFound, st.get("/hls/demo/source/"+p.Segments[0].URI).Code, "without its key it is not given away")
}
