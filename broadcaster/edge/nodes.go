package edge

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"github.com/millrace/millrace/broadcaster/cluster"
)

// NodePath is where a node tells its peers of all that it has, before its name. A node of another name answers 421.
const NodePath = "/nodes/"

// Nodes is what each of the other nodes tells of all that it has, as JSON, by their names; those that do not answer in time are left out. query is
// handed to them. What they told is kept for a second: others who ask meanwhile share it.
func (e *Edge) Nodes(ctx context.Context, query string) [][]byte {
	others := e.peers.Others()
	told := make([][]byte, len(others))
	var asking sync.WaitGroup
	for i, m := range others {
		asking.Go(func() {
			var err error
			if told[i], err = e.node(ctx, m, query); err != nil {
				e.log.Debug("what another node has", "node", m.Name, "url", m.URL, "err", err)
			}
		})
	}
	asking.Wait()
	out := told[:0]
	for _, text := range told {
		if text != nil {
			out = append(out, text)
		}
	}
	return out
}

func (e *Edge) node(ctx context.Context, m cluster.Member, query string) ([]byte, error) {
	uri := NodePath + url.PathEscape(m.Name)
	if query != "" {
		uri += "?" + query
	}
	obj, err := e.get(ctx, cluster.Lease{Node: m.Name, URL: m.URL}, wanted{uri: uri, changes: true, node: true})
	switch {
	case err != nil:
		return nil, err
	case obj.status != http.StatusOK:
		return nil, fmt.Errorf("status %d", obj.status)
	}
	return obj.plain()
}
