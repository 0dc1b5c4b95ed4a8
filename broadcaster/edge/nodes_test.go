package edge_test

import (
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/edge"
)

// What all nodes have is asked for once a second, whoever wants to know; nodes that do not answer are left out.
func TestNodes(t *testing.T) {
	var away atomic.Bool
	node := func(name string) *owner {
		return own(t, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path != "/cluster/nodes/"+name || away.Load():
				http.Error(w, "not here", http.StatusMisdirectedRequest)
			default:
				_, _ = io.WriteString(w, `"`+name+r.URL.RawQuery+`"`)
			}
		})
	}
	b, c := node("b"), node("c")
	l := newLab(t, edge.Config{}, b.URL)
	require.Empty(t, l.edge.Nodes(t.Context(), ""))
	l.peers.others = []cluster.Member{{Name: "b", URL: b.URL}, {Name: "gone", URL: "http://127.0.0.1:1"}, {Name: "before", URL: b.URL}, {Name: "c", URL: c.URL}}
	told := func(query string) (all string) {
		for _, text := range l.edge.Nodes(t.Context(), query) {
			all += string(text)
		}
		return all
	}
	began := time.Now()
	const times = 50
	for range times {
		require.Equal(t, `"b""c"`, told(""))
	}
	most := int64(1 + time.Since(began)/time.Second)
	require.LessOrEqual(t, c.asked.Load(), most)
	require.LessOrEqual(t, b.asked.Load(), most+times, "one that has another name now says so each time")
	require.Equal(t, `"bselection""cselection"`, told("selection"))
	away.Store(true)
	require.Eventually(t, func() bool { return told("") == "" }, time.Minute, 10*time.Millisecond)
}
