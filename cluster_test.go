package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/pkg/testport"
)

// TestCluster: two processes with one Redis and one store serve each other's streams; when the one that has a stream is killed, its publisher goes
// on at the other one, in the same playlists, behind all that viewers could go back to before.
func TestCluster(t *testing.T) {
	redis := clustertest.StartRedis(t)
	secret := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(secret, []byte("a secret of the tests\n"), 0o600))
	kept := t.TempDir()
	node := func() *devProcess {
		addr := "127.0.0.1:" + testport.Free(t)
		return startDev(t, t.TempDir(), "--orchestrators", "1", "--ladder", "144p", "--http-addr", addr, "--rewind", "10m", "--recordings", kept,
			"--redis", redis.URL(), "--cluster-url", "http://"+addr, "--cluster-secret-file", secret)
	}
	a, b := node(), node()
	const source = "/hls/clustered/source/media.m3u8?dvr=1&ll=0"
	playlist := func(d *devProcess, holds func(string) bool) (body string) {
		t.Helper()
		require.Eventually(t, func() bool {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+d.http+source, nil)
			require.NoError(t, err)
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				return false
			}
			defer res.Body.Close()
			text, err := io.ReadAll(res.Body)
			body = string(text)
			return err == nil && res.StatusCode == http.StatusOK && holds(body)
		}, time.Minute, 100*time.Millisecond)
		return body
	}
	lists := func(n int) func(string) bool {
		return func(body string) bool { return strings.Count(body, "#EXTINF") >= n }
	}
	clip := testmedia.FLV(t, testmedia.Spec{Seconds: 10, Audio: 48000})
	first := a.publish(t, clip, "clustered")
	playlist(a, lists(2))
	before := playlist(b, lists(3))

	// A request that is repeated is carried out once, whichever nodes it reaches.
	made := map[string]bool{}
	for _, d := range []*devProcess{a, b} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+d.http+"/api/v1/keys", strings.NewReader(`{"name":"app","scopes":["read"]}`))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", "once")
		res, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		text, err := io.ReadAll(res.Body)
		require.NoError(t, errors.Join(err, res.Body.Close()))
		require.Equal(t, http.StatusCreated, res.StatusCode, string(text))
		made[string(text)] = true
	}
	require.Len(t, made, 1)

	// What became of a stream can be asked at any node.
	require.Eventually(t, func() bool {
		var list api.EventList
		status, err := b.get(t.Context(), "/api/v1/events?stream=clustered&type=stream.started", &list)
		return err == nil && status == http.StatusOK && len(list.Events) == 1
	}, time.Minute, 100*time.Millisecond)

	// Any node's dashboard shows what the others have.
	var sessions api.SessionList
	status, err := b.get(t.Context(), "/api/v1/sessions?selection=true", &sessions)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status)
	require.Len(t, sessions.Sessions, 1)
	require.Equal(t, "clustered", sessions.Sessions[0].Stream)
	require.NotNil(t, sessions.Sessions[0].Selection)
	browser := browsertest.New(t)
	browser.Open("http://" + b.http + "/")
	browser.WaitFor(`document.body.innerText.includes("clustered") && document.body.innerText.includes("144p") && document.querySelectorAll("[aria-labelledby=selections] tbody tr").length > 0`, time.Minute)
	browser.Open("http://" + b.http + "/watch/clustered")
	browser.WaitFor(`millrace.video.currentTime > 2`, time.Minute)

	require.NoError(t, a.cmd.Process.Kill())
	<-a.ended
	<-first.ended
	killed := time.Now()
	b.publish(t, clip, "clustered")
	after := playlist(b, func(body string) bool {
		_, goesOn, found := strings.Cut(body, "#EXT-X-DISCONTINUITY\n")
		return found && lists(2)(goesOn)
	})
	t.Logf("goes on %.1f s after the node was killed", time.Since(killed).Seconds())
	require.NotContains(t, after, "ENDLIST")
	require.Equal(t, 1, sequence(after), "one can go back as far as before")
	require.Empty(t, conformance.CheckVersions("source", []conformance.Version{{Body: []byte(before)}, {Body: []byte(after)}}))
	p, err := conformance.Parse([]byte(after))
	require.NoError(t, err)
	for _, s := range p.Segments {
		if s.Gap {
			continue
		}
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+b.http+"/hls/clustered/source/"+s.URI, nil)
		require.NoError(t, err)
		res, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusOK, res.StatusCode, s.URI)
	}

	// Who watches goes on watching, without doing anything.
	browser.WaitFor(fmt.Sprintf(`millrace.hls?.playingDate?.getTime() > %d && !millrace.video.paused`, killed.Add(10*time.Second).UnixMilli()), time.Minute)

	// A Redis that is paused, and one that comes back with nothing, are not noticed by viewers.
	for _, fault := range []struct{ down, up func() }{{redis.Pause, redis.Resume}, {redis.Kill, redis.Start}} {
		fault.down()
		after = playlist(b, lists(strings.Count(after, "#EXTINF")+1))
		fault.up()
	}
	require.NoError(t, b.cmd.Process.Signal(syscall.SIGTERM))
	<-b.ended
}

func TestClusterFlags(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(secret, []byte("a secret of the tests\n"), 0o600))
	short := filepath.Join(t.TempDir(), "short")
	require.NoError(t, os.WriteFile(short, []byte("short\n"), 0o600))
	for name, f := range map[string]clusterFlags{
		"no URL":       {Redis: "redis://r", ClusterSecret: secret},
		"no Redis":     {ClusterURL: "http://b:8935", ClusterSecret: secret},
		"no secret":    {Redis: "redis://r", ClusterURL: "http://b:8935"},
		"path":         {Redis: "redis://r", ClusterURL: "http://b:8935/x", ClusterSecret: secret},
		"short secret": {Redis: "redis://r", ClusterURL: "http://b:8935", ClusterSecret: short},
		"no file":      {Redis: "redis://r", ClusterURL: "http://b:8935", ClusterSecret: secret + "x"},
		"not Redis":    {Redis: "http://r", ClusterURL: "http://b:8935", ClusterSecret: secret},
	} {
		c, err := f.cluster(time.Minute)
		if err == nil {
			_, err = c.share(t.Context())
		}
		require.ErrorIs(t, err, errUsage, name)
	}
	join := func(c clusterConfig) (*sharing, *member) {
		shared, err := c.share(t.Context())
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, shared.close()) })
		m, err := c.start(shared, prometheus.NewRegistry())
		require.NoError(t, err)
		t.Cleanup(func() { m.stop(context.Background()) })
		return shared, m
	}
	alone, err := (&clusterFlags{}).cluster(time.Minute)
	require.NoError(t, err)
	shared, m := join(alone)
	require.Nil(t, shared)
	require.Nil(t, m.Node)

	away, err := (&clusterFlags{Redis: "redis://127.0.0.1:1", ClusterURL: "http://b:8935", ClusterSecret: secret}).cluster(time.Minute)
	require.NoError(t, err)
	_, m = join(away) // it starts all the same
	require.Error(t, m.Status().Degraded)
}

// sequence is a playlist's media sequence number; 0 if it has none.
func sequence(playlist string) (n int) {
	_, rest, _ := strings.Cut(playlist, "#EXT-X-MEDIA-SEQUENCE:")
	_, _ = fmt.Sscan(rest, &n) // nothing is 0
	return n
}
