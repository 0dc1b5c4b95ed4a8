package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"time"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

// Bounds of a client.
const (
	requestTimeout = 30 * time.Second // a blocking reload takes as long as a part, or as a rung is late
	maxBody        = 64 << 20
	firstPoll      = 10 * time.Millisecond // for the playlist's first version
	plainPoll      = 500 * time.Millisecond
	maxFailures    = 20 // in a row
)

// errStatus is an answer that is not 200.
var errStatus = errors.New("not OK")

func fetch(ctx context.Context, url string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: %s: %s", errStatus, url, res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxBody))
}

// partID names a part: its segment's media sequence number, and its place there.
type partID struct {
	segment uint64
	part    int
}

// watcher is a low-latency client: it asks for the next part's playlist before the part exists, and notes when the
// answer came.
type watcher struct {
	visible map[partID]time.Time
	gaps    int
}

// watch follows a media playlist to its end. It may begin before the playlist exists; what the first version lists
// counts as visible when that version came.
func watch(ctx context.Context, playlist string) (*watcher, error) {
	w := &watcher{visible: map[partID]time.Time{}}
	target, failures := playlist, 0
	for {
		body, err := fetch(ctx, target)
		at := time.Now()
		switch {
		case ctx.Err() != nil:
			return w, context.Cause(ctx)
		case err != nil && len(w.visible) == 0 && errors.Is(err, errStatus):
			if err := pause(ctx, firstPoll); err != nil {
				return w, err
			}
			continue
		case err != nil:
			if failures++; failures == maxFailures {
				return w, err
			}
			if err := pause(ctx, firstPoll); err != nil {
				return w, err
			}
			continue
		}
		failures = 0
		p, err := conformance.Parse(body)
		if err != nil {
			return w, err
		}
		w.see(p, at)
		if p.Ended {
			return w, nil
		}
		if target = blocking(playlist, p); target == playlist {
			if err := pause(ctx, firstPoll); err != nil { // nothing is listed yet
				return w, err
			}
		}
	}
}

// see notes the parts that were not listed before.
func (w *watcher) see(p *conformance.Playlist, at time.Time) {
	for _, s := range p.Segments {
		for i, part := range s.Parts {
			id := partID{s.MSN, i}
			if _, known := w.visible[id]; known {
				continue
			}
			w.visible[id] = at
			if part.Gap {
				w.gaps++
			}
		}
	}
}

// blocking is the request for the next version of a playlist.
func blocking(playlist string, p *conformance.Playlist) string {
	if len(p.Segments) == 0 {
		return playlist
	}
	last := p.Segments[len(p.Segments)-1]
	segment, part := last.MSN, len(last.Parts)
	if last.URI != "" {
		segment, part = segment+1, 0
	}
	return fmt.Sprintf("%s?_HLS_msn=%d&_HLS_part=%d", playlist, segment, part)
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// recording is what a plain HLS client has of a rung.
type recording struct {
	file   string
	parts  map[partID][]media.Ticks // the presentation times of each part's frames, in decoding order
	order  []partID
	frames int
	gaps   int
}

// record follows a media playlist to its end as a plain HLS client does, and writes every segment to a file.
func record(ctx context.Context, playlist, file string) (_ *recording, err error) {
	f, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	r := &recording{file: file, parts: map[partID][]media.Ticks{}}
	begun, next, failures := false, uint64(0), 0
	for {
		body, err := fetch(ctx, playlist+"?ll=0")
		switch {
		case ctx.Err() != nil:
			return r, context.Cause(ctx)
		case errors.Is(err, errStatus) && !begun:
		case err != nil:
			if failures++; failures == maxFailures {
				return r, err
			}
		default:
			failures = 0
			p, err := conformance.Parse(body)
			if err != nil {
				return r, err
			}
			for _, s := range p.Segments {
				if s.URI == "" || begun && s.MSN < next {
					continue
				}
				if begun && s.MSN != next {
					return r, fmt.Errorf("%s: segment %d is gone, the list begins at %d", playlist, next, s.MSN)
				}
				if !s.Gap {
					if err := r.segment(ctx, f, playlist, s); err != nil {
						return r, err
					}
				} else {
					r.gaps++
				}
				begun, next = true, s.MSN+1
			}
			if p.Ended {
				return r, nil
			}
		}
		if err := pause(ctx, plainPoll); err != nil {
			return r, err
		}
	}
}

// segment fetches a segment, behind the init segment if it is the first.
func (r *recording) segment(ctx context.Context, w io.Writer, playlist string, s conformance.Segment) error {
	if len(r.order) == 0 {
		init, err := fetch(ctx, resolve(playlist, s.Map))
		if err != nil {
			return err
		}
		if _, err := w.Write(init); err != nil {
			return err
		}
	}
	data, err := fetch(ctx, resolve(playlist, s.URI))
	if err != nil {
		return err
	}
	if err := r.read(s.MSN, data); err != nil {
		return fmt.Errorf("%s: segment %d: %w", playlist, s.MSN, err)
	}
	_, err = w.Write(data)
	return err
}

// read takes a segment apart: it is its parts, one behind the other.
func (r *recording) read(segment uint64, data []byte) error {
	for i := 0; len(data) > 0; i++ {
		n, err := fragmentSize(data)
		if err != nil {
			return err
		}
		fragment, err := fmp4.ParsePart(data[:n])
		if err != nil {
			return err
		}
		id, dts := partID{segment, i}, fragment.Start
		for _, s := range fragment.Samples {
			r.parts[id] = append(r.parts[id], media.Ticks(dts+s.Offset))
			dts += s.Duration
		}
		r.order = append(r.order, id)
		r.frames += len(fragment.Samples)
		data = data[n:]
	}
	return nil
}

// pts lists all frames' presentation times in decoding order.
func (r *recording) pts() []media.Ticks {
	var out []media.Ticks
	for _, id := range r.order {
		out = append(out, r.parts[id]...)
	}
	return out
}

// repeated says whether a frame was recorded twice.
func (r *recording) repeated() bool {
	all := r.pts()
	slices.Sort(all)
	return len(slices.Compact(all)) != r.frames
}

var errBoxes = errors.New("malformed boxes")

// fragmentSize is the length of the two boxes, moof and mdat, at the head of data.
func fragmentSize(data []byte) (int, error) {
	n := 0
	for range 2 {
		if len(data) < n+8 {
			return 0, errBoxes
		}
		size := int(uint32(data[n])<<24 | uint32(data[n+1])<<16 | uint32(data[n+2])<<8 | uint32(data[n+3]))
		if size < 8 || size > len(data)-n {
			return 0, errBoxes
		}
		n += size
	}
	return n, nil
}

func resolve(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}
