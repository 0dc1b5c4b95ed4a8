package broadcaster

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/edge"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

// errMoved is why a publisher has to go whose stream another node has.
var errMoved = fmt.Errorf("%w: a newer publisher took the stream on another server", ingest.ErrBusy)

// take makes a stream this node's own, and returns its lease and where to go on with what another node had of it: the zero position
// where that is nothing.
func (b *Broadcaster) take(ctx context.Context, name string) (cluster.Lease, cluster.Position) {
	if b.node == nil {
		return cluster.Lease{}, cluster.Position{}
	}
	lease, before := b.node.Take(ctx, name, time.Now(), b.registry.Restricted(name))
	if before.Ended || b.cfg.ReconnectWindow < 0 {
		return lease, cluster.Position{}
	}
	return lease, before.Place
}

// tellStore has the cluster told soon of how far this node's streams are.
func (b *Broadcaster) tellStore() {
	if b.node != nil {
		b.node.Tell()
	}
}

// shortest is the duration of a segment that no stream's segments are shorter than for long.
const shortest = time.Second

// Bounds of what a stream goes on with that another node kept.
const (
	resumeTimeout = 4 * time.Second  // in which its publisher waits
	listedFor     = 30 * time.Second // longer than a playlist is in which nobody goes back
)

// resume has the stream go on with what another node had, or this one before it died. It returns what keeps its media, if that goes on, too. feeding
// is held.
func (s *stream) resume(grant admission.Grant) record.Tape {
	if !s.resumed() {
		return nil
	}
	before := origin.Before{First: s.first.segment, Cuts: s.before.Cuts, Ranges: said(s.before)}
	tape, err := s.inherit(grant, &before)
	if err = errors.Join(err, s.origin.Resume(before)); err != nil {
		s.log.Warn("what another node kept of the stream is out of reach: its media up to here is lost", "err", err)
	}
	s.splices.Resume(s.origin.Ongoing()) // those that are valid
	return tape
}

// inherit goes on with what kept the stream's media at another node; nil if nothing did, or that is kept in another way now.
func (s *stream) inherit(grant admission.Grant, before *origin.Before) (record.Tape, error) {
	if s.b.recorder == nil || s.before.Tape == "" || s.before.Sealed != grant.Encrypt || !grant.Record && grant.Rewind == 0 {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), resumeTimeout)
	defer cancel()
	tape, renditions, err := s.b.recorder.Resume(ctx, record.Resumption{
		ID: s.before.Tape, Stream: s.name, Start: s.start, Passing: !grant.Record, Rewind: grant.Rewind,
		Next: s.first.segment, Look: max(grant.Rewind, listedFor),
	})
	if err != nil {
		return nil, err
	}
	before.Kept = &origin.Kept{Token: s.before.Token, Archive: tape, Renditions: renditions}
	return tape, nil
}

// hasTape says whether a node of the cluster keeps media of its stream in that way, or may.
func (b *Broadcaster) hasTape(ctx context.Context, i record.Info) bool {
	l, err := b.node.Owner(ctx, i.Stream)
	if err == nil && l.Lapsed { // its node may be cut off from the store only
		_, err = b.edge.Told(ctx, i.Stream)
	}
	// A lease tells nothing of tapes at first.
	return !errors.Is(err, cluster.ErrNone) && (err != nil || !l.Ended && (l.Place.Tape == "" || l.Place.Tape == i.ID))
}

// keySource draws the keys of an encrypted stream. In a cluster they are made of its secret: whoever goes on with the stream has the same.
func (b *Broadcaster) keySource(token string) func(number uint64) [hls.KeySize]byte {
	if b.node == nil {
		return origin.RandomKey
	}
	secret := b.node.Secret()
	return func(number uint64) (key [hls.KeySize]byte) {
		made := secret.Key(fmt.Sprintf("media of %s, key %d", token, number))
		copy(key[:], made[:])
		return key
	}
}

// behind is a place that lies behind all that another node has published, though it was last heard of a while ago.
func behind(p cluster.Position) place {
	since := max(time.Since(p.At), 0)
	return place{segment: p.Segment + 1 + media.SegmentSeq(since/shortest), time: p.Time}
}

// said are the date ranges of a position, which another node wrote.
func said(p cluster.Position) (ranges []hls.DateRange) {
	if p.Said == "" || json.Unmarshal([]byte(p.Said), &ranges) != nil {
		return nil
	}
	return ranges
}

// saying is what a position says of date ranges; of too many those that were said last.
func saying(ranges []hls.DateRange) string {
	for ; len(ranges) > 0; ranges = ranges[1:] {
		if text, err := json.Marshal(ranges); err == nil && len(text) <= cluster.MaxSaid {
			return string(text)
		}
	}
	return ""
}

var _ cluster.Holder = (*stream)(nil)

// resumed says that the stream goes on with what another node had.
func (s *stream) resumed() bool { return s.first.segment > firstSegment }

// reached notes how far the stream is. Other nodes are told at once where one that goes on with what they know would not be behind it.
func (s *stream) reached(at place) {
	s.mu.Lock()
	s.at = at
	ahead := at.segment > behind(s.told).segment
	s.mu.Unlock()
	if ahead {
		s.b.tellStore()
	}
}

// Place implements cluster.Holder.
func (s *stream) Place() (cluster.Position, bool) {
	p := cluster.Position{Start: s.start, Cuts: s.origin.Cuts(), Token: s.origin.Token(), Said: saying(s.origin.Ongoing())}
	s.mu.Lock()
	defer s.mu.Unlock()
	p.Segment, p.Time, p.At = s.at.segment, s.at.time, time.Now()
	p.Tape, p.Sealed = s.tapeID, s.sealed
	s.told = p
	return p, s.closed
}

