// Package record keeps streams in a blob store (a folder, or S3), plays them as HLS on demand, and cuts clips of them.
//
// A recording is one stream from its first publisher to its end: whoever publishes it meanwhile, it goes on. Each part of each
// rendition is a blob of its own from the moment it was published, and its name says all that a playlist needs, so that
// what was written before a crash is a recording without any other file. When a stream ends its list of parts is written as one
// blob, which is faster to read; of recordings that a crash cut off this is made up for at the next start.
//
//	ID/recording.json                   what is told about it
//	ID/parts.json                       the list of parts, once it has ended
//	ID/captions.json                    captions beside the video, once it has ended; until then each time that some came, captions/N.json
//	ID/RENDITION/init-N.mp4
//	ID/RENDITION/SEGMENT.PART.INIT.START.DURATION.FRAMES.FLAGS.mp4
//
// It promises never to hold up the stream: when the store is too slow or full, parts are left out, counted and logged, and
// are gaps in what is played. Who may see a recording is left to others.
package record

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // s3://
	"gocloud.dev/gcerrors"

	"github.com/millrace/millrace/pkg/media"
)

// Errors of a Recorder.
var (
	// ErrUnknown: there is no recording of that ID, or it is no ID.
	ErrUnknown = errors.New("no such recording")
	// ErrRunning: the stream has not ended; what there is cannot be played or deleted yet.
	ErrRunning = errors.New("the recording has not ended")
	// ErrRange: there is nothing in that range of time, or it cannot be one file.
	ErrRange = errors.New("no clip of that range")
)

// Config of a Recorder. A zero field means its default.
type Config struct {
	// URL is the blob store: a folder, or s3://BUCKET?region=...&endpoint=...&prefix=... as gocloud.dev/blob/s3blob has it. Its
	// credentials come from the environment.
	URL       string
	Node      string        // that is unique among those which share the store; it sees to what was cut off of its own recordings
	Hold      time.Duration // for so long a node that shares the store may go on with what was cut off; 0: none does
	Retention time.Duration // after its end a recording is kept for so long; 0: for ever
}

// State of a recording.
type State string

// The states.
const (
	Recording State = "recording"
	Ready     State = "ready"
)

// Info is what is told about a recording.
type Info struct {
	ID        string    `json:"id"`
	Stream    string    `json:"stream"`
	Private   bool      `json:"private,omitempty"` // the stream was, when it began
	Node      string    `json:"node"`
	State     State     `json:"state"`
	StartedAt time.Time `json:"started_at"` // of the stream's timeline
	EndedAt   time.Time `json:"ended_at,omitzero"`
	Seconds   float64   `json:"seconds"` // of media
	Bytes     int64     `json:"bytes"`
	Lost      int64     `json:"lost"` // parts that the store did not take

	Captions []media.CaptionTrack `json:"captions,omitempty"` // beside the video, in order of their IDs, once it is ready

	Ender   string `json:"ender,omitempty"`   // node that ends it where its own one does not come back
	Passing bool   `json:"passing,omitempty"` // it is no recording: viewers can go back to it while its stream goes on
}

// Bounds.
const (
	maxCached    = 32      // indexes that are held for playing
	maxIndex     = 1 << 30 // bytes of one
	maxInfo      = 64 << 10
	storeTimeout = 30 * time.Second // of one write
	sweepEvery   = 10 * time.Minute
	maxReads     = 64 // segments at one time, of streams that go on
)

// Recorder keeps recordings. It may be used from many goroutines.
type Recorder struct {
	cfg    Config
	log    *slog.Logger
	bucket *blob.Bucket
	folder string // that the store is; empty if it is none
	now    func() time.Time
	ready  func(Info)

	background context.Context // ends when it closes
	stop       context.CancelFunc

	reads   chan struct{} // a token for each segment that is read of a stream that goes on
	running sync.WaitGroup

	mu     sync.Mutex // guards what follows
	active map[string]*session
	infos  map[string]Info // of those that are ready
	cache  map[string]*index
}

// Deps are what a Recorder works with.
type Deps struct {
	Logger *slog.Logger
	Ready  func(Info) // is told when a recording can be played; may be nil
}

