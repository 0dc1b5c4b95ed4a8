package broadcaster_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
)

// seen is when a part became visible.
type seen struct {
	part string
	at   time.Time
}

var hinted = regexp.MustCompile(`#EXT-X-PRELOAD-HINT:.*URI="[^"]*/(\d+)\.(\d+)\.mp4"`)

// follow asks for each next part before it is there, and tells when the answer came, until so many have.
func (v *viewer) follow(parts int, out chan<- seen) {
	defer close(out)
	body := v.playlist("source")
	for range parts {
		next := hinted.FindStringSubmatch(body)
		if next == nil {
			v.Errorf("no preload hint in %s", body)
			return
		}
		res, err := v.client.Get(v.base + source + "?_HLS_msn=" + next[1] + "&_HLS_part=" + next[2])
		at := time.Now()
		if err != nil || res.StatusCode != http.StatusOK {
			v.Errorf("part %s.%s: %v", next[1], next[2], err)
			return
		}
		data, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			v.Error(err)
			return
		}
		body = string(data)
		out <- seen{next[1] + "." + next[2], at}
	}
}

// At another node each part is visible soon after it is at the stream's owner. How soon is logged; MILLRACE_EDGE_PARTS says of how many
// parts.
func TestCluster_delay(t *testing.T) {
	parts := 40
	if text := os.Getenv("MILLRACE_EDGE_PARTS"); text != "" {
		var err error
		parts, err = strconv.Atoi(text)
		require.NoError(t, err)
	}
	server := clustertest.StartRedis(t)
	a, _ := member(t, "a", openRedis(t, server), broadcaster.Deps{})
	b, _ := member(t, "b", openRedis(t, server), broadcaster.Deps{})
	p := join(t, a).formats(&small, nil).send(6)
	atOwner, atEdge := view(t, a), view(t, b)
	atEdge.sees(source)
	owner, edge := make(chan seen, parts), make(chan seen, parts)
	go atOwner.follow(parts, owner)
	go atEdge.follow(parts, edge)
	atOne, atOther := map[string]time.Time{}, map[string]time.Time{}
	next := time.NewTicker(5 * time.Millisecond) // eight times as fast as it would be live
	defer next.Stop()
	for deadline := time.After(2 * time.Minute); owner != nil || edge != nil; {
		select {
		case <-next.C:
			require.NoError(t, p.sendFrames(1))
		case s, ok := <-owner:
			if !ok {
				owner = nil
				continue
			}
			atOne[s.part] = s.at
		case s, ok := <-edge:
			if !ok {
				edge = nil
				continue
			}
			atOther[s.part] = s.at
		case <-deadline:
			t.Fatal("parts are missing")
		}
	}
	p.sink.End(nil)
	var later []float64
	for part, at := range atOther {
		if first, ok := atOne[part]; ok {
			later = append(later, float64(at.Sub(first).Microseconds())/1000)
		}
	}
	require.Greater(t, len(later), parts/2, "both saw most of the parts")
	slices.Sort(later)
	rank := func(percent int) string { return fmt.Sprintf("%.2f", later[(len(later)-1)*percent/100]) }
	t.Logf("%d parts are visible at the edge later than at the owner by: p50 %s ms, p99 %s ms", len(later), rank(50), rank(99))
}
