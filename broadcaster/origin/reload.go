package origin

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

var (
	errDirective = errors.New("invalid delivery directive")
	errTooFar    = errors.New("too far ahead of the playlist")
	errTimeout   = errors.New("nothing was published in time")
	errBusy      = errors.New("too many requests wait")
)

// reload is what a client asks of a playlist: the delivery directives of RFC 8216bis 6.2.5.
type reload struct {
	blocking bool
	msn      media.SegmentSeq
	part     int // -1 when the whole segment is asked for
	kind     documentKind
}

// maxMSN keeps the arithmetic on media sequence numbers from wrapping.
const maxMSN = 1 << 62

func parseReload(q url.Values) (reload, error) {
	want := reload{part: -1}
	switch {
	case q.Get("ll") == "0":
		want.kind = plainDocument
	case q.Get("_HLS_skip") == "YES" || q.Get("_HLS_skip") == "v2":
		want.kind = deltaDocument
	}
	if q.Get("dvr") == "1" {
		want.kind = want.kind.rewinding()
	}
	if v := q.Get("_HLS_msn"); v != "" {
		n, err := strconv.ParseUint(v, 10, 64)
		if err != nil || n > maxMSN {
			return want, errDirective
		}
		want.blocking, want.msn = true, media.SegmentSeq(n)
	}
	if v := q.Get("_HLS_part"); v != "" {
		n, err := strconv.ParseUint(v, 10, 31)
		if err != nil || !want.blocking {
			return want, errDirective
		}
		want.part = int(n)
	}
	return want, nil
}

// begun says whether the playlist at e has anything, or never will.
func (want reload) begun(e *edge) bool { return e.ended || e.begun || e.started && !want.kind.plain() }

// met says whether the playlist at e holds what is asked for, or something later.
func (want reload) met(e *edge) bool {
	switch {
	case e.ended:
		return true
	case !e.started:
		return false
	case !want.blocking || want.msn+1 < e.next.Segment:
		return true
	case want.msn+1 == e.next.Segment:
		// That segment is whole. A part beyond its last is part 0 of the next.
		return want.part < e.last || e.next.Part > 0
	case want.msn == e.next.Segment:
		return want.part >= 0 && want.part < e.next.Part
	}
	return false
}

// tooFar says whether a request lies so far ahead that the client must be wrong: RFC 8216bis 6.2.5.2. The part limit
// is three seconds' worth of parts.
func (want reload) tooFar(e *edge, partTarget media.Ticks) bool {
	if e.ended || !e.started || !want.blocking {
		return false
	}
	limit := max(3, int(3*media.Second/partTarget))
	switch {
	case want.msn > e.next.Segment+1: // next is one after the last that is whole
		return true
	case want.msn == e.next.Segment+1:
		return want.part >= limit
	case want.msn == e.next.Segment:
		return want.part >= e.next.Part+limit
	}
	return false
}

// wait returns the first edge that met accepts, or why there was none. Who waits is given that kind of document.
func (r *rendition) wait(ctx context.Context, kind documentKind, met func(*edge) bool) (*edge, error) {
	if e := r.edge.Load(); met(e) {
		return e, nil
	}
	o := r.stream.origin
	if o.waiters.Add(1) > int64(o.cfg.MaxWaiters) {
		o.waiters.Add(-1)
		return nil, errBusy
	}
	defer o.waiters.Add(-1)
	r.waiters[kind].Add(1)
	defer r.waiters[kind].Add(-1)
	timeout := time.NewTimer(o.cfg.BlockMax)
	defer timeout.Stop()
	for {
		e := r.edge.Load()
		if met(e) {
			return e, nil
		}
		select {
		case <-e.changed:
		case <-timeout.C:
			return nil, errTimeout
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// waitIndex waits until the multivariant playlist may be shown, or for as long as a viewer should wait.
func (s *Stream) waitIndex(ctx context.Context) error {
	if err := s.waitUntil(ctx, s.readyLocked); !errors.Is(err, errTimeout) {
		return err
	}
	return nil
}

// waitRendition is the rendition of a name. While the stream's renditions come one after the other, as they do when it begins and when it goes on at
// this node, it is waited for; nil is one that the stream does not have.
func (s *Stream) waitRendition(ctx context.Context, name string) (*rendition, error) {
	if r := s.rendition(name); r != nil {
		return r, nil
	}
	err := s.waitUntil(ctx, func(now time.Time) (bool, time.Time) {
		ready, at := s.readyLocked(now)
		return ready || s.renditions[name] != nil, at
	})
	return s.rendition(name), err
}

// waitUntil waits until the stream, under its lock, meets a condition, or for as long as a viewer should wait. A condition that is not met says when
// to ask again although nothing changed; zero is never.
func (s *Stream) waitUntil(ctx context.Context, metLocked func(now time.Time) (met bool, at time.Time)) error {
	o := s.origin
	if o.waiters.Add(1) > int64(o.cfg.MaxWaiters) {
		o.waiters.Add(-1)
		return errBusy
	}
	defer o.waiters.Add(-1)
	limit := time.NewTimer(o.cfg.StartMax)
	defer limit.Stop()
	for {
		now := o.cfg.Now()
		s.mu.RLock()
		met, at := metLocked(now)
		changed := s.changed
		s.mu.RUnlock()
		if met {
			return nil
		}
		var due <-chan time.Time
		var timer *time.Timer
		if !at.IsZero() {
			timer = time.NewTimer(at.Sub(now))
			due = timer.C
		}
		var err error
		select {
		case <-changed:
		case <-due:
		case <-limit.C:
			err = errTimeout
		case <-ctx.Done():
			err = context.Cause(ctx)
		}
		if timer != nil {
			timer.Stop()
		}
		if err != nil {
			return err
		}
	}
}
