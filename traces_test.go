package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"
)

// TestTraces: a collector gets whole traces of parts, from all roles of the network.
func TestTraces(t *testing.T) {
	var mu sync.Mutex
	names := map[string]map[string]int{} // by trace
	c := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var m collector.ExportTraceServiceRequest
		if err != nil || r.URL.Path != "/v1/traces" || proto.Unmarshal(body, &m) != nil {
			http.Error(w, "no spans", http.StatusBadRequest)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		for _, resource := range m.GetResourceSpans() {
			for _, scope := range resource.GetScopeSpans() {
				for _, span := range scope.GetSpans() {
					id := string(span.GetTraceId())
					if names[id] == nil {
						names[id] = map[string]int{}
					}
					names[id][span.GetName()]++
				}
			}
		}
	}))
	defer c.Close()
	d := startDev(t, t.TempDir(), "--demo", "--rungs", "2", "--orchestrators", "1", "--otlp-endpoint", c.URL)
	require.Eventually(t, func() bool {
		mu.Lock()
		defer mu.Unlock()
		for _, n := range names {
			if n["broadcaster part"] == 1 && n["orchestrator part"] == 1 && n["transcoder part"] == 1 && n["encode"] == 2 {
				return true
			}
		}
		return false
	}, time.Minute, 100*time.Millisecond, "a part's way through all roles in one trace")
	d.interrupt(t)
}