// Rules implements cluster.Holder.
func (s *stream) Rules() bool { return s.b.registry.Restricted(s.name) }

// Lost implements cluster.Holder.
func (s *stream) Lost(to cluster.Lease) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	s.log.Info("another node took the stream", "by", to.Node)
	s.letGo(errMoved)
}

// letGo ends the stream here, for it to go on at another node: its playlists are not ended. feeding is held.
func (s *stream) letGo(reason error) {
	if s.over {
		return
	}
	s.moved = true
	if p := s.publication.Load(); p != nil {
		s.publication.Store(nil)
		p.kick(reason)
	}
	s.endEpoch()
	s.origin.Move()
	s.giveUp(reason)
	s.close(reason)
	s.b.forget(s)
}

// forget drops a stream, which is nothing of this node's any more.
func (b *Broadcaster) forget(s *stream) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.streams[s.name] == s {
		delete(b.streams, s.name)
	}
}

// ofPeer marks a request that another node makes.
type ofPeer struct{}

// peer serves other nodes what this one has itself. They have decided who may watch.
func (b *Broadcaster) peer() http.HandlerFunc {
	r := chi.NewRouter()
	r.Route("/hls", b.origin.Routes)
	if b.pictures != nil {
		r.Route(api.PicturesPath, b.pictureRoutes)
	}
	r.Get(edge.StatePath+"{stream}", b.tell)
	r.Get(edge.NodePath+"{node}", b.tellAll)
	b.api.PeerRoutes(r)
	return func(w http.ResponseWriter, req *http.Request) {
		if err := b.verify(w, req); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		if node, viewers, ok := edge.ParseViewers(req.Header.Get(edge.ViewersHeader)); ok {
			if rest, ok := strings.CutPrefix(req.URL.Path, edge.Prefix+"/hls/"); ok {
				stream, _, _ := strings.Cut(rest, "/")
				b.audience.Elsewhere(stream, node, viewers)
			}
		}
		ctx := context.WithValue(req.Context(), ofPeer{}, true)
		inner := req.Clone(context.WithValue(ctx, chi.RouteCtxKey, nil)) // it is routed anew
		inner.URL.Path, inner.URL.RawPath = strings.TrimPrefix(req.URL.Path, edge.Prefix), ""
		r.ServeHTTP(w, inner)
	}
}

// verify says whether a node of the cluster made a request, whose body is read for that and then again to be read.
func (b *Broadcaster) verify(w http.ResponseWriter, req *http.Request) error {
	if req.Method != http.MethodPost {
		return b.node.Secret().Verify(req)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, api.MaxBody))
	if err != nil {
		return err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	return b.node.Secret().VerifyBody(req, body)
}

// owners has other nodes do what is to be done to their streams.
type owners struct{ b *Broadcaster }

var _ api.Owners = owners{}

// Here implements api.Owners.
func (o owners) Here(stream string) (has, live bool) {
	s := o.b.stream(stream)
	return s != nil, s != nil && !s.hasEnded()
}

// State implements api.Owners.
func (o owners) State(ctx context.Context, stream string) (v api.Stream, err error) {
	text, err := o.b.edge.Told(ctx, stream)
	if err != nil {
		return v, err
	}
	return v, json.Unmarshal(text, &v)
}

// Others implements api.Owners.
func (o owners) Others(ctx context.Context, selections bool) (list []api.Holdings) {
	query := ""
	if selections {
		query = "selection"
	}
	for _, text := range o.b.edge.Nodes(ctx, query) {
		var h api.Holdings
		if err := json.Unmarshal(text, &h); err != nil {
			o.b.log.Warn("another node told of what it has in words that this one does not know", "err", err)
			continue
		}
		list = append(list, h)
	}
	return list
}

// Post implements api.Owners.
func (o owners) Post(ctx context.Context, stream string, p edge.Post) (edge.Answer, error) {
	return o.b.edge.Post(ctx, stream, p)
}

// tell says how a stream of this node is doing.
func (b *Broadcaster) tell(w http.ResponseWriter, req *http.Request) {
	s := b.stream(chi.URLParam(req, "stream"))
	if s == nil {
		http.Error(w, "the stream is not here", http.StatusMisdirectedRequest)
		return
	}
	answerPeer(w, s.view())
}

// tellAll says what this node has.
func (b *Broadcaster) tellAll(w http.ResponseWriter, req *http.Request) {
	if chi.URLParam(req, "node") != b.node.Name() {
		http.Error(w, "the node is not here", http.StatusMisdirectedRequest)
		return
	}
	answerPeer(w, b.api.Holdings(req.URL.Query().Has("selection")))
}

func answerPeer(w http.ResponseWriter, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(text) // a peer that has gone needs no answer
}

// elsewhere answers requests for streams that are not live here; see origin.Deps.
func (b *Broadcaster) elsewhere(w http.ResponseWriter, req *http.Request, stream string, have bool) bool {
	if req.Context().Value(ofPeer{}) == nil {
		return b.edge.Serve(w, req, stream, have)
	}
	if !have {
		http.Error(w, "the stream is not here", http.StatusMisdirectedRequest)
	}
	return !have
}

// degraded says what this node does without.
func (b *Broadcaster) degraded() error {
	if b.node == nil {
		return nil
	}
	if err := b.node.Status().Degraded; err != nil {
		return errors.Join(errors.New("the cluster's Redis does not answer: streams of other nodes may not be found"), err)
	}
	return nil
}
