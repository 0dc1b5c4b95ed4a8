// Package dispatch keeps a stream's video at work in the network: one orchestrator transcodes, others are drawn and
// warm behind it, and the session moves between two parts when the one at work is late, wrong or gone.
//
// It promises that every part of every rung is published exactly once, in order, after verification, or marked
// missing; that a new session encodes each rung from that rung's first part that was not published yet; and that a
// stream never waits for the network: when no orchestrator can be had, Status says why and the source goes on alone.
// Who is drawn, at what price, and how one is reached is left to the Market; what a published part looks like to a
// player, to the Output.
package dispatch

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Config describes one stream's dispatch. A zero duration means its default.
type Config struct {
	Stream string
	Source media.VideoFormat
	Ladder media.Ladder // not empty, valid

	// StartDeadline bounds the time from opening a session to its first rendition part. Default 4 s.
	StartDeadline time.Duration
	// PartDeadline is how long a session that runs may return nothing while it owes a part. It doubles, up to four
	// times itself, with each session in a row that was lost for lateness: when everyone is late, moving is no use.
	// Default 1 s.
	PartDeadline time.Duration
	// MaxLag is how far a rung may fall behind the source before the rest up to the open segment is marked missing.
	// HLS lets renditions differ by one target duration. Default 2.5 s.
	MaxLag time.Duration
	// RetryInterval is the time between two searches when no orchestrator could be had. Default 1 s.
	RetryInterval time.Duration
	// FinishDeadline bounds the time that the last parts may take after the source ended. Default 6 s.
	FinishDeadline time.Duration
}

func (c Config) withDefaults() Config {
	def := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	def(&c.StartDeadline, 4*time.Second)
	def(&c.PartDeadline, time.Second)
	def(&c.MaxLag, 2500*time.Millisecond)
	def(&c.RetryInterval, time.Second)
	def(&c.FinishDeadline, 6*time.Second)
	return c
}

// settled is how long a session must have lasted for the next draw to follow at once: nobody is hammered with draws.
const settled = 5 * time.Second

// calm is how long a session must have lasted for lateness before it to be forgotten.
const calm = 30 * time.Second

// Bounds of the backlog. Beyond them the oldest segments are marked missing; a group of pictures that is larger than
// this cannot be dispatched.
const (
	maxBacklogParts = 256
	maxBacklogBytes = 64 << 20
)

// ErrNoKeyframe means that the source went without an IDR for longer than can be held back for a failover.
var ErrNoKeyframe = errors.New("no keyframe for too long; set the encoder's keyframe interval to 2 s")

// Output is where verified renditions go. Its methods are called in order per rendition and must not block.
type Output interface {
	// VideoInit announces a rendition's init segment; once per rendition.
	VideoInit(rendition string, f media.VideoFormat, bandwidth int, init []byte) error
	// Publish appends a part.
	Publish(rendition string, p media.Part) error
	// Skip marks everything of the rendition that was not published before that part as missing; reason says why, where that is known.
	Skip(rendition string, before media.PartID, reason string)
}

// Job is what a stream wants done.
type Job struct {
	Stream string
	Source media.VideoFormat
	Ladder media.Ladder
}

// Market finds orchestrators for a job.
type Market interface {
	// Draw returns candidates in the order in which they are to be tried. attempt counts the draws of this stream
	// from 0. An error says why nobody could be had, in words for the stream's owner.
	Draw(ctx context.Context, job Job, attempt int) ([]Candidate, error)
	// Report says how a session with a candidate ended: nil when it served to the end. With ErrUndecodable the source
	// was at fault, not the candidate.
	Report(c Candidate, err error)
	// Measure says how long a rendition part took that was verified, from the sending of its source.
	Measure(c Candidate, latency time.Duration)
}

// Candidate is an orchestrator that answered with an acceptable quote.
type Candidate interface {
	Address() common.Address
	URI() string
	// Record is the signed record of the selection that it follows from, as JSON; nil if there is none. It is shared, and must not change.
	Record() json.RawMessage
	// Warm renews the quote and keeps the connection open.
	Warm(ctx context.Context) error
	// Open starts a session stream. It does not wait for the peer longer than a few seconds; the Conn is over when ctx is.
	Open(ctx context.Context) (Conn, error)
}