// Open opens the store, and ends the recordings of this node that were cut off.
func Open(ctx context.Context, cfg Config, deps Deps) (*Recorder, error) {
	if cfg.Retention < 0 {
		return nil, fmt.Errorf("recordings are kept for %s: not less than nothing", cfg.Retention)
	}
	bucket, folder, err := openBucket(ctx, cfg.URL)
	if err != nil {
		return nil, fmt.Errorf("open the store of recordings: %w", err)
	}
	if deps.Ready == nil {
		deps.Ready = func(Info) {}
	}
	r := &Recorder{
		cfg: cfg, log: deps.Logger, bucket: bucket, folder: folder, now: time.Now, ready: deps.Ready,
		reads: make(chan struct{}, maxReads), active: make(map[string]*session), infos: make(map[string]Info), cache: make(map[string]*index),
	}
	r.background, r.stop = context.WithCancel(context.Background())
	if err := r.recover(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("recordings: %w", err), r.Close(ctx))
	}
	r.running.Go(func() { r.sweep(r.background) })
	return r, nil
}

// Close waits until what was taken is written, bounded by ctx, and lets go of the store. Streams have ended before.
func (r *Recorder) Close(ctx context.Context) error {
	r.stop()
	done := make(chan struct{})
	go func() { r.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done(): // the next start makes up for it
	}
	return r.bucket.Close()
}

// openBucket opens a store; folder is where it is, if it is a folder.
func openBucket(ctx context.Context, where string) (bucket *blob.Bucket, folder string, err error) {
	if u, err := url.Parse(where); err == nil && u.Scheme != "" && u.Scheme != "file" {
		bucket, err = blob.OpenBucket(ctx, where)
		return bucket, "", err
	}
	if folder, err = filepath.Abs(strings.TrimPrefix(where, "file://")); err != nil {
		return nil, "", err
	}
	bucket, err = fileblob.OpenBucket(folder, &fileblob.Options{CreateDir: true, NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	return bucket, folder, err
}

var validID = regexp.MustCompile(`^[0-9]{8}t[0-9]{6}z-[a-z2-7]{13}$`)

// newID sorts by time, and cannot be guessed.
func newID(at time.Time) string {
	return at.UTC().Format("20060102t150405z") + "-" + strings.ToLower(rand.Text()[:13])
}

func infoKey(id string) string { return id + "/recording.json" }
func listKey(id string) string { return id + "/parts.json" }

// List returns recordings, newest first, from the one before the ID after (empty: the newest) on, and of one stream only if it is
// not empty. next is the ID to go on after; empty at the end.
func (r *Recorder) List(ctx context.Context, stream, after string, limit int) (list []Info, next string, err error) {
	ids, err := r.ids(ctx)
	if err != nil {
		return nil, "", err
	}
	for i := len(ids) - 1; i >= 0; i-- {
		if after != "" && ids[i] >= after {
			continue
		}
		info, err := r.Get(ctx, ids[i])
		if errors.Is(err, ErrUnknown) {
			continue // it was just deleted
		}
		if err != nil {
			return nil, "", err
		}
		if stream != "" && info.Stream != stream {
			continue
		}
		if len(list) == limit {
			return list, list[limit-1].ID, nil
		}
		list = append(list, info)
	}
	return list, "", nil
}

// ids lists all recordings, oldest first.
func (r *Recorder) ids(ctx context.Context) (ids []string, err error) {
	if ids, err = r.folders(ctx, ""); err != nil {
		return nil, fmt.Errorf("list recordings: %w", err)
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return !validID.MatchString(id) })
	r.mu.Lock()
	for id := range r.active { // of which the store may have nothing yet
		ids = append(ids, id)
	}
	r.mu.Unlock()
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// Get returns what is told about a recording.
func (r *Recorder) Get(ctx context.Context, id string) (Info, error) {
	info, err := r.get(ctx, id)
	if err == nil && info.Passing {
		return Info{}, ErrUnknown
	}
	return info, err
}

// get is Get, also of what is no recording.
func (r *Recorder) get(ctx context.Context, id string) (Info, error) {
	if !validID.MatchString(id) {
		return Info{}, ErrUnknown
	}
	r.mu.Lock()
	s, info := r.active[id], r.infos[id]
	r.mu.Unlock()
	if s != nil && !s.left() {
		return s.status(), nil
	}
	if info.ID != "" {
		return info, nil
	}
	if err := r.read(ctx, infoKey(id), maxInfo, &info); err != nil {
		return Info{}, err
	}
	if info.ID != id {
		return Info{}, fmt.Errorf("recording %s says that it is %q", id, info.ID)
	}
	if info.State == Ready {
		r.mu.Lock()
		r.infos[id] = info
		r.mu.Unlock()
	}
	return info, nil
}

// read reads JSON.
func (r *Recorder) read(ctx context.Context, key string, limit int64, into any) error {
	in, err := r.bucket.NewReader(ctx, key, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return ErrUnknown
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", key, err)
	}
	defer in.Close()
	if err := json.NewDecoder(io.LimitReader(in, limit)).Decode(into); err != nil {
		return fmt.Errorf("read %s: %w", key, err)
	}
	return nil
}

func (r *Recorder) write(ctx context.Context, key string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	return r.bucket.WriteAll(ctx, key, data, &blob.WriterOptions{ContentType: "application/json"})
}

// Delete deletes a recording.
func (r *Recorder) Delete(ctx context.Context, id string) error {
	info, err := r.Get(ctx, id)
	if err != nil {
		return err
	}
	if info.State != Ready {
		return ErrRunning
	}
	return r.remove(ctx, id)
}

// remove deletes all that is in the store under an ID.
func (r *Recorder) remove(ctx context.Context, id string) error {
	r.mu.Lock()
	delete(r.cache, id)
	delete(r.infos, id)
	r.mu.Unlock()
	// Its description goes last: what is cut off in between is deleted another time.
	objects, err := r.list(ctx, id+"/")
	if err != nil {
		return fmt.Errorf("delete recording %s: %w", id, err)
	}
	for _, o := range objects {
		if o.Key == infoKey(id) {
			continue
		}
		if err := r.bucket.Delete(ctx, o.Key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			return fmt.Errorf("delete recording %s: %w", id, err)
		}
	}
	if err := r.bucket.Delete(ctx, infoKey(id)); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("delete recording %s: %w", id, err)
	}
	if r.folder == "" {
		return nil
	}
	return os.RemoveAll(filepath.Join(r.folder, id)) // empty folders
}

// recover ends the recordings of this node that were running when it died.
func (r *Recorder) recover(ctx context.Context) error {
	ids, err := r.ids(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		info, err := r.get(ctx, id)
		if errors.Is(err, ErrUnknown) || err == nil && (info.State == Ready || info.Node != r.cfg.Node) {
			continue
		}
		if err != nil {
			return err
		}
		switch {
		case r.cfg.Hold > 0:
			r.running.Go(func() {
				if r.await(r.cfg.Hold) {
					r.endLater(info)
				}
			})
		case info.Passing: // there may be much of it, and nobody waits for that
			r.running.Go(func() { r.endLater(info) })
		default:
			if err := r.endCutOff(ctx, info); err != nil {
				return err
			}
		}
	}
	return nil
}

// endLater ends a tape that was cut off, unless it goes on here or at another node.
func (r *Recorder) endLater(info Info) {
	if r.session(info.ID) != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), finishLimit)
	defer cancel()
	err := r.end(ctx, info, func(ctx context.Context) error { return r.endCutOff(ctx, info) })
	if err != nil { // the next start makes up for it
		r.log.Error("end a recording that was cut off", "stream", info.Stream, "recording", info.ID, "err", err)
	}
}

