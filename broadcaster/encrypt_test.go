package broadcaster_test

import (
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
)

// keyURIs are the paths of the keys that the source's playlist names, each once.
func keyURIs(t *testing.T, playlist string) (paths []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`#EXT-X-KEY:METHOD=AES-128,URI="\.\./([a-z0-9]{13}/\d+\.key)",IV=0x[0-9a-f]{32}\n`).FindAllStringSubmatch(playlist, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			paths = append(paths, "/hls/mine/"+m[1])
		}
	}
	require.NotEmpty(t, paths)
	return paths
}

// conforms checks a stream that can be had at a URL, as somebody who has its keys.
func conforms(t *testing.T, target string) {
	t.Helper()
	report, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: target, For: time.Second})
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, report.Write(&text, true))
	require.True(t, report.Conforms(), &text)
	for _, f := range report.Findings {
		if f.Rule == conformance.Encryption {
			require.Equal(t, hlscheck.Kept, f.Verdict)
		}
	}
}

// TestEncryptedStream: the keys of a private stream are for those who may watch it, on every path; what is recorded of it is in the clear, and
// for the same people.
func TestEncryptedStream(t *testing.T) {
	recorder, err := record.Open(t.Context(), record.Config{URL: t.TempDir(), Node: "n"}, record.Deps{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(t.Context())) })
	registry, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	rewind := 120
	_, key, err := registry.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: admission.Policy{
		Encryption: admission.EncryptAES128, Rewind: &rewind, Record: admission.RecordAlways, Playback: admission.Playback{Private: true},
	}})
	require.NoError(t, err)
	b := startWith(t, broadcaster.Config{KeySegments: 2}, broadcaster.Deps{Recorder: recorder, Streams: registry})
	v := view(t, b)
	p := &publisher{T: t}
	p.sink, err = b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Query: url.Values{}, Close: func(error) {}})
	require.NoError(t, err)
	p.formats(&small, &tone).send(60)
	token, _, err := registry.MintPlayback(t.Context(), "mine", time.Hour)
	require.NoError(t, err)
	signed := "/signed/" + token
	keys := keyURIs(t, v.body(signed+"/hls/mine/source/media.m3u8?dvr=1"))
	require.Greater(t, len(keys), 10, "those of what has left memory, too")
	for _, path := range keys {
		require.Equal(t, http.StatusForbidden, v.status(path), path)
		require.Equal(t, http.StatusForbidden, v.status("/signed/x"+path), path)
		res, body := get(t, v.client, v.base+signed+path)
		require.Equal(t, http.StatusOK, res.StatusCode)
		require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
		require.Equal(t, "*", res.Header.Get("Access-Control-Allow-Origin"))
		require.Len(t, body, 16)
	}
	p.sink.End(nil)
	require.Eventually(t, func() bool { return strings.Contains(v.body(signed+"/hls/mine/source/media.m3u8"), "ENDLIST") }, time.Minute, 20*time.Millisecond)
	for _, index := range []string{"index.m3u8", "index.m3u8?ll=0", "index.m3u8?dvr=1"} {
		conforms(t, v.base+signed+"/hls/mine/"+index)
	}
	var id string
	require.Eventually(t, func() bool {
		all, _, err := recorder.List(t.Context(), "mine", "", 1)
		if err != nil || len(all) != 1 || all[0].State != record.Ready {
			return false
		}
		id = all[0].ID
		return true
	}, time.Minute, 20*time.Millisecond)
	require.NotContains(t, v.body(signed+"/recordings/"+id+"/source/media.m3u8"), "EXT-X-KEY")
	require.Equal(t, http.StatusForbidden, v.status("/recordings/"+id+"/source/media.m3u8"))
}

// Any node has the keys of an encrypted stream, for viewers that may watch it; who takes it over has others.
func TestCluster_encrypted(t *testing.T) {
	store := cluster.NewMemory()
	shared := admission.NewMemory() // as the nodes' records are
	registry := func() *admission.Registry {
		r, err := admission.NewRegistry(t.Context(), shared)
		require.NoError(t, err)
		return r
	}
	first := registry()
	_, key, err := first.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: admission.Policy{
		Encryption: admission.EncryptAES128, Playback: admission.Playback{Private: true},
	}})
	require.NoError(t, err)
	a, _ := member(t, "a", store, broadcaster.Deps{Streams: first})
	b, _ := member(t, "b", store, broadcaster.Deps{Streams: registry()})
	token, _, err := first.MintPlayback(t.Context(), "mine", time.Hour)
	require.NoError(t, err)
	at, behind := view(t, a), view(t, b)
	publish := func(to *broadcaster.Broadcaster) *publisher {
		p := &publisher{T: t}
		p.sink, err = to.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Query: url.Values{}, Close: func(error) {}})
		require.NoError(t, err)
		return p
	}
	publish(a).formats(&small, &tone).send(8)
	signed := "/signed/" + token
	behind.sees(signed + source)
	keys := keyURIs(t, behind.body(signed+source))
	for _, path := range keys {
		require.Equal(t, at.body(signed+path), behind.body(signed+path))
		require.Equal(t, http.StatusForbidden, behind.status(path))
		require.Equal(t, http.StatusForbidden, at.status("/cluster"+path), "unsigned")
		res, _ := get(t, behind.client, behind.base+signed+path)
		require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
	}
	p := publish(b)
	p.formats(&small, &tone).send(8)
	at.sees(signed + source)
	require.Eventually(t, func() bool { return !strings.Contains(at.body(signed+source), keys[0][len("/hls/mine/"):]) }, time.Minute, 20*time.Millisecond)
	p.sink.End(nil)
	require.Eventually(t, func() bool { return strings.Contains(at.body(signed+source), "ENDLIST") }, time.Minute, 20*time.Millisecond)
	conforms(t, at.base+signed+api.PlaybackURL("mine"))
}