// Conn is one session's stream of messages; wire.RequestStream is one. Send and Receive are called from one goroutine
// each. Abort unblocks both, for good; Close follows when neither is under way any more.
type Conn interface {
	Send(*millracev1.TranscodeRequest) error
	Receive() (*millracev1.TranscodeResponse, error)
	Abort(reason error)
	Close()
}

// Deps are what a Dispatcher works with.
type Deps struct {
	Market  Market
	Output  Output
	Logger  *slog.Logger
	Metrics *Metrics        // nil: none
	Traces  *tracing.Tracer // nil: none
}

// ErrEnded is returned by Part after End.
var ErrEnded = errors.New("stream has ended")

// Dispatcher serves one stream. Part and End are called from one goroutine; Status from any.
type Dispatcher struct {
	cfg    Config
	market Market
	output Output
	log    *slog.Logger
	metric *Metrics
	traces *tracing.Tracer

	// Of Run, and of what it waits for.
	standby []Candidate // in the order in which they are tried
	draws   int         // made so far
	refused int         // searches in a row that found nobody

	mu      sync.Mutex // guards everything below
	backlog backlog
	rungs   []rung
	late    int // sessions lost for lateness in a row
	corrupt int // the next session begins at an IDR at or behind this backlog number; 0: anywhere
	ended   bool
	changed chan struct{} // closed and replaced whenever backlog or ended changes
	status  Status
}

// rung is what was published of one rendition.
type rung struct {
	spec media.Rendition
	init bool         // its init segment is out
	next media.PartID // the first part that was neither published nor skipped
	lack string       // why nobody makes it, for the rest of the stream; else empty
}

// Status is a snapshot for the API.
type Status struct {
	Session      string         // id of the session at work; empty when there is none
	Orchestrator common.Address // at work
	URI          string
	Encoder      string            // of the session; empty until its transcoder is ready
	Standby      []common.Address  // drawn and warm behind it
	StartedAt    time.Time         // of the session
	Selection    json.RawMessage   // by which its orchestrator was chosen; see Candidate.Record
	Ended        []EndedSession    // the newest that were at work before, newest first
	Parts        int               // rendition parts published, all sessions
	Failovers    int               // sessions lost to an error
	Problem      string            // why no session is at work; empty when one is
	Lacking      map[string]string // renditions that nobody makes, and why
	Latency      []time.Duration   // per rung: from a part's last frame to its publication, newest part
}

// EndedSession is a session that is over.
type EndedSession struct {
	ID                 string
	Orchestrator       common.Address
	URI                string
	Encoder            string
	StartedAt, EndedAt time.Time
	Parts              int   // rendition parts that it brought
	Err                error // why it ended; nil: with the stream
	Selection          json.RawMessage
}

// maxEnded is how many ended sessions are remembered.
const maxEnded = 8

// New makes a Dispatcher; Run starts it.
func New(cfg Config, deps Deps) (*Dispatcher, error) {
	cfg = cfg.withDefaults()
	if err := cfg.Ladder.Validate(); err != nil {
		return nil, err
	}
	if len(cfg.Ladder) == 0 {
		return nil, fmt.Errorf("%w: no rendition to dispatch", media.ErrLadder)
	}
	d := &Dispatcher{
		cfg: cfg, market: deps.Market, output: deps.Output, metric: deps.Metrics, traces: deps.Traces,
		log:     deps.Logger.With("stream", cfg.Stream),
		changed: make(chan struct{}),
		status:  Status{Problem: "looking for an orchestrator", Latency: make([]time.Duration, len(cfg.Ladder))},
	}
	for _, r := range cfg.Ladder {
		d.rungs = append(d.rungs, rung{spec: r})
	}
	return d, nil
}

// Status returns what is going on.
func (d *Dispatcher) Status() Status {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := d.status
	s.Latency = append([]time.Duration(nil), s.Latency...)
	return s
}

// Part hands over the next part of the source video; it never blocks. arrived is when its last frame had come in.
// After an error the stream cannot be dispatched any more.
func (d *Dispatcher) Part(p media.Part, arrived time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ended {
		return ErrEnded
	}
	if err := d.backlog.add(p, arrived); err != nil {
		return fmt.Errorf("source part %s: %w", p.ID, err)
	}
	d.lackLocked()
	if d.status.Session == "" || d.overfullLocked() {
		d.skipLocked()
	}
	if d.overfullLocked() {
		return fmt.Errorf("source part %s: %w", p.ID, ErrNoKeyframe)
	}
	d.wakeLocked()
	return nil
}

