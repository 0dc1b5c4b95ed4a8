package record

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// Bounds of what waits to be written of one stream.
const (
	maxQueue    = 1024
	maxUnsaved  = 64 << 20 // bytes
	writers     = 4
	finishLimit = 10 * time.Minute
)

// passingLinger is how long what passes is there after the end of its stream: longer than an origin serves that.
const passingLinger = 2 * time.Minute

// session is a recording that runs.
type session struct {
	r    *Recorder
	jobs chan job
	held atomic.Int64 // bytes that wait

	mu           sync.Mutex // guards what follows
	info         Info
	parts        []entry
	shelf        shelf
	ranges       int // that were told of date ranges
	captions     []captions
	captionCount int // how often captions came
	captionBytes int
	ended        bool
	moved        bool // its stream goes on at another node, which may go on with the tape

	resumed bool             // another recorder began it, or this one before it died
	first   media.SegmentSeq // of those that it has now, if it was resumed
}

var _ Tape = (*session)(nil)

// job is a blob to write, or without data one to delete.
type job struct {
	key  string
	data []byte
	part *entry // nil: an init segment, a date range, or captions
}

// Tape is a stream that is being written.
type Tape interface {
	origin.Tap
	origin.Archive
	// ID is what another recorder that shares the store knows it by; see Recorder.Resume.
	ID() string
}

// Record begins to record a stream, whose timeline began at start. The tap does nothing but take what it is given. That the
// stream is private is kept, for whoever decides who may see the recording. For rewind, and as long again, its segments can be had
// while the stream goes on.
func (r *Recorder) Record(stream string, start time.Time, private bool, rewind time.Duration) Tape {
	return r.begin(Info{Stream: stream, Private: private, StartedAt: start.UTC()}, rewind)
}

// Buffer is Record for a stream of which nothing is to remain: what is older than twice rewind is deleted as it goes on, and all of
// it soon after its end.
func (r *Recorder) Buffer(stream string, start time.Time, rewind time.Duration) Tape {
	return r.begin(Info{Stream: stream, Private: true, StartedAt: start.UTC(), Passing: true}, rewind)
}

func (r *Recorder) begin(info Info, rewind time.Duration) *session {
	info.ID, info.Node, info.State = newID(r.now()), r.cfg.Node, Recording
	s := r.newSession(info, rewind)
	r.log.Info("recording", "stream", info.Stream, "recording", info.ID)
	r.start(s)
	return s
}

func (r *Recorder) newSession(info Info, rewind time.Duration) *session {
	return &session{r: r, jobs: make(chan job, maxQueue), info: info, shelf: newShelf(rewind)}
}

// start has a session take what comes.
func (r *Recorder) start(s *session) {
	r.mu.Lock()
	r.active[s.info.ID] = s
	r.mu.Unlock()
	r.running.Go(s.run)
}

// ID implements Tape.
func (s *session) ID() string { return s.info.ID }

func (s *session) status() Info {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.info
}

// Init implements origin.Tap.
func (s *session) Init(rendition string, number int, data []byte) {
	s.take(job{key: initKey(s.info.ID, rendition, number), data: data})
}

// Part implements origin.Tap.
func (s *session) Part(rendition string, p origin.TappedPart) {
	e := newEntry(rendition, p)
	written := e // belongs to whoever writes it
	if s.take(job{key: s.key(e), data: p.Data, part: &written}) {
		s.shelve(e)
	}
}

func (s *session) key(e entry) string { return s.info.ID + "/" + e.Rendition + "/" + e.name() }

// End implements origin.Tap.
func (s *session) End(moved bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.ended, s.moved = true, moved
		close(s.jobs)
	}
}

// take queues a blob, unless too much waits already.
func (s *session) take(j job) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return false
	}
	if s.held.Load()+int64(len(j.data)) > maxUnsaved {
		s.loseLocked(j, "the store is too slow", nil)
		return false
	}
	select {
	case s.jobs <- j:
		s.held.Add(int64(len(j.data)))
		return true
	default:
		s.loseLocked(j, "the store is too slow", nil)
		return false
	}
}

func (s *session) loseLocked(j job, why string, err error) {
	s.info.Lost++
	if s.info.Lost == 1 {
		s.r.log.Error("a recording has gaps: "+why, "stream", s.info.Stream, "recording", s.info.ID, "blob", j.key, "err", err)
	}
}

// run writes what comes, and the list of it at the end.
func (s *session) run() {
	ctx := context.Background() // the store's own deadlines bound it
	if !s.resumed {
		if err := s.r.write(ctx, infoKey(s.info.ID), s.status()); err != nil {
			s.mu.Lock()
			s.loseLocked(job{key: infoKey(s.info.ID)}, "the store takes nothing", err)
			s.mu.Unlock()
		}
	}
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for j := range s.jobs {
				s.save(ctx, j)
			}
		})
	}
	all.Wait()
	defer s.r.letGo(s)
	if s.left() && !s.r.await(s.r.cfg.Hold) {
		return // the next start makes up for it, unless another recorder goes on with it
	}
	if s.info.Passing {
		s.r.await(passingLinger)
	}
	if s.r.session(s.info.ID) != s {
		return // it went on here, when its stream came back
	}
	ctx, cancel := context.WithTimeout(ctx, finishLimit)
	defer cancel()
	if err := s.r.end(ctx, s.info, s.finish); err != nil { // the next start makes up for it
		s.r.log.Error("end of a recording", "stream", s.info.Stream, "recording", s.info.ID, "err", err)
	}
}

// finish makes a recording of it, with what others recorded before if it was resumed.
func (s *session) finish(ctx context.Context) error {
	if !s.resumed {
		return s.r.finish(ctx, s.status(), s.parts, s.captions)
	}
	return s.r.finishStored(ctx, s.status(), s.first, s.parts) // without what another node said besides
}

// session is the one of a tape here; nil if there is none.
func (r *Recorder) session(id string) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.active[id]
}

// letGo forgets a session that is over.
func (r *Recorder) letGo(s *session) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.active[s.info.ID] == s {
		delete(r.active, s.info.ID)
	}
}

// left says that the stream has moved away, and left a tape that may go on.
func (s *session) left() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ended && s.moved
}

// await waits so long; false if the recorder closes meanwhile.
func (r *Recorder) await(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.background.Done():
		return false
	}
}

// contentType is that of a blob.
func contentType(key string) string {
	if strings.HasSuffix(key, ".json") {
		return "application/json"
	}
	return "video/mp4"
}

func (s *session) save(ctx context.Context, j job) {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	if j.data == nil {
		if err := s.r.bucket.Delete(ctx, j.key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			s.r.log.Debug("delete what is too old to go back to", "blob", j.key, "err", err)
		}
		return
	}
	err := s.r.bucket.WriteAll(ctx, j.key, j.data, &blob.WriterOptions{ContentType: contentType(j.key)})
	s.held.Add(-int64(len(j.data)))
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.loseLocked(j, "the store did not take it", err)
		return
	}
	if j.part != nil {
		j.part.Size = len(j.data)
		if !s.info.Passing {
			s.parts = append(s.parts, *j.part)
		}
		s.info.Bytes += int64(len(j.data))
		s.info.Seconds = max(s.info.Seconds, (j.part.Shown + j.part.Duration).Seconds())
	}
}
