package edge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/millrace/millrace/broadcaster/cluster"
)

// Bounds of what streams' owners are asked to do.
const (
	maxPosts      = 64      // at one time
	maxPostAnswer = 1 << 20 // bytes
)

// Post is something that a stream's owner is to do.
type Post struct {
	URI         string // path behind Prefix, and query
	ContentType string
	Key         string // Idempotency-Key; may be empty
	Caller      string // who asked this node, as the owner's API knows callers
	Body        []byte
}

// Answer is what an owner says.
type Answer struct {
	Status     int
	Type       string // of the body
	RetryAfter string
	Body       []byte
}

// Post has a stream's owner do something, once: an owner that does not have the stream does nothing, and is asked again, or the next
// one is. cluster.ErrNone: no other node has the stream live. With other errors it is not known whether it was done.
func (e *Edge) Post(ctx context.Context, stream string, p Post) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, e.cfg.Wait)
	defer cancel()
	select {
	case e.posting <- struct{}{}:
		defer func() { <-e.posting }()
	default:
		return Answer{}, errBusy
	}
	l, err := e.peers.Owner(ctx, stream)
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		switch {
		case err != nil:
			return Answer{}, err
		case l.Ended, l.Node == e.peers.Name():
			return Answer{}, cluster.ErrNone
		}
		a, err := e.post(ctx, l, p)
		if err != nil || a.Status != http.StatusMisdirectedRequest {
			return a, err
		}
		if l, err = e.next(ctx, l, errLost, pause); err != nil {
			return Answer{}, errLost
		}
	}
}

func (e *Edge) post(ctx context.Context, l cluster.Lease, p Post) (Answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(l.URL, "/")+Prefix+p.URI, bytes.NewReader(p.Body))
	if err != nil {
		return Answer{}, err
	}
	for name, value := range map[string]string{"Content-Type": p.ContentType, "Idempotency-Key": p.Key, cluster.CallerHeader: p.Caller} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	e.peers.Secret().SignBody(req, p.Body)
	res, err := e.client.Do(req)
	if err != nil {
		return Answer{}, fmt.Errorf("%w: %w", errAway, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxPostAnswer+1))
	switch {
	case err != nil:
		return Answer{}, fmt.Errorf("%w: %w", errAway, err)
	case len(body) > maxPostAnswer:
		return Answer{}, errSize
	case res.StatusCode == http.StatusForbidden: // it did not believe us; whoever asked may do it
		return Answer{}, errors.New("the server that has the stream does not take this server for one of its cluster")
	}
	return Answer{Status: res.StatusCode, Type: res.Header.Get("Content-Type"), RetryAfter: res.Header.Get("Retry-After"), Body: body}, nil
}