// End says that no part follows; Run returns when the last renditions are out, or cannot be had in time.
func (d *Dispatcher) End() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	d.wakeLocked()
}

func (d *Dispatcher) wakeLocked() {
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *Dispatcher) overfullLocked() bool {
	return len(d.backlog.entries) > maxBacklogParts || d.backlog.bytes > maxBacklogBytes
}

// skipLocked marks what lies too far back as missing, up to the open segment, and drops what nobody needs then.
func (d *Dispatcher) skipLocked() {
	if len(d.backlog.entries) == 0 {
		return
	}
	head := d.backlog.at(d.backlog.end() - 1).part
	open := media.PartID{Segment: head.ID.Segment}
	for i := range d.rungs {
		r := &d.rungs[i]
		if !r.next.Less(open) {
			continue
		}
		oldest := d.backlog.at(d.backlog.find(r.next)).part
		if (head.End()-oldest.Start).Duration() > d.cfg.MaxLag || d.overfullLocked() {
			d.output.Skip(r.spec.Name, open, cmp.Or(r.lack, d.status.Problem))
			r.next = open
		}
	}
	d.trimLocked()
}

// lackLocked marks what nobody makes as missing, up to the open segment.
func (d *Dispatcher) lackLocked() {
	open := media.PartID{Segment: d.backlog.at(d.backlog.end() - 1).part.ID.Segment}
	for i := range d.rungs {
		if r := &d.rungs[i]; r.lack != "" && r.next.Less(open) {
			d.output.Skip(r.spec.Name, open, r.lack)
			r.next = open
		}
	}
}

// leaveCorruptLocked goes on behind video that could not be decoded, once an IDR is there: up to it all is missing.
func (d *Dispatcher) leaveCorruptLocked() {
	for n := max(d.corrupt, d.backlog.first); d.corrupt != 0 && n < d.backlog.end(); n++ {
		p := d.backlog.at(n).part
		if !p.Independent || p.ID.Part != 0 {
			continue
		}
		for i := range d.rungs {
			if r := &d.rungs[i]; r.next.Less(p.ID) {
				d.output.Skip(r.spec.Name, p.ID, d.status.Problem)
				r.next = p.ID
			}
		}
		d.corrupt = 0
		d.trimLocked()
	}
}

func (d *Dispatcher) trimLocked() { d.backlog.trim(d.oldestLocked()) }

// oldestLocked is the first part that some rung still lacks which is made.
func (d *Dispatcher) oldestLocked() media.PartID {
	made := d.madeLocked()
	oldest := d.rungs[made[0]].next
	for _, i := range made[1:] {
		if next := d.rungs[i].next; next.Less(oldest) {
			oldest = next
		}
	}
	return oldest
}

// madeLocked are the indices of the rungs that somebody makes or may make; never none. It changes only while there is no session.
func (d *Dispatcher) madeLocked() []int {
	made := make([]int, 0, len(d.rungs))
	for i, r := range d.rungs {
		if r.lack == "" {
			made = append(made, i)
		}
	}
	return made
}

// ladder is the rungs with those indices.
func (d *Dispatcher) ladder(rungs []int) media.Ladder {
	l := make(media.Ladder, len(rungs))
	for i, n := range rungs {
		l[i] = d.cfg.Ladder[n]
	}
	return l
}

// doneLocked says whether the stream has ended and every rung has all of it.
func (d *Dispatcher) doneLocked() bool {
	return d.ended && d.backlog.find(d.oldestLocked()) == d.backlog.end()
}

// startLocked skips what is too old, or cannot be decoded, and returns the number of the part that a session begins
// with; false when it has not come yet.
func (d *Dispatcher) startLocked() (replay int, ok bool) {
	d.skipLocked()
	d.leaveCorruptLocked()
	replay, ok = d.backlog.idrBefore(d.backlog.find(d.oldestLocked()))
	return replay, ok && d.corrupt == 0 && !d.doneLocked()
}

// nobody records why no orchestrator could be had; a reason that lasts is logged once.
func (d *Dispatcher) nobody(reason error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.status.Problem != reason.Error() {
		d.log.Warn("source rung only: no orchestrator", "err", reason)
	}
	d.status.Problem = reason.Error()
}

