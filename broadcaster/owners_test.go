package broadcaster_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path"
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
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

// opened are the segments of a rendition's playlist, decrypted with the keys that it names.
func (v *viewer) opened(rendition string) (out [][]byte) {
	v.Helper()
	var key, iv [hls.KeySize]byte
	base := "/hls/mine/" + rendition + "/"
	named := regexp.MustCompile(`^#EXT-X-KEY:METHOD=AES-128,URI="([^"]+)",IV=0x([0-9a-f]{32})$`)
	for line := range strings.Lines(v.body(base + "media.m3u8?ll=0")) {
		line = strings.TrimSpace(line)
		if m := named.FindStringSubmatch(line); m != nil {
			copy(key[:], v.body(path.Join(base, m[1])))
			text, err := hex.DecodeString(m[2])
			require.NoError(v, err)
			copy(iv[:], text)
		} else if line != "" && !strings.HasPrefix(line, "#") {
			plain, err := hls.Decrypt(key, iv, []byte(v.body(path.Join(base, line))))
			require.NoError(v, err)
			out = append(out, plain)
		}
	}
	return out
}

// What is said at any node reaches the node that has the stream, once, and viewers at any node, in encrypted media, too.
func TestCluster_cues(t *testing.T) {
	stores(t, func(t *testing.T, open func(*testing.T) cluster.Store) {
		shared := admission.NewMemory() // as the nodes' records are
		registry := func() *admission.Registry {
			r, err := admission.NewRegistry(t.Context(), shared)
			require.NoError(t, err)
			return r
		}
		first := registry()
		_, key, err := first.Create(t.Context(), admission.Stream{Name: "mine", Ladder: media.Ladder{}, Policy: admission.Policy{Encryption: admission.EncryptAES128}})
		require.NoError(t, err)
		a, _ := member(t, "a", open(t), broadcaster.Deps{Streams: first})
		b, _ := member(t, "b", open(t), broadcaster.Deps{Streams: registry()})
		at, behind := calls(t, a), calls(t, b)
		const metadata, ranges, captions = "/api/v1/streams/mine/metadata", "/api/v1/streams/mine/dateranges", "/api/v1/streams/mine/captions/en"
		behind.do(http.StatusNotFound, "POST", ranges, `{"id":"quiz"}`, nil)

		p := &publisher{T: t}
		p.sink, err = a.Publish(t.Context(), ingest.Request{Protocol: "test", Name: key, Query: url.Values{}, Close: func(error) {}})
		require.NoError(t, err)
		p.formats(&small, &tone).send(6)
		v := view(t, b)
		v.sees(source)

		post := func(c *caller, body string) string {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.base+metadata, strings.NewReader(body))
			require.NoError(t, err)
			req.Header.Set("Idempotency-Key", "again")
			res, err := c.client.Do(req)
			require.NoError(t, err)
			defer res.Body.Close()
			var m api.Moment
			require.NoError(t, json.NewDecoder(res.Body).Decode(&m))
			require.Equal(t, http.StatusOK, res.StatusCode)
			return m.Time.String()
		}
		const frame = `{"frames":[{"type":"TXXX","description":"score","value":"two to nothing"}]}`
		require.Equal(t, post(behind, frame), post(at, frame), "it is done once, whichever node is asked again")

		var said api.DateRange
		behind.do(http.StatusOK, "POST", ranges, `{"id":"quiz","duration":2}`, &said)
		at.do(http.StatusOK, "POST", ranges, `{"id":"quiz","duration":2}`, nil)
		behind.do(http.StatusConflict, "POST", ranges, `{"id":"quiz","duration":3}`, nil)
		behind.do(http.StatusBadRequest, "POST", ranges, `{"id":""}`, nil)
		behind.do(http.StatusRequestEntityTooLarge, "POST", ranges, `{"id":"`+strings.Repeat("x", 70<<10)+`"}`, nil)
		behind.do(http.StatusOK, "POST", captions, `{"name":"English","language":"en","cues":[{"text":"over there","duration":2}]}`, nil)
		p.send(6)

		require.Eventually(t, func() bool { return strings.Contains(v.body("/hls/mine/source/media.m3u8"), `ID="quiz"`) }, time.Minute, 20*time.Millisecond)
		require.Contains(t, v.body("/hls/mine/source/media.m3u8"), fmt.Sprintf(`#EXT-X-DATERANGE:ID="quiz",START-DATE="%s",DURATION=2`, said.Start.Format("2006-01-02T15:04:05.000Z")))
		require.Contains(t, v.body("/hls/mine/index.m3u8"), `URI="text-en/media.m3u8"`)
		count := func(rendition, text string) (n int) {
			for _, s := range v.opened(rendition) {
				n += strings.Count(string(s), text)
			}
			return n
		}
		require.Eventually(t, func() bool { return count("text-en", "over there") > 0 }, time.Minute, 100*time.Millisecond)
		require.Equal(t, 1, count("source", "two to nothing"))

		at.do(http.StatusForbidden, "POST", "/cluster"+metadata, frame, nil)
		p.sink.End(nil)
		require.Eventually(t, func() bool { return view(t, a).stream().State == api.StreamEnded }, time.Minute, 20*time.Millisecond)
		require.Eventually(t, func() bool { return strings.Contains(v.body(source), "ENDLIST") }, time.Minute, 20*time.Millisecond)
		conforms(t, v.base+"/hls/mine/index.m3u8")
		behind.do(http.StatusNotFound, "POST", metadata, frame, nil)
	})
}

// Who cannot reach the node that has a stream is told so.
func TestCluster_cues_owner_away(t *testing.T) {
	store := cluster.NewMemory()
	b, _ := member(t, "b", store, broadcaster.Deps{})
	_, _, err := store.Take(t.Context(), cluster.Lease{Stream: "mine", Node: "a", URL: "http://127.0.0.1:1", Epoch: cluster.EpochAt(time.Now())}, time.Minute)
	require.NoError(t, err)
	var problem api.Problem
	require.NoError(t, json.Unmarshal([]byte(calls(t, b).do(http.StatusServiceUnavailable, "POST", "/api/v1/streams/mine/dateranges", `{"id":"quiz"}`, nil)), &problem))
	require.Equal(t, "unavailable", problem.Code)
	require.Contains(t, problem.Detail, "does not answer")
}