// end ends a tape unless another recorder has gone on with it: a recording with finish; what passes is deleted.
func (r *Recorder) end(ctx context.Context, info Info, finish func(context.Context) error) error {
	switch mine, err := r.mine(ctx, info.ID); {
	case err != nil:
		return err
	case !mine:
		r.log.Info("another node goes on with the recording", "stream", info.Stream, "recording", info.ID)
		return nil
	case info.Passing:
		return r.remove(ctx, info.ID)
	default:
		return finish(ctx)
	}
}

// endCutOff ends a recording that was running when its node died.
func (r *Recorder) endCutOff(ctx context.Context, info Info) error {
	if err := r.finishStored(ctx, info, everySegment, nil); err != nil {
		return err
	}
	r.log.Warn("ended a recording that was cut off", "stream", info.Stream, "recording", info.ID)
	return nil
}

// sweep deletes what is too old, until ctx is done.
func (r *Recorder) sweep(ctx context.Context) {
	if r.cfg.Retention == 0 {
		return
	}
	tick := time.NewTicker(min(sweepEvery, max(r.cfg.Retention/2, time.Millisecond)))
	defer tick.Stop()
	for {
		if err := r.expire(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("delete old recordings", "err", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (r *Recorder) expire(ctx context.Context) error {
	ids, err := r.ids(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		info, err := r.Get(ctx, id)
		if errors.Is(err, ErrUnknown) {
			continue
		}
		if err != nil {
			return err
		}
		if info.State == Ready && r.now().Sub(info.EndedAt) > r.cfg.Retention {
			if err := r.Delete(ctx, id); err != nil {
				return err
			}
			r.log.Info("deleted an old recording", "stream", info.Stream, "recording", id)
		}
	}
	return nil
}