// Run serves the stream until its end, or until ctx is done. When it returns no part follows.
func (d *Dispatcher) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stop := d.boundFinish(cancel)
	defer stop()

	for {
		if d.over() {
			return nil
		}
		if len(d.standby) == 0 {
			if err := d.find(ctx); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				d.nobody(err)
				if !d.pause(ctx) {
					return ctx.Err()
				}
				continue
			}
		}
		c := d.standby[0]
		d.standby = d.standby[1:]
		began := time.Now()
		err := d.serve(ctx, c)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if errors.Is(err, errNothing) {
			continue
		}
		d.market.Report(c, err)
		if err == nil {
			continue
		}
		d.log.Warn("session lost", "orch", c.Address(), "err", err)
		d.lost(err, time.Since(began))
		if len(d.standby) == 0 && time.Since(began) < settled && !d.pause(ctx) {
			return ctx.Err()
		}
	}
}

// searches is after how many in a row that found nobody a stream does without what few can make.
const searches = 2

// find draws while there is no session. Not all transcoders make AV1: where nobody takes a ladder that mixes it with other codecs, its other
// rungs go on, and those of AV1 are given up for the rest of the stream.
func (d *Dispatcher) find(ctx context.Context) error {
	d.mu.Lock()
	made := d.madeLocked()
	d.mu.Unlock()
	err := d.draw(ctx, made, common.Address{})
	if err == nil {
		d.refused = 0
		return nil
	}
	d.refused++
	rest := slices.DeleteFunc(slices.Clone(made), func(i int) bool { return d.cfg.Ladder[i].Format() == media.CodecAV1 })
	if d.refused < searches || len(rest) == 0 || len(rest) == len(made) || d.draw(ctx, rest, common.Address{}) != nil {
		return err
	}
	d.refused = 0
	d.giveUp(made, rest, err)
	return nil
}

// giveUp has the stream do with some of the rungs that were made so far.
func (d *Dispatcher) giveUp(made, rest []int, reason error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	lacking := maps.Clone(d.status.Lacking)
	if lacking == nil {
		lacking = map[string]string{}
	}
	for _, i := range made {
		if r := &d.rungs[i]; !slices.Contains(rest, i) {
			r.lack = "nobody takes the stream with it: " + reason.Error()
			lacking[r.spec.Name] = r.lack
			d.log.Warn("rendition not available", "rendition", r.spec.Name, "codec", r.spec.Format(), "err", reason)
		}
	}
	d.status.Lacking = lacking
	if len(d.backlog.entries) > 0 {
		d.lackLocked()
	}
}

// draw makes those who can take the stream's rungs, but for the one at work, the standbys.
func (d *Dispatcher) draw(ctx context.Context, rungs []int, working common.Address) error {
	drawn, err := d.market.Draw(ctx, Job{Stream: d.cfg.Stream, Source: d.cfg.Source, Ladder: d.ladder(rungs)}, d.draws)
	d.draws++
	if err != nil {
		return err
	}
	d.standby = slices.DeleteFunc(drawn, func(c Candidate) bool { return c.Address() == working })
	return nil
}

// lost notes why a session ended.
func (d *Dispatcher) lost(err error, lasted time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.status.Problem = err.Error()
	switch {
	case errors.Is(err, ErrLate):
		d.late++
	case lasted > calm:
		d.late = 0
	}
	if errors.Is(err, ErrUndecodable) {
		d.corrupt = d.backlog.end() // nobody else can decode it either
	}
}

// boundFinish calls cancel when the end of the stream lies FinishDeadline back.
func (d *Dispatcher) boundFinish(cancel func()) (stop func()) {
	done := make(chan struct{})
	exited := make(chan struct{})
	go func() {
		defer close(exited)
		for {
			d.mu.Lock()
			ended, changed := d.ended, d.changed
			d.mu.Unlock()
			if ended {
				break
			}
			select {
			case <-changed:
			case <-done:
				return
			}
		}
		t := time.NewTimer(d.cfg.FinishDeadline)
		defer t.Stop()
		select {
		case <-t.C:
			cancel()
		case <-done:
		}
	}()
	return func() { close(done); <-exited }
}

func (d *Dispatcher) finished() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.doneLocked()
}

// over says whether no session has anything left to do: the stream ended, and every rung has all of it, or what is left
// of it cannot be decoded. It is asked between two sessions.
func (d *Dispatcher) over() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.ended {
		return false
	}
	_, ok := d.startLocked()
	return !ok
}

// pause waits a retry interval; false when ctx is done.
func (d *Dispatcher) pause(ctx context.Context) bool {
	t := time.NewTimer(d.cfg.RetryInterval)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
